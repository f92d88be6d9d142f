#include "tests/support/sync_world.hpp"

#include <gtest/gtest.h>

#include "crypto/encoding.hpp"
#include "crypto/init.hpp"
#include "crypto/jws.hpp"

namespace tacit::test {

std::string pack_edition(int version) {
  std::string text(*built_in_pack("street-rounds"));
  const std::string now = "\"version\": 3";
  return text.replace(text.find(now), now.size(), "\"version\": " + std::to_string(version));
}

SyncWorld::SyncWorld(roster::HistoryPolicy history, std::string_view pack) {
  const MemoryDevice recovery;
  const roster::Found found{founder.public_keys(), recovery.public_keys(), server.service(), history};
  const std::string genesis =
      sign_jws(Typ::roster, founder.signing_key(), roster::encode(roster::Link{{}, 0, {}, today, {found}}));
  server.found(genesis);
  founder.belong_to(server.roster().org());
  sync::Wish wish;
  wish.pack = std::string(pack);
  const auto outcome = run(founder, std::move(wish));
  EXPECT_FALSE(outcome.error) << outcome.error->text.view();
}

sync::Outcome SyncWorld::run(MemoryDevice& device, sync::Wish wish, const Between& between) {
  return run_with(server, device, std::move(wish), between);
}

sync::Outcome SyncWorld::run_with(FakeServer& other, MemoryDevice& device, sync::Wish wish, const Between& between) {
  sync::Machine machine(device, today, std::move(wish), spread);
  int number = 0;
  for (sync::Step step = machine.go_on();;) {
    device.apply(step.effects);
    if (step.outcome) return std::move(*step.outcome);
    if (!step.request) {
      step = machine.go_on();
      continue;
    }
    const Honest honest = [&] { return other.handle(device.id(), *step.request); };
    const auto answer = between ? between(number, *step.request, honest) : honest();
    ++number;
    step = machine.resume(answer);
  }
}

sync::Wish SyncWorld::once(std::vector<roster::Op> ops) {
  sync::Wish wish;
  wish.ops = [ops](const Roster&) -> Result<std::vector<roster::Op>> { return ops; };
  return wish;
}

void SyncWorld::perform(std::vector<roster::Op> ops) {
  const auto outcome = run(founder, once(std::move(ops)));
  EXPECT_FALSE(outcome.error) << outcome.error->text.view();
}

TeamId SyncWorld::add_team() {
  const auto team = random_id<TeamId>();
  std::set<TeamId> teams = server.roster().device(founder.id())->teams;
  teams.insert(team);
  perform({roster::AddTeam{team}, roster::ChangeRole{founder.id(), Role::staff, {teams.begin(), teams.end()}}});
  return team;
}

void SyncWorld::admit(MemoryDevice& device, Role role, std::vector<TeamId> teams) {
  device.belong_to(server.roster().org(), sync::Pin{server.roster().seq(), server.roster().head()});
  perform({roster::Admit{random_id<InvitationId>(), device.public_keys(), role, std::move(teams)}});
}

void SyncWorld::enrol(MemoryDevice& device, Role role, std::vector<TeamId> teams) {
  admit(device, role, std::move(teams));
  const auto outcome = run(device);
  EXPECT_FALSE(outcome.error) << outcome.error->text.view();
}

std::string SyncWorld::link_by(const MemoryDevice& signer, std::vector<roster::Op> ops) const {
  const roster::Link link{b64(server.roster().org()), server.roster().seq() + 1, b64(server.roster().head()), today,
                          std::move(ops)};
  return sign_jws(Typ::roster, signer.signing_key(), roster::encode(link));
}

record::Contact some_contact() {
  record::Contact contact{};
  contact.day = Day::of(std::chrono::year(2021) / 3 / 9);
  contact.client = random_id<ClientId>();
  contact.kind = "street-round";
  contact.site = "moscow-station-north";
  contact.services = {{"pre-medical-care", 1}};
  return contact;
}

RecordId record_contact(MemoryDevice& device, const TeamId& team) {
  return device.draft(some_contact(), {Scope::team(team)}, true);
}

}  // namespace tacit::test
