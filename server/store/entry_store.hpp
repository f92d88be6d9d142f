#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/ids.hpp"
#include "common/storage/database.hpp"

namespace tacit::server {

// Who wrote which entry, and the sealed copies. A view of one connection, like LeafStore; the same rules.
// Scopes are their text form (schema/scope.hpp).
class EntryStore {
 public:
  explicit EntryStore(Database& database) : database_(database) {}

  void append_entry(const DeviceId& dev, std::uint64_t seq, std::uint64_t index);
  // position: in the entry's `to`, below 16. n: the device's count for that scope, which this raises.
  void append_copy(std::uint64_t index, std::size_t position, const DeviceId& dev, std::string_view scope,
                   std::uint64_t n, ByteView bytes);

  // The device's newest entry.
  struct Newest {
    std::uint64_t seq = 0;
    std::string bytes;
  };
  std::optional<Newest> newest(const DeviceId& dev);
  std::map<std::string, std::uint64_t> counts(const DeviceId& dev);

  struct Existing {
    std::uint64_t index = 0;
    std::string bytes;
  };
  std::optional<Existing> find(const DeviceId& dev, std::uint64_t seq);

  struct Addressed {
    std::uint64_t index = 0;
    std::uint64_t position = 0;
    std::string bytes;          // of the entry
    std::optional<Bytes> copy;  // none when it was shredded
  };
  struct Page {
    std::vector<Addressed> entries;
    bool more = false;
  };
  // Entries addressed to the scope, after < index < end, ascending; at least one if there is one.
  Page addressed_to(std::string_view scope, std::uint64_t after, std::uint64_t end, std::size_t max_count,
                    std::size_t max_bytes);

 private:
  std::optional<std::int64_t> scope_id(std::string_view scope);
  std::int64_t make_scope_id(std::string_view scope);

  Database& database_;
};

}  // namespace tacit::server
