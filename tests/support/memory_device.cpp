#include "tests/support/memory_device.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "crypto/hash.hpp"
#include "schema/record_id.hpp"

namespace tacit::test {

MemoryDevice::MemoryDevice()
    : key_(std::make_unique<SigningKey>(SigningKey::from_seed(sign_seed_))),
      box_(std::make_unique<BoxKeyPair>(BoxKeyPair::from_seed(box_seed_))) {}

MemoryDevice::MemoryDevice(const MemoryDevice& other)
    : Memory(),
      sign_seed_(other.sign_seed_.duplicate()),
      box_seed_(other.box_seed_.duplicate()),
      key_(std::make_unique<SigningKey>(SigningKey::from_seed(sign_seed_))),
      box_(std::make_unique<BoxKeyPair>(BoxKeyPair::from_seed(box_seed_))),
      org_(other.org_),
      pin_(other.pin_),
      roster_(other.roster_),
      links_(other.links_),
      pack_(other.pack_),
      programme_(other.programme_),
      blobs_(other.blobs_),
      wraps_from_(other.wraps_from_),
      checkpoint_(other.checkpoint_),
      claims_(other.claims_),
      chain_(other.chain_),
      drafts_(other.drafts_),
      sealed_drafts_(other.sealed_drafts_),
      next_draft_(other.next_draft_),
      known_(other.known_),
      cursors_(other.cursors_),
      seen_(other.seen_),
      closed_(other.closed_),
      alarms_(other.alarms_) {
  for (const auto& [at, seed] : other.seeds_) seeds_.emplace(at, seed.duplicate());
  for (const auto& [name, secret] : other.secrets_) secrets_.emplace(name, secret.duplicate());
}

void MemoryDevice::belong_to(const OrgId& org, std::optional<sync::Pin> pin) {
  org_ = org;
  pin_ = pin;
}

RecordId MemoryDevice::draft(record::Record record, std::vector<Scope> team_scopes, bool audit_face,
                             const std::optional<RecordId>& claimed, std::vector<Scope> grants) {
  const RecordId rid = claimed ? *claimed : make_record_id(org_, id());
  drafts_.emplace_back(next_draft_++,
                       sync::Draft{rid, std::move(record), std::move(team_scopes), audit_face, std::move(grants)});
  return rid;
}

void MemoryDevice::apply(const sync::Effects& effects) {
  apply_keys(effects);
  apply_log(effects);
  apply_own(effects);
  apply_received(effects);
  for (const auto& alarm : effects.alarms)
    if (std::find(alarms_.begin(), alarms_.end(), alarm) == alarms_.end()) alarms_.push_back(alarm);
}

void MemoryDevice::apply_keys(const sync::Effects& effects) {
  for (const auto& link : effects.links) {
    if (!roster_)
      roster_ = std::move(*Roster::found(link.jws, link.index));
    else
      EXPECT_TRUE(roster_->append(link.jws, link.index));
    links_.push_back(link);
  }
  for (const auto& held : effects.seeds) seeds_.insert_or_assign({held.scope, held.n}, held.seed.duplicate());
  for (const auto& held : effects.secrets) secrets_.insert_or_assign(held.name, held.secret.duplicate());
  if (effects.pack) {
    pack_ = effects.pack;
    programme_ = std::move(*read_pack(pack_->text));
  }
  for (const Bytes& blob : effects.blobs_kept) blobs_.insert_or_assign(sha256(blob), blob);
  for (const Hash& hash : effects.blobs_dropped) blobs_.erase(hash);
  if (effects.wraps_from) wraps_from_ = *effects.wraps_from;
}

void MemoryDevice::apply_log(const sync::Effects& effects) {
  if (effects.checkpoint) checkpoint_ = effects.checkpoint;
  for (const auto& claim : effects.claims) {
    std::erase_if(claims_, [&](const auto& other) { return other.source == claim.source; });
    claims_.push_back(claim);
  }
  for (const auto& claim : effects.claims_settled)
    std::erase_if(claims_, [&](const auto& other) {
      return other.source == claim.source && other.size == claim.size && other.root == claim.root;
    });
}

void MemoryDevice::apply_own(const sync::Effects& effects) {
  for (const Hash& hash : effects.unsealed) {
    const auto entry = known_.find(hash);
    ASSERT_NE(entry, known_.end());
    const auto draft = sealed_drafts_.find(entry->second.sealed->rid);
    ASSERT_NE(draft, sealed_drafts_.end());
    drafts_.push_back(draft->second);
    sealed_drafts_.erase(draft);
    known_.erase(entry);
  }
  std::sort(drafts_.begin(), drafts_.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  for (const auto& sealed : effects.sealed) {
    const auto draft = std::find_if(drafts_.begin(), drafts_.end(),
                                    [&](const auto& waiting) { return waiting.second.rid == sealed.entry.rid; });
    ASSERT_NE(draft, drafts_.end());
    sealed_drafts_.emplace(sealed.entry.rid, *draft);
    drafts_.erase(draft);
    Known entry{.dev = id(),
                .seq = sealed.entry.seq,
                .index = {},
                .jws = sealed.entry.jws,
                .faces = {},
                .sealed = sealed.entry};
    for (const auto& face : sealed.faces) entry.faces.emplace(face.face.face, face);
    ASSERT_TRUE(known_.emplace(sealed.entry.hash, std::move(entry)).second);
  }
  for (const auto& sent : effects.sent) known_.at(sent.hash).index = sent.index;
  for (const auto& adopted : effects.adopted)
    ASSERT_TRUE(known_
                    .emplace(adopted.hash, Known{.dev = id(),
                                                 .seq = adopted.seq,
                                                 .index = adopted.index,
                                                 .jws = adopted.jws,
                                                 .faces = {},
                                                 .sealed = {}})
                    .second);
  if (effects.own_chain) chain_ = *effects.own_chain;
  for (const auto& matched : effects.matched)
    std::erase_if(drafts_, [&](const auto& draft) { return draft.second.rid == matched.rid; });
}

void MemoryDevice::apply_received(const sync::Effects& effects) {
  for (const auto& received : effects.received) {
    Known& entry = known_[received.hash];
    entry.dev = received.entry.dev;
    entry.seq = received.entry.seq;
    EXPECT_EQ(entry.index.value_or(received.index), received.index);
    entry.index = received.index;
    entry.jws = received.jws;
    entry.signer = received.signer;
    for (const auto& face : received.faces) entry.faces.emplace(face.face.face, face);
    if (!received.copy.empty())
      closed_.insert_or_assign({received.hash, received.scope}, Closed{received.index, received.epoch, received.copy});
  }
  for (const auto& opened : effects.opened) {
    EXPECT_EQ(closed_.erase({opened.hash, opened.scope}), 1u);
    for (const auto& face : opened.faces) known_.at(opened.hash).faces.emplace(face.face.face, face);
  }
  for (const auto& seen : effects.seen) seen_.insert_or_assign({seen.dev, seen.scope}, seen.seen);
  for (const auto& cursor : effects.cursors) cursors_[cursor.scope] = cursor.after;
}

std::vector<const MemoryDevice::Known*> MemoryDevice::entries(Face face) const {
  std::vector<const Known*> out;
  for (const auto& [hash, entry] : known_)
    if (entry.faces.contains(face) && entry.index) out.push_back(&entry);
  std::sort(out.begin(), out.end(), [](const Known* a, const Known* b) { return *a->index < *b->index; });
  return out;
}

bool MemoryDevice::knows_record(const RecordId& rid, Face face) const {
  const auto all = entries(face);
  return std::any_of(all.begin(), all.end(), [&](const Known* entry) { return entry->faces.at(face).face.rid == rid; });
}

std::vector<Bytes> MemoryDevice::secrets_in_clear() const {
  std::vector<Bytes> out{to_bytes(sign_seed_.expose(Expose())), to_bytes(box_seed_.expose(Expose()))};
  for (const auto& [at, seed] : seeds_) out.push_back(to_bytes(seed.expose(Expose())));
  for (const auto& [name, secret] : secrets_) out.push_back(to_bytes(secret.expose(Expose())));
  return out;
}

const EpochSeed* MemoryDevice::seed(const Scope& scope, std::uint64_t n) const {
  const auto found = seeds_.find({scope, n});
  return found == seeds_.end() ? nullptr : &found->second;
}
const OrgSecret* MemoryDevice::secret(std::string_view name) const {
  const auto found = secrets_.find(name);
  return found == secrets_.end() ? nullptr : &found->second;
}
std::optional<Bytes> MemoryDevice::blob(const Hash& hash) const {
  const auto found = blobs_.find(hash);
  return found == blobs_.end() ? std::nullopt : std::optional(found->second);
}

std::optional<sync::Sent> MemoryDevice::last_sent() const {
  std::optional<sync::Sent> out;
  for (const auto& [hash, entry] : known_)
    if (entry.dev == id() && entry.index && (!out || out->seq < entry.seq))
      out = sync::Sent{entry.seq, hash, *entry.index};
  return out;
}

std::vector<sync::Sealed> MemoryDevice::unacknowledged(std::size_t limit) const {
  std::vector<sync::Sealed> out;
  for (const auto& [hash, entry] : known_)
    if (entry.sealed && !entry.index) out.push_back(*entry.sealed);
  std::sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.seq < b.seq; });
  if (out.size() > limit) out.resize(limit);
  return out;
}

std::vector<sync::Draft> MemoryDevice::drafts(std::size_t skip, std::size_t limit) const {
  std::vector<sync::Draft> out;
  for (std::size_t i = skip; i < drafts_.size() && out.size() < limit; ++i) out.push_back(drafts_[i].second);
  return out;
}

std::optional<sync::Draft> MemoryDevice::draft(const RecordId& rid) const {
  for (const auto& [number, draft] : drafts_)
    if (draft.rid == rid) return draft;
  return std::nullopt;
}

std::optional<Hash> MemoryDevice::own_entry_of(const RecordId& rid) const {
  for (const auto& [hash, entry] : known_) {
    if (entry.dev != id()) continue;
    for (const auto& [face, clear] : entry.faces)
      if (clear.face.rid == rid) return hash;
  }
  return std::nullopt;
}

std::uint64_t MemoryDevice::cursor(const Scope& scope) const {
  const auto found = cursors_.find(scope);
  return found == cursors_.end() ? 0 : found->second;
}
std::optional<sync::Seen> MemoryDevice::seen(const DeviceId& dev, const Scope& scope) const {
  const auto found = seen_.find({dev, scope});
  return found == seen_.end() ? std::nullopt : std::optional(found->second);
}
std::optional<Hash> MemoryDevice::entry_at(const DeviceId& dev, std::uint64_t seq) const {
  for (const auto& [hash, entry] : known_)
    if (entry.dev == dev && entry.seq == seq) return hash;
  return std::nullopt;
}

std::vector<sync::Unopened> MemoryDevice::unopened(const Scope& scope, std::uint64_t epoch, std::uint64_t after,
                                                   std::size_t limit) const {
  std::vector<sync::Unopened> out;
  for (const auto& [at, closed] : closed_)
    if (at.second == scope && closed.epoch == epoch && closed.index > after)
      out.push_back({closed.index, known_.at(at.first).jws, closed.copy});
  std::sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.index < b.index; });
  if (out.size() > limit) out.resize(limit);
  return out;
}

std::vector<Code> MemoryDevice::alarms() const {
  std::vector<Code> out;
  for (const auto& alarm : alarms_) out.push_back(alarm.code);
  return out;
}

}  // namespace tacit::test
