#include "client/sync/faces.hpp"

#include <utility>

#include "client/sync/keys_leg.hpp"
#include "crypto/org_secret.hpp"
#include "schema/record_id.hpp"

namespace tacit::sync {
namespace {

constexpr std::size_t kYearDigits = 4;  // of "2021Q1"

// A kind or version of later days is kept closed to this program, not refused.
template <class Record>
Result<ClearFace> keep_opaque_if_unknown(OpenedFace face, Result<Record> record) {
  if (!record && record.error().code == Code::update_needed) return ClearFace{std::move(face), Opaque{}};
  if (!record) return fail(Code::alarm_entry_invalid, "a record is not of the form of its kind");
  return ClearFace{std::move(face), std::move(*record)};
}

Result<ClearFace> read_face(OpenedFace face) {
  if (face.face == Face::team) {
    auto record = record::decode(face.kind, face.kind_version, face.body);
    return keep_opaque_if_unknown(std::move(face), std::move(record));
  }
  auto record = audit::decode(face.kind, face.kind_version, face.body);
  return keep_opaque_if_unknown(std::move(face), std::move(record));
}

// The face and, behind it, the audit face that it carries.
Result<std::vector<ClearFace>> read_with_carried(OpenedFace face) {
  auto carried = std::exchange(face.carried, {});
  std::vector<ClearFace> out;
  TRY(ClearFace first, read_face(std::move(face)));
  out.push_back(std::move(first));
  for (OpenedFace& audit : carried) {
    TRY(ClearFace second, read_face(std::move(audit)));
    out.push_back(std::move(second));
  }
  return out;
}

}  // namespace

const OrgSecret* Faces::secret(const std::string& name) const {
  for (const HeldSecret& held : fresh_)
    if (held.name == name) return &held.secret;
  return memory_.secret(name);
}

Result<Pseudonym> Faces::pseudonym(const ClientId& client, std::string_view quarter) {
  auto key = keys_.find(quarter);
  if (key == keys_.end()) {
    const OrgSecret* secret = this->secret(pseudonym_secret_name(quarter.substr(0, kYearDigits)));
    if (secret == nullptr) return fail(Code::not_ready, "the pseudonym secret of that year has not come yet");
    key = keys_.emplace(std::string(quarter), pseudonym_key(*secret, quarter)).first;
  }
  return pseudonym_of(key->second, client);
}

Result<std::optional<audit::Record>> Faces::coarsen(const record::Record& record, bool target_had_audit_face) {
  const Pack* pack = memory_.programme();
  if (pack == nullptr) return fail(Code::not_ready, "the programme pack has not come yet");
  const auto name = [this](const ClientId& client, std::string_view quarter) { return pseudonym(client, quarter); };
  return audit::coarsen(record, {*pack, name}, target_had_audit_face);
}

Result<std::set<std::string>> Faces::years_of(const record::Record& record) const {
  std::set<std::string> years;
  const Pack* pack = memory_.programme();
  if (pack == nullptr) return years;
  const auto note = [&](const ClientId&, std::string_view quarter) -> Result<Pseudonym> {
    years.emplace(quarter.substr(0, kYearDigits));
    return Pseudonym{};
  };
  CHECK(audit::coarsen(record, {*pack, note}, true));
  return years;
}

Result<std::vector<ClearFace>> Faces::open(const ReceivedEntry& entry, const Address& address, ByteView copy,
                                           const BoxKeyPair& epoch) {
  auto face = open_copy(entry, address, copy, epoch);
  if (!face) return fail(Code::alarm_entry_invalid, "a sealed copy does not hold what its entry says");
  if (!is_record_id_of(face->rid, entry.entry.org, entry.entry.dev))
    return fail(Code::alarm_entry_invalid, "an entry goes by the record id of another device");
  return read_with_carried(std::move(*face));
}

Result<std::vector<ClearFace>> Faces::own(const SealedEntry& sealed) {
  TRY(const ReceivedEntry entry, read_entry(sealed.jws));
  const bool team = !sealed.team_disclosure.empty();
  TRY(OpenedFace opened,
      open_disclosure(entry, team ? Face::team : Face::audit, team ? sealed.team_disclosure : sealed.audit_disclosure));
  return read_with_carried(std::move(opened));
}

}  // namespace tacit::sync
