#include "server/log/pages.hpp"

#include "server/store/entry_store.hpp"
#include "server/store/leaf_store.hpp"

namespace tacit::server {

api::EntriesPage entries_page(ReadPool& readers, const Log& log, const Snapshot& snapshot, const Scope& scope,
                              std::uint64_t after, std::uint64_t follows) {
  const ReadPool::Lease reader = readers.borrow();
  EntryStore::Page page =
      EntryStore(*reader).addressed_to(to_text(scope), after, snapshot.size, limits::kPageEntries, limits::kPageBytes);
  api::EntriesPage out;
  std::vector<std::uint64_t> indexes;
  for (EntryStore::Addressed& entry : page.entries) {
    indexes.push_back(entry.index);
    api::EntriesPage::Item item{entry.index, std::move(entry.bytes), {}};
    if (entry.copy) item.copies.push_back({entry.position, std::move(*entry.copy)});
    out.entries.push_back(std::move(item));
  }
  out.log = log.prove(indexes, snapshot, follows);
  out.more = page.more;
  return out;
}

api::SentPage sent_page(ReadPool& readers, const Log& log, const Snapshot& snapshot, const DeviceId& dev,
                        std::uint64_t after, std::uint64_t follows) {
  const ReadPool::Lease reader = readers.borrow();
  LeafStore::Page page =
      LeafStore(*reader).entries_of(dev, after, snapshot.size, limits::kPageEntries, limits::kPageBytes);
  api::SentPage out;
  std::vector<std::uint64_t> indexes;
  for (StoredLeaf& leaf : page.leaves) {
    indexes.push_back(leaf.index);
    out.entries.push_back({leaf.index, std::move(leaf.bytes)});
  }
  out.log = log.prove(indexes, snapshot, follows);
  out.more = page.more;
  return out;
}

api::LeavesPage leaves_page(ReadPool& readers, const Snapshot& snapshot, std::uint64_t from) {
  const ReadPool::Lease reader = readers.borrow();
  LeafStore::Page page = LeafStore(*reader).leaves_from(from, snapshot.size, limits::kPageEntries, limits::kPageBytes);
  api::LeavesPage out{.leaves = {}, .checkpoint = snapshot.checkpoint, .more = page.more};
  for (StoredLeaf& leaf : page.leaves) out.leaves.push_back(std::move(leaf.bytes));
  return out;
}

// A client that has seen a longer log gets the shorter checkpoint without a proof: its evidence of a rollback.
api::CheckpointAnswer checkpoint_answer(const Log& log, const Snapshot& snapshot, std::uint64_t from,
                                        std::uint64_t follows) {
  return {.checkpoint = snapshot.checkpoint,
          .consistency = log.consistency_proof(from, snapshot.size),
          .continues = log.consistency_proof(follows, snapshot.size)};
}

}  // namespace tacit::server
