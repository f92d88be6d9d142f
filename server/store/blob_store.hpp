#pragma once
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/ids.hpp"
#include "common/storage/database.hpp"

namespace tacit::server {

// The blobs that roster links name by hash. A view of one connection, like LeafStore; the same rules.
class BlobStore {
 public:
  // For one device; or for whoever is a member of a scope; or for everybody, when both are empty.
  struct Recipient {
    ByteView dev;            // empty or 16 bytes
    std::string_view scope;  // text form; only when dev is empty
  };

  explicit BlobStore(Database& database) : database_(database) {}

  // position: in the order of roster::blobs_of, below 2^20.
  void append(std::uint64_t seq, std::size_t position, Recipient recipient, ByteView bytes);

  struct Page {
    std::vector<Bytes> blobs;
    std::uint64_t next = 0;  // seq of the first link not looked at
    bool more = false;
  };
  // What is for `dev` in the links from <= seq < end, in order; `scope` blobs only if is_member says so. Links are
  // never divided, so one that is over max_bytes makes a page of its own.
  Page for_device(const DeviceId& dev, std::uint64_t from, std::uint64_t end, std::size_t max_bytes,
                  const std::function<bool(std::string_view scope)>& is_member);

 private:
  Database& database_;
};

}  // namespace tacit::server
