#include <gtest/gtest.h>

#include "client/cli/values.hpp"
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
class UseCases : public ::testing::Test {
 protected:
  UseCases()
      : world_(2),
        worker_number_(world_.add(Role::worker, {team_number(1)})),
        auditor_number_(world_.add(Role::auditor, {})),
        both_number_(world_.add(Role::staff, {team_number(1), team_number(2)})) {
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

TEST_F(UseCases, AddedPerson_IsFoundWithConsentAndTimeline) {
  Session session = worker();
  const auto code = register_person(session);
  EXPECT_EQ(session.vault.unsent(), 2u);
  const auto shown = show_person(session, said(code.to_text()));
  ASSERT_TRUE(shown);
  EXPECT_EQ(shown->person.name, said("Anna"));
  ASSERT_EQ(shown->timeline.size(), 2u);
  EXPECT_EQ(find_people(session, said("ann"), 5).size(), 1u);
  EXPECT_EQ(code_of(show_person(session, said("nobody"))), Code::not_found);
}

TEST_F(UseCases, PersonWithUnknownAttribute_IsRefusedAndNotKept) {
  Session session = worker();
  EXPECT_FALSE(add_person(session, {.name = said("Anna"),
                                    .nickname = {},
                                    .phone = {},
                                    .note = {},
                                    .attributes = {{"shoe-size", "44"}},
                                    .team = {},
                                    .day = {}}));
  EXPECT_EQ(session.vault.unsent(), 0u);
  EXPECT_TRUE(find_people(session, said("anna"), 5).empty());
}

TEST_F(UseCases, WordsThatFindTwo_AreNotGuessed) {
  Session session = worker();
  register_person(session, "Anna One");
  register_person(session, "Anna Two");
  EXPECT_EQ(code_of(add_contact(session, contact_with("anna"))), Code::invalid_argument);
  EXPECT_TRUE(add_contact(session, contact_with("two")));
}

TEST_F(UseCases, LinkedPeople_AreFoundAsOne) {
  Session session = worker();
  const auto first = register_person(session, "Anna Petrova"), second = register_person(session, "Anya Petrova");
  ASSERT_TRUE(link_people(session,
                          {.kept = said(first.to_text()), .duplicate = said(second.to_text()), .team = {}, .day = {}}));
  const auto shown = show_person(session, said("petrova"));
  ASSERT_TRUE(shown);
  EXPECT_EQ(shown->person.code, first);
  EXPECT_EQ(code_of(link_people(
                session, {.kept = said(second.to_text()), .duplicate = said(first.to_text()), .team = {}, .day = {}})),
            Code::already_done);
}

TEST_F(UseCases, Contact_TakesDayPlaceAndAuditedAttributes) {
  Session session = worker();
  const auto code = register_person(session);
  const auto added = add_contact(session, contact_with(code.to_text()));
  ASSERT_TRUE(added) << added.error().text.view();
  const auto& body = std::get<record::Contact>(team_record(session, added->rid));
  EXPECT_EQ(body.day, clock_.today());
  EXPECT_EQ(body.about, (record::Attributes{{"sex", "f"}}));
  EXPECT_TRUE(added->offer.empty());
  EXPECT_TRUE(added->vouchers.empty());
}

TEST_F(UseCases, ReactiveTest_OffersItsReferralUntilMade) {
  Session session = worker();
  const auto code = register_person(session).to_text();
  auto contact = contact_with(code);
  contact.tests = {{.test = "rapid-hiv",
                    .result = record::TestResult::reactive,
                    .told = true,
                    .counselled_before = true,
                    .counselled_after = true}};
  auto added = add_contact(session, contact);
  ASSERT_TRUE(added) << added.error().text.view();
  EXPECT_EQ(added->offer, std::vector<std::string>{"aids-centre"});
  contact.refer = {"aids-centre"};
  contact.again = true;
  added = add_contact(session, contact);
  ASSERT_TRUE(added);
  EXPECT_TRUE(added->offer.empty());
  ASSERT_EQ(added->vouchers.size(), 1u);
  EXPECT_EQ(added->vouchers[0].destination, "aids-centre");
  EXPECT_EQ(count(session.vault, Measure::referral), 1);
  contact.tests[0].result = record::TestResult::non_reactive;
  contact.refer.clear();
  EXPECT_TRUE(add_contact(session, contact)->offer.empty());
}

TEST_F(UseCases, Referral_NeedsAClientAndNeverReachesAuditors) {
  Session session = worker();
  NewContact contact = contact_with("");
  contact.client.reset();
  contact.anonymous = 4;
  contact.refer = {"aids-centre"};
  EXPECT_EQ(code_of(add_contact(session, contact)), Code::invalid_argument);
  contact.refer.clear();
  ASSERT_TRUE(add_contact(session, contact));
  EXPECT_EQ(count(session.vault, Measure::contact), 4);
  EXPECT_EQ(people(session.vault), 0);
  contact = contact_with(register_person(session).to_text());
  contact.refer = {"aids-centre"};
  ASSERT_TRUE(add_contact(session, contact));
  world_.send(session.vault);
  Vault auditor = world_.join(auditor_number_, directory_.at("auditor"));
  world_.pull(auditor);
  EXPECT_EQ(count(auditor, Measure::referral, Face::audit), 0);
  EXPECT_EQ(count(auditor, Measure::contact, Face::audit), 5);
}

TEST_F(UseCases, OutingInProgress_SaysWhatTheContactDoesNot) {
  Session session = worker();
  const auto outing = add_outing(session, {.day = kMarch4,
                                           .kind = "foot-round",
                                           .site = "perm-station",
                                           .route = {},
                                           .time = record::TimeOfDay::night,
                                           .crew = {},
                                           .team = {}});
  ASSERT_TRUE(outing);
  EXPECT_EQ(std::get<record::Outing>(team_record(session, *outing)).crew, std::vector{device(worker_number_)});
  NewContact contact;
  contact.anonymous = 2;
  contact.outing = *outing;
  const auto added = add_contact(session, contact);
  ASSERT_TRUE(added) << added.error().text.view();
  auto body = std::get<record::Contact>(team_record(session, added->rid));
  EXPECT_EQ(body.day, kMarch4);
  EXPECT_EQ(body.kind, "foot-round");
  EXPECT_EQ(body.site, "perm-station");
  EXPECT_EQ(body.time, record::TimeOfDay::night);
  contact.day = Day{18'691};
  contact.site = "perm-shelter";
  contact.time = record::TimeOfDay::day;
  body = std::get<record::Contact>(team_record(session, add_contact(session, contact)->rid));
  EXPECT_EQ(body.day, Day{18'691});
  EXPECT_EQ(body.site, "perm-shelter");
  EXPECT_EQ(body.time, record::TimeOfDay::day);
  contact.outing = random_id<RecordId>();
  EXPECT_EQ(code_of(add_contact(session, contact)), Code::not_found);
  contact.outing = added->rid;
  EXPECT_EQ(code_of(add_contact(session, contact)), Code::invalid_argument);
  contact.outing.reset();
  const auto nowhere = add_contact(session, contact);
  ASSERT_FALSE(nowhere);
  EXPECT_EQ(nowhere.error().text.view(), "say at which outing it was, or of which kind");
}

TEST_F(UseCases, NoteWithAPhoneNumber_IsPointedOut) {
  Session session = worker();
  const auto looks = [&](std::string note) {
    NewContact contact = contact_with("");
    contact.client.reset();
    contact.anonymous = 1;
    contact.note = std::move(note);
    return add_contact(session, contact)->note_looks_personal;
  };
  EXPECT_TRUE(looks("call +7 911 123-45-67"));
  EXPECT_TRUE(looks("anna@example.org"));
  EXPECT_FALSE(looks("came at 10, left at 11, 3 kits"));
}

TEST_F(UseCases, UnknownCodes_AreRefusedWithoutBeingRepeated) {
  Session session = worker();
  const auto code = register_person(session).to_text();
  const auto check_text = [](const Error& error) {
    EXPECT_EQ(std::string(error.text.view()).find("qqmarker"), std::string::npos);
  };
  auto contact = contact_with(code);
  contact.kind = "qqmarker";
  check_text(add_contact(session, contact).error());
  contact = contact_with(code);
  contact.services = {{"qqmarker", 1}};
  check_text(add_contact(session, contact).error());
  contact = contact_with("qqmarker");
  check_text(add_contact(session, contact).error());
  contact = contact_with(code);
  contact.refer = {"qqmarker"};
  check_text(add_contact(session, contact).error());
  contact = contact_with(code);
  contact.team = "qqmarker";
  check_text(add_contact(session, contact).error());
  check_text(make_report(session, "qqmarker", "en").error());
  check_text(cli::parse_counted("a:qqmarker").error());
  check_text(cli::parse_time("qqmarker").error());
  EXPECT_EQ(count(session.vault, Measure::contact), 0);
}

TEST_F(UseCases, DeviceOfSeveralTeams_HasToSayWhich) {
  Vault vault = world_.join(both_number_, directory_.at("both"));
  Session session{vault, clock_};
  NewOuting outing{.day = {}, .kind = "foot-round", .site = "perm-station", .route = {}, .crew = {}, .team = {}};
  EXPECT_EQ(code_of(add_outing(session, outing)), Code::invalid_argument);
  outing.team = "Perm";
  EXPECT_EQ(code_of(add_outing(session, outing)), Code::not_found);
  save(vault, record::Label{.subject = record::Label::Subject::team, .id = team(2), .name = "Perm"}, {Scope::org()},
       false);
  const auto rid = add_outing(session, outing);
  ASSERT_TRUE(rid);
  EXPECT_EQ(vault.history(*rid)->versions[0].scopes, std::vector{to_text(Scope::team(team_number(2)))});
  outing.team = team(1);
  EXPECT_TRUE(add_outing(session, outing));
}

TEST_F(UseCases, Group_CountsParticipants) {
  Session session = worker();
  const auto code = register_person(session);
  NewGroup group{.day = {},
                 .kind = "students-lecture",
                 .topic = {},
                 .site = "spb-university",
                 .participants = 30,
                 .known = {said(code.to_text())},
                 .team = {}};
  ASSERT_TRUE(add_group(session, group));
  EXPECT_EQ(count(session.vault, Measure::participants), 30);
  EXPECT_EQ(count(session.vault, Measure::group), 1);
  group.known = {said("nobody")};
  EXPECT_EQ(code_of(add_group(session, group)), Code::not_found);
}

}  // namespace
}  // namespace tacit::usecases
