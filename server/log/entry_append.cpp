#include "server/log/entry_append.hpp"

#include <bit>

#include "crypto/hash.hpp"
#include "crypto/sealed_box.hpp"
#include "server/store/entry_store.hpp"

namespace tacit::server {
namespace {

bool is_bucket(std::size_t sealed_size) {
  if (sealed_size < kSealOverhead) return false;
  const std::size_t size = sealed_size - kSealOverhead;
  return size >= kSmallestBucket && size <= kLargestBucket && std::has_single_bit(size);
}

Result<void> check_copies(const Entry& entry, const std::vector<Bytes>& copies) {
  if (copies.size() != entry.to.size()) return fail(Code::malformed, "the copies do not match the addresses");
  for (std::size_t i = 0; i < copies.size(); ++i) {
    if (!is_bucket(copies[i].size())) return fail(Code::malformed, "a sealed copy is not padded as required");
    if (sha256(copies[i]) != entry.to[i].ct) return fail(Code::malformed, "a sealed copy is not the one named");
  }
  return {};
}

Result<CheckedEntry> check_entry(api::NewEntry received, const Roster::Device& device, const OrgId& org) {
  TRY(ReceivedEntry read, read_entry(received.jws));
  if (read.entry.dev != device.id || read.jws.kid != device.id) {
    return fail(Code::not_allowed, "a device sends only its own entries");
  }
  if (read.entry.org != org) return fail(Code::wrong_organisation, "the entry is for another organisation");
  CHECK(verify_jws(read.jws, device.keys.sign_pk));
  CHECK(check_copies(read.entry, received.copies));
  const Hash leaf = leaf_hash(as_bytes(received.jws));
  return CheckedEntry{std::move(received.jws), std::move(read.entry), read.hash, leaf, std::move(received.copies)};
}

// The next link of the chain, or nothing is changed.
Result<void> advance(ChainHead& head, const CheckedEntry& next) {
  if (next.entry.seq != head.seq + 1 || next.entry.prev != head.hash) {
    return fail(Code::mischained, "the entry does not follow the device's previous one");
  }
  for (const Address& address : next.entry.to) {
    const auto count = head.counts.find(to_text(address.scope));
    if (address.n != (count == head.counts.end() ? 1 : count->second + 1)) {
      return fail(Code::mischained, "the entry does not continue the count of a scope");
    }
  }
  for (const Address& address : next.entry.to) head.counts[to_text(address.scope)] = address.n;
  head.seq = next.entry.seq;
  head.hash = next.hash;
  return {};
}

Result<void> check_scopes(const Entry& entry, const Roster& roster) {
  for (const Address& address : entry.to) {
    if (roster.closed(address.scope)) return fail(Code::scope_closed, "an addressed scope is closed");
  }
  return {};
}

Result<std::uint64_t> index_of_resent(EntryStore& store, const CheckedEntry& resent) {
  const auto existing = store.find(resent.entry.dev, resent.entry.seq);
  if (!existing || existing->bytes != resent.jws) {
    return fail(Code::mischained, "another entry stands at this place of the chain");
  }
  return existing->index;
}

void insert(Database& database, const CheckedEntry& next, std::uint64_t index) {
  LeafStore(database).append_leaf(index, next.jws);
  EntryStore store(database);
  store.append_entry(next.entry.dev, next.entry.seq, index);
  for (std::size_t i = 0; i < next.copies.size(); ++i) {
    const Address& address = next.entry.to[i];
    store.append_copy(index, i, next.entry.dev, to_text(address.scope), address.n, next.copies[i]);
  }
}

}  // namespace

Result<std::vector<CheckedEntry>> check_entries(api::EntriesRequest request, const Roster::Device& device,
                                                const OrgId& org) {
  std::vector<CheckedEntry> out;
  out.reserve(request.entries.size());
  for (api::NewEntry& received : request.entries) {
    TRY(CheckedEntry checked, check_entry(std::move(received), device, org));
    if (!out.empty() && checked.entry.seq != out.back().entry.seq + 1) {
      return fail(Code::malformed, "the entries of a request are not consecutive");
    }
    out.push_back(std::move(checked));
  }
  if (out.empty()) return fail(Code::malformed, "the request holds no entry");
  return out;
}

Result<std::vector<std::uint64_t>> append_entries(Database& database, Log& log, const DeviceId& dev,
                                                  const std::vector<CheckedEntry>& entries) {
  const Roster::Device* device = log.roster()->device(dev);
  if (device == nullptr || !device->active()) return fail(Code::not_admitted, "the device is not active");
  // Readers would take it for forged: at its place in the log the signer could write nothing.
  if (device->role == Role::auditor) return fail(Code::not_allowed, "an auditor's device writes no records");
  ChainHead head = log.head_of(database, *device);
  const std::uint64_t stored = head.seq;
  EntryStore store(database);
  std::vector<std::uint64_t> indexes;
  std::vector<Hash> leaves;
  for (const CheckedEntry& next : entries) {
    if (next.entry.seq <= stored) {
      TRY(const std::uint64_t index, index_of_resent(store, next));
      indexes.push_back(index);
      continue;
    }
    CHECK(advance(head, next));
    CHECK(check_scopes(next.entry, *log.roster()));
    indexes.push_back(log.next_index() + leaves.size());
    insert(database, next, indexes.back());
    leaves.push_back(next.leaf);
  }
  log.add_entries(dev, std::move(head), leaves);
  return indexes;
}

}  // namespace tacit::server
