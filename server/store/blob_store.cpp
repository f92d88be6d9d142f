#include "server/store/blob_store.hpp"

namespace tacit::server {
namespace {

constexpr std::uint64_t kPositions = 1u << 20;

}  // namespace

void BlobStore::append(std::uint64_t seq, std::size_t position, Recipient recipient, ByteView bytes) {
  ASSERT_INVARIANT(position < kPositions);
  database_.run("INSERT INTO blob (id, dev, scope, bytes) VALUES (?1, ?2, ?3, ?4)", seq * kPositions + position,
                recipient.dev, recipient.scope, bytes);
}

BlobStore::Page BlobStore::for_device(const DeviceId& dev, std::uint64_t from, std::uint64_t end, std::size_t max_bytes,
                                      const std::function<bool(std::string_view scope)>& is_member) {
  Page page{.blobs = {}, .next = end, .more = false};
  if (from >= end) return page;
  Statement row = database_.statement(
      "SELECT id, scope, bytes FROM blob WHERE dev IN (?1, x'') AND id >= ?2 AND id < ?3 ORDER BY id");
  row.bind_all(dev, from * kPositions, end * kPositions);
  std::size_t bytes = 0;
  std::uint64_t link = end;
  while (row.step()) {
    const std::uint64_t seq = static_cast<std::uint64_t>(row.integer(0)) / kPositions;
    if (!row.text(1).empty() && !is_member(row.text(1))) continue;
    if (seq != link && bytes > 0 && bytes >= max_bytes) {
      page.next = seq;
      page.more = true;
      break;
    }
    link = seq;
    bytes += row.blob(2).size();
    page.blobs.push_back(to_bytes(row.blob(2)));
  }
  return page;
}

}  // namespace tacit::server
