#include <algorithm>

#include "client/vault/memory.hpp"

namespace tacit::vault {
namespace {

template <class Correct, class Void, class Record>
std::optional<RecordId> target_in(const Record& record) {
  if (const auto* correct = std::get_if<Correct>(&record)) return correct->target;
  if (const auto* annulment = std::get_if<Void>(&record)) return annulment->target;
  return std::nullopt;
}

// A kind that this program does not know yet stays opaque.
template <class Record>
void keep(EntryContent& content, std::optional<Record>& into, Result<Record> record) {
  if (record)
    into = std::move(*record);
  else
    content.opaque = true;
}

EntryContent draft_content(const Vault::Parts& parts, const RecordId& rid) {
  Statement draft =
      parts.db.statement("SELECT kind, kind_version, body, scopes, audit_face, grants FROM draft WHERE rid = ?1");
  draft.bind_all(rid);
  if (!draft.step()) throw StorageFailure(Code::storage_damaged, "a draft is missing in the vault", 0);
  EntryContent content{.team = {},
                       .audit = {},
                       .scopes = read_texts(draft.text(3)),
                       .to_auditors = draft.integer(4) != 0,
                       .grants = read_texts(draft.text(5)),
                       .staff_of = own_staff_scopes(parts)};
  record::Record record = draft_record(draft, 0);
  // Statements exist in the audit face only.
  if (const auto* statement = std::get_if<record::Statement>(&record))
    content.audit = *statement;
  else
    content.team = std::move(record);
  return content;
}

}  // namespace

std::vector<std::string> team_scopes_of(const Entry& entry) {
  std::vector<std::string> scopes;
  for (const Address& address : entry.to)
    if (address.face == Face::team) scopes.push_back(to_text(address.scope));
  return scopes;
}

bool is_to_auditors(const Entry& entry) {
  return std::ranges::any_of(
      entry.to, [](const Address& address) { return address.face == Face::audit && address.scope == Scope::audit(); });
}

std::vector<std::string> grants_of(const Entry& entry) {
  std::vector<std::string> grants;
  for (const Address& address : entry.to)
    if (address.face == Face::audit && address.scope.kind == Scope::Kind::grant)
      grants.push_back(to_text(address.scope));
  return grants;
}

std::vector<std::string> staff_scopes(Role role, const std::set<TeamId>& teams) {
  std::vector<std::string> scopes;
  if (role != Role::staff) return scopes;
  scopes.push_back(to_text(Scope::org()));
  scopes.push_back(to_text(Scope::audit()));
  for (const TeamId& team : teams) scopes.push_back(to_text(Scope::team(team)));
  return scopes;
}

std::vector<std::string> own_staff_scopes(const Vault::Parts& parts) {
  if (!parts.memory || !parts.roster) return {};
  const Roster::Device* device = parts.roster->device(parts.memory->signing_key().device_id());
  return device == nullptr ? std::vector<std::string>() : staff_scopes(device->role, device->teams);
}

std::vector<std::string> read_texts(std::string_view json_list) {
  const auto value = json::parse(json_list, 64 * 1024);
  if (!value || !value->is_array()) throw StorageFailure(Code::storage_damaged, "a list in the vault is damaged", 0);
  std::vector<std::string> out;
  for (const auto& one : value->get_array()) out.emplace_back(one.as_string());
  return out;
}

std::string write_texts(const std::vector<std::string>& texts) {
  json::array list;
  for (const std::string& text : texts) list.emplace_back(text);
  return json::serialize(list);
}

record::Record draft_record(const Statement& row, int first) {
  const auto body = json::parse(row.text(first + 2), limits::kDisclosure);
  if (!body) throw StorageFailure(Code::storage_damaged, "a draft in the vault is damaged", 0);
  auto record = record::decode(row.text(first), static_cast<int>(row.integer(first + 1)), *body);
  if (!record) throw StorageFailure(Code::storage_damaged, "a draft in the vault is damaged", 0);
  return std::move(*record);
}

RecordId root_of(const RecordId& rid, const std::optional<record::Record>& team,
                 const std::optional<audit::Record>& audit) {
  if (team) return target_in<record::Correct, record::Void>(*team).value_or(rid);
  if (audit) return target_in<audit::Correct, audit::Void>(*audit).value_or(rid);
  return rid;
}

std::optional<ClientId> client_of(const record::Record& record) {
  if (const auto* r = std::get_if<record::Correct>(&record)) return client_of(record::to_record(r->replacement));
  return std::visit(
      [](const auto& r) -> std::optional<ClientId> {
        if constexpr (requires { r.client; })
          return r.client;
        else
          return std::nullopt;
      },
      record);
}

void insert_version(Database& db, const VersionRow& row) {
  db.run("INSERT INTO version (root, rid, entry, place, dev, client) VALUES (?1, ?2, ?3, ?4, ?5, ?6)", row.root,
         row.rid, row.entry, row.place, row.dev, row.client);
}

EntryContent read_content(Database& db, const Hash& entry) {
  Statement row = db.statement("SELECT jws, staff_of FROM entry WHERE hash = ?1");
  row.bind_all(entry);
  if (!row.step()) throw StorageFailure(Code::storage_damaged, "an entry is missing in the vault", 0);
  const auto received = read_entry(row.text(0));
  if (!received) throw StorageFailure(Code::storage_damaged, "a stored entry is damaged", 0);
  EntryContent content{.team = {},
                       .audit = {},
                       .scopes = team_scopes_of(received->entry),
                       .to_auditors = is_to_auditors(received->entry),
                       .grants = grants_of(received->entry),
                       .staff_of = read_texts(row.text(1))};
  Statement face = db.statement("SELECT face, text FROM disclosure WHERE entry = ?1");
  face.bind_all(entry);
  while (face.step()) {
    const bool team = face.integer(0) == static_cast<int>(Face::team);
    if (!team && content.audit) continue;  // a team face carries it
    const auto opened = open_disclosure(*received, team ? Face::team : Face::audit, face.text(1));
    if (!opened) throw StorageFailure(Code::storage_damaged, "a stored face is damaged", 0);
    const auto keep_audit = [&](const OpenedFace& audit) {
      keep(content, content.audit, audit::decode(audit.kind, audit.kind_version, audit.body));
    };
    if (team) keep(content, content.team, record::decode(opened->kind, opened->kind_version, opened->body));
    if (!team) keep_audit(*opened);
    for (const OpenedFace& audit : opened->carried) keep_audit(audit);
  }
  return content;
}

domain::History load_history(const Vault::Parts& parts, const RecordId& root, const FreshEntries& fresh) {
  std::vector<domain::Version> versions;
  Statement row = parts.db.statement("SELECT rid, entry, place, dev, faces FROM version WHERE root = ?1");
  row.bind_all(root);
  while (row.step()) {
    domain::Version version{.rid = row.fixed<RecordId>(0),
                            .entry = {},
                            .index = {},
                            .place = row.integer(2),
                            .dev = row.fixed<DeviceId>(3),
                            .team = {},
                            .audit = {},
                            .scopes = {},
                            .staff_of = {}};
    if (!row.is_null(1)) version.entry = row.fixed<Hash>(1);
    if (version.place < kUnsentPlace) version.index = static_cast<std::uint64_t>(version.place);
    const auto known = version.entry ? fresh.find(*version.entry) : fresh.end();
    EntryContent content = known != fresh.end() ? known->second
                           : version.entry      ? read_content(parts.db, *version.entry)
                                                : draft_content(parts, version.rid);
    version.team = std::move(content.team);
    version.audit = std::move(content.audit);
    version.scopes = std::move(content.scopes);
    version.to_auditors = content.to_auditors;
    version.grants = std::move(content.grants);
    version.staff_of = std::move(content.staff_of);
    version.opaque = content.opaque;
    version.faces = static_cast<domain::FaceMatch>(row.integer(4));
    versions.push_back(std::move(version));
  }
  return domain::settle(root, std::move(versions));
}

}  // namespace tacit::vault
