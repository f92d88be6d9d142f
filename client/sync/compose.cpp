#include "client/sync/compose.hpp"

#include <algorithm>

#include "client/sync/keys_leg.hpp"
#include "client/sync/leg.hpp"
#include "crypto/encoding.hpp"
#include "crypto/hash.hpp"
#include "crypto/hkdf.hpp"
#include "crypto/jws.hpp"
#include "crypto/org_secret.hpp"
#include "schema/limits.hpp"
#include "schema/pack.hpp"

namespace tacit::sync {
namespace {

// About 100 bytes of link each; far below limits::kRosterLink, and one epoch of the largest scope always fits.
constexpr std::size_t kMaxWraps = 3'000;

bool is_pseudonym(const std::string& name) { return name.starts_with("pseudonym/"); }

// A link's place in the log is not known yet; for trying the rules any later one does.
constexpr std::uint64_t kSomewhereLater = (1ull << 53) - 1;

}  // namespace

Composer::Composer(const Memory& memory, const Roster& roster, Day today)
    : memory_(memory), roster_(roster), self_(memory.signing_key().device_id()), today_(today), trial_(roster) {}

Result<std::optional<ComposedLink>> Composer::compose(const Wish* wish, const std::set<std::string>& years) {
  if (wish != nullptr) CHECK(add_wish(*wish));
  CHECK(rotate_where_due());
  for (const std::string& year : years) CHECK(add_year(year));
  if (const auto text = pack_wanted(wish)) CHECK(add_pack(*text));
  CHECK(reseal());
  CHECK(grant());
  if (ops_.empty()) return std::optional<ComposedLink>();
  out_.jws = sign(roster_);
  Roster after = roster_;
  CHECK(after.append(out_.jws, kSomewhereLater));
  return std::optional(std::move(out_));
}

Result<void> Composer::add_wish(const Wish& wish) {
  if (!wish.ops) return {};
  TRY(ops_, wish.ops(roster_));
  if (ops_.empty()) return {};
  if (ops_.size() > limits::kRosterOps) return fail(Code::too_large, "too many roster changes at once");
  return trial_.append(sign(roster_), kSomewhereLater);
}

bool Composer::room(std::size_t wraps) const {
  return ops_.size() < limits::kRosterOps && (wraps_ == 0 || wraps_ + wraps <= kMaxWraps);
}

Hash Composer::add_blob(Bytes blob) {
  const Hash hash = sha256(blob);
  out_.blobs.push_back(std::move(blob));
  return hash;
}

Result<void> Composer::rotate_where_due() {
  for (const Scope& scope : scopes_of(trial_, self_)) {
    const auto members = trial_.members(scope);
    const auto lacking = [&](const Roster::Device* device) { return trial_.lacks(scope, device->id); };
    const auto* newest = trial_.newest_epoch(scope);
    const bool keyless = newest != nullptr && memory_.seed(scope, newest->n) == nullptr;
    if (!keyless && !trial_.rotation_is_due(scope, today_) && std::none_of(members.begin(), members.end(), lacking))
      continue;
    if (!room(members.size() + 1)) continue;
    rotate(scope);
  }
  return {};
}

void Composer::rotate(const Scope& scope) {
  const auto* newest = trial_.newest_epoch(scope);
  const std::uint64_t n = newest == nullptr ? 1 : newest->n + 1;
  EpochSeed seed = EpochSeed::random();
  const BoxKeyPair pair = epoch_key_pair(seed, trial_.org(), to_text(scope), n);
  std::map<DeviceId, BoxPublicKey> recipients{{trial_.recovery_id(), trial_.recovery().box_pk}};
  for (const Roster::Device* member : trial_.members(scope)) recipients.emplace(member->id, member->keys.box_pk);
  roster::Epoch op{scope, n, pair.box_public(), {}};
  for (const auto& [dev, box_pk] : recipients) {
    auto wrap = seal_secret(box_pk, seed);
    ASSERT_INVARIANT(wrap.has_value());  // the roster holds sound keys only
    op.wraps.push_back({dev, add_blob(std::move(*wrap))});
  }
  wraps_ += op.wraps.size();
  ops_.emplace_back(std::move(op));
  made_.insert_or_assign(scope, Current{n, pair.box_public()});
  out_.seeds.push_back({scope, n, std::move(seed)});
  ++out_.epochs;
}

std::optional<Composer::Current> Composer::current(const Scope& scope) const {
  if (const auto found = made_.find(scope); found != made_.end()) return found->second;
  const auto* newest = trial_.newest_epoch(scope);
  if (newest == nullptr) return std::nullopt;
  return Current{newest->n, newest->public_key};
}

const OrgSecret* Composer::secret(const std::string& name) const {
  for (const HeldSecret& fresh : out_.secrets)
    if (fresh.name == name) return &fresh.secret;
  return memory_.secret(name);
}

Result<void> Composer::add_secret(const std::string& name) {
  const auto epoch = current(Scope::org());
  if (!epoch) return fail(Code::not_ready, "the organisation has no epoch yet");
  OrgSecret fresh = OrgSecret::random();
  TRY(Bytes sealed, seal_secret(epoch->key, fresh));
  const Hash ct = add_blob(std::move(sealed));
  ops_.emplace_back(roster::Secret{name, Scope::org(), epoch->n, org_secret_commitment(name, fresh), ct});
  sealed_.emplace(name, Scope::org());
  out_.secrets.push_back({name, std::move(fresh)});
  return {};
}

Result<void> Composer::add_year(const std::string& year) {
  const std::string name = pseudonym_secret_name(year);
  if (trial_.secret(name) != nullptr || !member(Scope::org()) || !room(0)) return {};
  return add_secret(name);
}

// What the user wishes; else what the founder chose, as long as the chain has none.
std::optional<std::string> Composer::pack_wanted(const Wish* wish) const {
  if (wish != nullptr && wish->pack) return wish->pack;
  const auto held = memory_.pack();
  if (trial_.newest_pack() == nullptr && held && trial_.device(self_)->steward) return held->text;
  return std::nullopt;
}

// Another steward may have published meanwhile; what was recorded under that edition must stay readable too.
Result<void> Composer::follows_newest(const Pack& next, std::uint64_t generation) const {
  const auto held = memory_.pack();
  const Pack* present = memory_.programme();
  if (!held || held->generation != generation || present == nullptr)
    return fail(Code::not_ready, "the newest programme pack has not come yet");
  if (!obstacles_to_upgrade(*present, next).empty())
    return fail(Code::conflict, "this pack does not follow the edition that the organisation has now");
  return {};
}

Result<void> Composer::add_pack(const std::string& text) {
  const auto held = memory_.pack();
  const auto* newest = trial_.newest_pack();
  const std::uint64_t generation = newest == nullptr ? 1 : newest->generation + 1;
  if (newest != nullptr && held && held->generation == newest->generation && held->text == text) return {};
  const auto next = read_pack(text);
  if (!next) return fail(Code::malformed, "this is not a programme pack");
  if (text.size() > limits::kPack) return fail(Code::too_large, "the programme pack is too large");
  if (newest != nullptr) CHECK(follows_newest(*next, newest->generation));
  const std::string name = pack_secret_name(generation);
  if (trial_.secret(name) == nullptr) CHECK(add_secret(name));
  const OrgSecret* key = secret(name);
  if (key == nullptr) return fail(Code::not_ready, "the secret of this pack has not come yet");
  ops_.emplace_back(roster::Pack{generation, add_blob(seal_pack(text, *key, trial_.org(), generation))});
  out_.pack = PackText{generation, text};
  // As far as this link has room; the next one has the rest.
  for (const Scope& scope : scopes_of(trial_, self_))
    if (scope.kind == Scope::Kind::audit || scope.kind == Scope::Kind::grant) CHECK(reseal(name, scope));
  return {};
}

// Live secrets: every year's pseudonyms, for org; the newest pack's, for org and all auditors.
Result<void> Composer::reseal() {
  for (const std::string& name : trial_.secrets_of(Scope::org()))
    if (is_pseudonym(name)) CHECK(reseal(name, Scope::org()));
  const auto* pack = trial_.newest_pack();
  if (pack == nullptr) return {};
  for (const Scope& scope : scopes_of(trial_, self_))
    if (scope.kind != Scope::Kind::team) CHECK(reseal(pack_secret_name(pack->generation), scope));
  return {};
}

Result<void> Composer::reseal(const std::string& name, const Scope& scope) {
  const auto epoch = current(scope);
  const OrgSecret* held = secret(name);
  if (!epoch || held == nullptr || !member(scope) || sealed_.contains({name, scope}) || !room(0)) return {};
  if (const auto* state = trial_.secret(name); state != nullptr) {
    const auto here = [&](const auto& copy) { return copy.scope == scope && copy.epoch == epoch->n; };
    if (std::any_of(state->copies.begin(), state->copies.end(), here)) return {};
  }
  TRY(Bytes sealed, seal_secret(epoch->key, *held));
  ops_.emplace_back(roster::Reseal{name, scope, epoch->n, add_blob(std::move(sealed))});
  sealed_.emplace(name, scope);
  return {};
}

Result<void> Composer::grant() {
  if (trial_.history() != roster::HistoryPolicy::grant) return {};
  for (const Scope& scope : scopes_of(trial_, self_))
    for (const Roster::Device* device : trial_.members(scope))
      if (device->id != self_) CHECK(grant(scope, *device));
  return {};
}

// Runs of epochs that we hold and the newcomer does not.
Result<void> Composer::grant(const Scope& scope, const Roster::Device& to) {
  const auto* newest = trial_.newest_epoch(scope);
  const auto holds = [&](const Roster::EpochState& epoch, const DeviceId& dev) {
    const auto given = [&](const roster::Wrap& wrap) { return wrap.dev == dev; };
    return epoch.sealed_to.contains(dev) || std::any_of(epoch.granted.begin(), epoch.granted.end(), given);
  };
  std::uint64_t first = 0;
  const std::uint64_t last = newest == nullptr ? 0 : newest->n;
  for (std::uint64_t n = 1; n <= last; ++n) {
    const auto& epoch = *trial_.epoch(scope, n);
    const bool ours_to_give = !holds(epoch, to.id) && holds(epoch, self_) && memory_.seed(scope, n) != nullptr;
    if (ours_to_give && first == 0) first = n;
    if (ours_to_give && n < last) continue;
    if (first != 0) CHECK(add_grant(scope, to, first, ours_to_give ? n : n - 1));
    first = 0;
  }
  return {};
}

Result<void> Composer::add_grant(const Scope& scope, const Roster::Device& to, std::uint64_t from,
                                 std::uint64_t until) {
  until = std::min<std::uint64_t>(until, from + kMaxWraps / 2);
  if (!room(until - from + 1)) return {};
  roster::Grant op{scope, from, until, to.id, {}};
  for (std::uint64_t n = from; n <= until; ++n) {
    TRY(Bytes wrap, seal_secret(to.keys.box_pk, *memory_.seed(scope, n)));
    op.wraps.push_back(add_blob(std::move(wrap)));
  }
  wraps_ += op.wraps.size();
  ops_.emplace_back(std::move(op));
  return {};
}

std::string Composer::sign(const Roster& after) const {
  const roster::Link link{b64(after.org()), after.seq() + 1, b64(after.head()), today_, ops_};
  return sign_jws(Typ::roster, memory_.signing_key(), roster::encode(link));
}

}  // namespace tacit::sync
