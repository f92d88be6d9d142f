#include "server/store/entry_store.hpp"

#include "common/base/json.hpp"

namespace tacit::server {
namespace {

constexpr std::uint64_t kEntryPositions = 16;
// Indexes beyond it cannot exist, and ids of copies made of them would not fit.
constexpr std::uint64_t kMaxIndex = static_cast<std::uint64_t>(json::kMaxInteger);

}  // namespace

void EntryStore::append_entry(const DeviceId& dev, std::uint64_t seq, std::uint64_t index) {
  database_.run("INSERT INTO entry (dev, seq, leaf) VALUES (?1, ?2, ?3)", dev, seq, index);
}

void EntryStore::append_copy(std::uint64_t index, std::size_t position, const DeviceId& dev, std::string_view scope,
                             std::uint64_t n, ByteView bytes) {
  ASSERT_INVARIANT(position < kEntryPositions);
  const std::int64_t id = make_scope_id(scope);
  database_.run("INSERT INTO copy (id, scope, bytes) VALUES (?1, ?2, ?3)", index * kEntryPositions + position, id,
                bytes);
  database_.run("INSERT OR REPLACE INTO chain (dev, scope, n) VALUES (?1, ?2, ?3)", dev, id, n);
}

std::optional<EntryStore::Newest> EntryStore::newest(const DeviceId& dev) {
  Statement row = database_.statement(
      "SELECT entry.seq, leaf.bytes FROM entry JOIN leaf ON leaf.idx = entry.leaf "
      "WHERE entry.dev = ?1 ORDER BY entry.seq DESC LIMIT 1");
  row.bind_all(dev);
  if (!row.step()) return std::nullopt;
  return Newest{static_cast<std::uint64_t>(row.integer(0)), std::string(row.text(1))};
}

std::map<std::string, std::uint64_t> EntryStore::counts(const DeviceId& dev) {
  std::map<std::string, std::uint64_t> out;
  Statement row = database_.statement(
      "SELECT scope.name, chain.n FROM chain JOIN scope ON scope.id = chain.scope WHERE chain.dev = ?1");
  row.bind_all(dev);
  while (row.step()) out.emplace(std::string(row.text(0)), static_cast<std::uint64_t>(row.integer(1)));
  return out;
}

std::optional<EntryStore::Existing> EntryStore::find(const DeviceId& dev, std::uint64_t seq) {
  Statement row = database_.statement(
      "SELECT leaf.idx, leaf.bytes FROM entry JOIN leaf ON leaf.idx = entry.leaf "
      "WHERE entry.dev = ?1 AND entry.seq = ?2");
  row.bind_all(dev, seq);
  if (!row.step()) return std::nullopt;
  return Existing{static_cast<std::uint64_t>(row.integer(0)), std::string(row.text(1))};
}

EntryStore::Page EntryStore::addressed_to(std::string_view scope, std::uint64_t after, std::uint64_t end,
                                          std::size_t max_count, std::size_t max_bytes) {
  Page page;
  const auto id = scope_id(scope);
  if (!id || after >= kMaxIndex) return page;
  Statement row = database_.statement(
      "SELECT copy.id, leaf.bytes, copy.bytes FROM copy JOIN leaf ON leaf.idx = copy.id / 16 "
      "WHERE copy.scope = ?1 AND copy.id >= ?2 AND copy.id < ?3 ORDER BY copy.id");
  row.bind_all(*id, (after + 1) * kEntryPositions, end * kEntryPositions);
  std::size_t bytes = 0;
  while (row.step()) {
    const bool shredded = row.is_null(2);
    bytes += row.text(1).size() + (shredded ? 0 : row.blob(2).size());
    if (!page.entries.empty() && (page.entries.size() == max_count || bytes > max_bytes)) {
      page.more = true;
      break;
    }
    const auto copy_id = static_cast<std::uint64_t>(row.integer(0));
    page.entries.push_back({copy_id / kEntryPositions, copy_id % kEntryPositions, std::string(row.text(1)),
                            shredded ? std::nullopt : std::optional(to_bytes(row.blob(2)))});
  }
  return page;
}

std::optional<std::int64_t> EntryStore::scope_id(std::string_view scope) {
  return database_.integer("SELECT id FROM scope WHERE name = ?1", scope);
}

std::int64_t EntryStore::make_scope_id(std::string_view scope) {
  if (const auto known = scope_id(scope)) return *known;
  database_.run("INSERT INTO scope (name) VALUES (?1)", scope);
  return database_.last_row_id();
}

}  // namespace tacit::server
