#pragma once
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "client/sync/machine.hpp"
#include "crypto/merkle.hpp"
#include "schema/api.hpp"
#include "schema/roster.hpp"

namespace tacit::test {

// A server in memory: what it accepts and answers is what the protocol says, without HTTP, storage or signatures of
// requests; unless a test tells it to misbehave. Copyable, so that it can tell two histories.
class FakeServer {
 public:
  FakeServer();

  struct Misbehaviour {
    std::set<std::uint64_t> hidden;             // leaf indexes of entries that no page shows
    std::set<std::uint64_t> without_copies;     // leaf indexes of entries shown without copies
    std::optional<std::uint64_t> roster_until;  // the newest link it admits to know
    bool damages_blobs = false;
    bool hides_blobs = false;
  } misbehaviour;

  roster::ServiceKeys service() const;
  void found(const std::string& genesis);

  // Entries, leaves and links a page.
  std::size_t page_items = limits::kPageEntries;
  std::uint64_t generation = 0;

  Result<std::string> handle(const DeviceId& who, const sync::Request& request);

  const Roster& roster() const { return *roster_; }
  const MerkleTree& tree() const { return tree_; }
  const std::vector<std::string>& leaves() const { return leaves_; }
  std::string checkpoint() const;
  std::string checkpoint_of(std::uint64_t size, const Hash& root) const;  // signed, whatever it says
  // Puts an entry into the log without looking at it; it is shown in the scopes it is addressed to.
  void slip_in(const std::string& jws, const std::vector<Bytes>& copies);
  // The same with a roster link, which becomes the newest one shown.
  void slip_in_link(const std::string& jws);

 private:
  struct Blob {
    std::uint64_t seq;
    std::optional<DeviceId> dev;
    std::optional<Scope> scope;
    Bytes bytes;
  };
  struct Stored {
    std::uint64_t index;
    Entry entry;
    Hash hash;
    std::vector<Bytes> copies;
  };
  std::uint64_t append_leaf(const std::string& jws);
  api::Proven prove(const std::vector<std::uint64_t>& indexes) const;
  std::vector<Hash> consistency_from(std::uint64_t size) const;
  Result<std::string> roster_page(std::uint64_t from) const;
  Result<std::string> add_link(const DeviceId& who, const std::string& body);
  void keep_blobs(const roster::Link& link, const std::vector<Bytes>& blobs);
  Result<std::string> wraps(const DeviceId& who, std::uint64_t from) const;
  Result<std::string> add_entries(const DeviceId& who, const std::string& body);
  Result<std::uint64_t> add_entry(const DeviceId& who, const api::NewEntry& entry);
  Result<std::string> entries(const DeviceId& who, const api::ScopeQuery& query) const;
  Result<std::string> sent(const DeviceId& who, std::uint64_t after) const;
  Result<std::string> checkpoint_from(std::uint64_t size) const;
  Result<std::string> leaves_from(std::uint64_t from) const;

  std::shared_ptr<const SigningKey> log_key_;
  std::optional<Roster> roster_;
  std::vector<std::string> leaves_;
  MerkleTree tree_;
  std::optional<std::string> bad_link_;
  std::uint64_t follows_ = 0;  // what the request that is being answered says
  std::vector<Blob> blobs_;
  std::vector<Stored> entries_;
};

}  // namespace tacit::test
