#include <gtest/gtest.h>

#include "client/usecases/change.hpp"
#include "client/usecases/contact.hpp"
#include "client/usecases/due.hpp"
#include "client/usecases/person.hpp"
#include "tests/support/client_records.hpp"

// The due list over a real vault and the built-in pack.
namespace tacit::usecases {
namespace {

using namespace test;
using Keys = std::vector<std::string>;

class DueList : public ::testing::Test {
 protected:
  DueList() : worker_(world_.add(Role::worker, {team_number(1)})) {
    world_.start();
    vault_.emplace(world_.join(worker_, directory_.at("worker")));
  }
  Session session() { return {*vault_, clock_}; }
  Day today() const { return clock_.today(); }
  Day ago(int days) const { return Day{today().since_epoch - days}; }

  std::string person(const std::string& nickname) {
    Session here = session();
    const auto added = add_person(here, {.name = {},
                                         .nickname = Personal(std::string(nickname)),
                                         .phone = {},
                                         .note = {},
                                         .attributes = {{"sex", "f"}},
                                         .team = {},
                                         .day = {}});
    EXPECT_TRUE(added);
    return added->code.to_text();
  }
  NewContact contact_of(const std::string& code, Day day) const {
    NewContact out;
    out.client = Personal(std::string(code));
    out.kind = "street-round";
    out.site = "spb-station";
    out.day = day;
    return out;
  }
  RecordId add(const NewContact& contact) {
    Session here = session();
    const auto added = add_contact(here, contact);
    EXPECT_TRUE(added) << (added ? "" : added.error().text.c_str());
    return added ? added->rid : RecordId{};
  }
  RecordId tested(const std::string& code, record::TestResult result, Day day) {
    NewContact out = contact_of(code, day);
    out.tests = {{.test = "rapid-hiv", .result = result}};
    return add(out);
  }
  RecordId served(const std::string& code, const std::string& service, Day day) {
    NewContact out = contact_of(code, day);
    out.services = {{service, 1}};
    return add(out);
  }
  std::vector<Due> due(DueQuery query = {}) {
    auto list = due_list(session(), query, "en");
    EXPECT_TRUE(list);
    return list ? std::move(*list) : std::vector<Due>();
  }
  Keys keys(DueQuery query = {}) {
    Keys out;
    for (const auto& one : due(query)) out.push_back(one.what.key);
    return out;
  }
  std::optional<Code> put_off_error(const std::string& client, const std::string& key, Day until,
                                    const std::string& reason = "away") {
    const auto done = put_off(
        session(),
        {.client = Personal(std::string(client)), .key = key, .until = until, .reason = Personal(std::string(reason))});
    return done ? std::nullopt : std::optional(done.error().code);
  }

  FastDirectory directory_;
  ClientWorld world_;
  std::size_t worker_;
  TestClock clock_;
  std::optional<Vault> vault_;
};

TEST_F(DueList, ReactiveTest_IsDueUntilReferredAndConfirmed) {
  const std::string anna = person("Anna");
  tested(anna, record::TestResult::reactive, ago(10));
  const auto list = due();
  ASSERT_EQ(list.size(), 2u);
  EXPECT_EQ(list[0].what.key, "refer/rapid-hiv");
  EXPECT_EQ(list[0].days, -10) << "the most overdue first";
  EXPECT_EQ(list[1].what.key, "confirmation");
  EXPECT_EQ(list[1].days, -3);
  EXPECT_EQ(list[1].label, "Confirmatory test after a reactive one");
  EXPECT_EQ(list[0].person->nickname.expose(Disclose()), "Anna");
  NewContact referring = contact_of(anna, ago(9));
  referring.refer = {world_.pack().test("rapid-hiv")->refer_to};
  add(referring);
  served(anna, "confirmatory-testing", ago(8));
  EXPECT_EQ(keys(), Keys{});
  EXPECT_EQ(keys({.days_ahead = 30}), Keys{"linkage"});
  served(anna, "first-visit-made", ago(1));
  EXPECT_EQ(keys({.days_ahead = 30}), Keys{});
}

TEST_F(DueList, VoidOfTheStartOrOfTheDeed_ChangesIt) {
  const std::string anna = person("Anna");
  served(anna, "appointment-missed", ago(5));
  ASSERT_EQ(keys(), Keys{"after-missed"});
  const RecordId reached = served(anna, "reached-again", ago(4));
  EXPECT_EQ(keys(), Keys{});
  Session here = session();
  ASSERT_TRUE(void_record(here, reached, "another person"));
  EXPECT_EQ(keys(), Keys{"after-missed"});
  world_.send(*vault_);
  const RecordId again = served(anna, "appointment-missed", ago(1));
  EXPECT_EQ(keys(), Keys{}) << "a new appointment was missed: due later";
  EXPECT_EQ(keys({.days_ahead = 1}), Keys{"after-missed"});
  world_.send(*vault_);
  ASSERT_TRUE(void_record(here, again, "wrong day"));
  EXPECT_EQ(keys(), Keys{"after-missed"});
}

TEST_F(DueList, LinkedCodes_AreOnePerson) {
  const std::string kept = person("Anna"), duplicate = person("Anya");
  served(duplicate, "appointment-missed", ago(5));
  served(kept, "reached-again", ago(4));
  EXPECT_EQ(keys(), Keys{"after-missed"});
  Session here = session();
  ASSERT_TRUE(link_people(
      here,
      {.kept = Personal(std::string(kept)), .duplicate = Personal(std::string(duplicate)), .team = {}, .day = {}}));
  EXPECT_EQ(keys(), Keys{});
}

TEST_F(DueList, AnonymousContacts_AreDueForNobody) {
  NewContact out = contact_of("", ago(9));
  out.client.reset();
  out.anonymous = 2;
  out.services = {{"appointment-missed", 2}};
  add(out);
  EXPECT_EQ(keys({.days_ahead = 3'650}), Keys{});
}

TEST_F(DueList, PutOff_HidesUntilThatDayOrANewStart) {
  const std::string anna = person("Anna");
  served(anna, "appointment-missed", ago(5));
  ASSERT_EQ(put_off_error(anna, "after-missed", Day{today().since_epoch + 3}), std::nullopt);
  EXPECT_EQ(keys(), Keys{});
  const auto all = due({.days_ahead = 0, .put_off_too = true});
  ASSERT_EQ(all.size(), 1u);
  ASSERT_TRUE(all[0].put_off);
  EXPECT_EQ(all[0].put_off->reason.expose(Disclose()), "away");
  ASSERT_TRUE(vault_->rebuild());
  EXPECT_EQ(keys(), Keys{}) << "it is no projection";
  clock_.advance(std::chrono::hours(24) * 3);
  EXPECT_EQ(keys(), Keys{"after-missed"});
  EXPECT_FALSE(due()[0].put_off) << "it is over";
  ASSERT_EQ(put_off_error(anna, "after-missed", Day{today().since_epoch + 30}), std::nullopt);
  EXPECT_EQ(keys(), Keys{});
  served(anna, "appointment-missed", ago(2));
  EXPECT_EQ(keys(), Keys{"after-missed"});
}

TEST_F(DueList, PutOffOfWhatIsNotOpenOrWithoutADayOrReason_IsRefused) {
  const std::string anna = person("Anna"), boris = person("Boris");
  served(anna, "appointment-missed", ago(5));
  const Day later{today().since_epoch + 3};
  EXPECT_EQ(put_off_error(boris, "after-missed", later), Code::not_found);
  EXPECT_EQ(put_off_error(anna, "linkage", later), Code::not_found);
  EXPECT_EQ(put_off_error("nobody", "after-missed", later), Code::not_found);
  EXPECT_EQ(put_off_error(anna, "after-missed", today()), Code::invalid_argument);
  EXPECT_EQ(put_off_error(anna, "after-missed", later, ""), Code::invalid_argument);
  EXPECT_EQ(put_off_error(anna, "after-missed", later, std::string(limits::kName + 1, 'x')), Code::invalid_argument);
  EXPECT_EQ(put_off_error(anna, "after-missed", later, "\x1b[2J"), Code::invalid_argument);
  EXPECT_EQ(keys(), Keys{"after-missed"});
}

}  // namespace
}  // namespace tacit::usecases
