#include "client/sync/keys_leg.hpp"

#include <algorithm>

#include "crypto/aead.hpp"
#include "crypto/hash.hpp"
#include "crypto/org_secret.hpp"
#include "schema/api.hpp"
#include "schema/pack.hpp"

namespace tacit::sync {
namespace {

constexpr std::size_t kMaxFetched = 64u << 20;

Bytes pack_context(const OrgId& org, std::uint64_t generation) {
  Bytes out;
  append(out, "tacit/v1/pack");
  append_lp(out, org.view());
  append_u64(out, generation);
  return out;
}

}  // namespace

Bytes seal_pack(std::string_view text, const OrgSecret& secret, const OrgId& org, std::uint64_t generation) {
  const Bytes context = pack_context(org, generation);
  return aead_encrypt(pack_key(secret), AssociatedData(context), as_bytes(text));
}

Result<std::string> open_sealed_pack(ByteView blob, const OrgSecret& secret, const OrgId& org,
                                     std::uint64_t generation) {
  const Bytes context = pack_context(org, generation);
  TRY(const Bytes text, aead_decrypt(pack_key(secret), AssociatedData(context), blob));
  return std::string(as_text(text));
}

std::string pack_secret_name(std::uint64_t generation) { return "pack/" + std::to_string(generation); }
std::string pseudonym_secret_name(std::string_view year) { return "pseudonym/" + std::string(year); }

Result<Next> KeysLeg::next() {
  switch (phase_) {
    case Phase::fetching:
      if (!asked_) from_ = context_.memory.wraps_from();
      asked_ = true;
      if (from_ <= context_.roster().seq()) return Next::ask(get(api::kWraps, api::query_from(from_)));
      phase_ = Phase::seeds;
      return Next::once_more();
    case Phase::seeds:
      open_seeds();
      phase_ = Phase::secrets;
      return Next::once_more();
    case Phase::secrets:
      open_secrets();
      phase_ = Phase::pack;
      return Next::once_more();
    case Phase::pack:
      open_pack();
      // Blobs of links that came after our reading of the roster are for the next time.
      if (const std::uint64_t next = std::min(again_from_, context_.roster().seq() + 1);
          context_.memory.wraps_from() != next)
        context_.effects.wraps_from = next;
      phase_ = Phase::done;
      return Next::done();
    case Phase::done: return Next::done();
  }
  broken_invariant("keys phase", __FILE__, __LINE__);
}

Result<void> KeysLeg::take(const Result<std::string>& answer) {
  CHECK(answer);
  TRY(auto page, api::decode<api::WrapsPage>(*answer));
  if (page.more && page.next <= from_) return fail(Code::malformed, "a page that does not lead on");
  for (Bytes& blob : page.blobs) {
    bytes_ += blob.size();
    if (bytes_ > kMaxFetched) return fail(Code::too_large, "more sealed keys than this device can hold");
    const Hash hash = sha256(blob);
    fetched_.emplace(hash, std::move(blob));
  }
  from_ = page.more ? page.next : context_.roster().seq() + 1;
  return {};
}

std::optional<Bytes> KeysLeg::blob(const Hash& hash) const {
  if (const auto found = fetched_.find(hash); found != fetched_.end()) return found->second;
  return context_.memory.blob(hash);
}

void KeysLeg::keep(const Hash& hash) {
  const auto found = fetched_.find(hash);
  if (found != fetched_.end() && !context_.memory.blob(hash)) context_.effects.blobs_kept.push_back(found->second);
}

void KeysLeg::open_seeds() {
  const Roster& roster = context_.roster();
  std::vector<Scope> scopes{Scope::org(), Scope::audit()};
  for (const TeamId& team : roster.teams()) scopes.push_back(Scope::team(team));
  for (const TeamId& grant : roster.grants()) scopes.push_back(Scope::grant(grant));
  for (const Scope& scope : scopes) {
    const auto* newest = roster.newest_epoch(scope);
    for (std::uint64_t n = 1; newest != nullptr && n <= newest->n; ++n)
      if (context_.memory.seed(scope, n) == nullptr) open_epoch(*roster.epoch(scope, n));
  }
}

bool KeysLeg::in_use(const Roster::EpochState& epoch) const {
  return context_.roster().newest_epoch(epoch.scope)->n == epoch.n;
}

void KeysLeg::not_right(std::uint64_t link_seq) {
  context_.raise(Code::alarm_key_mismatch, context_.roster().index_of(link_seq));
  again_from_ = std::min(again_from_, link_seq);
}

// A wrap that the roster names and the server does not hand out is as bad as a wrong one while the epoch is in use;
// those of old epochs may have been deleted.
void KeysLeg::open_epoch(const Roster::EpochState& epoch) {
  const DeviceId self = context_.self();
  bool expected = false;
  bool wrong = false;
  for (const auto* wraps : {&epoch.wraps, &epoch.granted}) {
    for (const roster::Wrap& wrap : *wraps) {
      if (wrap.dev != self) continue;
      expected = true;
      const auto found = fetched_.find(wrap.ct);
      if (found == fetched_.end()) continue;
      auto seed = open_sealed_secret<EpochSeed>(context_.memory.box_key(), found->second);
      if (seed && epoch_key_pair(*seed, context_.memory.org(), to_text(epoch.scope), epoch.n).box_public() ==
                      epoch.public_key) {
        context_.effects.seeds.push_back({epoch.scope, epoch.n, std::move(*seed)});
        return;
      }
      wrong = true;
    }
  }
  if (wrong || (expected && in_use(epoch))) not_right(epoch.link_seq);
}

void KeysLeg::open_secrets() {
  const Roster& roster = context_.roster();
  std::set<std::string> names;
  std::vector<Scope> scopes{Scope::org(), Scope::audit()};
  for (const TeamId& grant : roster.grants()) scopes.push_back(Scope::grant(grant));
  for (const Scope& scope : scopes)
    for (std::string& name : roster.secrets_of(scope)) names.insert(std::move(name));
  for (const std::string& name : names)
    if (context_.memory.secret(name) == nullptr) open_secret(*roster.secret(name));
}

void KeysLeg::open_secret(const Roster::SecretState& state) {
  const Roster::EpochState* suspect = nullptr;
  for (const auto& copy : state.copies) {
    const auto& epoch = *context_.roster().epoch(copy.scope, copy.epoch);
    const BoxKeyPair* key = ring_.epoch(copy.scope, copy.epoch);
    if (key == nullptr) continue;
    const auto sealed = blob(copy.ct);
    // Whoever was given the key was in the scope, and so was to be given all that is sealed to it.
    if (!sealed && in_use(epoch)) suspect = &epoch;
    if (!sealed) continue;
    auto secret = open_sealed_secret<OrgSecret>(*key, *sealed);
    if (secret && org_secret_commitment(state.name, *secret) == state.commit) {
      context_.effects.secrets.push_back({state.name, std::move(*secret)});
      for (const auto& other : state.copies)
        if (context_.memory.blob(other.ct)) context_.effects.blobs_dropped.push_back(other.ct);
      return;
    }
    suspect = &epoch;
  }
  if (suspect != nullptr) not_right(suspect->link_seq);
  for (const auto& copy : state.copies) keep(copy.ct);
}

void KeysLeg::open_pack() {
  const roster::Pack* newest = context_.roster().newest_pack();
  const auto held = context_.memory.pack();
  if (newest == nullptr || (held && held->generation >= newest->generation)) return;
  const OrgSecret* secret = context_.memory.secret(pack_secret_name(newest->generation));
  const auto sealed = blob(newest->digest);
  if (secret != nullptr && sealed) return adopt_pack(*sealed, *secret, newest->generation);
  keep(newest->digest);
  if (!sealed) not_right(0);  // everybody is given every pack
}

void KeysLeg::adopt_pack(const Bytes& blob, const OrgSecret& secret, std::uint64_t generation) {
  auto text = open_sealed_pack(blob, secret, context_.memory.org(), generation);
  if (!text) return context_.raise(Code::alarm_key_mismatch);
  if (!read_pack(*text)) {
    keep(sha256(blob));
    return context_.note({Code::update_needed, "the programme pack needs a newer version of this program"});
  }
  context_.effects.pack = PackText{generation, std::move(*text)};
  if (const Hash hash = sha256(blob); context_.memory.blob(hash)) context_.effects.blobs_dropped.push_back(hash);
}

}  // namespace tacit::sync
