#include "client/sync/entry_check.hpp"

#include <algorithm>

#include "crypto/hash.hpp"

namespace tacit::sync {

EntryCheck::EntryCheck(Context& context)
    : context_(context), ring_(context.memory), standing_(context.memory, context.roster()) {}

void EntryCheck::begin_page() {
  seen_.clear();
  known_.clear();
}

bool EntryCheck::needs_newer_roster(const Result<ReceivedEntry>& entry) const {
  if (!entry) return false;
  return !context_.roster().knows(entry->entry.roster) || context_.roster().device(entry->entry.dev) == nullptr;
}

void EntryCheck::judge(const Scope& scope, std::span<const api::EntriesPage::Item> items,
                       std::span<const Result<ReceivedEntry>> entries) {
  std::vector<Candidate> candidates;
  candidates.reserve(items.size());
  for (std::size_t i = 0; i < items.size(); ++i) candidates.push_back(look_up(scope, items[i], entries[i]));
  context_.spread(candidates.size(), [&](std::size_t i) { examine(candidates[i]); });
  for (Candidate& candidate : candidates) judge(scope, candidate);
}

// All that takes the memory or fills a cache.
EntryCheck::Candidate EntryCheck::look_up(const Scope& scope, const api::EntriesPage::Item& item,
                                          const Result<ReceivedEntry>& entry) {
  Candidate out{.item = &item, .entry = &entry};
  if (!entry) return out;
  const auto& to = entry->entry.to;
  out.signer = context_.roster().device(entry->entry.dev);
  out.signature_holds = was_accepted(*entry);
  const auto address = std::find_if(to.begin(), to.end(), [&](const Address& one) { return one.scope == scope; });
  if (address == to.end()) return out;
  out.address = &*address;
  const auto of_address = [&](const auto& copy) { return copy.to == static_cast<std::size_t>(address - to.begin()); };
  const auto copy = std::find_if(item.copies.begin(), item.copies.end(), of_address);
  if (copy == item.copies.end()) return out;
  out.copy = &*copy;
  out.key = ring_.epoch(scope, address->epoch);
  return out;
}

// Several candidates may be examined at once: nothing here is shared that changes.
void EntryCheck::examine(Candidate& candidate) {
  if (candidate.signer == nullptr || candidate.address == nullptr) return;
  const ReceivedEntry& entry = **candidate.entry;
  if (!candidate.signature_holds)
    candidate.signature_holds = verify_jws(entry.jws, candidate.signer->keys.sign_pk).has_value();
  if (!candidate.signature_holds || candidate.key == nullptr) return;
  candidate.faces = Faces::open(entry, *candidate.address, candidate.copy->bytes, *candidate.key);
}

void EntryCheck::judge(const Scope& scope, Candidate& candidate) {
  const api::EntriesPage::Item& item = *candidate.item;
  const Result<ReceivedEntry>& entry = *candidate.entry;
  if (!entry) return context_.raise(Code::alarm_entry_invalid, item.index);
  if (const auto formed = check_form(candidate); !formed) return context_.raise(formed.error().code, item.index);
  if (const auto cited = check_roster_line(*entry, item.index); !cited) context_.raise(cited.error().code, item.index);
  if (const auto chained = check_chain(scope, candidate); !chained)
    return context_.raise(chained.error().code, item.index);
  if (entry->entry.log_size <= item.index) note_citation(entry->entry);
  const Seen now{candidate.address->n, entry->entry.seq, entry->hash};
  seen_.insert_or_assign({entry->entry.dev, scope}, now);
  known_.emplace(std::pair(entry->entry.dev, now.seq), now.hash);
  context_.effects.seen.push_back({entry->entry.dev, scope, now});
  Received received{.index = item.index,
                    .hash = entry->hash,
                    .jws = item.jws,
                    .entry = entry->entry,
                    .signer = standing_.at(*candidate.signer, item.index),
                    .scope = scope,
                    .epoch = candidate.address->epoch,
                    .faces = {},
                    .copy = {}};
  take_faces(received, candidate);
  ++context_.outcome.received;
  context_.effects.received.push_back(std::move(received));
}

Result<void> EntryCheck::check_form(const Candidate& candidate) const {
  const auto invalid = [] { return fail(Code::alarm_entry_invalid, "an entry is not valid"); };
  const Roster& roster = context_.roster();
  const ReceivedEntry& entry = **candidate.entry;
  const Entry& content = entry.entry;
  const Roster::Device* signer = candidate.signer;
  const std::uint64_t index = candidate.item->index;
  if (signer == nullptr || content.org != roster.org() || entry.jws.kid != content.dev) return invalid();
  if (!candidate.signature_holds || !signer->active_at(index)) return invalid();
  // An auditor's key opens coarse rows and writes none.
  if (standing_.at(*signer, index).role == Role::auditor) return invalid();
  const Address* address = candidate.address;
  if (address == nullptr || roster.epoch(address->scope, address->epoch) == nullptr) return invalid();
  return {};
}

Result<void> EntryCheck::check_roster_line(const ReceivedEntry& entry, std::uint64_t index) {
  const auto seq = context_.roster().seq_of(entry.entry.roster);
  if (!seq) return fail(Code::alarm_roster_withheld, "an entry cites a roster link that the server does not show");
  if (context_.roster().index_of(*seq) >= index || entry.entry.log_size > index)
    return fail(Code::alarm_entry_invalid, "an entry cites what came after it");
  return {};
}

// A gap raises its alarm, and reading goes on behind it; an entry that cannot stand at its place is left out.
Result<void> EntryCheck::check_chain(const Scope& scope, const Candidate& candidate) {
  const auto invalid = [] { return fail(Code::alarm_entry_invalid, "an entry does not fit its device's chain"); };
  const ReceivedEntry& entry = **candidate.entry;
  const Entry& content = entry.entry;
  const auto last = seen(content.dev, scope);
  const std::uint64_t expected = last ? last->n + 1 : 1;
  if (candidate.address->n < expected || (last && content.seq <= last->seq)) return invalid();
  if (const auto same = known(content.dev, content.seq); same && *same != entry.hash) return invalid();
  std::optional<Hash> before;
  if (content.seq == 1) before = candidate.signer->admitted_by;
  if (content.seq > 1) before = known(content.dev, content.seq - 1);
  if (last && last->seq + 1 == content.seq) before = last->hash;
  if (before && *before != content.prev) return invalid();
  if (candidate.address->n > expected) context_.raise(Code::alarm_entry_withheld, candidate.item->index);
  return {};
}

// The newest citation of each device is proven to be part of our log before the run ends; its own client answers for
// the earlier ones.
void EntryCheck::note_citation(const Entry& entry) {
  if (entry.dev == context_.self() || entry.log_size == 0) return;
  const Claim claim{entry.dev, entry.log_size, entry.log_root};
  auto& claims = context_.effects.claims;
  const auto same = [&](const Claim& other) { return other.source == claim.source; };
  const auto found = std::find_if(claims.begin(), claims.end(), same);
  if (found == claims.end())
    claims.push_back(claim);
  else if (found->size <= claim.size)
    *found = claim;
}

void EntryCheck::take_faces(Received& received, Candidate& candidate) {
  const std::uint64_t index = candidate.item->index;
  if (candidate.copy == nullptr) return context_.raise(Code::alarm_face_missing, index);
  const Bytes& copy = candidate.copy->bytes;
  if (candidate.key == nullptr) {
    if (sha256(copy) != candidate.address->ct) return context_.raise(Code::alarm_entry_invalid, index);
    received.copy = copy;
    return;
  }
  if (!candidate.faces) return context_.raise(Code::alarm_entry_invalid, index);
  received.faces = std::move(*candidate.faces);
  ++context_.outcome.opened;
}

// Exactly these bytes, the signature among them, were accepted in another scope, or are this device's own.
bool EntryCheck::was_accepted(const ReceivedEntry& entry) const {
  return context_.memory.entry_at(entry.entry.dev, entry.entry.seq) == entry.hash;
}

std::optional<Seen> EntryCheck::seen(const DeviceId& dev, const Scope& scope) const {
  const auto found = seen_.find({dev, scope});
  return found != seen_.end() ? found->second : context_.memory.seen(dev, scope);
}

std::optional<Hash> EntryCheck::known(const DeviceId& dev, std::uint64_t seq) const {
  const auto found = known_.find({dev, seq});
  return found != known_.end() ? found->second : context_.memory.entry_at(dev, seq);
}

}  // namespace tacit::sync
