#include "client/web/desk.hpp"

#include <gtest/gtest.h>

#include "tests/support/client_world.hpp"

namespace tacit::web {
namespace {

// A worker's device, with its vault closed, as `tacit open` finds it.
class WebDesk : public ::testing::Test {
 protected:
  WebDesk() {
    const auto worker = world_.add(Role::worker, {test::team_number(1)});
    const auto auditor = world_.add(Role::auditor, {});
    world_.start();
    for (const auto& [member, folder] : {std::pair(worker, "vault"), std::pair(auditor, "audit")}) {
      Vault vault = world_.join(member, directory_.at(folder));
      world_.pull(vault);
    }
  }

  Result<json::object> ask(const std::string& call, const json::object& body = {}) {
    return desk_.answer(call, json::serialize(body));
  }
  json::object must(const std::string& call, const json::object& body = {}) {
    const auto answer = ask(call, body);
    EXPECT_TRUE(answer) << call << ": " << answer.error().text.c_str();
    return answer ? *answer : json::object{};
  }
  Code code(const std::string& call, const json::object& body = {}) {
    const auto answer = ask(call, body);
    EXPECT_FALSE(answer) << call;
    return answer ? Code::already_done : answer.error().code;
  }
  void unlock() { must("unlock", {{"passphrase", test::kPassphrase}}); }
  static json::object nika() {
    return {{"nickname", "Nika"}, {"attributes", {{"sex", "f"}, {"age-band", "18-29"}}}, {"consent", true}};
  }
  static json::object street() {
    return {{"kind", "street-round"}, {"site", "moscow-station-north"}, {"time", "night"}, {"route", nullptr}};
  }

  test::FastDirectory directory_;
  test::ClientWorld world_{1, "street-rounds"};
  test::TestClock clock_;
  Desk desk_{clock_, {directory_.at("vault"), usecases::dial_tls()}};
};

TEST_F(WebDesk, Locked_AnswersNothing) {
  EXPECT_FALSE(desk_.is_open());
  for (const std::string call : {"today", "programme", "find", "person", "send", "sending", "nothing"})
    EXPECT_EQ(code(call), Code::not_ready) << call;
}

TEST_F(WebDesk, WrongPassphrase_StaysLocked) {
  EXPECT_EQ(code("unlock", {{"passphrase", "wrong"}}), Code::wrong_passphrase);
  EXPECT_EQ(code("unlock", {{"passphrase", ""}}), Code::malformed);
  EXPECT_EQ(code("unlock"), Code::malformed);
  EXPECT_FALSE(desk_.is_open());
  unlock();
  EXPECT_TRUE(desk_.is_open());
  EXPECT_EQ(code("unlock", {{"passphrase", test::kPassphrase}}), Code::already_done);
}

TEST_F(WebDesk, Lock_IsForGood) {
  unlock();
  must("lock");
  EXPECT_FALSE(desk_.is_open());
  EXPECT_TRUE(desk_.is_locked_for_good());
  EXPECT_EQ(code("today"), Code::not_ready);
  EXPECT_EQ(code("unlock", {{"passphrase", test::kPassphrase}}), Code::not_ready);
  // And the vault is free for the next one.
  EXPECT_TRUE(Vault::open(directory_.at("vault"), test::secret_text(test::kPassphrase)));
}

TEST_F(WebDesk, OnlyPeopleKeepItOpen) {
  unlock();
  clock_.advance(std::chrono::minutes(4));
  must("sending");
  EXPECT_EQ(desk_.idle(), std::chrono::minutes(4));
  must("stay");
  EXPECT_EQ(desk_.idle(), std::chrono::minutes(0));
}

TEST_F(WebDesk, TheFourTapContact_CountsAndIsShown) {
  unlock();
  const std::string code(must("register", nika()).at("code").as_string());
  must("start_outing", street());
  const auto outing = must("today").at("outing").as_object();
  EXPECT_EQ(outing.at("kind"), "street-round");
  const auto added = must("contact", {{"code", code},
                                      {"outing", outing.at("record")},
                                      {"services", {{{"code", "wound-care"}, {"count", 1}}}},
                                      {"given", {{{"code", "hygiene-kit"}, {"count", 2}}}}});
  EXPECT_TRUE(added.at("overdrawn").as_array().empty()) << "nothing of it was ever issued to this bag";
  const auto shown = must("person", {{"code", code}});
  EXPECT_EQ(shown.at("person").at("nickname"), "Nika");
  EXPECT_EQ(shown.at("timeline").as_array().size(), 3u) << "registration, consent, contact";
  must("stop_outing");
  EXPECT_TRUE(must("today").at("outing").is_null());
  EXPECT_EQ(must("today").at("unsent"), 4);
}

TEST_F(WebDesk, ASecondTap_IsNoSecondContact) {
  unlock();
  const json::object contact{{"anonymous", 2},
                             {"kind", "street-round"},
                             {"site", "moscow-station-north"},
                             {"services", {{{"code", "wound-care"}, {"count", 2}}}}};
  must("contact", contact);
  EXPECT_EQ(code("contact", contact), Code::already_done);
  json::object again = contact;
  again["again"] = true;
  must("contact", again);
}

TEST_F(WebDesk, Undo_TakesBackTheContactAndItsVouchers) {
  unlock();
  const std::string client(must("register", nika()).at("code").as_string());
  const auto added =
      must("contact", {{"code", client},
                       {"kind", "street-round"},
                       {"site", "moscow-station-north"},
                       {"tests", {{{"code", "rapid-hiv"}, {"result", "reactive"}, {"told", true}, {"before", true}}}},
                       {"refer", {"aids-centre"}}});
  json::array both{added.at("record"), added.at("vouchers").at(0).at("record")};
  json::array with_a_stranger = both;
  with_a_stranger.push_back("00000000000000000000000000");
  EXPECT_EQ(code("undo", {{"records", with_a_stranger}}), Code::not_found) << "all of it or nothing";
  EXPECT_EQ(must("person", {{"code", client}}).at("timeline").as_array().size(), 4u);
  must("undo", {{"records", both}});
  EXPECT_EQ(must("person", {{"code", client}}).at("timeline").as_array().size(), 2u);
  EXPECT_EQ(code("undo", {{"records", both}}), Code::not_found);
  EXPECT_EQ(code("undo", {{"records", json::array()}}), Code::invalid_argument);
}

TEST_F(WebDesk, AnEvening_IsSavedWholeOrNotAtAll) {
  unlock();
  const json::object good{{"anonymous", 3}, {"services", {{{"code", "wound-care"}, {"count", 3}}}}};
  const json::object unknown{{"code", "nobody here"}, {"services", {{{"code", "wound-care"}, {"count", 1}}}}};
  const json::object sheet{{"outing", street()}, {"rows", {good, unknown}}};
  const auto refused = must("evening", sheet).at("refused").as_array();
  ASSERT_EQ(refused.size(), 1u);
  EXPECT_EQ(refused[0].at("row"), 1);
  EXPECT_EQ(must("today").at("unsent"), 0);
  const auto saved = must("evening", {{"outing", street()}, {"rows", {good, {{"register", nika()}}}}});
  EXPECT_EQ(saved.at("rows").as_array().size(), 2u);
  EXPECT_EQ(must("find", {{"words", "nika"}}).at("people").as_array().size(), 1u);
}

TEST_F(WebDesk, CorrectAndVoid_AreHonest) {
  unlock();
  const auto added = must("contact", {{"anonymous", 2},
                                      {"kind", "street-round"},
                                      {"site", "moscow-station-north"},
                                      {"given", {{{"code", "hygiene-kit"}, {"count", 2}}}}});
  const auto recent = must("recent");
  json::object body = recent.at("timeline").at(0).at("versions").at(0).at("body").as_object();
  body["anonymous"] = 3;
  EXPECT_EQ(must("correct", {{"record", added.at("record")}, {"body", body}}).at("how"), "draft");
  EXPECT_EQ(must("void", {{"record", added.at("record")}, {"reason", "entered twice"}}).at("how"), "draft");
  EXPECT_EQ(code("void", {{"record", added.at("record")}, {"reason", ""}}), Code::not_found);
}

// Whatever comes: a clear refusal, and nothing has changed.
TEST_F(WebDesk, MalformedBodies_ChangeNothing) {
  unlock();
  for (const std::string call :
       {"programme",    "set_language", "keep",    "today",    "due",   "put_off",   "qr",
        "find",         "person",       "recent",  "register", "edit",  "hand_over", "accept_hand_over",
        "start_outing", "stop_outing",  "contact", "group",    "refer", "outcome",   "evening",
        "undo",         "void",         "correct", "bag",      "count", "pass",      "collect"}) {
    for (const std::string body : {"[]", "7", "{", "{\"unknown\":1}", "{\"code\":7}", "{\"record\":\"x\"}",
                                   "{\"rows\":{}}", "\xff", "{\"services\":[{\"code\":\"x\"}]}"}) {
      const auto answer = desk_.answer(call, body);
      EXPECT_FALSE(answer) << call << " " << body;
    }
  }
  EXPECT_EQ(must("today").at("unsent"), 0);
  EXPECT_EQ(code("no_such_call"), Code::not_found);
}

TEST_F(WebDesk, ACountThatFits_NeedsNoReason) {
  unlock();
  const auto counted = must("count", {{"commodity", "hygiene-kit"}, {"quantity", 0}, {"settle", nullptr}});
  EXPECT_EQ(counted.at("missing"), 0);
  EXPECT_EQ(code("count", {{"commodity", "hygiene-kit"}, {"quantity", 0}, {"settle", "expired-anyway"}}),
            Code::malformed);
}

TEST_F(WebDesk, AnAuditor_SeesTheDayWithoutABag) {
  Desk desk(clock_, {directory_.at("audit"), usecases::dial_tls()});
  ASSERT_TRUE(desk.answer("unlock", json::serialize(json::object{{"passphrase", test::kPassphrase}})));
  const auto today = desk.answer("today", "{}");
  ASSERT_TRUE(today) << today.error().text.c_str();
  EXPECT_TRUE(today->at("bag").as_array().empty());
  EXPECT_FALSE(desk.answer("register", json::serialize(nika())));
}

TEST_F(WebDesk, Language_IsKeptInTheVault) {
  unlock();
  must("set_language", {{"language", "uk"}});
  const auto programme = must("programme");
  EXPECT_EQ(programme.at("language"), "uk");
  EXPECT_EQ(programme.at("pack").at("id"), "street-rounds");
  EXPECT_EQ(programme.at("device").at("role"), "worker");
}

TEST_F(WebDesk, WhatWasBegun_IsKeptAcrossALock) {
  unlock();
  EXPECT_EQ(must("programme").at("unsaved"), "");
  must("keep", {{"unsaved", "{\"form\":1}"}});
  EXPECT_EQ(code("keep", {{"unsaved", std::string(600 * 1024, 'x')}}), Code::malformed);
  must("lock");
  Desk next(clock_, {directory_.at("vault"), usecases::dial_tls()});
  ASSERT_TRUE(next.answer("unlock", json::serialize(json::object{{"passphrase", test::kPassphrase}})));
  EXPECT_EQ(next.answer("programme", "{}")->at("unsaved"), "{\"form\":1}");
}

TEST_F(WebDesk, SendingWithoutAServer_FailsInPlainWordsAndLosesNothing) {
  unlock();
  must("register", nika());
  must("send");
  while (must("sending").at("state") == "running") std::this_thread::yield();
  const auto ended = must("sending");
  EXPECT_EQ(ended.at("state"), "failed");
  EXPECT_EQ(ended.at("code"), "unavailable");
  EXPECT_EQ(must("today").at("unsent"), 2);
  must("send");
  must("lock");
}

}  // namespace
}  // namespace tacit::web
