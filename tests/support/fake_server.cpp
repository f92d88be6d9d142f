#include "tests/support/fake_server.hpp"

#include <map>

#include "crypto/checkpoint.hpp"
#include "crypto/hash.hpp"
#include "crypto/jws.hpp"

namespace tacit::test {

FakeServer::FakeServer() : log_key_(std::make_shared<const SigningKey>(SigningKey::from_seed(SigningSeed::random()))) {}

roster::ServiceKeys FakeServer::service() const { return {log_key_->sign_public(), {}, {Hash{}}}; }

void FakeServer::found(const std::string& genesis) {
  roster_ = std::move(*Roster::found(genesis, 0));
  append_leaf(genesis);
}

std::uint64_t FakeServer::append_leaf(const std::string& jws) {
  leaves_.push_back(jws);
  tree_.append(leaf_hash(as_bytes(jws)));
  return leaves_.size() - 1;
}

std::string FakeServer::checkpoint_of(std::uint64_t size, const Hash& root) const {
  Checkpoint out{roster_->org(), generation, size, root, roster_->seq(), roster_->head()};
  if (const auto until = misbehaviour.roster_until) {
    out.roster_seq = *until;
    out.roster_hash = hash_of_jws(leaves_[roster_->index_of(*until)]);
  }
  if (bad_link_) {
    ++out.roster_seq;
    out.roster_hash = hash_of_jws(*bad_link_);
  }
  return sign_checkpoint(out, *log_key_);
}

std::string FakeServer::checkpoint() const { return checkpoint_of(tree_.size(), tree_.root()); }

api::Proven FakeServer::prove(const std::vector<std::uint64_t>& indexes) const {
  return {checkpoint(), tree_.page_proof(indexes, tree_.size()), consistency_from(follows_)};
}

std::vector<Hash> FakeServer::consistency_from(std::uint64_t size) const {
  if (size == 0 || size >= tree_.size()) return {};
  return tree_.consistency_proof(size, tree_.size());
}

Result<std::string> FakeServer::handle(const DeviceId& who, const sync::Request& request) {
  const Roster::Device* device = roster_->device(who);
  if (device == nullptr || !device->active()) return fail(Code::not_admitted, "not an active device");
  const std::string& path = request.path;
  if (request.method == "POST")
    return path == api::kRoster ? add_link(who, request.body) : add_entries(who, request.body);
  TRY(const auto whole, api::split_log(request.query));
  follows_ = whole.size;
  if (path == api::kEntries) {
    TRY(const auto query, api::read_scope(whole.rest));
    return entries(who, query);
  }
  if (path == api::kSent) {
    TRY(const auto after, api::read_after(whole.rest));
    return sent(who, after);
  }
  TRY(const auto from, api::read_from(whole.rest));
  if (path == api::kRoster) return roster_page(from);
  if (path == api::kWraps) return wraps(who, from);
  if (path == api::kCheckpoint) return checkpoint_from(from);
  if (path == api::kLeaves) return leaves_from(from);
  return fail(Code::not_found, "no such path");
}

Result<std::string> FakeServer::roster_page(std::uint64_t from) const {
  api::RosterPage page{};
  std::vector<std::uint64_t> indexes;
  const std::uint64_t last = misbehaviour.roster_until.value_or(roster_->seq());
  for (std::uint64_t seq = from; seq <= last; ++seq) {
    page.more = page.links.size() == page_items;
    if (page.more) break;
    indexes.push_back(roster_->index_of(seq));
    page.links.push_back({indexes.back(), leaves_[indexes.back()]});
  }
  if (bad_link_ && !page.more && from <= roster_->seq() + 1) {
    indexes.push_back(leaves_.size() - 1);
    page.links.push_back({leaves_.size() - 1, *bad_link_});
  }
  page.log = prove(indexes);
  return api::encode(page);
}

Result<std::string> FakeServer::add_link(const DeviceId&, const std::string& body) {
  TRY(const auto request, api::decode<api::LinkRequest>(body));
  follows_ = request.log;
  CHECK(roster_->append(request.link, leaves_.size()));
  const std::uint64_t index = append_leaf(request.link);
  const auto link = roster::decode(parse_jws(request.link, Typ::roster, limits::kRosterLink)->payload_text);
  if (roster::blobs_of(*link).size() != request.blobs.size()) return fail(Code::malformed, "blobs");
  keep_blobs(*link, request.blobs);
  return api::encode(api::Appended{index, prove({index})});
}

void FakeServer::keep_blobs(const roster::Link& link, const std::vector<Bytes>& blobs) {
  auto next = blobs.begin();
  const auto keep = [&](std::optional<DeviceId> dev, std::optional<Scope> scope) {
    blobs_.push_back({link.seq, dev, scope, *next++});
  };
  for (const roster::Op& op : link.ops) {
    if (const auto* epoch = std::get_if<roster::Epoch>(&op))
      for (const auto& wrap : epoch->wraps) keep(wrap.dev, {});
    if (const auto* grant = std::get_if<roster::Grant>(&op))
      for (std::size_t i = 0; i < grant->wraps.size(); ++i) keep(grant->dev, {});
    if (const auto* secret = std::get_if<roster::Secret>(&op)) keep({}, secret->scope);
    if (const auto* reseal = std::get_if<roster::Reseal>(&op)) keep({}, reseal->scope);
    if (std::holds_alternative<roster::Pack>(op)) keep({}, {});
  }
}

Result<std::string> FakeServer::wraps(const DeviceId& who, std::uint64_t from) const {
  api::WrapsPage page{{}, from, false};
  for (const Blob& blob : blobs_) {
    if (blob.seq < from) continue;
    if (page.blobs.size() >= page_items && blob.seq >= page.next) {
      page.more = true;
      break;
    }
    page.next = blob.seq + 1;
    if (blob.dev && *blob.dev != who) continue;
    if (blob.scope && !roster_->is_member(who, *blob.scope)) continue;
    if (misbehaviour.hides_blobs) continue;
    page.blobs.push_back(blob.bytes);
    if (misbehaviour.damages_blobs) page.blobs.back().back() ^= 1;
  }
  return api::encode(page);
}

Result<std::string> FakeServer::add_entries(const DeviceId& who, const std::string& body) {
  TRY(const auto request, api::decode<api::EntriesRequest>(body));
  const FakeServer before = *this;
  api::EntriesAppended out;
  for (const api::NewEntry& entry : request.entries) {
    const auto index = add_entry(who, entry);
    if (!index) {
      *this = before;
      return fail(index.error());
    }
    out.indexes.push_back(*index);
  }
  follows_ = request.log;
  out.log = prove(out.indexes);
  return api::encode(out);
}

Result<std::uint64_t> FakeServer::add_entry(const DeviceId& who, const api::NewEntry& received) {
  TRY(const auto read, read_entry(received.jws));
  const Roster::Device* device = roster_->device(who);
  CHECK(verify_jws(read.jws, device->keys.sign_pk));
  std::uint64_t seq = 0;
  Hash head = device->admitted_by;
  std::map<Scope, std::uint64_t> counts;
  for (const Stored& stored : entries_) {
    if (stored.entry.dev != who) continue;
    if (stored.hash == read.hash) return stored.index;
    seq = stored.entry.seq;
    head = stored.hash;
    for (const Address& to : stored.entry.to) counts[to.scope] = to.n;
  }
  if (read.entry.dev != who || read.entry.seq != seq + 1 || read.entry.prev != head)
    return fail(Code::mischained, "the chain does not fit");
  for (const Address& to : read.entry.to) {
    if (to.n != counts[to.scope] + 1) return fail(Code::mischained, "the count does not fit");
    if (roster_->closed(to.scope)) return fail(Code::scope_closed, "a closed scope");
  }
  const std::uint64_t index = append_leaf(received.jws);
  entries_.push_back({index, read.entry, read.hash, received.copies});
  return index;
}

void FakeServer::slip_in(const std::string& jws, const std::vector<Bytes>& copies) {
  const auto read = read_entry(jws);
  const std::uint64_t index = append_leaf(jws);
  entries_.push_back({index, read->entry, read->hash, copies});
}

void FakeServer::slip_in_link(const std::string& jws) {
  append_leaf(jws);
  bad_link_ = jws;
}

Result<std::string> FakeServer::entries(const DeviceId& who, const api::ScopeQuery& query) const {
  if (!roster_->is_member(who, query.scope)) return fail(Code::not_allowed, "not a member");
  api::EntriesPage page{};
  std::vector<std::uint64_t> indexes;
  for (const Stored& stored : entries_) {
    if (stored.index <= query.after || misbehaviour.hidden.contains(stored.index)) continue;
    for (std::size_t i = 0; i < stored.entry.to.size() && !page.more; ++i) {
      if (stored.entry.to[i].scope != query.scope) continue;
      page.more = page.entries.size() == page_items;
      if (page.more) break;
      indexes.push_back(stored.index);
      page.entries.push_back({stored.index, leaves_[stored.index], {{i, stored.copies.at(i)}}});
      if (misbehaviour.without_copies.contains(stored.index)) page.entries.back().copies.clear();
    }
  }
  page.log = prove(indexes);
  return api::encode(page);
}

Result<std::string> FakeServer::sent(const DeviceId& who, std::uint64_t after) const {
  api::SentPage page{};
  std::vector<std::uint64_t> indexes;
  for (const Stored& stored : entries_) {
    if (stored.entry.dev != who || stored.entry.seq <= after || page.more) continue;
    page.more = page.entries.size() == page_items;
    if (page.more) break;
    indexes.push_back(stored.index);
    page.entries.push_back({stored.index, leaves_[stored.index]});
  }
  page.log = prove(indexes);
  return api::encode(page);
}

Result<std::string> FakeServer::checkpoint_from(std::uint64_t size) const {
  return api::encode(api::CheckpointAnswer{checkpoint(), consistency_from(size), consistency_from(follows_)});
}

Result<std::string> FakeServer::leaves_from(std::uint64_t from) const {
  api::LeavesPage page{{}, checkpoint(), false};
  for (std::uint64_t index = from; index < leaves_.size() && !page.more; ++index) {
    page.more = page.leaves.size() == page_items;
    if (!page.more) page.leaves.push_back(leaves_[index]);
  }
  return api::encode(page);
}

}  // namespace tacit::test
