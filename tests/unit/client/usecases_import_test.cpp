#include <gtest/gtest.h>

#include "client/usecases/evening.hpp"
#include "client/usecases/import.hpp"
#include "client/usecases/work.hpp"
#include "crypto/encoding.hpp"
#include "tests/support/client_records.hpp"

namespace tacit::usecases {
namespace {

using namespace test;
using Trial = ImportWish::Trial;
using WrongRows = ImportWish::WrongRows;

constexpr const char* kPeopleMapping =
    R"({"import": 1, "kind": "people", "source": "old-register", "days": "DD.MM.YYYY",
  "key": "No", "columns": {"name": "Name", "phone": "Tel", "day": "Since",
    "consent": {"column": "Agreed", "values": {"yes": "yes", "no": "no"}},
    "attributes": {"sex": {"column": "Sex", "values": {"w": "f", "m": "m"}}}}})";
constexpr const char* kContacts = R"({"import": 1, "kind": "contacts", "source": "old-visits", "columns": {
    "day": "Day", "client": "Who", "client_source": "old-register", "anonymous": "Others",
    "kind": {"fixed": "street-round"}, "site": {"column": "Place", "values": {"Station": "spb-station"}},
    "services": {"list": {"column": "Did", "values": {"wound": "wound-care", "talk": "psychological-interview"}},
                 "separator": "+", "counts": {"Advice": "social-advice"}},
    "given": {"counts": {"Kits": "hygiene-kit"}},
    "tests": {"rapid-hiv": {"column": "HIV", "values": {"-": ["non-reactive", "told", "before", "after"]}}},
    "note": "Remark"}})";
constexpr const char* kStock = R"({"import": 1, "kind": "stock", "source": "store-book", "key": "Lot", "columns": {
    "commodity": {"column": "What", "values": {"kit": "hygiene-kit"}}, "quantity": "Pieces", "expiry": "Until",
    "day": "Came"}})";

constexpr const char* kPeopleTable =
    "No,Name,Tel,Since,Agreed,Sex\n17,Anna,+7 900 111-22-33,1.3.2021,yes,w\n18,Boris,,02.03.2021,no,m\n";

class Imports : public ::testing::Test {
 protected:
  Imports() : world_(1), worker_number_(world_.add(Role::worker, {team_number(1)})) {
    world_.start();
    vault_.emplace(world_.join(0, directory_.at("staff")));
  }
  Session session() { return {*vault_, clock_}; }

  Result<ImportOutcome> import(const char* mapping_text, const std::string& text, Trial trial = Trial::real,
                               WrongRows wrong_rows = WrongRows::refuse) {
    const auto mapping = read_mapping(mapping_text);
    EXPECT_TRUE(mapping);
    const auto table = csv::read(text, mapping->separator);
    EXPECT_TRUE(table);
    Session here = session();
    problem_.clear();
    return import_table(here, *table, *mapping, {.trial = trial, .wrong_rows = wrong_rows, .team = {}}, &problem_);
  }
  std::int64_t count_of(domain::Measure measure) { return count(*vault_, measure); }

  FastDirectory directory_;
  ClientWorld world_;
  std::size_t worker_number_;
  TestClock clock_;
  std::optional<Vault> vault_;
  std::string problem_;
};

TEST_F(Imports, People_AreRegisteredOnceHoweverOftenTheFileComes) {
  const auto dry = import(kPeopleMapping, kPeopleTable, Trial::dry_run);
  ASSERT_TRUE(dry);
  EXPECT_FALSE(dry->saved);
  EXPECT_EQ(dry->made, 2u);
  EXPECT_EQ(vault_->unsent(), 0u);

  const auto first = import(kPeopleMapping, kPeopleTable);
  ASSERT_TRUE(first);
  EXPECT_TRUE(first->saved);
  EXPECT_EQ(first->records, 3u) << "two registrations, one consent";
  EXPECT_EQ(vault_->unsent(), 3u);
  const auto anna = vault_->find_people(Personal(std::string("9001112233")), 5);
  ASSERT_EQ(anna.size(), 1u);
  EXPECT_EQ(anna.front().attributes, (record::Attributes{{"sex", "f"}}));

  const auto again = import(kPeopleMapping, std::string(kPeopleTable) + "19,Vera,,03.03.2021,,w\n");
  ASSERT_TRUE(again);
  EXPECT_EQ(again->already, 2u);
  EXPECT_EQ(again->made, 1u);
  EXPECT_EQ(count_of(domain::Measure::client), 3);
}

TEST_F(Imports, WrongRows_AreAllToldAndNothingIsSaved) {
  const std::string table =
      "No,Name,Tel,Since,Agreed,Sex\n1,A,,31.02.2021,perhaps,x\n,B,,,,\n3,C,,,,\n3,D,,,,\n5,E\n6,F,,2021-03-01,,\n";
  const auto refused = import(kPeopleMapping, table);
  ASSERT_TRUE(refused);
  EXPECT_FALSE(refused->saved);
  EXPECT_EQ(vault_->unsent(), 0u);
  std::vector<std::pair<std::size_t, std::string>> told;
  for (const auto& one : refused->mistakes) told.emplace_back(one.line, one.column);
  EXPECT_EQ(told, (std::vector<std::pair<std::size_t, std::string>>{
                      {2, "Since"}, {2, "Agreed"}, {2, "Sex"}, {3, "No"}, {5, "No"}, {6, ""}, {7, "Since"}}));
  EXPECT_EQ(refused->wrong, (std::vector<std::size_t>{2, 3, 5, 6, 7}));

  const auto skipped = import(kPeopleMapping, table, Trial::real, WrongRows::skip);
  ASSERT_TRUE(skipped);
  EXPECT_TRUE(skipped->saved);
  EXPECT_EQ(count_of(domain::Measure::client), 1);
}

TEST_F(Imports, Contacts_BelongToPeopleByTheirOldCodes) {
  ASSERT_TRUE(import(kPeopleMapping, kPeopleTable));
  const std::string table =
      "Day,Who,Others,Place,Did,Advice,Kits,HIV,Remark\n"
      "2021-03-04,17,,Station,wound + talk+wound,2,1,-,call 900 111 22 33\n"
      "2021-03-04,,3,Station,,,3,,\n2021-03-04,,3,Station,,,3,,\n";
  const auto done = import(kContacts, table);
  ASSERT_TRUE(done);
  EXPECT_TRUE(done->mistakes.empty());
  EXPECT_EQ(done->made, 3u) << "the same row twice in one file is two contacts";
  EXPECT_EQ(done->personal, (std::vector<std::size_t>{2}));
  EXPECT_EQ(count_of(domain::Measure::contact), 7);
  EXPECT_EQ(count_of(domain::Measure::service), 5);
  EXPECT_EQ(count_of(domain::Measure::given), 7);
  EXPECT_EQ(count_of(domain::Measure::test), 1);
  EXPECT_EQ(people(*vault_), 1);
  const auto again = import(kContacts, table);
  ASSERT_TRUE(again);
  EXPECT_EQ(again->already, 3u);
  EXPECT_EQ(again->made, 0u);

  const auto strange = import(kContacts,
                              "Day,Who,Others,Place,Did,Advice,Kits,HIV,Remark\n"
                              "2021-03-04,99,,Station,,,,,\n2021-03-04,17,2,Station,,,,,\n"
                              ",17,,Nowhere,dance,x,,?,\n2021-03-04,,,Station,,,,,\n");
  ASSERT_TRUE(strange);
  std::vector<std::pair<std::size_t, std::string>> told;
  for (const auto& one : strange->mistakes) told.emplace_back(one.line, one.column);
  EXPECT_EQ(told, (std::vector<std::pair<std::size_t, std::string>>{
                      {2, "Who"}, {3, "Who"}, {4, "Place"}, {4, "Did"}, {4, "Advice"}, {4, "HIV"}, {5, "Who"}}));
}

TEST_F(Imports, Stock_IsReceivedByStaffOnce) {
  const std::string table = "Lot,What,Pieces,Until,Came\nA1,kit,100,2021-06-01,2021-03-01\n";
  ASSERT_TRUE(import(kStock, table)->saved);
  const auto held = vault_->holdings();
  ASSERT_EQ(held.size(), 1u);
  EXPECT_EQ(held[0].quantity(), 100);
  EXPECT_EQ(import(kStock, table)->already, 1u);
  const auto wrong =
      import(kStock, "Lot,What,Pieces,Until,Came\nA2,kit,0,,\nA3,kit,5,2021-02-01,2021-03-01\nA4,,1,,\n");
  EXPECT_EQ(wrong->wrong, (std::vector<std::size_t>{2, 3, 4}));

  vault_.reset();
  vault_.emplace(world_.join(worker_number_, directory_.at("worker")));
  EXPECT_EQ(import(kStock, table).error().code, Code::not_allowed);
}

TEST_F(Imports, MappingThatFitsNot_IsRefusedByItsPlace) {
  EXPECT_EQ(import(kPeopleMapping, "No,Name\n1,A\n").error().code, Code::malformed);
  EXPECT_NE(problem_.find("Tel"), std::string::npos);
  const std::string typo = replaced(kContacts, {{"wound-care", "wound-car"}});
  EXPECT_EQ(import(typo.c_str(), "Day,Who,Others,Place,Did,Advice,Kits,HIV,Remark\n").error().code, Code::malformed);
  EXPECT_NE(problem_.find("columns.services"), std::string::npos);
  EXPECT_EQ(vault_->unsent(), 0u);
}

TEST_F(Imports, DroppedDraft_LeavesNoOldCodeAndMayComeAgain) {
  ASSERT_TRUE(import(kPeopleMapping, kPeopleTable));
  const auto rid = vault_->imported("old-register", "people", Personal(std::string("key 17")))->rid;
  ASSERT_TRUE(vault_->drop_draft(rid));
  EXPECT_FALSE(vault_->imported("old-register", "people", Personal(std::string("key 17"))));
  EXPECT_EQ(import(kPeopleMapping, kPeopleTable)->made, 1u);
}

TEST_F(Imports, TenThousandRows_AreOneTransaction) {
  std::string table = "No,Name,Tel,Since,Agreed,Sex\n";
  for (int i = 0; i < 10'000; ++i) table += std::to_string(i) + ",Person,,01.03.2021,yes,w\n";
  const auto done = import(kPeopleMapping, table);
  ASSERT_TRUE(done);
  EXPECT_EQ(done->made, 10'000u);
  EXPECT_EQ(vault_->unsent(), 20'000u);
  EXPECT_EQ(import(kPeopleMapping, table)->already, 10'000u);
}

struct Wrong {
  const char* name;
  std::string from, to;
};
void PrintTo(const Wrong& wrong, std::ostream* out) { *out << wrong.name; }
class MappingRefusal : public testing::TestWithParam<Wrong> {};

TEST_P(MappingRefusal, WrongPart_IsNamed) {
  std::string problem;
  EXPECT_FALSE(read_mapping(replaced(kContacts, {{GetParam().from, GetParam().to}}), &problem));
  EXPECT_FALSE(problem.empty());
}
INSTANTIATE_TEST_SUITE_P(
    Set, MappingRefusal,
    testing::Values(Wrong{"newer", "\"import\": 1", "\"import\": 2"}, Wrong{"kind", "\"contacts\"", "\"visits\""},
                    Wrong{"source", "old-visits", "Old visits"}, Wrong{"unknown", "\"note\"", "\"notes\""},
                    Wrong{"no_day", "\"day\": \"Day\",", ""}, Wrong{"empty_column", "\"Who\"", "\"\""},
                    Wrong{"fixed_and_column", "{\"fixed\"", "{\"column\": \"K\", \"fixed\""},
                    Wrong{"no_separator", "\"separator\": \"+\", ", ""}, Wrong{"result", "non-reactive", "negative"},
                    Wrong{"word_twice", "\"told\", ", "\"told\", \"told\", "},
                    Wrong{"separator", "\"columns\"", "\"separator\": \"|\", \"columns\""},
                    Wrong{"days", "\"columns\"", "\"days\": \"DD.MM.YY\", \"columns\""}),
    [](const auto& of) { return std::string(of.param.name); });

TEST(ImportDays, Formats_AreReadExactly) {
  EXPECT_EQ(read_day("4.3.2021", "DD.MM.YYYY").value(), kMarch4);
  EXPECT_EQ(read_day("03/04/2021", "MM/DD/YYYY").value(), kMarch4);
  EXPECT_EQ(read_day("2021-03-04", "YYYY-MM-DD").value(), kMarch4);
  for (const char* wrong :
       {"", "4.3.21", "04.03.2021 ", "04-03-2021", "31.02.2021", "004.03.2021", "04.03.02021", "04.03", "0.1.2021"})
    EXPECT_FALSE(read_day(wrong, "DD.MM.YYYY")) << wrong;
  for (const char* wrong : {"", "DD.MM", "DD.MM.YYYY.DD", "DDMMYYYY", "DD.MM.YY", "dd.mm.yyyy", "DD.MM.YYYY."})
    EXPECT_FALSE(is_day_format(wrong)) << wrong;
}

TEST_F(Imports, Activity_CountsTheDevicesOwnRecordsAsCorrected) {
  Session here = session();
  NewEvening evening;
  evening.outing = {.day = kMarch4, .kind = "street-round", .site = "spb-station", .route = {}, .crew = {}, .team = {}};
  for (int i = 0; i < 30; ++i) {
    MetPerson met;
    met.contact.anonymous = i == 0 ? 5 : 1;
    met.contact.services = {{"wound-care", 2}};
    evening.met.push_back(met);
  }
  EXPECT_TRUE(check_evening(here, evening)->empty());
  EXPECT_EQ(vault_->unsent(), 0u);
  const auto added = add_evening(here, evening);
  ASSERT_TRUE(added);
  ASSERT_TRUE(vault_->drop_draft(added->rows[1].contact.rid));
  save(*vault_, record::GroupSession{.day = kMarch4,
                                     .kind = "literature-club",
                                     .topic = {},
                                     .site = "spb-station",
                                     .participants = 9,
                                     .known = {}});
  const auto sheet = work_sheet(here, "2021-03", {}, "en");
  ASSERT_TRUE(sheet);
  ASSERT_EQ(sheet->lines.size(), 2u);
  EXPECT_EQ(sheet->lines[0].kind, "literature-club");
  EXPECT_EQ(sheet->lines[1].contacts, 33);
  EXPECT_EQ(sheet->lines[1].outings, 1);
  EXPECT_EQ(sheet->total.services, 58);
  EXPECT_EQ(sheet->total.groups, 1);
  EXPECT_EQ(sheet->total.participants, 9);
  EXPECT_TRUE(work_sheet(here, "2021-04", {}, "en")->lines.empty());
  EXPECT_EQ(work_sheet(here, "2021-03", "nobody", "en").error().code, Code::not_found);
  EXPECT_TRUE(work_sheet(here, "2021-03", id_text(world_.member(worker_number_).id), "en")->lines.empty());

  evening.met[3].contact.services = {{"no-such-service", 1}};
  evening.met[7].contact.anonymous = 0;
  const auto refused = check_evening(here, evening);
  ASSERT_EQ(refused->size(), 2u);
  EXPECT_EQ((*refused)[0].row, 3u);
  EXPECT_EQ((*refused)[1].row, 7u);
}

TEST_F(Imports, Activity_StaysTheWorkersWhenStaffCorrect) {
  Vault worker = world_.join(worker_number_, directory_.at("worker"));
  const RecordId rid = save(worker, contact(std::nullopt));
  world_.send(worker);
  world_.pull(*vault_);
  const auto history = vault_->history(rid);
  ASSERT_TRUE(history && history->effective);
  auto changed = contact(std::nullopt);
  changed.anonymous = 8;
  save(*vault_,
       record::Correct{.target = rid, .entry = *history->versions[*history->effective].entry, .replacement = changed});
  Session here = session();
  EXPECT_EQ(work_sheet(here, "2021-03", id_text(world_.member(worker_number_).id), "en")->total.contacts, 8);
  EXPECT_EQ(work_sheet(here, "2021-03", {}, "en")->total.contacts, 0);
}

}  // namespace
}  // namespace tacit::usecases
