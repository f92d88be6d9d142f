#pragma once
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/ids.hpp"
#include "common/storage/database.hpp"

namespace tacit::server {

// What the last committed checkpoint said.
struct LogState {
  std::uint64_t generation = 0;
  std::uint64_t size = 0;
  Hash root;
  std::uint64_t roster_seq = 0;
  Hash roster_hash;
};

struct StoredLeaf {
  std::uint64_t index = 0;
  std::string bytes;
};

// The log's leaves and roster links. A view of one connection: as short-lived as the caller likes, same thread.
// Nothing is checked here but the database's own constraints: breaking one throws StorageFailure, as does the
// environment. Appends happen inside the caller's transaction.
class LeafStore {
 public:
  explicit LeafStore(Database& database) : database_(database) {}

  void append_leaf(std::uint64_t index, std::string_view bytes);
  void append_link(std::uint64_t seq, std::uint64_t index);
  void put_state(const LogState& state);

  std::optional<LogState> state();  // none until the organisation is founded
  // All leaves in order. The view lives until the next call.
  void each_leaf(const std::function<void(std::uint64_t index, std::string_view bytes)>& visit);
  std::uint64_t count_of_addressed();  // leaves that a link or an entry row refers to

  // Ascending, below `end`, at least one if there is one, then as long as they fit into max_count and max_bytes.
  struct Page {
    std::vector<StoredLeaf> leaves;
    bool more = false;
  };
  Page leaves_from(std::uint64_t index, std::uint64_t end, std::size_t max_count, std::size_t max_bytes);
  Page links_from(std::uint64_t seq, std::uint64_t end, std::size_t max_count, std::size_t max_bytes);
  // Own entries of a device with a seq greater than `after`.
  Page entries_of(const DeviceId& dev, std::uint64_t after, std::uint64_t end, std::size_t max_count,
                  std::size_t max_bytes);

 private:
  static Page read_page(Statement& rows, std::size_t max_count, std::size_t max_bytes);

  Database& database_;
};

}  // namespace tacit::server
