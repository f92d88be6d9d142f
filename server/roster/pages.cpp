#include "server/roster/pages.hpp"

#include "server/store/admission_store.hpp"
#include "server/store/blob_store.hpp"
#include "server/store/leaf_store.hpp"

namespace tacit::server {

api::RosterPage roster_page(ReadPool& readers, const Log& log, const Snapshot& snapshot, std::uint64_t from,
                            std::uint64_t follows) {
  const ReadPool::Lease reader = readers.borrow();
  LeafStore::Page page = LeafStore(*reader).links_from(from, snapshot.size, limits::kPageEntries, limits::kPageBytes);
  api::RosterPage out;
  std::vector<std::uint64_t> indexes;
  for (StoredLeaf& leaf : page.leaves) {
    indexes.push_back(leaf.index);
    out.links.push_back({leaf.index, std::move(leaf.bytes)});
  }
  out.log = log.prove(indexes, snapshot, follows);
  out.more = page.more;
  return out;
}

api::WrapsPage wraps_page(ReadPool& readers, const Snapshot& snapshot, const Roster::Device& device,
                          std::uint64_t from) {
  const auto is_member = [&device](std::string_view text) {
    const auto scope = parse_scope(text);
    return scope && Roster::is_member(device, *scope);
  };
  const ReadPool::Lease reader = readers.borrow();
  BlobStore::Page page =
      BlobStore(*reader).for_device(device.id, from, snapshot.roster->seq() + 1, limits::kPageBytes, is_member);
  return {.blobs = std::move(page.blobs), .next = page.next, .more = page.more};
}

api::Enrolments waiting_joins(ReadPool& readers, Day today) {
  const ReadPool::Lease reader = readers.borrow();
  api::Enrolments out;
  for (AdmissionStore::Enrolment& enrolment : AdmissionStore(*reader).enrolments(today)) {
    out.joins.push_back({std::move(enrolment.jws), enrolment.mac});
  }
  return out;
}

}  // namespace tacit::server
