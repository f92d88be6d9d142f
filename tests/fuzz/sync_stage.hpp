#pragma once
#include <memory>
#include <string>
#include <vector>

#include "tests/support/fake_server.hpp"
#include "tests/support/memory_device.hpp"
#include "tests/support/sync_world.hpp"

namespace tacit::fuzz {

// One organisation, made once and never changed: four states of its server, the devices that will sync with it, and
// what a dishonest server or member could put into its log. Each run works on copies.
struct Stage {
  Stage();

  // The log as it is; with more of the same; as it would have gone on otherwise; as it was.
  enum ServerState { now, later, elsewhere, before, kServerStates };
  std::vector<test::FakeServer> servers;

  // A worker with drafts, and with entries that are signed and not sent, one to a team that was closed meanwhile; a
  // device that was admitted and has never synced; an auditor; the worker's older copy; a steward.
  test::MemoryDevice worker, newcomer, auditor;
  std::unique_ptr<test::MemoryDevice> restored, steward;

  struct Forged {
    std::string jws;
    std::vector<Bytes> copies;
  };
  std::vector<Forged> entries;           // the first one is valid, at the end of the log as it is
  std::vector<std::string> links;        // none is valid
  std::vector<VerifyKey> admitted_keys;  // of every device that was ever admitted
  DeviceId leaver, auditor_id;
  std::string revocation;  // of the leaver
  TeamId team, closed;
  Day today{};

 private:
  Forged forge(const test::SyncWorld& world, const test::MemoryDevice& chain, const test::MemoryDevice& signer) const;
  void people_write(test::SyncWorld& world, test::MemoryDevice& colleague, test::MemoryDevice& gone);
  void leave_something_unsent(test::SyncWorld& world);
  void prepare_other_chains(const test::SyncWorld& world, const test::MemoryDevice& worker_as_sent);
  void prepare_lies(const test::SyncWorld& world, const test::MemoryDevice& colleague, const test::MemoryDevice& gone);
};

const Stage& stage();

// Stands in every record that is written here, so that it can be looked for.
constexpr const char* kMarker = "said in confidence";

}  // namespace tacit::fuzz
