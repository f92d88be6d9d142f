#include <gtest/gtest.h>

#include <iostream>

#include "client/usecases/activity.hpp"
#include "client/usecases/change.hpp"
#include "client/usecases/contact.hpp"
#include "client/usecases/invite.hpp"
#include "client/usecases/member.hpp"
#include "client/usecases/person.hpp"
#include "client/usecases/report.hpp"
#include "client/usecases/stock.hpp"
#include "client/usecases/team.hpp"
#include "client/vault/parts.hpp"
#include "crypto/encoding.hpp"
#include "tests/support/cases.hpp"
#include "tests/support/marker_search.hpp"
#include "tests/support/world.hpp"

// What each role's verbs refuse, and what lies decrypted in an auditor's vault.
namespace tacit::test {
namespace {

class CrossOpeningRoles : public testing::Test {
 protected:
  CrossOpeningRoles() {
    world_.add_team("North");
    world_.add_team("South");
    world_.admit("north", Role::worker, {"North"});
    world_.admit("south", Role::worker, {"South"});
    world_.admit("staff", Role::staff, {"South"});
    world_.admit("auditor", Role::auditor, {});
    record();
    for (const std::string& name : world_.names()) world_.sync(world_.vault(name));
  }
  Vault& vault(const std::string& name) { return world_.vault(name); }
  usecases::Session session(const std::string& name) { return world_.session(vault(name)); }

  // By the northern worker, on a day on which nothing else happened.
  void record() {
    usecases::Session north = session("north");
    person_ = must(usecases::add_person(north, {.name = Personal(std::string("Zoya Markerova")),
                                                .nickname = {},
                                                .phone = Personal(std::string("+79123456789")),
                                                .note = Personal(std::string("scar-on-left-hand")),
                                                .attributes = {{"sex", "f"}},
                                                .team = {},
                                                .day = day_,
                                                .consented = true}));
    outing_ = must(usecases::add_outing(north, {.day = day_,
                                                .kind = "street-round",
                                                .site = "moscow-station-north",
                                                .route = "behind-the-depot",
                                                .time = record::TimeOfDay::night,
                                                .crew = {},
                                                .team = {}}));
    usecases::NewContact contact;
    contact.client = Personal(person_.code.to_text());
    contact.outing = outing_;
    contact.services = {{"wound-care", 1}};
    contact.tests = {{"rapid-hiv", record::TestResult::reactive, true, true, true}};
    contact.refer = {"aids-centre"};
    contact.note = "wants-to-be-called-Zoya";
    const auto added = must(usecases::add_contact(north, contact));
    contact_ = added.rid;
    voucher_ = added.vouchers.front().number.to_text();
    world_.sync(vault("north"));
  }

  MarkerSearch secrets() const {
    MarkerSearch out;
    std::string plain = person_.code.to_text();
    std::erase(plain, '-');
    out.add("client id", std::string(as_text(person_.client.view())));
    out.add("client id as text", id_text(person_.client));
    out.add("code", person_.code.to_text());
    out.add("code without hyphens", plain);
    out.add("code as a number", std::to_string(person_.code.bits));
    out.add("voucher", voucher_);
    out.add("exact day", to_text(day_));
    for (const char* text : {"moscow-station-north", "behind-the-depot", "wants-to-be-called-Zoya", "Zoya Markerova",
                             "+79123456789", "scar-on-left-hand", "reactive", "aids-centre"})
      out.add(text, text);
    return out;
  }
  // Every value of every table but the pack's own text, which names all sites and results there are.
  static std::string everything_in(Vault& vault) {
    Database& db = vault.parts().db;
    std::vector<std::string> queries;
    Statement tables = db.statement("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name");
    while (tables.step()) {
      const std::string table(tables.text(0));
      Statement columns = db.prepare_built("SELECT name FROM pragma_table_info('" + table + "')");
      while (columns.step()) {
        std::string query = "SELECT CAST(\"" + std::string(columns.text(0)) + "\" AS BLOB) FROM \"" + table + "\"";
        if (table == "setting") query += " WHERE name NOT LIKE 'pack%'";
        queries.push_back(std::move(query));
      }
    }
    std::string out;
    for (const std::string& query : queries) {
      Statement values = db.prepare_built(query);
      while (values.step())
        if (!values.is_null(0)) out += std::string(as_text(values.blob(0))) + '\n';
    }
    return out;
  }
  static std::int64_t facts_on(Vault& vault, Day day) {
    return *vault.parts().db.integer("SELECT count(*) FROM fact WHERE day = ?1 OR until = ?1 + 1",
                                     std::int64_t{day.since_epoch});
  }
  template <class T>
  static void expect_refused(const Result<T>& result, Code code) {
    ASSERT_FALSE(result);
    EXPECT_EQ(name_of(result.error().code).view(), name_of(code).view()) << result.error().text.c_str();
  }

  World world_;
  const Day day_{world_.clock().today().since_epoch - 9};
  usecases::AddedPerson person_{};
  RecordId outing_{}, contact_{};
  std::string voucher_;
};

TEST_F(CrossOpeningRoles, AuditorsVault_HoldsNoPersonDecrypted) {
  const MarkerSearch search = secrets();
  const auto auditor = search.in(everything_in(vault("auditor")));
  for (const std::string& what : auditor.found) ADD_FAILURE() << what;
  EXPECT_GT(auditor.bytes, 1'000u);
  EXPECT_EQ(facts_on(vault("auditor"), day_), 0);
  // The same search in the vault that recorded it finds every one of them.
  const auto worker = search.in(everything_in(vault("north")));
  std::set<std::string> names;
  for (const std::string& what : worker.found) names.insert(what.substr(0, what.rfind(" as ")));
  EXPECT_GE(names.size(), 14u);  // a code is nowhere kept without its hyphens
  EXPECT_GT(facts_on(vault("north"), day_), 0);
  Cases cases("forms of secrets searched");
  cases += search.forms();
  std::cout << search.markers() << " secrets in " << search.forms() << " forms; auditor: " << auditor.bytes
            << " bytes, none; worker: " << worker.bytes << " bytes, " << names.size() << " found\n";
}

TEST_F(CrossOpeningRoles, AuditorsVault_CountsWhatItMay) {
  const auto rows = must(usecases::list_audit_rows(session("auditor"), "2021Q2"));
  const auto is_service = [](const auto& row) { return row.what == "services" && row.code == "wound-care"; };
  EXPECT_EQ(std::count_if(rows.begin(), rows.end(), is_service), 1);
}

TEST_F(CrossOpeningRoles, OtherTeamsVaults_HoldNothingOfIt) {
  const MarkerSearch search = secrets();
  for (const char* name : {"south", "staff", "founder"})
    for (const std::string& what : search.in(everything_in(vault(name))).found) ADD_FAILURE() << name << ": " << what;
}

TEST_F(CrossOpeningRoles, Worker_ReadsNoOtherTeamAndNoAuditFaces) {
  usecases::Session south = session("south");
  expect_refused(usecases::make_report(south, "2021", "en", domain::Face::audit), Code::not_allowed);
  expect_refused(usecases::list_audit_rows(south, {}), Code::not_allowed);
  for (const auto& line : must(usecases::make_report(south, "2021", "en")).lines)
    EXPECT_EQ(line.value.value_or(0), 0) << line.id;
  EXPECT_FALSE(vault("south").history(contact_));
  EXPECT_TRUE(usecases::find_people(south, Personal(person_.code.to_text()), 5).empty());
  expect_refused(usecases::show_person(south, Personal(person_.code.to_text())), Code::not_found);
  expect_refused(usecases::void_record(south, contact_, "x"), Code::not_found);
  usecases::NewOuting outing{.day = {},
                             .kind = "street-round",
                             .site = "moscow-centre",
                             .route = {},
                             .time = record::TimeOfDay::day,
                             .crew = {},
                             .team = "North"};
  expect_refused(usecases::add_outing(south, outing), Code::not_found);
  outing.team = id_text(world_.team("North"));
  expect_refused(usecases::add_outing(south, outing), Code::not_found);
}

TEST_F(CrossOpeningRoles, Worker_DoesNothingOfStaffAndStewards) {
  usecases::Session south = session("south");
  expect_refused(
      usecases::receive_stock(
          south, {.day = {}, .expiry = {}, .commodity = "hygiene-kit", .grant = {}, .quantity = 1, .team = {}}),
      Code::not_allowed);
  expect_refused(
      usecases::issue_stock(
          south,
          {.day = {}, .commodity = "hygiene-kit", .lot = {}, .quantity = 1, .to = world_.device("south"), .team = {}}),
      Code::not_allowed);
  expect_refused(usecases::state_figures(south, "2021", {"rounds"}), Code::not_allowed);
  for (const char* name : {"south", "staff", "auditor"}) {
    const auto online = world_.online(vault(name));
    expect_refused(usecases::invite(online, {"x", Role::worker, {}, 14}), Code::not_allowed);
    expect_refused(usecases::list_candidates(online), Code::not_allowed);
    expect_refused(usecases::revoke(online, "north"), Code::not_allowed);
    expect_refused(usecases::change_member(online, {"north", Role::staff, {}}), Code::not_allowed);
    expect_refused(usecases::add_team(online, {"East", true}), Code::not_allowed);
  }
}

TEST_F(CrossOpeningRoles, Auditor_RecordsAndOpensNothing) {
  usecases::Session auditor = session("auditor");
  expect_refused(usecases::make_report(auditor, "2021", "en", domain::Face::team), Code::not_allowed);
  expect_refused(usecases::add_person(auditor, {.name = {},
                                                .nickname = {},
                                                .phone = {},
                                                .note = {},
                                                .attributes = {},
                                                .team = {},
                                                .day = {},
                                                .consented = false}),
                 Code::not_allowed);
  expect_refused(usecases::void_record(auditor, contact_, "x"), Code::not_allowed);
  expect_refused(usecases::state_figures(auditor, "2021", {"rounds"}), Code::not_allowed);
  expect_refused(usecases::show_person(auditor, Personal(person_.code.to_text())), Code::not_found);
  ASSERT_TRUE(vault("auditor").history(contact_));
  EXPECT_FALSE(vault("auditor").history(contact_)->versions.front().team);
}

}  // namespace
}  // namespace tacit::test
