#pragma once
#include <map>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <span>
#include <string>
#include <vector>

#include "common/storage/database.hpp"
#include "crypto/merkle.hpp"
#include "crypto/signing.hpp"
#include "schema/api.hpp"
#include "schema/roster.hpp"
#include "server/store/leaf_store.hpp"

namespace tacit::server {

// One committed state: the published checkpoint and the roster of exactly its leaves. Immutable.
struct Snapshot {
  std::shared_ptr<const Roster> roster;  // null until the organisation is founded
  std::uint64_t size = 0;
  std::string checkpoint;  // signed note; empty until then
};

// Where a device's chain stands.
struct ChainHead {
  std::uint64_t seq = 0;
  Hash hash;                                    // of entry `seq`; of the admitting link when seq is 0
  std::map<std::string, std::uint64_t> counts;  // n per scope text
};

// The organisation's log: the tree over all leaves, the roster they lead to, the checkpoint (protocol §5).
//
// Readers (any thread) see only what is committed. The writer (the job thread of Writer) sees what this batch has
// added as well, and adds to it: first the rows, then, as its last step, the memory.
class Log {
 public:
  // Rebuilds everything from the stored leaves. storage_damaged when they do not lead to the stored root and roster
  // head, so an old page or row that was put back is refused.
  static Result<std::unique_ptr<Log>> load(Database& database, SigningKey key);

  std::shared_ptr<const Snapshot> snapshot() const;
  // Of indexes below the snapshot's size.
  std::vector<Hash> page_proof(std::span<const std::uint64_t> indexes, std::uint64_t size) const;
  // Empty when there is nothing to prove: `from` is 0, `to`, or larger.
  std::vector<Hash> consistency_proof(std::uint64_t from, std::uint64_t to) const;
  // `follows`: the size up to which the asker follows the log.
  api::Proven prove(std::span<const std::uint64_t> indexes, const Snapshot& snapshot, std::uint64_t follows) const;

  // Writer thread only from here on.
  const Roster* roster() const { return pending_roster_.get(); }
  std::uint64_t next_index() const;
  ChainHead head_of(Database& database, const Roster::Device& device) const;
  void add_link(std::shared_ptr<const Roster> roster, const Hash& leaf);
  void add_entries(const DeviceId& dev, ChainHead head, std::span<const Hash> leaves);

  void before_commit(Database& database);
  void after_commit();
  void on_rollback();

 private:
  explicit Log(SigningKey key) : key_(std::move(key)) {}
  Result<void> rebuild(Database& database);
  Result<void> compare(LeafStore& store) const;
  void publish();

  const SigningKey key_;

  mutable std::shared_mutex tree_mutex_;  // the tree may be ahead of the snapshot, never behind
  MerkleTree tree_;
  mutable std::mutex snapshot_mutex_;
  std::shared_ptr<const Snapshot> snapshot_ = std::make_shared<Snapshot>();

  std::shared_ptr<const Roster> pending_roster_;
  std::vector<Hash> pending_leaves_;
  std::map<DeviceId, ChainHead> heads_;
};

}  // namespace tacit::server
