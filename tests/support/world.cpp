#include "tests/support/world.hpp"

#include "client/sync/memory.hpp"
#include "client/usecases/activity.hpp"
#include "client/usecases/change.hpp"
#include "client/usecases/contact.hpp"
#include "client/usecases/found.hpp"
#include "client/usecases/invite.hpp"
#include "client/usecases/join.hpp"
#include "client/usecases/member.hpp"
#include "client/usecases/person.hpp"
#include "client/usecases/referral.hpp"
#include "client/usecases/report.hpp"
#include "client/usecases/stock.hpp"
#include "client/usecases/support.hpp"
#include "client/usecases/team.hpp"
#include "crypto/init.hpp"
#include "server/keys.hpp"
#include "server/store/schema.hpp"

namespace tacit::test {

World::World(roster::HistoryPolicy history, usecases::Dial dial) : dial_(std::move(dial)) {
  init_crypto();
  FoundingInvitation invitation = must(server::create_store(data_, "https://127.0.0.1", root_));
  server_ = must(server::Server::start(
      clock_, root_, {.directory = data_, .address = "127.0.0.1", .port = 0, .threads = 2, .limits = {}, .queue = {}}));
  proxy_.forward_to(server_->port());
  invitation.url = net::Endpoint{.host = "127.0.0.1", .port = proxy_.port()}.url();
  const auto founded = must(usecases::found(online(new_vault("founder")),
                                            {.invitation = encode(invitation),
                                             .name = "Night shelter",
                                             .device_name = "founder",
                                             .pack = std::string(*built_in_pack("street-rounds")),
                                             .newcomers_see_history = history == roster::HistoryPolicy::grant}));
  must(usecases::require_complete(founded.sync));
}

Vault& World::new_vault(const std::string& name) {
  return vaults_.emplace(name, must(Vault::create(scratch_.at(name), secret_text(kPassphrase), kArgon2Floor)))
      .first->second;
}

void World::add_team(const std::string& name, bool founder_joins) {
  must(usecases::require_complete(must(usecases::add_team(online(founder()), {name, founder_joins})).sync));
}

std::string World::join(const std::string& name, Role role, const std::vector<std::string>& teams,
                        const std::vector<std::string>& grants) {
  const auto invited = must(usecases::invite(online(founder()), {name, role, teams, 14, grants}));
  return must(usecases::join(online(new_vault(name)), invited.text)).fingerprint;
}

Vault& World::admit(const std::string& name, Role role, const std::vector<std::string>& teams,
                    const std::vector<std::string>& grants) {
  must(usecases::require_complete(must(usecases::admit(online(founder()), join(name, role, teams, grants))).sync));
  sync(vault(name));
  // What it may read of the past is granted by those who hold it, and they read what the newcomer rotated.
  for (auto& [other, one] : vaults_) try_sync(one);
  sync(vault(name));
  return vault(name);
}

std::vector<std::string> World::names() const {
  std::vector<std::string> out;
  for (const auto& [name, vault] : vaults_) out.push_back(name);
  return out;
}

void World::sync(Vault& vault) { must(usecases::require_complete(try_sync(vault))); }

TeamId World::team(const std::string& name) { return must(usecases::find_team(session(founder()), name)); }

Database World::server_store() const {
  return must(server::open_store_for_reading(data_.database(), server::derive_keys(root_).database));
}

namespace {

Personal<std::string> code_of(const usecases::AddedPerson& person) { return Personal(person.code.to_text()); }

usecases::AddedPerson add_person(usecases::Session& session, const std::string& team, const std::string& mark) {
  return must(usecases::add_person(session, {.name = Personal("name " + mark),
                                             .nickname = Personal("nick " + mark),
                                             .phone = Personal(std::string("+79120000000")),
                                             .note = Personal("private " + mark),
                                             .attributes = {{"sex", "f"}},
                                             .team = team,
                                             .day = {},
                                             .consented = true}));
}

usecases::NewContact contact_of(const usecases::AddedPerson& person, const RecordId& outing, const std::string& team,
                                const std::string& mark) {
  usecases::NewContact out;
  out.client = code_of(person);
  out.outing = outing;
  out.services = {{"wound-care", 1}};
  out.given = {{"hygiene-kit", 1}};
  out.tests = {{"rapid-hiv", record::TestResult::reactive, true, true, true}};
  out.note = "note " + mark;
  out.refer = {"aids-centre"};
  out.team = team;
  return out;
}

// What belongs to longer support, as far as the pack has it.
void record_support(usecases::Session& session, const usecases::AddedPerson& person, const RecordId& referral,
                    const std::string& team, const std::string& mark) {
  must(usecases::add_incident(session, {.client = code_of(person),
                                        .kind = "violence",
                                        .outcome = {},
                                        .site = "moscow-centre",
                                        .note = "incident " + mark,
                                        .day = {},
                                        .team = team}));
  must(usecases::add_appointment(session, {.client = code_of(person),
                                           .on = session.clock.today(),
                                           .at = "14:30",
                                           .service = "wound-care",
                                           .site = "moscow-centre",
                                           .day = {},
                                           .team = team}));
  must(usecases::add_outcome(
      session,
      {.voucher = {}, .of = referral, .what = record::Outcome::What::linked, .note = "outcome " + mark, .day = {}}));
  must(usecases::hand_out_stock(
      session, {.day = {}, .commodity = "hygiene-kit", .to = "moscow-centre", .quantity = 2, .team = team}));
}

void record_supply(World& world, usecases::Session& session, const std::string& team,
                   const std::vector<std::string>& grants) {
  const auto lot = must(usecases::receive_stock(session, {.day = {},
                                                          .expiry = {},
                                                          .commodity = "hygiene-kit",
                                                          .grant = grants.empty() ? "" : grants.front(),
                                                          .quantity = 100,
                                                          .team = team}));
  for (const std::string& name : world.names()) {
    const Roster::Device* holder = session.vault.roster()->device(world.device(name));
    if (holder == nullptr || !holder->active() || holder->teams.empty()) continue;
    must(usecases::issue_stock(
        session,
        {.day = {}, .commodity = "hygiene-kit", .lot = lot.lot, .quantity = 1, .to = holder->id, .team = team}));
  }
  // Only who sees all teams and all of their past can vouch for their figures.
  const auto recorder = must(usecases::recorder_of(session));
  const bool sees_all = recorder.teams == session.vault.roster()->teams();
  if (sees_all && must(session.vault.memory())->unopened_count() == 0)
    must(usecases::state_figures(session, "2021", {"beneficiaries"}));
}

}  // namespace

std::size_t record_all_kinds(World& world, Vault& vault, const std::string& team, const std::string& mark,
                             const std::vector<std::string>& grants) {
  const std::uint64_t before = vault.unsent();
  usecases::Session session = world.session(vault);
  const auto outing = [&] {
    return must(usecases::add_outing(session, {.day = {},
                                               .kind = "street-round",
                                               .site = "moscow-station-north",
                                               .route = "route " + mark,
                                               .time = record::TimeOfDay::night,
                                               .crew = {},
                                               .team = team,
                                               .grants = grants}));
  };
  const RecordId round = outing();
  const auto person = add_person(session, team, mark), twin = add_person(session, team, mark + "'s twin");
  const auto met = must(usecases::add_contact(session, contact_of(person, round, team, mark)));
  must(usecases::add_contact(session, contact_of(twin, round, team, mark)));
  record_support(session, person, met.vouchers.front().rid, team, mark);
  must(usecases::add_group(session, {.day = {},
                                     .kind = "support-group",
                                     .topic = "topic " + mark,
                                     .site = "moscow-centre",
                                     .participants = 5,
                                     .known = {code_of(person)},
                                     .team = team,
                                     .grants = grants}));
  must(usecases::link_people(session, {code_of(person), code_of(twin), team, {}}));
  const RecordId wrong = outing(), mistaken = outing();
  const std::uint64_t saved = vault.unsent() - before;
  // Only what was sent can be corrected and voided; before that it is edited.
  world.sync(vault);
  must(usecases::correct_record(session, wrong,
                                record::Outing{.day = world.clock().today(),
                                               .kind = "foot-round",
                                               .time = record::TimeOfDay::day,
                                               .site = "moscow-underpass",
                                               .route = "corrected " + mark,
                                               .crew = {}}));
  must(usecases::void_record(session, mistaken, "reason " + mark));
  if (must(usecases::recorder_of(session)).role == Role::staff) record_supply(world, session, team, grants);
  return saved + vault.unsent();
}

}  // namespace tacit::test
