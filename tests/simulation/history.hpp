#pragma once
#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "server/data_directory.hpp"
#include "tests/simulation/device.hpp"
#include "tests/simulation/dice.hpp"
#include "tests/simulation/ending.hpp"
#include "tests/simulation/network.hpp"
#include "tests/simulation/records.hpp"
#include "tests/simulation/timeline.hpp"
#include "tests/support/client_world.hpp"
#include "tests/support/seeded_randomness.hpp"

namespace tacit::simulation {

// The clock of one device, which may be wrong.
class DeviceClock final : public Clock {
 public:
  DeviceClock(const Clock& right, std::chrono::seconds ahead) : right_(right), ahead_(ahead) {}
  std::chrono::sys_seconds now() const override { return right_.now() + ahead_; }
  std::chrono::nanoseconds monotonic() const override { return right_.monotonic(); }
  Day today() const override { return Day::of(std::chrono::floor<std::chrono::days>(now())); }

 private:
  const Clock& right_;
  const std::chrono::seconds ahead_;
};

// One organisation from its founding on: real devices, a real server without sockets, virtual network and time, and
// what people do, left to dice. A pure function of the seed.
class History {
 public:
  History(std::uint64_t seed, Trace::Echo echo);
  ~History();

  // Throws Violation. What holds at the end is judged by verdict.hpp.
  Ending play();
  const Trace& trace() const { return trace_; }

 private:
  // Something a person still has to do online. False: it did not work out; again at the next occasion.
  using Task = std::function<bool(usecases::Connection&)>;
  struct Actor {
    Member member;
    std::unique_ptr<Device> device;
    std::unique_ptr<DeviceClock> clock;
    std::deque<Task> tasks;
    InvitationId inv{};
    std::chrono::seconds cut_until{0};
    bool busy = false;
    bool malicious = false;
  };

  void found();
  void open_server();
  void settle_in();
  void act();
  void heal();
  Ending conclude();
  std::vector<std::string> read_log();
  void audit_log();

  // ---- what people do (deeds.cpp)
  void add_team();
  void invite();
  void ask_to_join(Actor& newcomer, const InvitationSecret& secret);
  void check_join(Actor& newcomer, std::shared_ptr<const InvitationSecret> secret);
  void admit(Actor& newcomer);
  void revoke();
  void change_role();
  void open_grant();
  void restrict_auditor();
  void assign(Actor& member, Role role, std::vector<TeamId> teams);
  void empty_team(Actor& author);
  void write();
  void write_new(Actor& actor);
  void correct(Actor& actor);
  void save(Actor& actor, Invented record, const std::optional<RecordId>& claimed = {});
  std::optional<RecordId> id_to_steal(const Actor& actor);
  bool has_right(const Actor& actor, const Written& original) const;
  void wish(Actor& actor, std::string what, std::function<std::vector<roster::Op>(const Roster&)> ops,
            std::function<void()> afterwards = {});

  // ---- who talks to whom
  void session(Actor& actor);
  void converse(Actor& actor);
  sync::Outcome synchronise(Actor& actor, usecases::Connection& connection, sync::Wish wish = {});
  usecases::Connection connect(Actor& actor, const usecases::Dial& dial);
  server::Service* server();
  Actor& add_actor(Role role, std::vector<TeamId> teams);
  Actor& founder() { return *actors_.front(); }
  Actor* some_member();  // admitted, not revoked, not the founder
  std::vector<TeamId> some_teams();
  std::string team_name(const TeamId& team) const;
  void tell(const Actor& actor, const std::string& what);
  void tell(const std::string& what);

  Dice dice_;
  Trace trace_;
  const test::SeededRandomness randomness_;
  test::FastDirectory scratch_;
  test::TestClock clock_;
  const RootKey root_ = RootKey::random();
  const server::DataDirectory data_{scratch_.at("server")};
  std::unique_ptr<server::Service> service_;
  roster::HistoryPolicy policy_;
  bool with_vault_;
  bool healed_ = false;
  std::chrono::seconds down_until_{0};
  OrgId org_{};
  std::vector<TeamId> teams_, grants_;
  std::vector<std::unique_ptr<Actor>> actors_;
  std::vector<Written> written_;
  Timeline timeline_;  // after all that its processes use
  Network network_;
};

}  // namespace tacit::simulation
