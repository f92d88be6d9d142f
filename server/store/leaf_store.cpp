#include "server/store/leaf_store.hpp"

namespace tacit::server {
namespace {

std::uint64_t count_at(const Statement& row, int column) { return static_cast<std::uint64_t>(row.integer(column)); }

}  // namespace

void LeafStore::append_leaf(std::uint64_t index, std::string_view bytes) {
  database_.run("INSERT INTO leaf (idx, bytes) VALUES (?1, ?2)", index, bytes);
}

void LeafStore::append_link(std::uint64_t seq, std::uint64_t index) {
  database_.run("INSERT INTO link (seq, leaf) VALUES (?1, ?2)", seq, index);
}

void LeafStore::put_state(const LogState& state) {
  database_.run(
      "INSERT OR REPLACE INTO log_state (one, generation, size, root, roster_seq, roster_hash) "
      "VALUES (1, ?1, ?2, ?3, ?4, ?5)",
      state.generation, state.size, state.root, state.roster_seq, state.roster_hash);
}

std::optional<LogState> LeafStore::state() {
  Statement row = database_.statement("SELECT generation, size, root, roster_seq, roster_hash FROM log_state");
  if (!row.step()) return std::nullopt;
  return LogState{count_at(row, 0), count_at(row, 1), row.fixed<Hash>(2), count_at(row, 3), row.fixed<Hash>(4)};
}

void LeafStore::each_leaf(const std::function<void(std::uint64_t, std::string_view)>& visit) {
  Statement row = database_.statement("SELECT idx, bytes FROM leaf ORDER BY idx");
  while (row.step()) visit(count_at(row, 0), row.text(1));
}

std::uint64_t LeafStore::count_of_addressed() {
  return static_cast<std::uint64_t>(
      database_.integer("SELECT (SELECT count(*) FROM link) + (SELECT count(*) FROM entry)").value_or(0));
}

LeafStore::Page LeafStore::read_page(Statement& rows, std::size_t max_count, std::size_t max_bytes) {
  Page page;
  std::size_t bytes = 0;
  while (rows.step()) {
    const std::string_view leaf = rows.text(1);
    bytes += leaf.size();
    if (!page.leaves.empty() && (page.leaves.size() == max_count || bytes > max_bytes)) {
      page.more = true;
      break;
    }
    page.leaves.push_back({count_at(rows, 0), std::string(leaf)});
  }
  return page;
}

LeafStore::Page LeafStore::leaves_from(std::uint64_t index, std::uint64_t end, std::size_t max_count,
                                       std::size_t max_bytes) {
  Statement rows = database_.statement("SELECT idx, bytes FROM leaf WHERE idx >= ?1 AND idx < ?2 ORDER BY idx");
  rows.bind_all(index, end);
  return read_page(rows, max_count, max_bytes);
}

LeafStore::Page LeafStore::links_from(std::uint64_t seq, std::uint64_t end, std::size_t max_count,
                                      std::size_t max_bytes) {
  Statement rows = database_.statement(
      "SELECT leaf.idx, leaf.bytes FROM link JOIN leaf ON leaf.idx = link.leaf "
      "WHERE link.seq >= ?1 AND link.leaf < ?2 ORDER BY link.seq");
  rows.bind_all(seq, end);
  return read_page(rows, max_count, max_bytes);
}

LeafStore::Page LeafStore::entries_of(const DeviceId& dev, std::uint64_t after, std::uint64_t end,
                                      std::size_t max_count, std::size_t max_bytes) {
  Statement rows = database_.statement(
      "SELECT leaf.idx, leaf.bytes FROM entry JOIN leaf ON leaf.idx = entry.leaf "
      "WHERE entry.dev = ?1 AND entry.seq > ?2 AND entry.leaf < ?3 ORDER BY entry.seq");
  rows.bind_all(dev, after, end);
  return read_page(rows, max_count, max_bytes);
}

}  // namespace tacit::server
