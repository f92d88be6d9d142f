#include <gtest/gtest.h>

#include "client/usecases/change.hpp"
#include "client/usecases/contact.hpp"
#include "client/usecases/hand_over.hpp"
#include "client/usecases/person.hpp"
#include "crypto/encoding.hpp"
#include "crypto/hash.hpp"
#include "schema/hand_over.hpp"
#include "tests/support/client_records.hpp"

namespace tacit::usecases {
namespace {

using namespace test;

// A worker and a colleague in team 1, staff in both teams, a worker of team 2 alone.
class People : public ::testing::Test {
 protected:
  People()
      : world_(2),
        worker_number_(world_.add(Role::worker, {team_number(1)})),
        colleague_number_(world_.add(Role::worker, {team_number(1)})),
        stranger_number_(world_.add(Role::worker, {team_number(2)})) {
    world_.start();
    worker_vault_.emplace(world_.join(worker_number_, directory_.at("worker")));
    colleague_vault_.emplace(world_.join(colleague_number_, directory_.at("colleague")));
  }
  Session worker() { return {*worker_vault_, clock_}; }
  Session colleague() { return {*colleague_vault_, clock_}; }
  std::string device(std::size_t member) const { return id_text(world_.member(member).id); }

  ClientCode add(Session session, std::string name, std::string nickname = {}, std::string phone = {},
                 std::string note = {}, std::string other_codes = {}, std::optional<std::string> team = {}) {
    const auto added = add_person(session, {.name = said(std::move(name)),
                                            .nickname = said(std::move(nickname)),
                                            .phone = said(std::move(phone)),
                                            .note = said(std::move(note)),
                                            .attributes = {{"sex", "f"}},
                                            .team = std::move(team),
                                            .day = {},
                                            .consented = false,
                                            .other_codes = said(std::move(other_codes))});
    EXPECT_TRUE(added);
    return added->code;
  }
  void share() {
    world_.send(*worker_vault_);
    world_.send(*colleague_vault_);
    world_.pull(*worker_vault_);
    world_.pull(*colleague_vault_);
  }
  Vault::Person known(Session session, const ClientCode& code) { return *session.vault.person_by_code(code); }
  static std::string text(const Personal<std::string>& value) { return value.expose(Disclose()); }
  Bytes file_for_colleague() {
    const auto handed = hand_over(worker(), {device(colleague_number_), {}});
    EXPECT_TRUE(handed) << handed.error().text.c_str();
    return handed->file;
  }
  template <class T>
  static Code code_of(const Result<T>& result) {
    EXPECT_FALSE(result.has_value());
    return result ? Code::already_done : result.error().code;
  }
  Code accept_code(ByteView file) {
    Session session = colleague();
    return code_of(accept_hand_over(session, file));
  }
  // Signed and sealed by anybody, about anybody.
  Bytes forged(const HandOver& content, std::size_t signer) const {
    return seal_hand_over(content, SigningKey::from_seed(world_.member(signer).sign_seed),
                          BoxKeyPair::from_seed(world_.member(colleague_number_).box_seed).box_public())
        .value();
  }
  HandOver good_content() {
    return {world_.org(),
            world_.member(colleague_number_).id,
            clock_.today(),
            {{random_id<ClientId>(), said("Anna"), {}, {}, {}, {}}}};
  }
  RecordId meet(Session session, const ClientCode& code, Day day) {
    NewContact contact;
    contact.client = said(code.to_text());
    contact.kind = "street-round";
    contact.site = "spb-station";
    contact.services = {{"wound-care", 1}};
    contact.day = day;
    return add_contact(session, contact)->rid;
  }

  FastDirectory directory_;
  ClientWorld world_;
  std::size_t worker_number_, colleague_number_, stranger_number_;
  TestClock clock_;
  std::optional<Vault> worker_vault_, colleague_vault_;
};

using HandOverPeople = People;

TEST_F(HandOverPeople, Accepted_FillsWhatIsEmpty) {
  const auto anna = add(worker(), "Anna", "Anya", "+7 911 1", "by the metro", "A-17\nB-3");
  share();
  EXPECT_FALSE(known(colleague(), anna).has_identifiers);
  Session session = colleague();
  const auto accepted = accept_hand_over(session, file_for_colleague());
  ASSERT_TRUE(accepted) << accepted.error().text.c_str();
  EXPECT_EQ(accepted->from, world_.member(worker_number_).id);
  EXPECT_EQ(accepted->day, clock_.today());
  EXPECT_EQ(accepted->completed, 1u);
  EXPECT_TRUE(accepted->differing.empty());
  const auto person = known(colleague(), anna);
  EXPECT_EQ(text(person.name) + text(person.nickname) + text(person.phone) + text(person.note),
            "AnnaAnya+7 911 1by the metro");
  EXPECT_EQ(text(person.other_codes), "A-17\nB-3");
  EXPECT_EQ(session.vault.find_people(said("metro"), 9).size(), 1u);
}

TEST_F(HandOverPeople, DifferentValues_AreBothKeptAndSaid) {
  const auto anna = add(worker(), "Anna", "Anya", "+7 911 1", "likes tea", "A-17\nC-9");
  share();
  Session session = colleague();
  EditPerson mine{.asked = said(anna.to_text())};
  mine.nickname = said("Njura");
  mine.phone = said("+7 922 2");
  mine.note = said("allergic");
  mine.other_codes = said("A-17\nB-3");
  ASSERT_TRUE(edit_person(session, mine));
  const auto accepted = accept_hand_over(session, file_for_colleague());
  ASSERT_TRUE(accepted);
  ASSERT_EQ(accepted->differing.size(), 1u);
  EXPECT_EQ(accepted->differing[0], anna);
  const auto person = known(colleague(), anna);
  const std::string source = "[" + to_text(clock_.today()) + " " + device(worker_number_).substr(0, 8) + "] ";
  EXPECT_EQ(text(person.name), "Anna");
  EXPECT_EQ(text(person.nickname), "Njura");
  EXPECT_EQ(text(person.phone), "+7 922 2");
  EXPECT_EQ(text(person.other_codes), "A-17\nB-3\nC-9");
  EXPECT_EQ(text(person.note),
            "allergic\n" + source + "nickname: Anya\n" + source + "phone: +7 911 1\n" + source + "likes tea");
  // Both are found.
  EXPECT_EQ(session.vault.find_people(said("anya"), 9).size() + session.vault.find_people(said("njura"), 9).size(), 2u);
}

TEST_F(HandOverPeople, AcceptedTwice_ChangesNothing) {
  const auto anna = add(worker(), "Anna", "", "+7 911 1");
  share();
  const Bytes file = file_for_colleague();
  Session session = colleague();
  EditPerson mine{.asked = said(anna.to_text())};
  mine.phone = said("+7 922 2");
  ASSERT_TRUE(edit_person(session, mine));
  ASSERT_TRUE(accept_hand_over(session, file));
  const std::string before = text(known(colleague(), anna).note);
  EXPECT_EQ(accept_code(file), Code::already_done);
  // Edited away, it does not come back by the same file, nor is it said twice by another one.
  EXPECT_EQ(accept_code(file), Code::already_done);
  clock_.advance(std::chrono::hours(24));
  const auto another = accept_hand_over(session, file_for_colleague());
  ASSERT_TRUE(another);
  EXPECT_EQ(another->unchanged, 1u);
  EXPECT_EQ(text(known(colleague(), anna).note), before);
}

TEST_F(HandOverPeople, RegistrationNotReadYet_ShowsWhenItIs) {
  const auto anna = add(worker(), "Anna");
  const Bytes file = file_for_colleague();
  Session session = colleague();
  const auto accepted = accept_hand_over(session, file);
  ASSERT_TRUE(accepted);
  EXPECT_EQ(accepted->not_here_yet, 1u);
  EXPECT_TRUE(session.vault.find_people(said("anna"), 9).empty());
  share();
  EXPECT_EQ(text(known(colleague(), anna).name), "Anna");
  EXPECT_EQ(session.vault.find_people(said("anna"), 9).size(), 1u);
}

TEST_F(HandOverPeople, OfChosenPeople_HoldsThoseAloneWithTheirLinkedCodes) {
  const auto anna = add(worker(), "Anna"), twin = add(worker(), "Annushka");
  add(worker(), "Boris");
  Session here = worker();
  ASSERT_TRUE(link_people(here, {said(anna.to_text()), said(twin.to_text()), {}, {}}));
  const auto handed =
      hand_over(worker(), {device(colleague_number_), std::vector<Personal<std::string>>{said(twin.to_text())}});
  ASSERT_TRUE(handed);
  EXPECT_EQ(handed->people, 2u);
  EXPECT_EQ(
      code_of(hand_over(worker(), {device(colleague_number_), std::vector<Personal<std::string>>{said("nobody")}})),
      Code::not_found);
  EXPECT_EQ(code_of(hand_over(worker(), {device(colleague_number_), std::vector<Personal<std::string>>{}})),
            Code::not_found);
}

TEST_F(HandOverPeople, PeopleOfAnotherTeam_StayWhereTheyAre) {
  Vault staff = world_.join(0, directory_.at("staff"));
  const Session session{staff, clock_};
  const auto anna = add(session, "Anna", "", "", "", "", id_text(team_number(1)));
  const auto olga = add(session, "Olga", "", "", "", "", id_text(team_number(2)));
  const auto all = hand_over(session, {device(colleague_number_), {}});
  ASSERT_TRUE(all);
  EXPECT_EQ(all->people, 1u);
  EXPECT_EQ(all->other_teams, 1u);
  EXPECT_EQ(
      code_of(hand_over(session, {device(colleague_number_),
                                  std::vector<Personal<std::string>>{said(anna.to_text()), said(olga.to_text())}})),
      Code::not_allowed);
}

TEST_F(HandOverPeople, WrongReceivers_AreRefused) {
  add(worker(), "Anna");
  EXPECT_EQ(code_of(hand_over(worker(), {device(worker_number_), {}})), Code::invalid_argument);
  EXPECT_EQ(code_of(hand_over(worker(), {device(stranger_number_), {}})), Code::not_allowed);
  EXPECT_EQ(code_of(hand_over(worker(), {"nobody's", {}})), Code::not_found);
  EXPECT_EQ(code_of(hand_over(colleague(), {device(worker_number_), {}})), Code::not_found);  // knows nobody
}

TEST_F(HandOverPeople, OnAnotherDevice_OpensNothing) {
  add(worker(), "Anna");
  const Bytes file = file_for_colleague();
  Vault staff = world_.join(0, directory_.at("staff"));
  Session session{staff, clock_};
  EXPECT_EQ(code_of(accept_hand_over(session, file)), Code::decryption_failed);
}

TEST_F(HandOverPeople, Forgeries_EachHaveTheirErrorAndChangeNothing) {
  const auto before = [this] { return colleague_vault_->has_identifiers(); };
  HandOver content = good_content();
  content.org = OrgId{sha256(as_bytes("another")).bytes};
  EXPECT_EQ(accept_code(forged(content, worker_number_)), Code::wrong_organisation);
  content = good_content();
  content.to = world_.member(0).id;
  EXPECT_EQ(accept_code(forged(content, worker_number_)), Code::not_allowed);
  EXPECT_EQ(accept_code(forged(good_content(), stranger_number_)), Code::not_allowed);
  const auto unknown = seal_hand_over(good_content(), SigningKey::from_seed(SigningSeed::random()),
                                      BoxKeyPair::from_seed(world_.member(colleague_number_).box_seed).box_public());
  EXPECT_EQ(accept_code(*unknown), Code::not_admitted);
  content = good_content();
  content.day = Day{clock_.today().since_epoch - 31};
  EXPECT_EQ(accept_code(forged(content, worker_number_)), Code::expired);
  content.day = Day{clock_.today().since_epoch + 2};
  EXPECT_EQ(accept_code(forged(content, worker_number_)), Code::not_ready);
  EXPECT_EQ(accept_code(as_bytes("nothing of the kind")), Code::malformed);
  EXPECT_FALSE(before());
  // Else the same is taken.
  Session session = colleague();
  EXPECT_TRUE(accept_hand_over(session, forged(good_content(), worker_number_)));
  EXPECT_TRUE(before());
}

TEST_F(HandOverPeople, NoteGrownTooLong_ChangesNothing) {
  const auto anna = add(worker(), "Anna", "", "", std::string(9'000, 'a'));
  const auto boris = add(worker(), "Boris");
  share();
  Session session = colleague();
  EditPerson mine{.asked = said(anna.to_text())};
  mine.note = said(std::string(9'000, 'b'));
  ASSERT_TRUE(edit_person(session, mine));
  EXPECT_EQ(accept_code(file_for_colleague()), Code::too_large);
  EXPECT_FALSE(known(colleague(), boris).has_identifiers);
}

TEST_F(People, Edited_IsFoundByTheNewAndNotByTheOld) {
  const auto anna = add(worker(), "Anna", "Anya", "+7 911 1234567", "by the metro");
  Session session = worker();
  EditPerson change{.asked = said("anna")};
  change.phone = said("+7 922 7654321");
  change.note = said("");
  change.other_codes = said("Ж-12/45");
  ASSERT_TRUE(edit_person(session, change));
  const auto person = known(worker(), anna);
  EXPECT_EQ(text(person.name) + text(person.nickname), "AnnaAnya");
  for (int made_anew = 0; made_anew < 2; ++made_anew) {
    for (const char* words : {"7654321", "ж-12/45", "zh-12", "1245"})
      EXPECT_EQ(session.vault.find_people(said(words), 9).size(), 1u) << words;
    ASSERT_TRUE(session.vault.rebuild());
  }
  for (const char* words : {"1234567", "metro"})
    EXPECT_TRUE(session.vault.find_people(said(words), 9).empty()) << words;
  change.note = said(std::string(limits::kPrivateNote + 1, 'x'));
  EXPECT_EQ(code_of(edit_person(session, change)), Code::too_large);
  EXPECT_EQ(text(known(worker(), anna).note), "");
  EXPECT_EQ(session.vault.unsent(), 1u);  // nothing of it is a record
}

TEST_F(People, Duplicates_AreSuggestedBestFirstWithTheirReasons) {
  const auto anna = add(worker(), "Анна Ёлкина", "Аня", "+7 911 123-45-67", "", "A-17");
  const auto again = add(worker(), "Anna Elkina", "Anya", "8 (911) 123 45 67", "", "a-17\nZ");
  const auto phone_only = add(worker(), "Boris", "", "79111234567");
  add(worker(), "Boris", "Borya");                       // another nickname
  add(worker(), "", "Lily"), add(worker(), "", "Lily");  // a nickname alone says nothing
  add(worker(), "", "", "123"), add(worker(), "", "", "123");
  const auto found = find_duplicates(worker(), 10);
  ASSERT_EQ(found.size(), 3u);
  const std::set<std::uint64_t> best{found[0].one.code.bits, found[0].other.code.bits};
  EXPECT_EQ(best, (std::set<std::uint64_t>{anna.bits, again.bits}));
  EXPECT_TRUE(found[0].phone && found[0].name && found[0].other_code);
  for (const std::size_t i : {1u, 2u}) {
    EXPECT_TRUE(found[i].phone && !found[i].name && !found[i].other_code);
    EXPECT_TRUE(found[i].one.code == phone_only || found[i].other.code == phone_only);
  }
  EXPECT_EQ(find_duplicates(worker(), 1).size(), 1u);
}

TEST_F(People, Settled_IsNotSuggestedAgain) {
  const auto anna = add(worker(), "Anna", "", "9111234567"), again = add(worker(), "Anya", "", "9111234567"),
             sister = add(worker(), "Vera", "", "9111234567");
  Session session = worker();
  ASSERT_EQ(find_duplicates(session, 9).size(), 3u);
  ASSERT_TRUE(keep_distinct(session, said(sister.to_text()), said(anna.to_text())));
  EXPECT_EQ(find_duplicates(session, 9).size(), 2u);
  // What was said of one code holds for the person behind it.
  ASSERT_TRUE(link_people(session, {said(anna.to_text()), said(again.to_text()), {}, {}}));
  EXPECT_TRUE(find_duplicates(session, 9).empty());
  EXPECT_EQ(code_of(keep_distinct(session, said(anna.to_text()), said(again.to_text()))), Code::invalid_argument);
  worker_vault_.reset();
  worker_vault_ = *Vault::open(directory_.at("worker"), secret_text(kPassphrase));
  EXPECT_TRUE(find_duplicates(worker(), 9).empty());
}

TEST_F(People, PhoneOfAShelter_SaysNothing) {
  for (int i = 0; i < 9; ++i) add(worker(), "Guest " + std::to_string(i), "", "8 800 555 35 35");
  EXPECT_TRUE(find_duplicates(worker(), 99).empty());
}

TEST_F(People, LinkVoided_MakesThemTwoAgain) {
  const auto anna = add(worker(), "Anna"), twin = add(worker(), "Anya");
  // Met in two quarters, so the link is two records.
  for (const auto& code : {anna, twin})
    for (const Day day : {Day{18'690}, Day{18'720}}) meet(worker(), code, day);
  share();
  Session session = worker();
  const auto count_of = [&] { return people(*worker_vault_); };
  ASSERT_EQ(count_of(), 2);
  for (const bool sent : {false, true}) {
    const auto link = link_people(session, {said(anna.to_text()), said(twin.to_text()), {}, {}});
    ASSERT_TRUE(link);
    if (sent) share();
    EXPECT_EQ(count_of(), 1);
    const auto a = known(worker(), anna).client, b = known(worker(), twin).client;
    ASSERT_EQ(session.vault.links_between(a, b).size(), 2u);
    // By any of its records, as the history names them.
    const auto undone = void_record(session, session.vault.links_between(b, a).back(), "two sisters");
    ASSERT_TRUE(undone) << undone.error().text.c_str();
    EXPECT_EQ(undone->also.size(), 1u);
    EXPECT_EQ(undone->how, sent ? Changed::recorded : Changed::draft);
    EXPECT_EQ(count_of(), 2);
    EXPECT_NE(session.vault.canonical(a), session.vault.canonical(b));
    EXPECT_TRUE(session.vault.links_between(a, b).empty());
  }
  share();
  EXPECT_EQ(people(*colleague_vault_), 2);
  // And anew.
  ASSERT_TRUE(link_people(session, {said(anna.to_text()), said(twin.to_text()), {}, {}}));
  EXPECT_EQ(count_of(), 1);
  ASSERT_TRUE(worker_vault_->rebuild());
  EXPECT_EQ(count_of(), 1);
}

TEST_F(People, DroppedRegistration_TakesItsPairsAlong) {
  const auto anna = add(worker(), "Anna", "", "9111234567"), again = add(worker(), "Anya", "", "9111234567");
  Session session = worker();
  ASSERT_TRUE(keep_distinct(session, said(anna.to_text()), said(again.to_text())));
  const auto registration = session.vault.histories_of(known(worker(), again).client).front().root;
  ASSERT_TRUE(void_record(session, registration, ""));
  EXPECT_EQ(session.vault.parts().db.integer("SELECT count(*) FROM distinct_pair"), 0);
}

}  // namespace
}  // namespace tacit::usecases
