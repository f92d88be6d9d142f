#include <gtest/gtest.h>

#include "client/web/desk.hpp"
#include "crypto/encoding.hpp"
#include "tests/support/client_world.hpp"

// What staff and auditors ask on the page, each with a vault of their own.
namespace tacit::web {
namespace {

class WebStaff : public ::testing::Test {
 protected:
  WebStaff() {
    const auto worker = world_.add(Role::worker, {test::team_number(1)});
    const auto auditor = world_.add(Role::auditor, {});
    world_.start();
    worker_ = id_text(world_.member(worker).id);
    for (const auto& [member, folder] :
         {std::pair<std::size_t, const char*>(0, "staff"), {worker, "worker"}, {auditor, "auditor"}}) {
      Vault vault = world_.join(member, directory_.at(folder));
      world_.pull(vault);
    }
    unlock(staff_);
  }

  static Result<json::object> ask(Desk& desk, const std::string& call, const json::object& body = {}) {
    return desk.answer(call, json::serialize(body));
  }
  static json::object must(Desk& desk, const std::string& call, const json::object& body = {}) {
    const auto answer = ask(desk, call, body);
    EXPECT_TRUE(answer) << call << ": " << answer.error().text.c_str();
    return answer ? *answer : json::object{};
  }
  static Code code(Desk& desk, const std::string& call, const json::object& body = {}) {
    const auto answer = ask(desk, call, body);
    EXPECT_FALSE(answer) << call;
    return answer ? Code::already_done : answer.error().code;
  }
  static void unlock(Desk& desk) { must(desk, "unlock", {{"passphrase", test::kPassphrase}}); }
  static json::object goods(std::int64_t quantity) {
    return {{"commodity", "soap"}, {"quantity", quantity}, {"team", id_text(test::team_number(1))}};
  }

  // Soap was delivered and a part of it issued; the worker's device knows.
  void deliver() {
    auto delivery = goods(100);
    delivery["batch"] = "B-7";
    delivery["expiry"] = "2031-01-31";
    delivery["value"] = "120.50EUR";
    lot_ = std::string(must(staff_, "receive", delivery).at("lot").as_string());
    auto issue = goods(30);
    issue["to"] = worker_;
    EXPECT_EQ(must(staff_, "issue", issue).at("records").as_array().size(), 1u);
  }
  std::map<std::string, std::int64_t> held() {
    std::map<std::string, std::int64_t> out;
    const auto shown = must(staff_, "stock");
    for (const auto& one : shown.at("stock").as_array()) {
      const auto& at = one.at("at").as_object();
      out[std::string(at.at("kind").as_string())] += one.at("quantity").as_int64();
    }
    return out;
  }
  static json::object soap_of(const json::object& supply) {
    for (const auto& one : supply.at("supply").as_array())
      if (one.at("commodity") == "soap") return one.as_object();
    return {};
  }

  test::FastDirectory directory_;
  test::ClientWorld world_{2, "street-rounds"};
  test::TestClock clock_;
  std::string worker_, lot_;
  Desk staff_{clock_, {directory_.at("staff"), usecases::dial_tls()}};
  Desk field_{clock_, {directory_.at("worker"), usecases::dial_tls()}};
  Desk auditor_{clock_, {directory_.at("auditor"), usecases::dial_tls()}};
};

using Held = std::map<std::string, std::int64_t>;

TEST_F(WebStaff, AStore_BalancesThroughEveryCall) {
  deliver();
  EXPECT_EQ(held(), (Held{{"store", 70}, {"bag", 30}}));
  auto back = goods(5);
  back["from"] = worker_;
  back["lot"] = lot_;
  must(staff_, "return", back);
  EXPECT_EQ(held(), (Held{{"store", 75}, {"bag", 25}}));
  auto sent = goods(10);
  sent["lot"] = lot_;
  sent["to_team"] = id_text(test::team_number(2));
  const auto sending = must(staff_, "send_goods", sent).at("record");
  EXPECT_EQ(held(), (Held{{"store", 65}, {"bag", 25}, {"transit", 10}}));
  must(staff_, "accept_goods", {{"sending", sending}, {"arrived", {{lot_, 9}}}, {"reason", "damaged"}});
  EXPECT_EQ(held(), (Held{{"store", 74}, {"bag", 25}}));
  auto broken = goods(4);
  broken["lot"] = lot_;
  broken["reason"] = "expired";
  must(staff_, "settle", broken);
  EXPECT_EQ(held(), (Held{{"store", 70}, {"bag", 25}}));
  auto found = goods(3);
  found["lot"] = lot_;
  found["reason"] = "found";
  found["surplus"] = true;
  must(staff_, "settle", found);
  EXPECT_EQ(held(), (Held{{"store", 73}, {"bag", 25}}));
  const auto accounts = must(staff_, "reconcile", {{"period", "2000-01-01..2100-01-01"}});
  const auto& bag = accounts.at("bags").as_array().front().as_object();
  EXPECT_EQ(bag.at("bag").as_string(), worker_);
  EXPECT_EQ(bag.at("issued"), 30);
  EXPECT_EQ(bag.at("returned"), 5);
  EXPECT_EQ(bag.at("left"), 25);
  EXPECT_EQ(must(staff_, "recall", {{"lot", "B-7"}}).at("lots").as_array().front().at("batch"), "B-7");
}

TEST_F(WebStaff, ACount_TellsWhatIsMissing) {
  deliver();
  auto count = goods(68);
  count["lot"] = lot_;
  EXPECT_EQ(must(staff_, "count_store", count).at("missing"), 2);
  EXPECT_EQ(held().at("store"), 70) << "nothing is settled without a reason";
  count["settle"] = "lost";
  must(staff_, "count_store", count);
  EXPECT_EQ(held().at("store"), 68);
}

TEST_F(WebStaff, Supply_SaysHowLongItLasts) {
  deliver();
  const json::object question{{"months", 3}, {"least", 3}, {"most", 6}, {"soon", 90}};
  const auto soap = soap_of(must(staff_, "supply", question));
  EXPECT_EQ(soap.at("on_hand"), 100);
  EXPECT_EQ(soap.at("in_store"), 70);
  EXPECT_EQ(soap.at("next_expiry"), "2031-01-31");
  EXPECT_EQ(code(staff_, "supply", {{"months", 0}}), Code::malformed);
}

TEST_F(WebStaff, AFigure_HasItsReasonsAndItsFile) {
  must(staff_, "contact",
       {{"anonymous", 3},
        {"kind", "street-round"},
        {"site", "moscow-station-north"},
        {"day", "2021-03-04"},
        {"team", id_text(test::team_number(1))},
        {"services", {{{"code", "wound-care"}, {"count", 3}}}}});
  const auto report = must(staff_, "report", {{"period", "2021"}, {"only", {"medical-care"}}, {"by", "month"}});
  const auto& line = report.at("indicators").as_array().front().as_object();
  EXPECT_EQ(line.at("value"), 3);
  EXPECT_EQ(report.at("from"), "team");
  const auto why = must(staff_, "why", {{"indicator", "medical-care"}, {"period", "2021"}, {"limit", 10}});
  EXPECT_EQ(why.at("value"), 3);
  ASSERT_EQ(why.at("records").as_array().size(), 1u);
  EXPECT_EQ(why.at("records").as_array().front().at("day"), "2021-03-04");
  EXPECT_EQ(why.at("records").as_array().front().at("code"), "wound-care");
  const json::object asked{{"period", "2021"}, {"only", {"medical-care"}}, {"form", "csv"}};
  const auto csv = must(staff_, "table", asked);
  EXPECT_EQ(csv.at("name"), "report-2021.csv");
  const auto text = crypto::from_base64(std::string(csv.at("file").as_string())).value();
  EXPECT_NE(as_text(text).find("medical-care"), std::string::npos);
  auto workbook = asked;
  workbook["form"] = "xlsx";
  const auto bytes = crypto::from_base64(std::string(must(staff_, "table", workbook).at("file").as_string())).value();
  EXPECT_EQ(as_text(bytes).substr(0, 4), "PK\x03\x04");
  EXPECT_EQ(must(staff_, "state_figures", {{"period", "2021"}, {"figures", {"beneficiaries"}}})
                .at("figures")
                .as_object()
                .size(),
            1u);
}

TEST_F(WebStaff, Everybody_IsThere) {
  const auto seen = must(staff_, "members");
  EXPECT_EQ(seen.at("members").as_array().size(), 3u);
  EXPECT_EQ(seen.at("teams").as_array().size(), 2u);
  EXPECT_EQ(must(staff_, "status").at("role"), "staff");
  EXPECT_TRUE(must(staff_, "alarms", {{"all", true}}).at("alarms").as_array().empty());
  EXPECT_EQ(code(staff_, "settle_alarm", {{"id", 1}, {"reason", "looked into"}}), Code::not_found);
}

TEST_F(WebStaff, OthersMayNot) {
  deliver();
  unlock(field_);
  unlock(auditor_);
  for (Desk* desk : {&field_, &auditor_}) {
    EXPECT_EQ(code(*desk, "receive", goods(5)), Code::not_allowed);
    EXPECT_EQ(code(*desk, "state_figures", {{"period", "2021"}, {"figures", {"beneficiaries"}}}), Code::not_allowed);
  }
  EXPECT_EQ(code(field_, "goods"), Code::not_allowed);
  EXPECT_EQ(code(auditor_, "report", {{"period", "2021"}, {"from", "team"}}), Code::not_allowed);
  EXPECT_EQ(must(auditor_, "report", {{"period", "2021"}}).at("from"), "audit");
  EXPECT_TRUE(must(auditor_, "rows").at("rows").as_array().empty());
  EXPECT_FALSE(must(auditor_, "goods").at("goods").as_array().empty());
}

TEST_F(WebStaff, MalformedBodies_ChangeNothing) {
  deliver();
  const auto before = held();
  for (const std::string call :
       {"report",  "why",          "table",  "state_figures", "supply",       "reconcile",     "recall",
        "receive", "issue",        "return", "send_goods",    "accept_goods", "settle",        "count_store",
        "kits",    "settle_alarm", "invite", "admit",         "revoke",       "change_member", "add_team"}) {
    EXPECT_EQ(code(staff_, call), Code::malformed) << call;
    EXPECT_EQ(code(staff_, call, {{"nonsense", 1}}), Code::malformed) << call;
  }
  for (const std::string call : {"members", "status", "stock", "rows", "goods", "waiting", "verify"})
    EXPECT_EQ(code(staff_, call, {{"nonsense", 1}}), Code::malformed) << call;
  auto both = goods(1);
  both["lot"] = lot_;
  both["bag"] = worker_;
  both["reason"] = "lost";
  EXPECT_EQ(code(staff_, "settle", both), Code::malformed);
  EXPECT_EQ(code(staff_, "table", {{"period", "2021"}, {"form", "exe"}}), Code::malformed);
  EXPECT_EQ(held(), before);
  EXPECT_EQ(must(staff_, "job").at("state"), "idle") << "nothing malformed was begun";
}

}  // namespace
}  // namespace tacit::web
