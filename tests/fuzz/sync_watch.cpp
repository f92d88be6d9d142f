#include "tests/fuzz/sync_watch.hpp"

#include <algorithm>

#include "common/base/result.hpp"
#include "crypto/encoding.hpp"
#include "crypto/hkdf.hpp"
#include "crypto/org_secret.hpp"

namespace tacit::fuzz {
namespace {

constexpr std::size_t kAll = 1'000;

bool signed_by_somebody_admitted(const ParsedJws& jws) {
  return std::ranges::any_of(stage().admitted_keys,
                             [&](const VerifyKey& key) { return verify_jws(jws, key).has_value(); });
}

bool addressed_to_closed(const std::string& jws, const Roster& roster) {
  const auto entry = read_entry(jws);
  return std::ranges::any_of(entry->entry.to, [&](const Address& to) { return roster.closed(to.scope); });
}

void holds_nowhere(const std::vector<std::string>& texts, ByteView secret) {
  for (const std::string& form :
       {std::string(as_text(secret)), crypto::to_hex(secret), crypto::to_base64(secret), crypto::to_base64url(secret)})
    for (const std::string& text : texts) ASSERT_INVARIANT(text.find(form) == std::string::npos);
}

// The body, and everything in it that is base64, as far as it can be read.
std::vector<std::string> all_that_is_said(const sync::Request& request) {
  std::vector<std::string> out{request.query, request.body};
  const auto add = [&](const std::string& jws, Typ typ, const std::vector<Bytes>& blobs) {
    const auto parsed = parse_jws(jws, typ, limits::kRosterLink);
    ASSERT_INVARIANT(parsed.has_value());
    out.push_back(parsed->payload_text);
    for (const Bytes& blob : blobs) out.emplace_back(as_text(blob));
  };
  if (request.path == api::kRoster && request.method == "POST") {
    const auto sent = api::decode<api::LinkRequest>(request.body);
    ASSERT_INVARIANT(sent.has_value());
    add(sent->link, Typ::roster, sent->blobs);
  }
  if (request.path == api::kEntries && request.method == "POST") {
    const auto sent = api::decode<api::EntriesRequest>(request.body);
    ASSERT_INVARIANT(sent.has_value());
    for (const api::NewEntry& entry : sent->entries) add(entry.jws, Typ::entry, entry.copies);
  }
  return out;
}

}  // namespace

Watch::Watch(const test::MemoryDevice& device, const std::vector<test::FakeServer>& servers)
    : device_(device), servers_(servers), anchor_(device.checkpoint()) {
  for (const auto& [hash, entry] : device.known())
    if (entry.dev == device.id()) own_.emplace(entry.seq, hash);
  for (const sync::Draft& draft : device.drafts(0, kAll)) promised_.insert(draft.rid);
  for (const sync::Sealed& sealed : device.unacknowledged(kAll)) promised_.insert(sealed.rid);
}

void Watch::about_to_apply(const sync::Effects& effects) {
  own_chain_never_forks(effects);
  if (effects.checkpoint) anchor_never_goes_back(*effects.checkpoint);
  for (const sync::Received& received : effects.received) comes_from_a_member(received);
  for (const sync::PlacedLink& link : effects.links) {
    const auto parsed = parse_jws(link.jws, Typ::roster, limits::kRosterLink);
    ASSERT_INVARIANT(parsed && signed_by_somebody_admitted(*parsed));
    ASSERT_INVARIANT(link.index == 0 || std::ranges::find(stage().links, link.jws) == stage().links.end());
    stands_in_a_log(link.index, link.jws);
  }
  for (const sync::NewlySent& sent : effects.sent) stands_in_a_log(sent.index, device_.known().at(sent.hash).jws);
}

// An entry that was signed is never signed otherwise, unless nobody may read it any more: the signed roster says so.
void Watch::own_chain_never_forks(const sync::Effects& effects) {
  if (!effects.unsealed.empty()) {
    const auto& first = device_.known().at(*std::ranges::min_element(
        effects.unsealed, {}, [&](const Hash& hash) { return device_.known().at(hash).seq; }));
    ASSERT_INVARIANT(!first.index && addressed_to_closed(first.jws, *device_.roster()));
    for (const Hash& hash : effects.unsealed) ASSERT_INVARIANT(own_.erase(device_.known().at(hash).seq) == 1);
  }
  const auto add = [&](std::uint64_t seq, const Hash& hash, const std::string& jws) {
    ASSERT_INVARIANT(own_.emplace(seq, hash).first->second == hash && hash_of_jws(jws) == hash);
    ASSERT_INVARIANT(verify_jws(read_entry(jws)->jws, device_.public_keys().sign_pk).has_value());
  };
  for (const sync::NewlySealed& sealed : effects.sealed) add(sealed.entry.seq, sealed.entry.hash, sealed.entry.jws);
  for (const sync::Adopted& adopted : effects.adopted) {
    add(adopted.seq, adopted.hash, adopted.jws);
    stands_in_a_log(adopted.index, adopted.jws);
  }
}

// The new one belongs to a log that continues the one of the old one.
void Watch::anchor_never_goes_back(const Checkpoint& next) {
  ASSERT_INVARIANT(!anchor_ || next.size >= anchor_->size);
  const auto shows = [](const MerkleTree& tree, const Checkpoint& checkpoint) {
    return checkpoint.size <= tree.size() && tree.root_at(checkpoint.size) == checkpoint.root;
  };
  ASSERT_INVARIANT(std::ranges::any_of(servers_, [&](const test::FakeServer& server) {
    return shows(server.tree(), next) && (!anchor_ || shows(server.tree(), *anchor_));
  }));
  anchor_ = next;
}

void Watch::stands_in_a_log(std::uint64_t index, const std::string& leaf) const {
  ASSERT_INVARIANT(std::ranges::any_of(servers_, [&](const test::FakeServer& server) {
    return index < server.leaves().size() && server.leaves()[index] == leaf;
  }));
}

void Watch::comes_from_a_member(const sync::Received& received) const {
  const auto entry = read_entry(received.jws);
  ASSERT_INVARIANT(entry && entry->hash == received.hash && entry->jws.kid == received.entry.dev);
  ASSERT_INVARIANT(signed_by_somebody_admitted(entry->jws) && received.entry.dev != stage().auditor_id);
  ASSERT_INVARIANT(received.entry.org == device_.org());
  const auto still_in = [&](const test::FakeServer& server) {
    const auto& leaves = server.leaves();
    if (received.index >= leaves.size() || leaves[received.index] != received.jws) return false;
    const auto end = leaves.begin() + static_cast<std::ptrdiff_t>(received.index);
    return received.entry.dev != stage().leaver || std::find(leaves.begin(), end, stage().revocation) == end;
  };
  ASSERT_INVARIANT(std::ranges::any_of(servers_, still_in));
}

void Watch::applied(const sync::Effects& effects) {
  nothing_is_lost();
  keys_are_the_announced_ones(effects);
}

void Watch::nothing_is_lost() const {
  const auto drafts = device_.drafts(0, kAll);
  for (const RecordId& rid : promised_) {
    const bool waits = std::ranges::find(drafts, rid, &sync::Draft::rid) != drafts.end();
    ASSERT_INVARIANT(waits || device_.own_entry_of(rid).has_value());
  }
}

void Watch::keys_are_the_announced_ones(const sync::Effects& effects) const {
  for (const sync::HeldSeed& held : effects.seeds) {
    const auto* epoch = device_.roster()->epoch(held.scope, held.n);
    ASSERT_INVARIANT(epoch != nullptr);
    ASSERT_INVARIANT(epoch_key_pair(held.seed, device_.org(), to_text(held.scope), held.n).box_public() ==
                     epoch->public_key);
  }
  for (const sync::HeldSecret& held : effects.secrets) {
    const auto* announced = device_.roster()->secret(held.name);
    ASSERT_INVARIANT(announced != nullptr && announced->commit == org_secret_commitment(held.name, held.secret));
  }
}

// Nothing is sent that was not stored first, and nothing secret at all.
void Watch::about_to_send(const sync::Request& request) {
  const auto said = all_that_is_said(request);
  for (const Bytes& secret : device_.secrets_in_clear()) holds_nowhere(said, secret);
  for (const std::string& text : said) ASSERT_INVARIANT(text.find(kMarker) == std::string::npos);
  if (request.path != api::kEntries || request.method != "POST") return;
  const auto sent = api::decode<api::EntriesRequest>(request.body);
  for (const api::NewEntry& entry : sent->entries) {
    const auto read = read_entry(entry.jws);
    const auto stored = own_.find(read->entry.seq);
    ASSERT_INVARIANT(stored != own_.end() && stored->second == read->hash);
  }
}

void Watch::everything_arrived(const test::FakeServer& server) const {
  ASSERT_INVARIANT(device_.alarm_count() == 0 && device_.unacknowledged(1).empty() && device_.claims().empty());
  for (const sync::Draft& draft : device_.drafts(0, kAll))
    ASSERT_INVARIANT(
        std::ranges::any_of(draft.team_scopes, [&](const Scope& scope) { return server.roster().closed(scope); }));
  std::map<RecordId, int> times;
  for (const auto& [hash, entry] : device_.known())
    if (entry.dev == device_.id() && !entry.faces.empty()) ++times[entry.faces.begin()->second.face.rid];
  for (const RecordId& rid : promised_)
    ASSERT_INVARIANT(times[rid] == 1 || (times[rid] == 0 && device_.draft_count() > 0));
}

}  // namespace tacit::fuzz
