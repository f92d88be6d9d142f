#pragma once
#include <functional>
#include <string>
#include <vector>

#include "client/sync/machine.hpp"
#include "tests/support/fake_server.hpp"
#include "tests/support/memory_device.hpp"

namespace tacit::test {

// A higher version of the organisation's pack.
std::string pack_edition(int version);

// An organisation on a fake server: a founder (steward, staff), and whoever a test admits.
class SyncWorld {
 public:
  explicit SyncWorld(roster::HistoryPolicy history = roster::HistoryPolicy::grant,
                     std::string_view pack = *built_in_pack("street-rounds"));

  // Between the machine and the server: the number of the request in this run, and what would answer it.
  using Honest = std::function<Result<std::string>()>;
  using Between = std::function<Result<std::string>(int number, const sync::Request& request, const Honest& honest)>;

  sync::Outcome run(MemoryDevice& device, sync::Wish wish = {}, const Between& between = {});
  sync::Outcome run_with(FakeServer& other, MemoryDevice& device, sync::Wish wish = {}, const Between& between = {});

  // A team with the founder in it.
  TeamId add_team();
  // The founder admits it; its first sync is the caller's.
  void admit(MemoryDevice& device, Role role, std::vector<TeamId> teams);
  // A worker of that team, after its first sync.
  void enrol(MemoryDevice& device, Role role, std::vector<TeamId> teams);
  void perform(std::vector<roster::Op> ops);
  static sync::Wish once(std::vector<roster::Op> ops);
  // A link of the founder's, signed, with no regard to any rule.
  std::string link_by(const MemoryDevice& signer, std::vector<roster::Op> ops) const;

  FakeServer server;
  MemoryDevice founder;
  Day today{18'700};
  Spread spread = one_by_one;
};

// A contact with one service, told to that team and to auditors.
RecordId record_contact(MemoryDevice& device, const TeamId& team);
record::Contact some_contact();

}  // namespace tacit::test
