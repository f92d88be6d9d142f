#include "client/sync/seal_leg.hpp"

#include <algorithm>

namespace tacit::sync {
namespace {

std::vector<ScopeCount>::iterator place_of(OwnChain& chain, const Scope& scope) {
  const auto less = [](const ScopeCount& count, const Scope& wanted) { return count.scope < wanted; };
  return std::lower_bound(chain.counts.begin(), chain.counts.end(), scope, less);
}

std::uint64_t& count_of(OwnChain& chain, const Scope& scope) {
  auto place = place_of(chain, scope);
  if (place == chain.counts.end() || place->scope != scope) place = chain.counts.insert(place, {scope, 0});
  return place->n;
}

}  // namespace

SealLeg::SealLeg(Context& context) : context_(context), faces_(context.memory), chain_(context.memory.own_chain()) {}

Result<void> SealLeg::take(const Result<std::string>&) { return {}; }

Result<Next> SealLeg::next() {
  const std::uint64_t before = chain_.seq;
  std::size_t waiting = 0;
  const bool may_write = context_.may_write();
  for (const Draft& draft : context_.to_seal.take(kSealBatch)) {
    if (const auto known = context_.memory.own_entry_of(draft.rid)) {
      context_.effects.matched.push_back({draft.rid, *known});
      continue;
    }
    const auto sealed = may_write ? seal(draft) : Result<bool>(false);
    if (!sealed) context_.note(sealed.error());
    if (!sealed || !*sealed) ++waiting;
  }
  context_.outcome.waiting += waiting;
  if (chain_.seq != before) context_.effects.own_chain = chain_;
  return Next::done();
}

Result<bool> SealLeg::seal(const Draft& draft) {
  TRY(auto entry, prepare(draft));
  if (!entry) return false;
  TRY(SealedEntry sealed, seal_entry(*entry, context_.memory.signing_key()));
  TRY(std::vector<ClearFace> faces, Faces::own(sealed));
  advance(sealed, *entry);
  Sealed kept{draft.rid, entry->seq, sealed.hash, std::move(sealed.jws), std::move(sealed.copies)};
  context_.effects.sealed.push_back({std::move(kept), std::move(faces)});
  return true;
}

Result<std::optional<EntryDraft>> SealLeg::prepare(const Draft& draft) {
  const auto wait = std::optional<EntryDraft>();
  const Roster& roster = context_.roster();
  const auto log = context_.memory.checkpoint();
  const auto* self = roster.device(context_.self());
  EntryDraft entry{.org = roster.org(),
                   .seq = chain_.seq + 1,
                   .prev = chain_.seq == 0 ? self->admitted_by : chain_.head,
                   .roster = roster.head(),
                   .log_size = log->size,
                   .log_root = log->root,
                   .team = {},
                   .audit = {},
                   .team_to = {},
                   .audit_to = {}};
  for (const Scope& scope : draft.team_scopes)
    if (!address(scope, entry.team_to)) return wait;
  if (!entry.team_to.empty())
    entry.team = FaceContent{draft.rid, std::string(record::kind_of(draft.record)), record::version_of(draft.record),
                             record::encode(draft.record)};
  if (draft.audit_face && !faces_.has_pack()) return wait;
  TRY(const auto audit, audit_face(draft));
  if (audit) {
    if (!address(Scope::audit(), entry.audit_to)) return wait;
    for (const Scope& grant : draft.grants)
      if (!address(grant, entry.audit_to)) return wait;
    entry.audit =
        FaceContent{draft.rid, std::string(audit::kind_of(*audit)), audit::version_of(*audit), audit::encode(*audit)};
  }
  if (!entry.team && !entry.audit) return fail(Code::invalid_argument, "a record goes to nobody");
  return std::optional(std::move(entry));
}

Result<std::optional<audit::Record>> SealLeg::audit_face(const Draft& draft) {
  if (!draft.audit_face) return std::optional<audit::Record>();
  return faces_.coarsen(draft.record, true);
}

bool SealLeg::address(const Scope& scope, std::vector<Destination>& to) {
  const auto* epoch = context_.roster().newest_epoch(scope);
  if (epoch == nullptr || context_.roster().closed(scope)) return false;
  // A member that was not given the key cannot know whether anybody has it: sealing to it might lose the record.
  if (context_.roster().is_member(context_.self(), scope) && context_.memory.seed(scope, epoch->n) == nullptr)
    return false;
  const auto place = place_of(chain_, scope);
  const std::uint64_t n = place == chain_.counts.end() || place->scope != scope ? 0 : place->n;
  to.push_back({scope, epoch->n, epoch->public_key, n + 1});
  return true;
}

void SealLeg::advance(const SealedEntry& sealed, const EntryDraft& entry) {
  chain_.seq = entry.seq;
  chain_.head = sealed.hash;
  for (const auto* list : {&entry.team_to, &entry.audit_to})
    for (const Destination& to : *list) count_of(chain_, to.scope) = to.n;
}

}  // namespace tacit::sync
