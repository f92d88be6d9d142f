#include "client/usecases/status.hpp"

#include "client/sync/memory.hpp"
#include "crypto/encoding.hpp"

namespace tacit::usecases {
namespace {

std::string name_or_id(const Vault& vault, const TeamId& team) {
  const std::string id = id_text(team);
  const std::string name = vault.label(record::Label::Subject::team, id);
  return name.empty() ? id : name;
}

}  // namespace

Status status_of(const Session& session) {
  Status status;
  const Vault& vault = session.vault;
  status.alarms = vault.alarms();
  status.unsent = vault.unsent();
  status.backup = backup_state(session);
  status.faces_differ = vault.whose_faces(domain::FaceMatch::differs).size();
  status.faces_not_judged = vault.whose_faces(domain::FaceMatch::not_judged).size();
  status.contents_missing = vault.contents_missing();
  const auto memory = vault.memory();
  if (!memory) return status;
  status.founded_or_joined = true;
  const DeviceId me = (*memory)->signing_key().device_id();
  status.device = id_text(me);
  status.name = vault.label(record::Label::Subject::device, status.device);
  status.organisation = vault.label(record::Label::Subject::organisation, "");
  status.unopened = (*memory)->unopened_count();
  status.log_size = vault.log_state().size;
  if (const auto pack = vault.pack()) status.pack = pack->id;
  const Roster* roster = vault.roster();
  if (roster == nullptr) return status;
  status.roster_seq = roster->seq();
  const Roster::Device* device = roster->device(me);
  if (device == nullptr) return status;
  status.admitted = device->active();
  status.role = device->role;
  status.steward = device->steward;
  for (const TeamId& team : device->teams) status.teams.push_back(name_or_id(vault, team));
  return status;
}

}  // namespace tacit::usecases
