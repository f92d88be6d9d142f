#pragma once
#include <memory>
#include <string>
#include <vector>

#include "client/usecases/found.hpp"
#include "server/service.hpp"
#include "tests/support/client_world.hpp"
#include "tests/support/test_clock.hpp"
#include "tests/support/world.hpp"

namespace tacit::test {

// An organisation that lies in one folder, all of it closed: a server's store and vaults by name. Whoever wants it to
// live opens it, in whatever process, with the keys that this object remembers. Requests go to the server's core
// without sockets.
class ClosedWorld {
 public:
  explicit ClosedWorld(std::filesystem::path folder) : folder_(std::move(folder)) {}

  const std::filesystem::path& folder() const { return folder_; }
  TestClock& clock() { return clock_; }
  const RootKey& root() const { return root_; }
  server::DataDirectory data() const { return {folder_ / "server"}; }

  // A new server, and what its founder needs.
  usecases::NewOrganisation create_server();
  // Founder (staff), a team North, and workers in it; everybody up to date; then all is closed.
  void populate(const std::vector<std::string>& workers);

  void start();  // the server
  void stop() { service_.reset(); }
  server::Service& service() { return *service_; }

  Vault create(const std::string& name) const;
  Vault open(const std::string& name) const;
  bool has(const std::string& name) const;
  usecases::Online online(Vault& vault) { return online_but(vault, {}); }
  // What is posted to that path does not arrive.
  usecases::Online online_but(Vault& vault, std::string path);
  usecases::Session session(Vault& vault) { return {vault, clock_}; }
  void sync(Vault& vault);  // nothing may go wrong

  // Asks to join and is admitted; its fingerprint.
  std::string join(Vault& founder, Vault& newcomer, const std::string& name);
  void admit(Vault& founder, Vault& newcomer, const std::string& name);

 private:
  const std::filesystem::path folder_;
  const RootKey root_ = RootKey::random();
  TestClock clock_;
  std::unique_ptr<server::Service> service_;
};

RecordId add_outing(ClosedWorld& world, Vault& vault);
RecordId add_contact(ClosedWorld& world, Vault& vault, const RecordId& outing);

// ---- what must hold afterwards, with gtest's assertions
// The record stands in the vault once, with its place in the log and its team face.
void expect_once(Vault& vault, const RecordId& rid);
// Made again from what is stored, the projections are what they were.
void expect_whole(Vault& vault);
// Every signature, chain and place of the log, as the vault's device can check it.
void expect_sound_log(ClosedWorld& world, Vault& vault);

}  // namespace tacit::test
