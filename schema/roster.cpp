#include "schema/roster.hpp"

#include "crypto/encoding.hpp"
#include "crypto/hash.hpp"
#include "crypto/jws.hpp"
#include "schema/limits.hpp"
#include "schema/roster_state.hpp"

namespace tacit {
namespace {

constexpr std::int32_t kMonth = 30;  // days

}  // namespace

struct Roster::State : roster::State {
  void add_link(const Hash& hash, std::uint64_t index) {
    seqs.emplace(hash, links.size());
    links.push_back(hash);
    indexes.push_back(index);
  }
};

Roster::Roster(std::unique_ptr<State> state) : state_(std::move(state)) {}
Roster::Roster(Roster&&) noexcept = default;
Roster& Roster::operator=(Roster&&) noexcept = default;
Roster::Roster(const Roster& other) : state_(std::make_unique<State>(*other.state_)) {}
Roster& Roster::operator=(const Roster& other) {
  if (this != &other) state_ = std::make_unique<State>(*other.state_);
  return *this;
}
Roster::~Roster() = default;

Result<Roster> Roster::found(std::string_view genesis_jws, std::uint64_t index) {
  TRY(const ParsedJws jws, parse_jws(genesis_jws, Typ::roster, limits::kRosterLink));
  TRY(const roster::Link link, roster::decode(jws.payload_text));
  const auto* founding = std::get_if<roster::Found>(&link.ops.front());
  if (link.seq != 0 || founding == nullptr) return fail(Code::malformed, "not the first link of a chain");
  CHECK(verify_jws(jws, founding->device.sign_pk));
  const Hash hash = hash_of_jws(genesis_jws);
  auto state = std::make_unique<State>();
  state->org = OrgId{hash.bytes};
  const roster::Place place{.link = hash, .seq = 0, .index = index, .day = link.day, .signer = jws.kid};
  roster::Change change(*state, place);
  CHECK(change.found(*founding));
  for (auto op = link.ops.begin() + 1; op != link.ops.end(); ++op) CHECK(change.apply(*op));
  change.keep();
  state->add_link(hash, index);
  return Roster(std::move(state));
}

Result<void> Roster::append(std::string_view link_jws, std::uint64_t index) {
  TRY(const ParsedJws jws, parse_jws(link_jws, Typ::roster, limits::kRosterLink));
  const Hash hash = hash_of_jws(link_jws);
  if (knows(hash)) return fail(Code::already_done, "this link is in the chain");
  const Device* signer = device(jws.kid);
  if (signer == nullptr) return fail(Code::not_admitted, "the signer is no device of this organisation");
  CHECK(verify_jws(jws, signer->keys.sign_pk));
  if (!signer->active()) return fail(Code::not_admitted, "the signer is revoked");
  TRY(const roster::Link link, roster::decode(jws.payload_text));
  if (link.org != b64(org())) return fail(Code::wrong_organisation, "a link of another organisation");
  if (link.prev != b64(head())) return fail(Code::conflict, "the roster has moved on: read it again");
  if (link.seq != seq() + 1) return fail(Code::mischained, "the link's number is not the next one");
  if (index <= state_->indexes.back()) return fail(Code::mischained, "the link stands before its predecessor");
  const roster::Place place{.link = hash, .seq = link.seq, .index = index, .day = link.day, .signer = jws.kid};
  roster::Change change(*state_, place);
  for (const roster::Op& op : link.ops) CHECK(change.apply(op));
  change.keep();
  state_->add_link(hash, index);
  return {};
}

const OrgId& Roster::org() const { return state_->org; }
std::uint64_t Roster::seq() const { return state_->links.size() - 1; }
const Hash& Roster::head() const { return state_->links.back(); }
bool Roster::knows(const Hash& link) const { return state_->seqs.contains(link); }
std::optional<std::uint64_t> Roster::seq_of(const Hash& link) const {
  const auto found = state_->seqs.find(link);
  if (found == state_->seqs.end()) return std::nullopt;
  return found->second;
}
std::uint64_t Roster::index_of(std::uint64_t seq) const { return state_->indexes.at(seq); }
const roster::ServiceKeys& Roster::service() const { return state_->service; }
const roster::DeviceKeys& Roster::recovery() const { return state_->recovery; }
DeviceId Roster::recovery_id() const { return device_id_of(state_->recovery.sign_pk); }
roster::HistoryPolicy Roster::history() const { return state_->history; }

const Roster::Device* Roster::device(const DeviceId& id) const { return state_->device(id); }
std::vector<const Roster::Device*> Roster::devices() const {
  std::vector<const Device*> out;
  for (const DeviceId& id : state_->admitted) out.push_back(device(id));
  return out;
}
bool Roster::has_team(const TeamId& team) const { return state_->teams.contains(team); }
std::vector<TeamId> Roster::teams() const { return {state_->teams.begin(), state_->teams.end()}; }
bool Roster::has_grant(const TeamId& grant) const { return state_->grants.contains(grant); }
std::vector<TeamId> Roster::grants() const { return {state_->grants.begin(), state_->grants.end()}; }
bool Roster::is_member(const DeviceId& dev, const Scope& scope) const { return state_->is_member(dev, scope); }
bool Roster::is_member(const Device& device, const Scope& scope) {
  switch (scope.kind) {
    case Scope::Kind::org: return device.role != Role::auditor;
    case Scope::Kind::audit:
      return device.role == Role::staff || (device.role == Role::auditor && device.grants.empty());
    case Scope::Kind::team: return device.teams.contains(scope.id);
    case Scope::Kind::grant: return device.role == Role::staff || device.grants.contains(scope.id);
  }
  broken_invariant("scope kind", __FILE__, __LINE__);
}
std::vector<const Roster::Device*> Roster::members(const Scope& scope) const {
  std::vector<const Device*> out;
  const auto found = state_->members.find(scope);
  if (found == state_->members.end()) return out;
  for (const DeviceId& id : found->second) out.push_back(device(id));
  return out;
}
bool Roster::closed(const Scope& scope) const { return !state_->members.contains(scope); }

const Roster::EpochState* Roster::newest_epoch(const Scope& scope) const {
  return state_->epoch(scope, state_->newest_epoch(scope));
}
const Roster::EpochState* Roster::epoch(const Scope& scope, std::uint64_t n) const { return state_->epoch(scope, n); }

bool Roster::must_rotate(const Scope& scope) const {
  const EpochState* newest = newest_epoch(scope);
  if (newest == nullptr || closed(scope)) return false;
  const DeviceId recovery_dev = recovery_id();
  return std::any_of(newest->sealed_to.begin(), newest->sealed_to.end(), [&](const auto& recipient) {
    const auto& [dev, box_pk] = recipient;
    if (dev == recovery_dev) return box_pk != recovery().box_pk;
    return !is_member(dev, scope) || device(dev)->keys.box_pk != box_pk;
  });
}
bool Roster::rotation_is_due(const Scope& scope, Day today) const {
  if (closed(scope)) return false;
  const EpochState* newest = newest_epoch(scope);
  return newest == nullptr || must_rotate(scope) || today.since_epoch - newest->day.since_epoch >= kMonth;
}
bool Roster::lacks(const Scope& scope, const DeviceId& dev) const {
  if (!is_member(dev, scope)) return false;
  const EpochState* newest = newest_epoch(scope);
  if (newest == nullptr) return true;
  const auto recipient = newest->sealed_to.find(dev);
  return recipient == newest->sealed_to.end() || recipient->second != device(dev)->keys.box_pk;
}

const Roster::SecretState* Roster::secret(std::string_view name) const {
  const auto found = state_->secrets.find(name);
  return found == state_->secrets.end() ? nullptr : &found->second;
}
std::vector<std::string> Roster::secrets_of(const Scope& scope) const {
  std::vector<std::string> out;
  for (const auto& [name, secret] : state_->secrets) {
    const auto here = [&](const SealedSecret& copy) { return copy.scope == scope; };
    if (std::any_of(secret.copies.begin(), secret.copies.end(), here)) out.push_back(name);
  }
  return out;
}
const roster::Pack* Roster::newest_pack() const { return state_->pack ? &*state_->pack : nullptr; }
bool Roster::invitation_used(const InvitationId& inv) const { return state_->invitations.contains(inv); }

Hash secret_commitment(std::string_view name, ByteView secret) {
  Bytes text;
  append(text, "tacit/v1/secret");
  append_lp(text, name);
  return sha256({text, secret});
}

}  // namespace tacit
