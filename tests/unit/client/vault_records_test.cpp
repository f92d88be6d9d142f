#include <gtest/gtest.h>

#include "crypto/encoding.hpp"
#include "tests/support/client_records.hpp"

namespace tacit {
namespace {

using domain::Breakdown;
using domain::Face;
using domain::Measure;
using namespace test;

// One staff device in an organisation with one team, and a worker who may be given a vault too.
class VaultRecords : public ::testing::Test {
 protected:
  VaultRecords() {
    worker_ = world_.add(Role::worker, {team_number(1)});
    world_.start();
    vault_.emplace(world_.join(0, directory_.at("staff")));
  }
  Vault& vault() { return *vault_; }
  Vault join_worker() { return world_.join(worker_, directory_.at("worker")); }
  FastDirectory directory_;
  ClientWorld world_;
  std::size_t worker_ = 0;
  std::optional<Vault> vault_;
};

TEST_F(VaultRecords, SavedDraft_CountsAtOnceAndAfterReopening) {
  const auto client = random_id<ClientId>();
  save_private(vault(), registration(client));
  const RecordId rid = save(vault(), contact(client, kMarch4, 3));
  EXPECT_EQ(vault().unsent(), 2u);
  EXPECT_EQ(count(vault(), Measure::service), 3);
  EXPECT_EQ(people(vault()), 1);
  vault_.reset();
  vault_.emplace(std::move(*Vault::open(directory_.at("staff"), secret_text(kPassphrase))));
  EXPECT_EQ(vault().unsent(), 2u);
  EXPECT_EQ(count(vault(), Measure::service), 3);
  EXPECT_TRUE(vault().history(rid)->effective);
}

TEST_F(VaultRecords, FailedSave_LeavesNothingBehind) {
  const auto record = registration(random_id<ClientId>());
  const Vault::Person person{.client = record.client,
                             .code = record.code,
                             .name = Personal(std::string("Anna")),
                             .nickname = {},
                             .phone = {},
                             .note = {},
                             .attributes = {},
                             .has_identifiers = true};
  const auto first = new_record(vault(), record, {team_scope()}, false);
  auto twice = new_record(vault(), outing());
  twice.rid = first.rid;  // a rid is unique: the second row is refused
  EXPECT_THROW(static_cast<void>(vault().save({first, twice}, &person)), StorageFailure);
  EXPECT_EQ(vault().unsent(), 0u);
  EXPECT_EQ(count(vault(), Measure::client), 0);
  EXPECT_TRUE(vault().find_people(Personal(std::string("anna")), 5).empty());
  EXPECT_FALSE(vault().history(first.rid));
  EXPECT_EQ(vault().parts().db.integer("SELECT count(*) FROM person"), 0);
}

TEST_F(VaultRecords, RecordThatCouldNotBeReadAgain_IsRefused) {
  const RecordId rid = save(vault(), outing());
  auto bad = outing();
  bad.route = "\xff\xfe";  // no UTF-8
  EXPECT_FALSE(vault().save({new_record(vault(), outing()), new_record(vault(), bad)}));
  EXPECT_FALSE(vault().edit_draft(rid, bad));
  EXPECT_EQ(vault().unsent(), 1u);
  EXPECT_EQ(count(vault(), Measure::outing), 1);
  EXPECT_TRUE(vault().rebuild());
}

TEST_F(VaultRecords, EditedDraft_CountsInItsNewForm) {
  const RecordId rid = save(vault(), contact({}, kMarch4, 1));
  ASSERT_TRUE(vault().edit_draft(rid, contact({}, kMarch4, 7)));
  EXPECT_EQ(count(vault(), Measure::service), 7);
  EXPECT_EQ(vault().unsent(), 1u);
  EXPECT_EQ(vault().edit_draft(random_id<RecordId>(), outing()).error().code, Code::not_found);
}

TEST_F(VaultRecords, DroppedDraft_IsGoneWithItsIdentifiers) {
  const auto record = registration(random_id<ClientId>());
  const Vault::Person person{.client = record.client,
                             .code = record.code,
                             .name = Personal(std::string("Anna")),
                             .nickname = {},
                             .phone = {},
                             .note = {},
                             .attributes = {},
                             .has_identifiers = true};
  const auto one = new_record(vault(), record, {team_scope()}, false);
  ASSERT_TRUE(vault().save({one}, &person));
  ASSERT_TRUE(vault().drop_draft(one.rid));
  EXPECT_EQ(vault().unsent(), 0u);
  EXPECT_EQ(count(vault(), Measure::client), 0);
  EXPECT_FALSE(vault().history(one.rid));
  EXPECT_EQ(vault().parts().db.integer("SELECT count(*) FROM person"), 0);
  EXPECT_EQ(vault().drop_draft(one.rid).error().code, Code::not_found);
}

TEST_F(VaultRecords, SealedDraft_IsNotEditedAnyMore) {
  const RecordId rid = save(vault(), outing());
  world_.seal(vault());
  EXPECT_EQ(vault().edit_draft(rid, outing()).error().code, Code::already_done);
  EXPECT_EQ(vault().drop_draft(rid).error().code, Code::already_done);
  EXPECT_EQ(count(vault(), Measure::outing), 1);
}

TEST_F(VaultRecords, SealingSendingAndReceivingBack_KeepTheFigures) {
  const auto client = random_id<ClientId>();
  save_private(vault(), registration(client));
  save(vault(), contact(client, kMarch4, 3));
  const RecordId out = save(vault(), outing());
  const auto figures = [&] {
    return std::vector{count(vault(), Measure::service), count(vault(), Measure::outing), people(vault()),
                       count(vault(), Measure::client), count(vault(), Measure::given)};
  };
  const auto before = figures();
  EXPECT_EQ(before, (std::vector<std::int64_t>{3, 1, 1, 1, 1}));
  world_.seal(vault());
  EXPECT_EQ(figures(), before);
  EXPECT_EQ(vault().unsent(), 3u);
  EXPECT_FALSE(vault().history(out)->versions[0].index);
  world_.take(vault());
  EXPECT_EQ(figures(), before);
  EXPECT_EQ(vault().unsent(), 0u);
  EXPECT_TRUE(vault().history(out)->versions[0].index);
  world_.pull(vault());
  EXPECT_EQ(figures(), before);
  EXPECT_EQ(vault().history(out)->versions.size(), 1u);
  // The audit faces are there too, as a staff device opens them.
  EXPECT_EQ(count(vault(), Measure::service, Face::audit), 3);
  EXPECT_EQ(people(vault(), Face::audit), 1);
}

TEST_F(VaultRecords, ColleaguesRecords_CountTheSame) {
  Vault worker = join_worker();
  const auto client = random_id<ClientId>();
  save_private(worker, registration(client));
  save(worker, contact(client, kMarch4, 2));
  save(worker, contact({}));
  world_.send(worker);
  world_.pull(vault());
  EXPECT_EQ(count(vault(), Measure::service), 3);
  EXPECT_EQ(count(vault(), Measure::contact), 4);
  EXPECT_EQ(people(vault()), 1);
  // The code came along; the identifiers stayed.
  const auto found = vault().person(client);
  ASSERT_TRUE(found);
  EXPECT_FALSE(found->has_identifiers);
  EXPECT_EQ(found->attributes.at("sex"), "f");
  EXPECT_EQ(vault().person_by_code(found->code)->client, client);
  EXPECT_EQ(vault().histories_of(client).size(), 2u);
}

TEST_F(VaultRecords, StaffDraftThatCorrectsAWorkersRecord_CountsBeforeItIsSent) {
  Vault worker = join_worker();
  const RecordId rid = save(worker, contact({}, kMarch4, 2));
  world_.send(worker);
  world_.pull(vault());
  const auto entry = *vault().history(rid)->versions[0].entry;
  save(vault(), record::Correct{rid, entry, contact({}, kMarch4, 9)});
  EXPECT_EQ(count(vault(), Measure::service), 9);
  world_.send(vault());
  EXPECT_EQ(count(vault(), Measure::service), 9);
  EXPECT_EQ(count(vault(), Measure::service, Face::audit), 9);
  world_.pull(worker);
  EXPECT_EQ(count(worker, Measure::service), 9);
}

TEST_F(VaultRecords, WorkersChangeOfAnothersRecord_IsShownButDoesNotCount) {
  const RecordId rid = save(vault(), contact({}, kMarch4, 2));
  world_.send(vault());
  Vault worker = join_worker();
  world_.pull(worker);
  const auto entry = *worker.history(rid)->versions[0].entry;
  save(worker, record::Void{rid, entry, "x"});
  EXPECT_EQ(count(worker, Measure::service), 2);
  world_.send(worker);
  world_.pull(vault());
  EXPECT_EQ(count(vault(), Measure::service), 2);
  const auto history = *vault().history(rid);
  ASSERT_EQ(history.versions.size(), 2u);
  EXPECT_FALSE(history.versions[1].allowed);
  EXPECT_FALSE(history.voided);
}

TEST_F(VaultRecords, WorkerMadeStaff_MayCorrectFromThenOn) {
  const RecordId rid = save(vault(), contact({}, kMarch4, 2));
  world_.send(vault());
  Vault worker = join_worker();
  world_.pull(worker);
  const auto entry = *worker.history(rid)->versions[0].entry;
  save(worker, record::Correct{rid, entry, contact({}, kMarch4, 5)});
  EXPECT_EQ(count(worker, Measure::service), 2);
  world_.change_role(worker_, Role::staff, {team_number(1)});
  world_.pull(worker);
  EXPECT_EQ(count(worker, Measure::service), 5);
}

TEST_F(VaultRecords, Recent_IsNewestFirstWithDraftsOnTop) {
  const RecordId first = save(vault(), outing()), second = save(vault(), outing());
  world_.send(vault());
  const RecordId draft = save(vault(), outing());
  const auto recent = vault().recent(10);
  ASSERT_EQ(recent.size(), 3u);
  EXPECT_EQ(recent[0].root, draft);
  EXPECT_GT(recent[1].versions[0].place, recent[2].versions[0].place) << "they were sealed in either order";
  EXPECT_EQ((std::set{recent[1].root, recent[2].root}), (std::set{first, second}));
  EXPECT_EQ(vault().recent(1).size(), 1u);
}

// ---- breakdowns
// -----------------------------------------------------------------------------------------------------------

TEST_F(VaultRecords, Breakdowns_SplitAndAddUp) {
  const auto anna = random_id<ClientId>(), boris = random_id<ClientId>();
  const Day january{18'640}, april{18'725};  // 2021-01-13, 2021-04-08
  save(vault(), contact(anna, january, 2));
  save(vault(), contact(anna, kMarch4, 1));
  save(vault(), contact(boris, april, 4));
  const auto rows = [&](Measure measure, Breakdown by, bool distinct) {
    std::string out;
    for (const auto& row : vault().run({.face = Face::team,
                           .measure = measure,
                           .codes = {},
                           .kinds = {},
                           .period = {},
                           .distinct_people = distinct,
                           .by = by}))
      out += row.key + "=" + std::to_string(row.value) + " ";
    return out;
  };
  EXPECT_EQ(rows(Measure::service, Breakdown::quarter, false), "2021Q1=3 2021Q2=4 ");
  EXPECT_EQ(rows(Measure::contact, Breakdown::quarter, true), "2021Q1=1 2021Q2=1 ");
  EXPECT_EQ(rows(Measure::contact, Breakdown::none, true), "=2 ");
  EXPECT_EQ(rows(Measure::given, Breakdown::code, false), "hygiene-kit=3 ");
  EXPECT_EQ(rows(Measure::given, Breakdown::device, false), id_text(world_.member(0).id) + "=3 ");
  EXPECT_EQ(rows(Measure::contact, Breakdown::kind, false), "street-round=3 ");
  EXPECT_EQ(rows(Measure::contact, Breakdown::time, false), "day=3 ");
  EXPECT_EQ(rows(Measure::contact, Breakdown::site_group, false), "saint-petersburg=3 ");
}

TEST_F(VaultRecords, PeriodCodesAndKinds_Select) {
  save(vault(), contact({}, Day{18'627}));  // 2020-12-31
  save(vault(), contact({}, Day{18'628}));  // 2021-01-01
  save(vault(), contact({}, Day{18'992}));  // 2021-12-31
  save(vault(), contact({}, Day{18'993}));  // 2022-01-01
  domain::Query query{.face = Face::team,
                      .measure = Measure::service,
                      .codes = {},
                      .kinds = {},
                      .period = *parse_period("2021"),
                      .distinct_people = false,
                      .by = Breakdown::none};
  EXPECT_EQ(vault().run(query).front().value, 2);
  query.codes = {"emergency-aid", "wound-care"};
  EXPECT_EQ(vault().run(query).front().value, 2);
  query.kinds = {"foot-round"};
  EXPECT_TRUE(vault().run(query).empty());
  query.kinds = {"foot-round", "street-round"};
  EXPECT_EQ(vault().run(query).front().value, 2);
  query.codes = {"x' OR 1=1 --"};
  EXPECT_TRUE(vault().run(query).empty());
}

// ---- links
// ------------------------------------------------------------------------------------------------------------------

TEST_F(VaultRecords, LinkedPeople_CountOnceOnBothFaces) {
  const auto anna = random_id<ClientId>(), ann = random_id<ClientId>();
  for (const auto& client : {anna, ann}) {
    save_private(vault(), registration(client));
    save(vault(), contact(client));
  }
  world_.send(vault());
  EXPECT_EQ(people(vault()), 2);
  EXPECT_EQ(people(vault(), Face::audit), 2);
  const RecordId link =
      save(vault(), record::ClientLink{.kept = anna, .duplicate = ann, .day = kMarch4, .quarter = "2021Q1"});
  EXPECT_EQ(people(vault()), 1);
  world_.send(vault());
  EXPECT_EQ(people(vault()), 1);
  EXPECT_EQ(people(vault(), Face::audit), 1);
  EXPECT_EQ(vault().canonical(ann), anna);
  EXPECT_EQ(vault().canonical(anna), anna);
  EXPECT_EQ(vault().histories_of(ann).size(), 4u);
  // A link made by mistake can be voided.
  save(vault(), record::Void{link, *vault().history(link)->versions[0].entry, ""});
  EXPECT_EQ(people(vault()), 2);
  world_.send(vault());
  EXPECT_EQ(people(vault(), Face::audit), 2);
}

TEST_F(VaultRecords, ChainsAndCircles_OfLinksAreOnePerson) {
  std::vector<ClientId> ids;
  for (int i = 0; i < 4; ++i) {
    ids.push_back(random_id<ClientId>());
    save(vault(), contact(ids.back()));
  }
  const auto link = [&](int kept, int duplicate) {
    save(vault(),
         record::ClientLink{.kept = ids[static_cast<std::size_t>(kept)],
                            .duplicate = ids[static_cast<std::size_t>(duplicate)],
                            .day = kMarch4},
         {team_scope()}, false);
  };
  link(1, 0);
  link(2, 1);
  EXPECT_EQ(people(vault()), 2);
  EXPECT_EQ(vault().canonical(ids[0]), ids[2]);
  link(0, 2);  // a circle
  EXPECT_EQ(people(vault()), 2);
  EXPECT_EQ(vault().canonical(ids[0]), vault().canonical(ids[1]));
  EXPECT_EQ(vault().canonical(ids[1]), vault().canonical(ids[2]));
  link(3, 0);
  EXPECT_EQ(people(vault()), 1);
  const auto before = projections_of(vault());
  ASSERT_TRUE(vault().rebuild());
  EXPECT_EQ(projections_of(vault()), before);
}

// ---- labels, statements, alarms
// ----------------------------------------------------------------------------------------------

TEST_F(VaultRecords, NewestLabel_Counts) {
  using Subject = record::Label::Subject;
  const std::string id = id_text(world_.member(0).id);
  EXPECT_EQ(vault().label(Subject::device, id), "");
  const auto label = [&](std::string name) {
    save(vault(), record::Label{.subject = Subject::device, .id = id, .name = std::move(name)}, {Scope::org()}, false);
  };
  label("first");
  label("second");
  EXPECT_EQ(vault().label(Subject::device, id), "second");
  world_.send(vault());
  EXPECT_EQ(vault().label(Subject::device, id), "second");
  label("third");
  EXPECT_EQ(vault().label(Subject::device, id), "third");
  Vault worker = join_worker();
  world_.send(vault());
  world_.pull(worker);
  EXPECT_EQ(worker.label(Subject::device, id), "third");
  EXPECT_EQ(worker.label(Subject::team, id), "");
}

TEST_F(VaultRecords, NewestStatement_OfExactlyThePeriodCounts) {
  const Period year = *parse_period("2021");
  const auto state = [&](std::string period, std::int64_t value) {
    return save(vault(), record::Statement{.period = std::move(period), .figures = {{"beneficiaries", value}}}, {});
  };
  EXPECT_FALSE(vault().newest_statement("beneficiaries", year));
  const RecordId first = state("2021", 10);
  state("2021Q1", 3);
  state("2021", 20);
  world_.send(vault());
  EXPECT_EQ(vault().newest_statement("beneficiaries", year), 20);
  EXPECT_EQ(vault().newest_statement("beneficiaries", *parse_period("2021Q1")), 3);
  EXPECT_FALSE(vault().newest_statement("rounds", year));
  state("2021", 30);
  EXPECT_EQ(vault().newest_statement("beneficiaries", year), 30);
  world_.send(vault());
  save(vault(), record::Void{first, *vault().history(first)->versions[0].entry, ""}, {});
  EXPECT_EQ(vault().newest_statement("beneficiaries", year), 30);
}

TEST_F(VaultRecords, WorkersStatement_IsNone) {
  Vault worker = join_worker();
  save(worker, record::Statement{.period = "2021", .figures = {{"beneficiaries", 9'999}}}, {});
  EXPECT_FALSE(worker.newest_statement("beneficiaries", *parse_period("2021")));
  world_.send(worker);
  world_.pull(vault());
  EXPECT_FALSE(vault().newest_statement("beneficiaries", *parse_period("2021")));
}

TEST_F(VaultRecords, Alarms_StandOnceEach) {
  sync::Effects effects;
  effects.day = kMarch4;
  effects.alarms = {{Code::alarm_entry_withheld, 7}, {Code::alarm_entry_withheld, 8}, {Code::alarm_fork, {}}};
  ASSERT_TRUE(vault().apply(effects));
  ASSERT_TRUE(vault().apply(effects));
  const auto alarms = vault().alarms();
  ASSERT_EQ(alarms.size(), 3u);
  EXPECT_EQ(alarms[0].code, Code::alarm_entry_withheld);
  EXPECT_EQ(alarms[2].code, Code::alarm_fork);
  EXPECT_EQ(alarms[2].day, kMarch4);
  vault_.reset();
  vault_.emplace(std::move(*Vault::open(directory_.at("staff"), secret_text(kPassphrase))));
  EXPECT_EQ(vault().alarms().size(), 3u);
}

}  // namespace
}  // namespace tacit
