#include "tests/support/client_world.hpp"

#include <stdlib.h>  // mkdtemp

#include <algorithm>
#include <cerrno>
#include <system_error>

#include "client/sync/entry_check.hpp"
#include "client/sync/seal_leg.hpp"
#include "crypto/encoding.hpp"
#include "crypto/hash.hpp"
#include "crypto/hkdf.hpp"
#include "crypto/jws.hpp"
#include "crypto/org_secret.hpp"
#include "crypto/random.hpp"

namespace tacit::test {
namespace {

constexpr Day kDay{18'687};  // 2021-03-01
constexpr Argon2Cost kCheapest = kArgon2Floor;

template <class T>
T must(Result<T> result) {
  ASSERT_INVARIANT(result.has_value());
  if constexpr (!std::is_void_v<T>) return std::move(*result);
}

roster::DeviceKeys keys_of(const ClientWorld::Member& member) {
  return {SigningKey::from_seed(member.sign_seed).sign_public(), BoxKeyPair::from_seed(member.box_seed).box_public()};
}

ClientWorld::Member new_member(Role role, std::vector<TeamId> teams) {
  SigningSeed seed = SigningSeed::random();
  const DeviceId id = SigningKey::from_seed(seed).device_id();
  return {std::move(seed), BoxSeed::random(), id, role, std::move(teams), random_id<InvitationId>()};
}

}  // namespace

FastDirectory::FastDirectory() {
  const std::filesystem::path shared = "/dev/shm";
  const auto base = std::filesystem::is_directory(shared) ? shared : std::filesystem::temp_directory_path();
  std::string pattern = (base / "tacit-test-XXXXXX").string();
  if (::mkdtemp(pattern.data()) == nullptr) throw std::system_error(errno, std::generic_category(), "mkdtemp");
  path_ = pattern;
}

FastDirectory::~FastDirectory() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

TeamId team_number(std::uint8_t number) {
  TeamId out;
  out.bytes.fill(number);
  return out;
}

SecretText secret_text(std::string_view text) { return SecretText(std::span<const char>(text.data(), text.size())); }

ClientWorld::ClientWorld(std::uint8_t teams, std::string_view pack)
    : pack_text_(*built_in_pack(pack)), pack_(must(read_pack(pack_text_))) {
  for (std::uint8_t i = 1; i <= teams; ++i) teams_.push_back(team_number(i));
  members_.push_back(new_member(Role::staff, teams_));
  const Member recovery = new_member(Role::staff, {});
  roster::Link genesis;
  genesis.day = kDay;
  genesis.ops.push_back(
      roster::Found{.device = keys_of(members_[0]),
                    .recovery = keys_of(recovery),
                    .service = {.log_pk = keys_of(recovery).sign_pk, .oprf_pk = {}, .tls_pins = {Hash{}}}});
  const std::string jws = sign_jws(Typ::roster, SigningKey::from_seed(members_[0].sign_seed), roster::encode(genesis));
  roster_ = must(Roster::found(jws, 0));
  org_ = roster_->org();
  links_.push_back({0, jws});
  leaves_.push_back({jws, {}});
}

std::size_t ClientWorld::add(Role role, std::vector<TeamId> teams) {
  members_.push_back(new_member(role, std::move(teams)));
  return members_.size() - 1;
}

std::string ClientWorld::sign_link(std::vector<roster::Op> ops) const {
  const roster::Link link{
      .org = b64(org_), .seq = roster_->seq() + 1, .prev = b64(roster_->head()), .day = kDay, .ops = std::move(ops)};
  return sign_jws(Typ::roster, SigningKey::from_seed(members_[0].sign_seed), roster::encode(link));
}

roster::Epoch ClientWorld::new_epoch(const Roster& after, const Scope& scope) {
  const auto* newest = after.newest_epoch(scope);
  const std::uint64_t n = newest == nullptr ? 1 : newest->n + 1;
  seeds_.push_back({scope, n, EpochSeed::random()});
  roster::Epoch epoch{scope, n, epoch_key_pair(seeds_.back().seed, org_, to_text(scope), n).box_public(), {}};
  std::set<DeviceId> recipients{after.recovery_id()};
  for (const auto* device : after.members(scope)) recipients.insert(device->id);
  for (const DeviceId& dev : recipients) epoch.wraps.push_back({dev, sha256(dev.view())});
  return epoch;
}

void ClientWorld::start() {
  std::vector<roster::Op> ops;
  for (const TeamId& team : teams_) ops.push_back(roster::AddTeam{team});
  ops.push_back(roster::ChangeRole{members_[0].id, Role::staff, teams_});
  for (std::size_t i = 1; i < members_.size(); ++i)
    ops.push_back(roster::Admit{members_[i].inv, keys_of(members_[i]), members_[i].role, members_[i].teams});
  const auto append = [this](std::vector<roster::Op> more) {
    const std::string jws = sign_link(std::move(more));
    must(roster_->append(jws, leaves_.size()));
    links_.push_back({leaves_.size(), jws});
    leaves_.push_back({jws, {}});
  };
  append(std::move(ops));
  ops.clear();
  std::vector<Scope> scopes{Scope::org(), Scope::audit()};
  for (const TeamId& team : teams_) scopes.push_back(Scope::team(team));
  for (const Scope& scope : scopes) ops.push_back(new_epoch(*roster_, scope));
  for (const std::string year : {"2020", "2021", "2022"}) {
    secrets_.push_back({"pseudonym/" + year, OrgSecret::random()});
    const auto& held = secrets_.back();
    ops.push_back(roster::Secret{.name = held.name,
                                 .scope = Scope::org(),
                                 .epoch = 1,
                                 .commit = org_secret_commitment(held.name, held.secret),
                                 .ct = sha256(as_bytes(held.name))});
  }
  append(std::move(ops));
}

void ClientWorld::add_link(roster::Op op) {
  const std::string jws = sign_link({std::move(op)});
  must(roster_->append(jws, leaves_.size()));
  links_.push_back({leaves_.size(), jws});
  leaves_.push_back({jws, {}});
}

void ClientWorld::change_role(std::size_t number, Role role, std::vector<TeamId> teams) {
  add_link(roster::ChangeRole{members_[number].id, role, std::move(teams)});
}

void ClientWorld::revoke(std::size_t number) { add_link(roster::Revoke{members_[number].id}); }

Checkpoint ClientWorld::checkpoint() const {
  return {.org = org_,
          .generation = 0,
          .size = leaves_.size(),
          .root = sha256(as_bytes(std::to_string(leaves_.size()))),
          .roster_seq = roster_->seq(),
          .roster_hash = roster_->head()};
}

sync::Effects ClientWorld::welcome(std::size_t number) const {
  const Member& member = members_[number];
  sync::Effects effects;
  effects.day = kDay;
  effects.links = links_;
  for (const auto& held : seeds_)
    if (roster_->is_member(member.id, held.scope)) effects.seeds.push_back({held.scope, held.n, held.seed.duplicate()});
  if (member.role != Role::auditor)
    for (const auto& held : secrets_) effects.secrets.push_back({held.name, held.secret.duplicate()});
  effects.pack = sync::PackText{1, pack_text_};
  effects.checkpoint = checkpoint();
  return effects;
}

Vault ClientWorld::join(std::size_t number, const std::filesystem::path& folder) const {
  const Member& member = members_[number];
  Vault vault = must(Vault::create(folder, secret_text(kPassphrase), kCheapest));
  must(vault.set_identity({.sign_seed = member.sign_seed.duplicate(),
                           .box_seed = member.box_seed.duplicate(),
                           .dev = member.id,
                           .url = "https://127.0.0.1:1",
                           .tls_pins = {},
                           .org = org_,
                           .pinned_seq = {},
                           .pinned_hash = {}}));
  must(vault.apply(welcome(number)));
  return vault;
}

void ClientWorld::seal(Vault& vault) const {
  const sync::Wish wish;
  const sync::Memory& memory = *must(vault.memory());
  sync::Context context{.memory = memory, .today = kDay, .wish = wish, .effects = {}, .outcome = {}};
  while (!context.to_seal.empty()) {
    context.effects = {};
    context.effects.day = kDay;
    sync::SealLeg leg(context);
    must(leg.next());
    ASSERT_INVARIANT(!context.outcome.error && context.outcome.waiting == 0);
    must(vault.apply(context.effects));
  }
}

EntryDraft ClientWorld::draft_of(const sync::NewlySealed& sealed) const {
  const Entry entry = must(read_entry(sealed.entry.jws)).entry;
  EntryDraft draft{.org = entry.org,
                   .seq = entry.seq,
                   .prev = entry.prev,
                   .roster = entry.roster,
                   .log_size = entry.log_size,
                   .log_root = entry.log_root,
                   .team = {},
                   .audit = {},
                   .team_to = {},
                   .audit_to = {}};
  for (const auto& clear : sealed.faces) {
    const OpenedFace& face = clear.face;
    (face.face == Face::team ? draft.team : draft.audit) =
        FaceContent{face.rid, face.kind, face.kind_version, face.body};
  }
  for (const Address& to : entry.to)
    (to.face == Face::team ? draft.team_to : draft.audit_to)
        .push_back({to.scope, to.epoch, roster_->epoch(to.scope, to.epoch)->public_key, to.n});
  return draft;
}

void ClientWorld::send_lying(Vault& vault, const std::function<void(EntryDraft&)>& alter) {
  const sync::Wish wish;
  const sync::Memory& memory = *must(vault.memory());
  sync::Context context{.memory = memory, .today = kDay, .wish = wish, .effects = {}, .outcome = {}};
  context.effects.day = kDay;
  sync::SealLeg leg(context);
  must(leg.next());
  ASSERT_INVARIANT(context.effects.sealed.size() == 1);
  sync::NewlySealed& one = context.effects.sealed.front();
  EntryDraft draft = draft_of(one);
  alter(draft);
  SealedEntry lie = must(seal_entry(draft, memory.signing_key()));
  one.faces = must(sync::Faces::own(lie));
  one.entry.hash = lie.hash;
  one.entry.jws = std::move(lie.jws);
  one.entry.copies = std::move(lie.copies);
  sync::OwnChain& chain = *context.effects.own_chain;
  chain.head = one.entry.hash;
  const sync::OwnChain before = memory.own_chain();
  chain.counts = before.counts;
  for (const auto* list : {&draft.team_to, &draft.audit_to})
    for (const Destination& to : *list) {
      std::erase_if(chain.counts, [&](const auto& count) { return count.scope == to.scope; });
      chain.counts.push_back({to.scope, to.n});
    }
  std::ranges::sort(chain.counts, {}, &sync::ScopeCount::scope);
  must(vault.apply(context.effects));
  take(vault);
}

void ClientWorld::take(Vault& vault) {
  sync::Effects effects;
  effects.day = kDay;
  for (const auto& sealed : must(vault.memory())->unacknowledged(1'000'000)) {
    effects.sent.push_back({sealed.hash, leaves_.size()});
    leaves_.push_back({sealed.jws, sealed.copies});
  }
  effects.checkpoint = checkpoint();
  must(vault.apply(effects));
}

std::vector<api::EntriesPage::Item> ClientWorld::page(const Scope& scope, std::uint64_t after) const {
  std::vector<api::EntriesPage::Item> items;
  for (std::uint64_t index = after + 1; index < leaves_.size(); ++index) {
    const Leaf& leaf = leaves_[index];
    if (leaf.copies.empty()) continue;
    const auto entry = must(read_entry(leaf.jws));
    api::EntriesPage::Item item{index, leaf.jws, {}};
    for (std::size_t i = 0; i < entry.entry.to.size(); ++i)
      if (entry.entry.to[i].scope == scope) item.copies.push_back({i, leaf.copies[i]});
    if (!item.copies.empty()) items.push_back(std::move(item));
  }
  return items;
}

sync::Effects ClientWorld::everything(const Vault& vault) const {
  const sync::Memory& memory = *must(vault.memory());
  const sync::Wish wish;
  sync::Context context{.memory = memory, .today = kDay, .wish = wish, .effects = {}, .outcome = {}};
  context.effects.day = kDay;
  sync::EntryCheck check(context);
  for (const Scope& scope : sync::scopes_of(*memory.roster(), memory.signing_key().device_id())) {
    const auto items = page(scope, memory.cursor(scope));
    std::vector<Result<ReceivedEntry>> entries;
    for (const auto& item : items) entries.push_back(read_entry(item.jws));
    check.judge(scope, items, entries);
    if (!items.empty()) context.effects.cursors.push_back({scope, items.back().index});
  }
  return std::move(context.effects);
}

void ClientWorld::pull(Vault& vault) const {
  sync::Effects links;
  links.day = kDay;
  links.links = links_;
  links.checkpoint = checkpoint();
  must(vault.apply(links));
  must(vault.apply(everything(vault)));
}

}  // namespace tacit::test
