#include "server/log/log.hpp"

#include <optional>

#include "crypto/checkpoint.hpp"
#include "crypto/jws.hpp"
#include "server/store/entry_store.hpp"

namespace tacit::server {
namespace {

// Grows only by `relog`, which a restored server needs.
constexpr std::uint64_t kGeneration = 0;

// Applies a stored leaf if it is a roster link.
Result<void> follow(std::optional<Roster>& roster, std::uint64_t index, std::string_view leaf) {
  const auto link = parse_jws(leaf, Typ::roster, limits::kRosterLink);
  if (!link && link.error().code == Code::wrong_kind) return {};
  const Error damaged{Code::storage_damaged, "a stored roster link does not fit the chain"};
  if (roster) {
    if (!roster->append(leaf, index)) return fail(damaged);
    return {};
  }
  auto founded = Roster::found(leaf, index);
  if (!founded) return fail(damaged);
  roster = std::move(*founded);
  return {};
}

}  // namespace

std::shared_ptr<const Snapshot> Log::snapshot() const {
  const std::lock_guard lock(snapshot_mutex_);
  return snapshot_;
}

std::vector<Hash> Log::page_proof(std::span<const std::uint64_t> indexes, std::uint64_t size) const {
  const std::shared_lock lock(tree_mutex_);
  return tree_.page_proof(indexes, size);
}

std::vector<Hash> Log::consistency_proof(std::uint64_t from, std::uint64_t to) const {
  if (from == 0 || from >= to) return {};
  const std::shared_lock lock(tree_mutex_);
  return tree_.consistency_proof(from, to);
}

api::Proven Log::prove(std::span<const std::uint64_t> indexes, const Snapshot& snapshot, std::uint64_t follows) const {
  return {snapshot.checkpoint, page_proof(indexes, snapshot.size), consistency_proof(follows, snapshot.size)};
}

std::uint64_t Log::next_index() const { return tree_.size() + pending_leaves_.size(); }

ChainHead Log::head_of(Database& database, const Roster::Device& device) const {
  if (const auto known = heads_.find(device.id); known != heads_.end()) return known->second;
  EntryStore store(database);
  const auto newest = store.newest(device.id);
  if (!newest) return {.seq = 0, .hash = device.admitted_by, .counts = {}};
  return {.seq = newest->seq, .hash = hash_of_jws(newest->bytes), .counts = store.counts(device.id)};
}

void Log::add_link(std::shared_ptr<const Roster> roster, const Hash& leaf) {
  pending_leaves_.push_back(leaf);
  pending_roster_ = std::move(roster);
}

void Log::add_entries(const DeviceId& dev, ChainHead head, std::span<const Hash> leaves) {
  pending_leaves_.insert(pending_leaves_.end(), leaves.begin(), leaves.end());
  heads_.insert_or_assign(dev, std::move(head));
}

void Log::before_commit(Database& database) {
  if (pending_leaves_.empty()) return;
  const std::unique_lock lock(tree_mutex_);
  for (const Hash& leaf : pending_leaves_) tree_.append(leaf);
  pending_leaves_.clear();
  LeafStore(database).put_state({.generation = kGeneration,
                                 .size = tree_.size(),
                                 .root = tree_.root(),
                                 .roster_seq = pending_roster_->seq(),
                                 .roster_hash = pending_roster_->head()});
}

void Log::after_commit() {
  if (tree_.size() != snapshot_->size) publish();
}

void Log::on_rollback() {
  const std::uint64_t committed = snapshot_->size;
  pending_leaves_.clear();
  pending_roster_ = snapshot_->roster;
  heads_.clear();
  const std::unique_lock lock(tree_mutex_);
  if (tree_.size() == committed) return;
  MerkleTree kept;
  for (std::uint64_t i = 0; i < committed; ++i) kept.append(tree_.leaf(i));
  tree_ = std::move(kept);
}

void Log::publish() {
  auto next = std::make_shared<Snapshot>();
  next->roster = pending_roster_;
  next->size = tree_.size();
  next->checkpoint = sign_checkpoint({.org = pending_roster_->org(),
                                      .generation = kGeneration,
                                      .size = tree_.size(),
                                      .root = tree_.root(),
                                      .roster_seq = pending_roster_->seq(),
                                      .roster_hash = pending_roster_->head()},
                                     key_);
  const std::lock_guard lock(snapshot_mutex_);
  snapshot_ = std::move(next);
}

Result<std::unique_ptr<Log>> Log::load(Database& database, SigningKey key) {
  std::unique_ptr<Log> log(new Log(std::move(key)));
  CHECK(log->rebuild(database));
  return log;
}

Result<void> Log::rebuild(Database& database) {
  LeafStore store(database);
  std::optional<Roster> roster;
  Result<void> outcome;
  store.each_leaf([&](std::uint64_t index, std::string_view bytes) {
    if (outcome && index != tree_.size()) outcome = fail(Code::storage_damaged, "a leaf of the log is missing");
    if (outcome) outcome = follow(roster, index, bytes);
    if (outcome) tree_.append(leaf_hash(as_bytes(bytes)));
  });
  CHECK(outcome);
  if (roster) pending_roster_ = std::make_shared<const Roster>(std::move(*roster));
  CHECK(compare(store));
  if (pending_roster_) publish();
  return {};
}

Result<void> Log::compare(LeafStore& store) const {
  const auto state = store.state();
  const std::uint64_t size = tree_.size();
  if (!state && size == 0) return {};
  if (!state || !pending_roster_ || state->size != size || state->root != tree_.root()) {
    return fail(Code::storage_damaged, "the stored log does not lead to the stored root");
  }
  if (state->roster_seq != pending_roster_->seq() || state->roster_hash != pending_roster_->head()) {
    return fail(Code::storage_damaged, "the stored roster does not lead to the stored head");
  }
  if (store.count_of_addressed() != size) {
    return fail(Code::storage_damaged, "the index of the log does not cover the log");
  }
  return {};
}

}  // namespace tacit::server
