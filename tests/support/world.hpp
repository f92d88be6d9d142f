#pragma once
#include <map>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "client/usecases/connection.hpp"
#include "client/usecases/sync.hpp"
#include "server/server.hpp"
#include "tests/support/client_world.hpp"
#include "tests/support/tcp_proxy.hpp"
#include "tests/support/test_clock.hpp"

namespace tacit::test {

// The value, or an exception that says what went wrong: a test stops there.
template <class T>
T must(Result<T> result) {
  if (!result) throw std::runtime_error(result.error().text.c_str());
  if constexpr (!std::is_void_v<T>) return std::move(*result);
}

// A whole organisation on this machine: a real server behind TLS on a random port, a proxy in front of it, and vaults
// on a disk in memory that reach it through the real verbs. The clock stands still until it is moved.
class World {
 public:
  // All vaults reach the server by `dial`.
  explicit World(roster::HistoryPolicy history = roster::HistoryPolicy::grant,
                 usecases::Dial dial = usecases::dial_tls());

  // A steward of role staff that belongs to no team but those it was told to join.
  Vault& founder() { return vaults_.at("founder"); }
  void add_team(const std::string& name, bool founder_joins = false);
  // A new vault that has asked to join; its fingerprint.
  std::string join(const std::string& name, Role role, const std::vector<std::string>& teams,
                   const std::vector<std::string>& grants = {});
  // The same, admitted; then everybody syncs, until it has all it gets.
  Vault& admit(const std::string& name, Role role, const std::vector<std::string>& teams,
               const std::vector<std::string>& grants = {});
  Vault& vault(const std::string& name) { return vaults_.at(name); }
  std::vector<std::string> names() const;  // of all devices

  usecases::Online online(Vault& vault) { return {vault, clock_, dial_}; }
  usecases::Session session(Vault& vault) { return {vault, clock_}; }
  sync::Outcome try_sync(Vault& vault) { return must(usecases::synchronise(online(vault))); }
  void sync(Vault& vault);  // nothing may go wrong

  TeamId team(const std::string& name);
  DeviceId device(const std::string& name) { return must(vault(name).identity()).dev; }
  std::uint64_t leaves() const { return server_->snapshot()->size; }
  // A further connection to the server's own store, as somebody has who took the machine with its keys.
  Database server_store() const;

  TestClock& clock() { return clock_; }
  TcpProxy& proxy() { return proxy_; }
  const FastDirectory& directory() const { return scratch_; }

 private:
  Vault& new_vault(const std::string& name);

  const usecases::Dial dial_;
  FastDirectory scratch_;
  TestClock clock_;
  const RootKey root_ = RootKey::random();
  const server::DataDirectory data_{scratch_.at("server")};
  std::unique_ptr<server::Server> server_;
  TcpProxy proxy_;
  std::map<std::string, Vault> vaults_;
};

// One record of every kind this device may make for the team, as the verbs make them. `mark` is in every free text.
// Kinds: client, consent, link, outing, contact, referral and what came of it, appointment, incident, group, hand-out,
// correct and void; of staff also deliveries and issues, and a statement if it is in every team. `grants` pay for all
// that anybody pays for. The last of them wait to be sent. Returns how many were saved.
std::size_t record_all_kinds(World& world, Vault& vault, const std::string& team, const std::string& mark,
                             const std::vector<std::string>& grants = {});

}  // namespace tacit::test
