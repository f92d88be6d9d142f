#include <gtest/gtest.h>

#include "client/usecases/activity.hpp"
#include "client/usecases/change.hpp"
#include "client/usecases/contact.hpp"
#include "client/usecases/person.hpp"
#include "client/usecases/report.hpp"
#include "client/usecases/status.hpp"
#include "client/usecases/stock.hpp"
#include "crypto/encoding.hpp"
#include "tests/support/client_records.hpp"

namespace tacit::usecases {
namespace {

using domain::Face;
using domain::Measure;
using namespace test;

// Staff in two teams, a worker in the first, a worker in both, an auditor; each with a vault of its own.
class SupplyChangesReports : public ::testing::Test {
 protected:
  SupplyChangesReports()
      : world_(2),
        worker_number_(world_.add(Role::worker, {team_number(1)})),
        auditor_number_(world_.add(Role::auditor, {})),
        both_number_(world_.add(Role::worker, {team_number(1), team_number(2)})) {
    world_.start();
    staff_vault_.emplace(world_.join(0, directory_.at("staff")));
    worker_vault_.emplace(world_.join(worker_number_, directory_.at("worker")));
  }
  Session staff() { return {*staff_vault_, clock_}; }
  Session worker() { return {*worker_vault_, clock_}; }
  std::string team(std::uint8_t number) const { return id_text(team_number(number)); }
  DeviceId device(std::size_t member) const { return world_.member(member).id; }

  ClientCode register_person(Session session, const std::string& name = "Anna") {
    const auto added = add_person(session, {.name = said(name),
                                            .nickname = {},
                                            .phone = {},
                                            .note = {},
                                            .attributes = {{"sex", "f"}, {"documents", "lacks"}},
                                            .team = team(1),
                                            .day = {},
                                            .consented = true});
    EXPECT_TRUE(added);
    return added->code;
  }
  static NewContact contact_with(const std::string& client) {
    NewContact contact;
    contact.client = said(client);
    contact.kind = "street-round";
    contact.site = "spb-station";
    contact.services = {{"wound-care", 1}};
    return contact;
  }
  const record::Record& team_record(Session session, const RecordId& rid) {
    kept_ = session.vault.history(rid);
    return *kept_->versions.back().team;
  }
  template <class T>
  static Code code_of(const Result<T>& result) {
    EXPECT_FALSE(result.has_value());
    return result ? Code::already_done : result.error().code;
  }

  FastDirectory directory_;
  ClientWorld world_;
  std::size_t worker_number_, auditor_number_, both_number_;
  TestClock clock_;
  std::optional<Vault> staff_vault_, worker_vault_;
  std::optional<domain::History> kept_;
};

// ---- supply
// -----------------------------------------------------------------------------------------------------------------

TEST_F(SupplyChangesReports, Stock_MovesFromStoreToBagToPeople) {
  Session session = staff();
  const auto delivered = receive_stock(
      session, {.day = {}, .expiry = {}, .commodity = "hygiene-kit", .grant = {}, .quantity = 10, .team = team(1)});
  ASSERT_TRUE(delivered) << delivered.error().text.view();
  NewIssue issue{.day = {},
                 .commodity = "hygiene-kit",
                 .lot = delivered->lot,
                 .quantity = 11,
                 .to = device(worker_number_),
                 .team = team(1)};
  EXPECT_EQ(code_of(issue_stock(session, issue)), Code::out_of_stock);
  issue.quantity = 4;
  ASSERT_TRUE(issue_stock(session, issue));
  issue.quantity = 7;
  EXPECT_EQ(code_of(issue_stock(session, issue)), Code::out_of_stock);
  issue.quantity = 0;
  EXPECT_FALSE(issue_stock(session, issue));
  issue.quantity = 1;
  issue.commodity = "antiseptic";
  EXPECT_EQ(code_of(issue_stock(session, issue)), Code::not_found);
  issue.commodity = "hygiene-kit";
  issue.team = team(2);  // another team's store
  EXPECT_EQ(code_of(issue_stock(session, issue)), Code::not_found);
  issue.team = team(1);
  issue.to = random_id<DeviceId>();
  EXPECT_EQ(code_of(issue_stock(session, issue)), Code::not_found);
  world_.send(session.vault);

  Session carrier = worker();
  world_.pull(carrier.vault);
  NewContact contact = contact_with("");
  contact.client.reset();
  contact.anonymous = 1;
  contact.given = {{"hygiene-kit", 6}};
  ASSERT_TRUE(add_contact(carrier, contact));
  const auto bag = show_stock(carrier);
  ASSERT_TRUE(bag);
  ASSERT_EQ(bag->size(), 1u);
  EXPECT_EQ((*bag)[0].quantity, -2);  // overdrawn: shown, not hidden
  EXPECT_EQ((*bag)[0].at, record::StockPlace::bag(device(worker_number_)));
  world_.send(carrier.vault);
  world_.pull(session.vault);
  const auto store = show_stock(session);
  ASSERT_EQ(store->size(), 2u);
  EXPECT_EQ((*store)[0].quantity, 6);
  EXPECT_EQ((*store)[0].lot->id, delivered->lot);
  EXPECT_EQ((*store)[1].quantity, -2);
}

TEST_F(SupplyChangesReports, Supply_IsForStaff) {
  Session session = worker();
  EXPECT_EQ(
      code_of(receive_stock(
          session, {.day = {}, .expiry = {}, .commodity = "hygiene-kit", .grant = {}, .quantity = 1, .team = {}})),
      Code::not_allowed);
  EXPECT_EQ(code_of(issue_stock(
                session, {.day = {}, .commodity = "hygiene-kit", .lot = {}, .quantity = 1, .to = {}, .team = {}})),
            Code::not_allowed);
  Session store = staff();
  EXPECT_EQ(code_of(receive_stock(store, {.day = kMarch4,
                                          .expiry = Day{18'600},
                                          .commodity = "hygiene-kit",
                                          .grant = {},
                                          .quantity = 1,
                                          .team = team(1)})),
            Code::invalid_argument);
}

// ---- changes
// ------------------------------------------------------------------------------------------------------------------

TEST_F(SupplyChangesReports, UnsentRecord_IsEditedOrGone) {
  Session session = worker();
  const RecordId rid = save(session.vault, contact({}, kMarch4, 1));
  auto change = correct_record(session, rid, contact({}, kMarch4, 5));
  ASSERT_TRUE(change) << change.error().text.view();
  EXPECT_EQ(change->how, Changed::draft);
  EXPECT_EQ(count(session.vault, Measure::service), 5);
  EXPECT_EQ(session.vault.history(rid)->versions.size(), 1u);
  EXPECT_EQ(code_of(correct_record(session, rid, outing())), Code::invalid_argument);
  change = void_record(session, rid, "x");
  ASSERT_TRUE(change);
  EXPECT_EQ(change->how, Changed::draft);
  EXPECT_FALSE(session.vault.history(rid));
  EXPECT_EQ(code_of(void_record(session, rid, "x")), Code::not_found);
}

TEST_F(SupplyChangesReports, SentRecord_IsCorrectedAndVoidedInTheOpen) {
  Session session = worker();
  const RecordId rid = save(session.vault, contact({}, kMarch4, 1));
  world_.send(session.vault);
  auto change = correct_record(session, rid, contact({}, kMarch4, 5));
  ASSERT_TRUE(change);
  EXPECT_EQ(change->how, Changed::recorded);
  EXPECT_EQ(count(session.vault, Measure::service), 5);
  // The correction itself is a draft still, and edited as one.
  change = correct_record(session, rid, contact({}, kMarch4, 6));
  ASSERT_TRUE(change);
  EXPECT_EQ(change->how, Changed::draft);
  EXPECT_EQ(session.vault.unsent(), 1u);
  EXPECT_EQ(count(session.vault, Measure::service), 6);
  world_.send(session.vault);
  change = correct_record(session, rid, contact({}, kMarch4, 7));
  EXPECT_EQ(change->how, Changed::recorded);
  // Voiding takes the unsent correction away and voids what was sent.
  change = void_record(session, rid, "twice");
  ASSERT_TRUE(change) << change.error().text.view();
  EXPECT_EQ(change->how, Changed::recorded);
  EXPECT_EQ(count(session.vault, Measure::service), 0);
  EXPECT_EQ(code_of(correct_record(session, rid, contact({}))), Code::already_done);
  world_.send(session.vault);
  Session other = staff();
  world_.pull(other.vault);
  EXPECT_EQ(count(other.vault, Measure::service), 0);
  EXPECT_EQ(count(other.vault, Measure::service, Face::audit), 0);
  EXPECT_TRUE(other.vault.history(rid)->voided);
  EXPECT_EQ(other.vault.history(rid)->versions.size(), 3u);
}

TEST_F(SupplyChangesReports, OthersRecords_AreChangedByStaffOfTheTeamOnly) {
  Session mine = staff();
  const RecordId rid = save(mine.vault, contact({}, kMarch4, 1));
  world_.send(mine.vault);
  Session session = worker();
  world_.pull(session.vault);
  EXPECT_EQ(code_of(correct_record(session, rid, contact({}, kMarch4, 5))), Code::not_allowed);
  EXPECT_EQ(code_of(void_record(session, rid, "x")), Code::not_allowed);
  const RecordId theirs = save(session.vault, contact({}, kMarch4, 2));
  world_.send(session.vault);
  world_.pull(mine.vault);
  ASSERT_TRUE(void_record(mine, theirs, "x"));
  EXPECT_EQ(count(mine.vault, Measure::service), 1);
}

// ---- reports
// --------------------------------------------------------------------------------------------------------------------

TEST_F(SupplyChangesReports, Report_CountsByFaceAndChecksWhatWasStated) {
  Session session = worker();
  const auto code = register_person(session).to_text();
  for (const Day day : {Day{18'640}, Day{18'725}}) {
    auto contact = contact_with(code);
    contact.day = day;
    ASSERT_TRUE(add_contact(session, contact));
  }
  world_.send(session.vault);
  Session other = staff();
  world_.pull(other.vault);
  const auto line = [](const Report& report, const std::string& id) {
    return *std::find_if(report.lines.begin(), report.lines.end(), [&](const auto& one) { return one.id == id; });
  };
  const auto team_report = make_report(other, "2021", "ru");
  ASSERT_TRUE(team_report);
  EXPECT_EQ(team_report->face, Face::team);
  EXPECT_EQ(line(*team_report, "beneficiaries").value, 1);
  EXPECT_EQ(line(*team_report, "medical-care").value, 2);
  EXPECT_EQ(line(*team_report, "medical-care").label, "Случаи медицинской помощи");
  EXPECT_EQ(line(*make_report(other, "2020", "en"), "medical-care").value, 0);
  const auto stated = state_figures(other, "2021", {"beneficiaries", "medical-care"});
  ASSERT_TRUE(stated);
  EXPECT_EQ(stated->figures[0].value, 1);
  EXPECT_EQ(code_of(state_figures(other, "2021", {"nothing"})), Code::not_found);
  EXPECT_EQ(code_of(state_figures(session, "2021", {"beneficiaries"})), Code::not_allowed);
  world_.send(other.vault);

  Vault vault = world_.join(auditor_number_, directory_.at("auditor"));
  world_.pull(vault);
  Session auditor{vault, clock_};
  const auto report = make_report(auditor, "2021", "en");
  ASSERT_TRUE(report) << report.error().text.view();
  EXPECT_EQ(report->face, Face::audit);
  EXPECT_EQ(line(*report, "medical-care").value, 2);
  const auto people_line = line(*report, "beneficiaries");
  EXPECT_FALSE(people_line.value);
  ASSERT_EQ(people_line.by_quarter.size(), 2u);
  ASSERT_TRUE(people_line.stated);
  EXPECT_EQ(people_line.stated->bounds->lowest, 1);
  EXPECT_EQ(people_line.stated->bounds->highest, 2);
  EXPECT_TRUE(people_line.stated->within);
  EXPECT_TRUE(line(*report, "medical-care").stated->within);
  const auto rows = list_audit_rows(auditor, std::nullopt);
  ASSERT_TRUE(rows);
  EXPECT_EQ(rows->size(), 4u);  // contacts and services, two quarters each
  EXPECT_EQ(code_of(list_audit_rows(session, std::nullopt)), Code::not_allowed);
  EXPECT_EQ(code_of(make_report(auditor, "2021", "en", Face::team)), Code::not_allowed);
  EXPECT_EQ(code_of(make_report(session, "2021", "en", Face::audit)), Code::not_allowed);
}

TEST_F(SupplyChangesReports, Auditor_RecordsNothing) {
  Vault vault = world_.join(auditor_number_, directory_.at("auditor"));
  Session session{vault, clock_};
  NewContact contact = contact_with("");
  contact.client.reset();
  contact.anonymous = 1;
  EXPECT_EQ(code_of(add_contact(session, contact)), Code::not_allowed);
  EXPECT_EQ(
      code_of(add_person(
          session, {.name = {}, .nickname = {}, .phone = {}, .note = {}, .attributes = {}, .team = {}, .day = {}})),
      Code::not_allowed);
  EXPECT_EQ(
      code_of(add_outing(
          session, {.day = {}, .kind = "foot-round", .site = "perm-station", .route = {}, .crew = {}, .team = {}})),
      Code::not_allowed);
  EXPECT_EQ(code_of(show_stock(session)), Code::not_allowed);
  EXPECT_EQ(vault.unsent(), 0u);
}

TEST_F(SupplyChangesReports, Status_TellsWhoAndWhatIsWaiting) {
  Session session = worker();
  save(session.vault, outing());
  const Status status = status_of(session);
  EXPECT_TRUE(status.founded_or_joined);
  EXPECT_TRUE(status.admitted);
  EXPECT_EQ(status.device, id_text(device(worker_number_)));
  EXPECT_EQ(status.role, Role::worker);
  EXPECT_FALSE(status.steward);
  EXPECT_EQ(status.teams, std::vector{team(1)});
  EXPECT_EQ(status.pack, "street-rounds");
  EXPECT_EQ(status.unsent, 1u);
  EXPECT_EQ(status.roster_seq, 2u);
  EXPECT_TRUE(status_of(staff()).steward);
}

}  // namespace
}  // namespace tacit::usecases
