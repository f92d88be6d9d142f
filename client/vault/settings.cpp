#include "client/vault/memory.hpp"
#include "client/vault/parts.hpp"
#include "crypto/checkpoint.hpp"

namespace tacit {
namespace vault {

std::optional<Bytes> read_setting(Database& db, std::string_view name) {
  Statement row = db.statement("SELECT value FROM setting WHERE name = ?1");
  row.bind_all(name);
  if (!row.step()) return std::nullopt;
  return to_bytes(row.blob(0));
}

void write_setting(Database& db, std::string_view name, ByteView value) {
  db.run("INSERT INTO setting (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
         name, value);
}

std::optional<std::int64_t> read_number(Database& db, std::string_view name) {
  const auto bytes = read_setting(db, name);
  if (!bytes || bytes->size() != 8) return std::nullopt;
  std::uint64_t value = 0;
  for (const std::uint8_t byte : *bytes) value = value << 8 | byte;
  return static_cast<std::int64_t>(value);
}

void write_number(Database& db, std::string_view name, std::int64_t value) {
  ByteArray<8> bytes{};
  for (std::size_t i = 0; i < 8; ++i)
    bytes[i] = static_cast<std::uint8_t>(static_cast<std::uint64_t>(value) >> (56 - 8 * i));
  write_setting(db, name, bytes);
}

namespace {

template <class F>
std::optional<F> read_fixed(Database& db, std::string_view name) {
  const auto bytes = read_setting(db, name);
  if (!bytes || bytes->size() != F::kSize) return std::nullopt;
  return F::from(*bytes);
}

const std::string kTeamWish = "team_wish/";  // and the team's name
const std::string kChoice = "choice/";       // and what was chosen
constexpr Literal kNoIdentity = "this device belongs to no organisation yet: use `tacit found` or `tacit join`";

std::string write_ids(const std::vector<TeamId>& ids) {
  std::vector<std::string> texts;
  for (const TeamId& id : ids) texts.push_back(id_text(id));
  return write_texts(texts);
}

std::vector<TeamId> read_ids(std::string_view json_list) {
  std::vector<TeamId> out;
  for (const auto& text : read_texts(json_list))
    if (const auto id = parse_id<TeamId>(text)) out.push_back(*id);
  return out;
}

}  // namespace
}  // namespace vault

Result<void> Vault::set_identity(const Identity& identity, const Founding* founding) {
  parts_->memory.reset();  // it holds the keys
  Database& db = parts_->db;
  Transaction transaction(db);
  vault::write_setting(db, "sign_seed", identity.sign_seed.expose(Expose()));
  vault::write_setting(db, "box_seed", identity.box_seed.expose(Expose()));
  vault::write_setting(db, "url", as_bytes(identity.url));
  Bytes pins;
  for (const Hash& pin : identity.tls_pins) pins.insert(pins.end(), pin.bytes.begin(), pin.bytes.end());
  vault::write_setting(db, "tls_pins", pins);
  if (identity.org) vault::write_setting(db, "org", identity.org->view());
  if (identity.pinned_seq) vault::write_number(db, "pinned_seq", static_cast<std::int64_t>(*identity.pinned_seq));
  if (identity.pinned_hash) vault::write_setting(db, "pinned_hash", identity.pinned_hash->view());
  if (founding != nullptr) {
    vault::write_setting(db, "genesis", as_bytes(founding->genesis));
    vault::write_setting(db, "recovery_seed", founding->recovery.expose(Expose()));
  }
  transaction.commit();
  return {};
}

void Vault::keep_choice(std::string_view name, std::string_view value) {
  vault::write_setting(parts_->db, vault::kChoice + std::string(name), as_bytes(value));
}

std::string Vault::choice(std::string_view name) const {
  const auto value = vault::read_setting(parts_->db, vault::kChoice + std::string(name));
  return value ? std::string(as_text(*value)) : std::string();
}

std::optional<Vault::Founding> Vault::founding() const {
  const auto genesis = vault::read_setting(parts_->db, "genesis");
  const auto seed = vault::read_setting(parts_->db, "recovery_seed");
  if (!genesis || !seed || seed->size() != RecoverySeed::kSize) return std::nullopt;
  return Founding{std::string(as_text(*genesis)), RecoverySeed::copy_from(*seed)};
}

Result<void> Vault::forget_founding() {
  parts_->db.run("DELETE FROM setting WHERE name IN ('genesis', 'recovery_seed')");
  return {};
}

Result<Vault::Identity> Vault::identity() const {
  Database& db = parts_->db;
  const auto sign_seed = vault::read_setting(db, "sign_seed");
  const auto box_seed = vault::read_setting(db, "box_seed");
  const auto url = vault::read_setting(db, "url");
  if (!sign_seed || !box_seed || !url) return fail(Code::not_ready, vault::kNoIdentity);
  if (sign_seed->size() != SigningSeed::kSize || box_seed->size() != BoxSeed::kSize)
    return fail(Code::storage_damaged, "the vault's own keys are damaged: restore a backup");
  SigningSeed seed = SigningSeed::copy_from(*sign_seed);
  const DeviceId dev = SigningKey::from_seed(seed).device_id();
  Identity identity{.sign_seed = std::move(seed),
                    .box_seed = BoxSeed::copy_from(*box_seed),
                    .dev = dev,
                    .url = std::string(as_text(*url)),
                    .tls_pins = {},
                    .org = vault::read_fixed<OrgId>(db, "org"),
                    .pinned_seq = {},
                    .pinned_hash = vault::read_fixed<Hash>(db, "pinned_hash")};
  if (const auto seq = vault::read_number(db, "pinned_seq")) identity.pinned_seq = static_cast<std::uint64_t>(*seq);
  const Bytes pins = vault::read_setting(db, "tls_pins").value_or(Bytes{});
  for (std::size_t at = 0; at + Hash::kSize <= pins.size(); at += Hash::kSize)
    identity.tls_pins.push_back(Hash::from(ByteView(pins).subspan(at, Hash::kSize)));
  return identity;
}

Vault::LogState Vault::log_state() const {
  LogState state;
  if (const auto text = vault::read_setting(parts_->db, "checkpoint"))
    if (const auto checkpoint = parse_checkpoint_text(as_text(*text)))
      state = {checkpoint->size, checkpoint->root, checkpoint->generation};
  return state;
}

Result<void> Vault::add_invitation(const OpenInvitation& invitation) {
  return parts_->db.try_run(
      "INSERT INTO invitation (inv, secret, role, teams, expires, name, grants) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
      invitation.inv, invitation.secret.expose(Expose()), to_text(invitation.role), vault::write_ids(invitation.teams),
      invitation.expires.since_epoch, invitation.name, vault::write_ids(invitation.grants));
}

Result<void> Vault::keep_team_wish(const TeamWish& wish) {
  Bytes value = to_bytes(wish.team.view());
  value.push_back(wish.join ? 1 : 0);
  vault::write_setting(parts_->db, vault::kTeamWish + wish.name, value);
  return {};
}

std::optional<Vault::TeamWish> Vault::team_wish(std::string_view name) const {
  const auto value = vault::read_setting(parts_->db, vault::kTeamWish + std::string(name));
  if (!value || value->size() != TeamId::kSize + 1) return std::nullopt;
  return TeamWish{std::string(name), TeamId::from(*value), value->back() == 1};
}

Result<void> Vault::forget_team_wish(std::string_view name) {
  parts_->db.run("DELETE FROM setting WHERE name = ?1", vault::kTeamWish + std::string(name));
  return {};
}

std::vector<Vault::OpenInvitation> Vault::invitations() const {
  std::vector<OpenInvitation> out;
  Statement row = parts_->db.statement(
      "SELECT inv, secret, role, teams, expires, name, grants FROM invitation ORDER BY expires, inv");
  while (row.step()) {
    const auto role = parse_role(row.text(2));
    if (!role) throw StorageFailure(Code::storage_damaged, "an invitation in the vault is damaged", 0);
    OpenInvitation one{.inv = row.fixed<InvitationId>(0),
                       .secret = InvitationSecret::copy_from(row.blob(1)),
                       .role = *role,
                       .teams = vault::read_ids(row.text(3)),
                       .expires = Day{static_cast<std::int32_t>(row.integer(4))},
                       .name = std::string(row.text(5)),
                       .grants = vault::read_ids(row.text(6))};
    out.push_back(std::move(one));
  }
  return out;
}

}  // namespace tacit
