#include "client/usecases/status.hpp"
#include "crypto/init.hpp"
#include "tests/support/client_records.hpp"
#include "tests/support/test_clock.hpp"

// What a team's devices find out about a member who tells auditors something else than the team.
namespace tacit {
namespace {

using namespace test;
using domain::FaceMatch;

void keep_from_auditors(EntryDraft& draft) {
  draft.audit.reset();
  draft.audit_to.clear();
}
void keep_from_the_team(EntryDraft& draft) {
  draft.team.reset();
  draft.team_to.clear();
}
void name_foot_care(EntryDraft& draft) {
  draft.team->body.as_object()["services"].as_array().at(0).as_object()["code"] = "foot-care";
}

std::string edition_with(const std::string& service, const std::string& site) {
  const std::string labels = R"(", "labels": {"en": "New", "ru": "Новое", "uk": "Нове", "fr": "Nouveau"}, )";
  return replaced(
      std::string(*built_in_pack("street-rounds")),
      {{"\"version\": 3", "\"version\": 4"},
       {"  \"services\": [\n", "  \"services\": [\n    {\"code\": \"" + service + "\", \"group\": \"medical-care" +
                                   labels + "\"audit\": true},\n"},
       {"  \"sites\": [\n", "  \"sites\": [\n    {\"code\": \"" + site +
                                R"(", "labels": {"en": "New", "ru": "Новое", "uk": "Нове", "fr": "Nouveau"})" +
                                ", \"group\": \"moscow\"},\n"}});
}

class VaultFaces : public testing::Test {
 protected:
  static void SetUpTestSuite() { init_crypto(); }

  VaultFaces() : worker_(world_.add(Role::worker, {team_number(1)})) {
    world_.start();
    writer_.emplace(world_.join(worker_, directory_.at("worker")));
    staff_.emplace(world_.join(0, directory_.at("staff")));
  }

  template <class Lie>
  RecordId lie(record::Record record, Lie alter) {
    const RecordId rid = save(*writer_, std::move(record));
    world_.send_lying(*writer_, alter);
    world_.pull(*staff_);
    return rid;
  }
  RecordId tell_the_truth(record::Record record) {
    const RecordId rid = save(*writer_, std::move(record));
    world_.send(*writer_);
    world_.pull(*staff_);
    return rid;
  }
  Hash entry_of(const RecordId& rid) const { return *writer_->history(rid)->versions[0].entry; }
  record::Correct correction(const RecordId& rid, std::int64_t wounds) const {
    return {rid, entry_of(rid), contact({}, kMarch4, wounds)};
  }
  FaceMatch judged(const RecordId& rid, std::size_t version = 0) const {
    return staff_->history(rid)->versions.at(version).faces;
  }
  std::vector<RecordId> whose(FaceMatch faces) const {
    std::vector<RecordId> out;
    for (const auto& history : staff_->whose_faces(faces)) out.push_back(history.root);
    return out;
  }
  void take_up(Vault& vault, const std::string& pack) const {
    sync::Effects effects;
    effects.day = kMarch4;
    effects.pack = sync::PackText{2, pack};
    ASSERT_TRUE(vault.apply(effects));
  }

  FastDirectory directory_;
  ClientWorld world_;
  std::size_t worker_;
  TestClock clock_;
  std::optional<Vault> writer_, staff_;
};

TEST_F(VaultFaces, AuditFaceThatSaysSomethingElse_IsMarkedAndCounted) {
  const RecordId honest = tell_the_truth(contact({}));
  const RecordId rid = lie(contact({}), tell_auditors_of_forty);
  EXPECT_EQ(judged(honest), FaceMatch::matches);
  EXPECT_EQ(judged(rid), FaceMatch::differs);
  EXPECT_EQ(whose(FaceMatch::differs), std::vector{rid});
  EXPECT_TRUE(whose(FaceMatch::not_judged).empty());
  EXPECT_EQ(usecases::status_of({*staff_, clock_}).faces_differ, 1u);
}

TEST_F(VaultFaces, Mark_OutlivesRebuildingAndClosing) {
  const RecordId rid = lie(contact({}), tell_auditors_of_forty);
  ASSERT_TRUE(staff_->rebuild());
  EXPECT_EQ(judged(rid), FaceMatch::differs);
  staff_.reset();
  staff_ = *Vault::open(directory_.at("staff"), secret_text(kPassphrase));
  EXPECT_EQ(judged(rid), FaceMatch::differs);
  EXPECT_EQ(whose(FaceMatch::differs), std::vector{rid});
}

TEST_F(VaultFaces, HonestRecordsOfEveryKind_AreNotMarked) {
  const ClientId person = random_id<ClientId>();
  save_private(*writer_, registration(person));
  tell_the_truth(outing());
  tell_the_truth(record::GroupSession{
      .day = kMarch4, .kind = "support-group", .topic = {}, .site = "spb-shelter", .participants = 7, .known = {}});
  tell_the_truth(record::StockReceive{
      .day = kMarch4, .commodity = "hygiene-kit", .lot = random_id<LotId>(), .expiry = {}, .quantity = 9, .grant = {}});
  save_private(*writer_, record::Referral{.client = person,
                                          .destination = world_.pack().destinations.front().code,
                                          .reason = {},
                                          .voucher = ClientCode::random(),
                                          .day = kMarch4});
  save_private(*writer_, record::Consent{.client = person, .version = "1", .given = true, .day = kMarch4});
  tell_the_truth(
      record::ClientLink{.kept = person, .duplicate = random_id<ClientId>(), .day = kMarch4, .quarter = "2021Q1"});
  const RecordId rid = tell_the_truth(contact(person));
  tell_the_truth(correction(rid, 2));
  const RecordId other = tell_the_truth(contact({}));
  tell_the_truth(record::Void{other, entry_of(other), "twice"});
  const RecordId statement =
      save(*staff_, record::Statement{"2021", {{"beneficiaries", 7}}}, std::vector<Scope>{}, true);
  world_.send(*staff_);
  save(*staff_, record::Void{statement, *staff_->history(statement)->versions[0].entry, ""}, std::vector<Scope>{},
       true);
  world_.send(*staff_);
  world_.pull(*staff_);
  EXPECT_EQ(staff_->recent(100).size(), 10u);
  EXPECT_TRUE(whose(FaceMatch::differs).empty());
  EXPECT_TRUE(whose(FaceMatch::not_judged).empty());
}

TEST_F(VaultFaces, VoidedLie_CountsNoMoreAndItsHistoryStillShowsIt) {
  const RecordId rid = lie(contact({}), tell_auditors_of_forty);
  tell_the_truth(record::Void{rid, entry_of(rid), "a lie"});
  EXPECT_TRUE(staff_->history(rid)->voided);
  EXPECT_EQ(judged(rid), FaceMatch::differs);
  EXPECT_TRUE(whose(FaceMatch::differs).empty());
}

TEST_F(VaultFaces, CopyOpenedLater_IsMarkedToo) {
  const RecordId rid = save(*writer_, contact({}));
  world_.send_lying(*writer_, tell_auditors_of_forty);
  auto effects = world_.everything(*staff_);
  sync::Effects later;
  later.day = kMarch4;
  for (auto& one : effects.received)
    if (one.faces.size() == 2) {
      later.opened.push_back({one.hash, one.scope, std::move(one.faces)});
      one.faces.clear();
      one.copy = {1};
    }
  ASSERT_EQ(later.opened.size(), 1u);
  ASSERT_TRUE(staff_->apply(effects));
  EXPECT_TRUE(whose(FaceMatch::differs).empty());
  ASSERT_TRUE(staff_->apply(later));
  EXPECT_EQ(whose(FaceMatch::differs), std::vector{rid});
}

TEST_F(VaultFaces, RecordKeptFromAuditorsOrFromTheTeam_IsMarked) {
  const RecordId hidden = lie(contact({}), keep_from_auditors);
  const RecordId invented = lie(contact({}), keep_from_the_team);
  EXPECT_EQ(judged(hidden), FaceMatch::differs);
  EXPECT_EQ(judged(invented), FaceMatch::differs);
  EXPECT_EQ(whose(FaceMatch::differs).size(), 2u);
}

TEST_F(VaultFaces, ChangeKeptFromAuditorsOrFromTheTeam_IsMarked) {
  const RecordId a = tell_the_truth(contact({})), b = tell_the_truth(contact({})), c = tell_the_truth(contact({})),
                 d = tell_the_truth(contact({}));
  lie(correction(a, 2), keep_from_auditors);
  lie(record::Void{b, entry_of(b), ""}, keep_from_auditors);
  lie(correction(c, 2), keep_from_the_team);
  lie(record::Void{d, entry_of(d), ""}, keep_from_the_team);
  for (const RecordId& rid : {a, b, c, d}) {
    EXPECT_EQ(judged(rid, 0), FaceMatch::matches);
    EXPECT_EQ(judged(rid, 1), FaceMatch::differs);
  }
  EXPECT_EQ(whose(FaceMatch::differs).size(), 4u) << "a void of which auditors hear nothing counts too";
}

TEST_F(VaultFaces, HiddenRecord_IsSetRightByAVoidAndNotByACorrection) {
  const RecordId a = lie(contact({}), keep_from_auditors), b = lie(contact({}), keep_from_auditors);
  tell_the_truth(correction(a, 2));
  tell_the_truth(record::Void{b, entry_of(b), "hidden"});
  EXPECT_EQ(judged(a, 1), FaceMatch::differs) << "auditors have nothing that could be corrected";
  EXPECT_EQ(judged(b, 1), FaceMatch::matches);
  EXPECT_EQ(whose(FaceMatch::differs), std::vector{a});
}

TEST_F(VaultFaces, AuditFaceThatGoesToOthersThanAuditors_IsMarked) {
  const RecordId rid = lie(contact({}), [](EntryDraft& draft) {
    draft.audit_to.front() = draft.team_to.front();
    draft.audit_to.front().scope = Scope::org();
  });
  EXPECT_EQ(judged(rid), FaceMatch::differs);
}

TEST_F(VaultFaces, ChangeThatDoesNotReachTheTeam_IsMarked) {
  const RecordId rid = tell_the_truth(contact({}));
  lie(correction(rid, 2), [](EntryDraft& draft) { draft.team_to.front().scope = Scope::org(); });
  EXPECT_EQ(judged(rid, 1), FaceMatch::differs);
}

TEST_F(VaultFaces, GroupOfASiteThatThisPackDoesNotList_IsNotJudged) {
  auto unlisted = contact({});
  unlisted.site = "new-place";
  const RecordId rid = lie(unlisted, [](EntryDraft& draft) { draft.audit->body.as_object()["site_group"] = "moscow"; });
  EXPECT_EQ(judged(rid), FaceMatch::not_judged) << "a newer edition may list it";
  take_up(*staff_, edition_with("foot-care", "new-place"));
  EXPECT_EQ(judged(rid), FaceMatch::matches);
}

TEST_F(VaultFaces, VoidOfWhatAuditorsNeverSaw_NeedsNoAuditFace) {
  const RecordId rid = save_private(*writer_, registration(random_id<ClientId>()));
  world_.send(*writer_);
  save_private(*writer_, record::Void{rid, entry_of(rid), ""});
  world_.send(*writer_);
  world_.pull(*staff_);
  EXPECT_EQ(judged(rid, 1), FaceMatch::matches);
}

TEST_F(VaultFaces, CodeThatThePackDoesNotHave_IsJudgedWhenThePackComes) {
  const RecordId rid = lie(contact({}), name_foot_care);
  EXPECT_EQ(judged(rid), FaceMatch::not_judged);
  EXPECT_EQ(whose(FaceMatch::not_judged), std::vector{rid});
  EXPECT_EQ(usecases::status_of({*staff_, clock_}).faces_not_judged, 1u);
  take_up(*staff_, edition_with("foot-care", "new-place"));
  EXPECT_EQ(judged(rid), FaceMatch::differs) << "auditors were told of wound care";
  EXPECT_TRUE(whose(FaceMatch::not_judged).empty());
}

TEST_F(VaultFaces, YearWithoutItsSecret_IsJudgedWhenTheSecretComes) {
  auto held = world_.welcome(0);
  staff_->parts().db.run("DELETE FROM org_secret");
  staff_.reset();
  staff_ = *Vault::open(directory_.at("staff"), secret_text(kPassphrase));
  const RecordId honest = tell_the_truth(contact(random_id<ClientId>()));
  const RecordId rid = lie(contact(random_id<ClientId>()),
                           [](EntryDraft& draft) { draft.audit->body.as_object()["site_group"] = "moscow"; });
  EXPECT_EQ(whose(FaceMatch::not_judged).size(), 2u);
  sync::Effects effects;
  effects.day = kMarch4;
  effects.secrets = std::move(held.secrets);
  ASSERT_TRUE(staff_->apply(effects));
  EXPECT_EQ(judged(honest), FaceMatch::matches);
  EXPECT_EQ(judged(rid), FaceMatch::differs);
}

TEST_F(VaultFaces, FaceOfANewerVersion_IsNotJudged) {
  const RecordId rid = lie(contact({}), [](EntryDraft& draft) { draft.audit->kind_version = 2; });
  EXPECT_EQ(judged(rid), FaceMatch::not_judged);
  EXPECT_EQ(whose(FaceMatch::not_judged), std::vector{rid});
}

TEST_F(VaultFaces, SiteThatGetsItsGroupLater_FalsifiesNothing) {
  auto unlisted = contact({});
  unlisted.site = "new-place";
  const RecordId honest = tell_the_truth(unlisted);
  const RecordId changed = tell_the_truth(contact({}));
  tell_the_truth(record::Correct{changed, entry_of(changed), unlisted});
  const RecordId rid =
      lie(unlisted, [](EntryDraft& draft) { draft.audit->body.as_object()["site_group"] = "saint-petersburg"; });
  take_up(*staff_, edition_with("foot-care", "new-place"));
  EXPECT_EQ(judged(honest), FaceMatch::matches);
  EXPECT_EQ(judged(changed, 1), FaceMatch::matches);
  EXPECT_EQ(judged(rid), FaceMatch::differs);
}

}  // namespace
}  // namespace tacit
