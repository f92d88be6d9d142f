#include "tests/fuzz/sync_stage.hpp"

#include <algorithm>

#include "tests/support/seeded_randomness.hpp"

namespace tacit::fuzz {
namespace {

using test::MemoryDevice;
using test::SyncWorld;

// Enough for the contacts that are written here: reading a whole pack is most of what a sync in memory costs.
constexpr const char* kSmallPack = R"({
  "pack": 1, "id": "small", "version": 2, "languages": ["en"], "labels": {"en": "Small"}, "audit_period": "month",
  "consent_version": "2021-1",
  "words": {"care": {"en": "Care"}, "moscow": {"en": "Moscow"}}, "indicators": [],
  "services": [{"code": "pre-medical-care", "group": "care", "labels": {"en": "Care"}}],
  "outings": [{"code": "street-round", "labels": {"en": "Round"}}],
  "sites": [{"code": "moscow-station-north", "group": "moscow", "labels": {"en": "Station"}}],
  "sessions": [], "commodities": [], "tests": [], "destinations": [], "attributes": []
})";

RecordId write_contact(MemoryDevice& device, std::vector<TeamId> teams) {
  record::Contact contact = test::some_contact();
  contact.note = kMarker;
  std::vector<Scope> scopes;
  for (const TeamId& team : teams) scopes.push_back(Scope::team(team));
  return device.draft(contact, std::move(scopes), true);
}

void write_and_send(SyncWorld& world, MemoryDevice& device, const TeamId& team) {
  write_contact(device, {team});
  ASSERT_INVARIANT(!world.run(device).error);
}

void cut_when_sending(SyncWorld& world, MemoryDevice& device) {
  world.run(device, {}, [](int, const sync::Request& request, const auto& honest) -> Result<std::string> {
    const bool sends = request.method == "POST" && request.path == api::kEntries;
    return sends ? Result<std::string>(fail(Code::unavailable, "cut")) : honest();
  });
}

}  // namespace

Stage::Stage() {
  SyncWorld world(roster::HistoryPolicy::grant, kSmallPack);
  team = world.add_team();
  closed = world.add_team();
  MemoryDevice colleague, gone;
  people_write(world, colleague, gone);
  const MemoryDevice worker_as_sent = worker;
  servers.push_back(world.server);
  leave_something_unsent(world);
  world.admit(newcomer, Role::worker, {team});
  const std::uint64_t links_before = world.server.roster().seq();
  world.perform({roster::Revoke{gone.id()}});
  revocation = world.server.leaves().at(world.server.roster().index_of(links_before + 1));
  world.perform({roster::ChangeRole{world.founder.id(), Role::staff, {team}},
                 roster::ChangeRole{worker.id(), Role::worker, {team}}});
  write_and_send(world, colleague, team);
  servers.insert(servers.begin(), world.server);
  prepare_lies(world, colleague, gone);
  prepare_other_chains(world, worker_as_sent);
  steward = std::make_unique<MemoryDevice>(world.founder);
  SyncWorld other = world;
  MemoryDevice same_colleague = colleague;
  write_and_send(other, same_colleague, team);
  world.today.since_epoch += 31;
  for (MemoryDevice* device : {&colleague, &world.founder}) write_and_send(world, *device, team);
  servers.insert(servers.begin() + now + 1, {world.server, other.server});
  for (const Roster::Device* device : world.server.roster().devices()) admitted_keys.push_back(device->keys.sign_pk);
  today = other.today;
}

void Stage::people_write(SyncWorld& world, MemoryDevice& colleague, MemoryDevice& gone) {
  for (MemoryDevice* device : {&colleague, &gone}) world.enrol(*device, Role::worker, {team});
  world.enrol(worker, Role::worker, {std::min(team, closed), std::max(team, closed)});
  world.enrol(auditor, Role::auditor, {});
  leaver = gone.id();
  auditor_id = auditor.id();
  for (MemoryDevice* device : {&colleague, &worker, &gone}) write_and_send(world, *device, team);
  restored = std::make_unique<MemoryDevice>(worker);
  for (MemoryDevice* device : {&worker, &colleague, &worker}) write_and_send(world, *device, team);
  for (MemoryDevice* device : {&auditor, &world.founder}) ASSERT_INVARIANT(!world.run(*device).error);
}

void Stage::leave_something_unsent(SyncWorld& world) {
  write_contact(worker, {team});
  write_contact(worker, {closed});
  cut_when_sending(world, worker);
  for (int i = 0; i < 2; ++i) write_contact(worker, {team});
  write_contact(*restored, {team});
}

Stage::Forged Stage::forge(const SyncWorld& world, const MemoryDevice& chain, const MemoryDevice& signer) const {
  const Roster& roster = world.server.roster();
  const auto own = chain.own_chain();
  const auto* epoch = roster.newest_epoch(Scope::team(team));
  std::uint64_t n = 0;
  for (const auto& count : own.counts)
    if (count.scope == Scope::team(team)) n = count.n;
  const EntryDraft draft{.org = roster.org(),
                         .seq = own.seq + 1,
                         .prev = own.seq == 0 ? roster.device(chain.id())->admitted_by : own.head,
                         .roster = roster.head(),
                         .log_size = world.server.tree().size(),
                         .log_root = world.server.tree().root(),
                         .team = FaceContent{random_id<RecordId>(), "contact", 1, record::encode(test::some_contact())},
                         .audit = {},
                         .team_to = {{Scope::team(team), epoch->n, epoch->public_key, n + 1}},
                         .audit_to = {}};
  const auto sealed = seal_entry(draft, signer.signing_key());
  return {sealed->jws, sealed->copies};
}

void Stage::prepare_lies(const SyncWorld& world, const MemoryDevice& colleague, const MemoryDevice& gone) {
  const MemoryDevice ghost;
  entries.push_back(forge(world, colleague, colleague));
  entries.push_back(forge(world, colleague, ghost));
  entries.push_back(forge(world, gone, gone));
  entries.push_back(forge(world, *restored, *restored));  // an old sequence number of the worker, anew
  entries.push_back(forge(world, auditor, auditor));
  Forged damaged = entries.front();
  damaged.jws.replace(damaged.jws.rfind('.') + 5, 4, "AAAA");
  entries.push_back(damaged);
  Forged other_copy = entries.front();
  other_copy.copies[0].back() ^= 1;
  entries.push_back(other_copy);
  const roster::Admit admit{random_id<InvitationId>(), ghost.public_keys(), Role::staff, {team}};
  links.push_back(world.link_by(ghost, {admit}));
  links.push_back(world.link_by(worker, {admit}));
  links.push_back(world.link_by(gone, {roster::AddTeam{random_id<TeamId>()}}));
  links.push_back(world.link_by(world.founder, {roster::Epoch{Scope::org(), 9, ghost.public_keys().box_pk, {}}}));
  links.push_back(world.server.leaves().front());
}

// What the worker could have signed next instead of what it did; and what somebody wrote in its name.
void Stage::prepare_other_chains(const SyncWorld& world, const MemoryDevice& worker_as_sent) {
  entries.push_back(forge(world, worker_as_sent, worker_as_sent));
  Forged damaged = entries.back();
  damaged.jws.replace(damaged.jws.rfind('.') + 5, 4, "AAAA");
  entries.push_back(damaged);
}

const Stage& stage() {
  static const Stage kMade = [] {
    const test::SeededRandomness randomness(1);
    return Stage();
  }();
  return kMade;
}

}  // namespace tacit::fuzz
