#pragma once
#include <gtest/gtest.h>

#include <fstream>
#include <iostream>

#include "common/net/client.hpp"
#include "common/net/nonce.hpp"
#include "crypto/encoding.hpp"
#include "crypto/init.hpp"
#include "crypto/random.hpp"
#include "schema/api.hpp"
#include "schema/pack.hpp"
#include "tests/integration/canary_mistakes.hpp"
#include "tests/integration/canary_pack.hpp"
#include "tests/integration/canary_programs.hpp"
#include "tests/support/cases.hpp"
#include "tests/support/test_client.hpp"

// What Canary takes through every command, and where it looks for it afterwards.
namespace tacit::test {

inline std::string fresh(const std::string& prefix) { return prefix + id_text(random_id<RecordId>()).substr(0, 12); }

inline std::string text_of(const json::value& value, const char* member) {
  return std::string(value.at(member).as_string());
}

class Canary : public testing::Test {
 protected:
  static void SetUpTestSuite() { init_crypto(); }

  // What only vaults and screens may ever show.
  std::string mark(const std::string& name) {
    const std::string text = fresh(name);
    hidden_.add(name, text);
    return text;
  }
  void write_pack() {
    std::ofstream(pack_) << marked_pack({.site = site_,
                                         .site_label = site_label_,
                                         .service = service_,
                                         .test = test_,
                                         .goods = goods_,
                                         .destination = destination_,
                                         .session = session_,
                                         .intake = arrival_,
                                         .support_case = case_,
                                         .stay = housing_,
                                         .member = relative_,
                                         .outcome = ending_,
                                         .incident = incident_});
  }

  void found_and_admit() {
    write_pack();
    run_.told("desk", {"found", "--name", organisation_, "--device-name", device_, "--pack", pack_},
              {run_.founding_invitation()});
    run_.told("desk", {"team", "add", team_, "--join"});
    run_.told("desk", {"grant", "add", grant_, "--label", mark("grantlabel")});
    admit("phone", {"--name", mark("phonelabel"), "--team", team_});
    admit("auditor", {"--name", mark("auditorlabel"), "--role", "auditor"});
    admit("donor", {"--name", mark("donorlabel"), "--role", "auditor", "--grant", grant_});
    run_.told("desk", {"grant", "list"});
    run_.told("desk", {"team", "list"});
    run_.told("desk", {"member", "list"});
  }
  void admit(const std::string& vault, std::vector<std::string> whom) {
    whom.insert(whom.begin(), "invite");
    const std::string invitation = text_of(run_.told("desk", whom), "invitation");
    const std::string digits = text_of(run_.told(vault, {"join"}, {invitation}), "fingerprint");
    run_.told("desk", {"member", "admit", digits});
    devices_[vault] = text_of(run_.told(vault, {"status"}), "device");
    run_.told(vault, {"sync"});
  }

  void meet_people() {
    const std::vector<std::string> add{"person", "add", "--attribute", "sex=f", "--consent", "--day", kDay};
    code_ = text_of(run_.told("phone", add, {mark("nickname"), name_, phone_, mark("privatenote")}), "code");
    twin_ = text_of(run_.told("phone", add, {mark("nickname2"), mark("name2"), "", mark("privatenote2")}), "code");
    for (const std::string& code : {code_, twin_}) {
      hidden_.add("code", code);
      std::string plain = code;
      std::erase(plain, '-');
      hidden_.add("code without hyphens", plain);
    }
    EXPECT_NE(run_.tacit("phone", {"person", "find"}, {name_}).result.output.find(name_), std::string::npos);
    EXPECT_EQ(run_.tacit("phone", {"person", "show"}, {phone_}).result.exit_code, 0);
    run_.told("phone", {"person", "edit", "--note", "--other-codes"},
              {code_, mark("editednote"), mark("othercode"), mark("othercode2"), ""});
    run_.told("phone", {"person", "edit", "--phone"}, {twin_, phone_});
    EXPECT_EQ(run_.told("phone", {"person", "duplicates"}).at("pairs").as_array().size(), 1u);
    run_.told("phone", {"person", "distinct"}, {code_, twin_});
    run_.told("phone", {"person", "link"}, {code_, twin_});
  }
  // Past the server: to a colleague's device, and to where this one can be made again from.
  void carry_past_the_server() {
    run_.told("phone", {"person", "hand-over", handed_over_, "--to", device_, "--all"});
    run_.told("desk", {"person", "accept", handed_over_});
    EXPECT_NE(run_.tacit("desk", {"person", "find"}, {name_}).result.output.find(name_), std::string::npos);
    run_.told("phone", {"vault", "backup", copied_});
    run_.told("phone again", {"vault", "restore", copied_});
    EXPECT_NE(run_.tacit("phone again", {"person", "find"}, {name_}).result.output.find(name_), std::string::npos);
  }
  // Names, old codes and notes from tables; the tables themselves are their owner's to delete.
  void bring_tables() {
    std::ofstream(run_.at("people.json").string())
        << R"({"import": 1, "kind": "people", "source": "old-register", "key": "No", "columns":)"
           R"( {"name": "Name", "nickname": "Nick", "phone": "Tel", "note": "Note"}})";
    std::ofstream(run_.at("contacts.json").string())
        << R"({"import": 1, "kind": "contacts", "source": "old-visits", "columns": {"day": "Day", "client": "Who",)"
           R"( "client_source": "old-register", "kind": {"fixed": "street-round"}, "site": "Place", "note": "Note"}})";
    const std::string people = run_.at("people.csv").string(), contacts = run_.at("contacts.csv").string(),
                      evening = run_.at("evening.csv").string(), old_code = mark("oldcode");
    std::ofstream(people) << "No,Name,Nick,Tel,Note\n"
                          << old_code << ',' << mark("importname") << ',' << mark("importnick") << ",,"
                          << mark("importnote") << '\n';
    std::ofstream(contacts) << "Day,Who,Place,Note\n"
                            << kDay << ',' << old_code << ',' << site_ << ',' << mark("importteamnote") << '\n';
    std::ofstream(evening) << "client," << service_ << ",note\n"
                           << code_ << ",x," << mark("sheetnote") << "\nnew:" << mark("sheetnick") << ",1,\n";
    run_.told("phone", {"import", "people", people, "--mapping", run_.at("people.json").string()});
    run_.told("phone", {"import", "contacts", contacts, "--mapping", run_.at("contacts.json").string()});
    run_.told("phone", {"outing", "enter", evening, "--kind", "street-round", "--site", site_, "--day", kDay});
    run_.told("phone", {"outing", "sheet"});
    run_.told("phone", {"activity", "--period", "2007"});
    // Each table in the other's place, a broken quote, and no table at all.
    fails("phone", {"import", "people", contacts, "--mapping", run_.at("people.json").string()});
    fails("phone", {"import", "contacts", contacts, "--mapping", contacts});
    fails("phone", {"outing", "enter", people, "--kind", "street-round", "--site", site_});
    std::ofstream(contacts) << "Day,Who,Place,Note\n" << typed_ << ',' << typed_ << ',' << typed_ << ",\n";
    fails("phone", {"import", "contacts", contacts, "--mapping", run_.at("contacts.json").string()});
    std::ofstream(evening) << "client," << service_ << "\n" << typed_ << ',' << typed_ << "\n\"" << typed_ << "\"x\n";
    fails("phone", {"outing", "enter", evening, "--kind", "street-round", "--site", site_});
  }
  void work_outside() {
    outing_ = text_of(run_.told("phone", {"outing", "add", "--kind", "street-round", "--site", site_, "--time", "night",
                                          "--route", mark("route"), "--day", kDay, "--grant", grant_}),
                      "record");
    const auto contact = run_.told(
        "phone",
        {"contact", "add", "--outing", outing_, "--service", service_, "--test", test_ + "=reactive,told,before,after",
         "--given", goods_, "--refer", destination_, "--note", "--lot", test_ + "=" + mark("lot")},
        {code_, "the result was " + mark("teamnote") + " reactive, call " + phone_});
    contact_ = text_of(contact, "record");
    hidden_.add("voucher", std::string(contact.at("vouchers").at(0).at("voucher").as_string()));
    run_.told("phone", {"due", "later", "confirmation", "--until", "2099-01-01"}, {code_, mark("putoff")});
    run_.told("phone", {"due", "--all", "--days", "3650"});
    run_.told("phone", {"contact", "add", "--anonymous", "3", "--outing", outing_});
    run_.told("phone",
              {"group", "add", "--kind", session_, "--participants", "4", "--site", site_, "--topic", mark("topic"),
               "--day", kDay, "--known"},
              {code_, ""});
  }
  void support() {
    run_.told("phone",
              {"intake", "add", "--kind", arrival_, "--site", site_, "--outcome", ending_, "--day", kDay, "--client",
               "--note"},
              {code_, mark("intakenote")});
    run_.told("phone", {"household", "add", "--member", relative_ + ":3", "--day", kDay}, {code_});
    run_.told("phone",
              {"case", "add", "--kind", case_, "--step", "closed", "--outcome", ending_, "--day", kDay, "--note"},
              {code_, mark("casenote")});
    const std::string stay = text_of(run_.told("phone",
                                               {"stay", "add", "--kind", housing_, "--site", site_, "--until",
                                                "2007-07-01", "--member", relative_, "--day", kDay},
                                               {code_}),
                                     "record");
    run_.told("phone", {"stay", "end", stay, "--day", "2007-06-20"});
    run_.told("phone", {"incident", "add", "--kind", incident_, "--site", site_, "--day", kDay, "--client", "--note"},
              {code_, mark("incidentnote")});
    run_.told("phone", {"consent", "add", "--withdrawn", "--by-guardian", "--day", kDay}, {code_});
    const auto referral =
        run_.told("phone", {"referral", "add", "--to", destination_, "--reason", service_, "--day", kDay}, {code_});
    hidden_.add("voucher 2", text_of(referral, "voucher"));
    run_.told("phone", {"referral", "slip", text_of(referral, "record"), "--destination", "--html"});
    run_.told("phone", {"referral", "outcome", "--outcome", "linked", "--day", kDay, "--note"},
              {text_of(referral, "voucher"), mark("outcomenote")});
    const std::string appointment = text_of(run_.told("phone",
                                                      {"appointment", "add", "--on", "2007-06-11", "--at", "14:30",
                                                       "--service", service_, "--site", site_, "--day", kDay},
                                                      {code_}),
                                            "record");
    run_.told("phone", {"appointment", "outcome", appointment, "--outcome", "no-show", "--day", "2007-06-12"});
    run_.told("phone", {"stock", "hand-out", "--commodity", goods_, "--quantity", "2", "--to", site_, "--day", kDay});
  }
  void change_and_sync() {
    const auto body = run_.tacit("phone", {"history", outing_, "--body"}).result.output;
    run_.told("phone", {"correct", outing_}, {body});
    run_.told("phone", {"sync"});
    run_.told("phone", {"correct", outing_}, {body});
    run_.told("phone", {"void", contact_}, {mark("reason")});
    run_.told("phone", {"sync"});
    run_.told("phone", {"history"});
    run_.told("phone", {"history", outing_, "--export", exported_});
    run_.told("phone", {"report", "2007"});
    run_.told("phone", {"status"});
  }
  void keep_stock() {
    const std::string lot = text_of(run_.told("desk", {"stock", "receive", "--commodity", goods_, "--quantity", "50",
                                                       "--grant", grant_, "--day", kDay}),
                                    "lot");
    run_.told("desk", {"sync"});
    run_.told("desk", {"stock", "issue", "--commodity", goods_, "--lot", lot, "--quantity", "5", "--to",
                       devices_.at("phone"), "--day", kDay});
    run_.told("desk", {"stock", "show"});
    run_.told("desk", {"state", "2007", "--figure", "rounds"});
    run_.told("desk", {"sync"});
    run_.told("desk", {"period", "close", "2007"});
    run_.told("desk", {"sync"});
    run_.told("desk", {"period", "show"});
    run_.told("desk", {"report", "2007"});
    run_.told("desk", {"history"});
  }
  void audit() {
    run_.told("auditor", {"sync"});
    seen_by_auditor_ += run_.tacit("auditor", {"report", "2007"}).result.output;
    for (const auto& arguments :
         std::vector<std::vector<std::string>>{{"audit", "list"}, {"history"}, {"report", "2007"}})
      seen_by_auditor_ += json::serialize(run_.told("auditor", arguments));
    run_.told("donor", {"sync"});
    seen_by_auditor_ += json::serialize(run_.told("donor", {"audit", "list"}));
    run_.told("auditor", {"audit", "verify"});
    run_.told("auditor", {"log", "download", downloaded_});
  }
  void leave() {
    run_.told("desk", {"member", "role", devices_.at("phone"), "--role", "worker", "--team", team_});
    run_.told("desk", {"member", "revoke", devices_.at("phone")});
    EXPECT_NE(run_.tacit("phone", {"sync", "--json"}).result.exit_code, 0);
    run_.told("phone", {"vault", "rebuild"});
    run_.told("desk", {"vault", "passphrase"}, {kPassphraseText});
  }

  // Wrong in every way a hand can go wrong; what was typed is not said again.
  void go_wrong() {
    const std::string& m = typed_;
    for (const auto& line : mistyped(m)) fails("phone", line);
    for (const auto& line : mistyped_in_a_vault(m)) fails("desk", line, {m, m, m, m});
    fails("desk", {"person", "show"}, {m});
    fails("desk", {"contact", "add", "--kind", "street-round", "--site", site_, "--team", m}, {m});
    fails("desk", {"person", "link"}, {m, m});
    fails("desk", {"person", "distinct"}, {m, m});
    fails("desk", {"person", "edit", "--name", "--other-codes"}, {m, m, m, ""});
    fails("desk", {"person", "hand-over", run_.at("none").string(), "--to", m}, {m, ""});
    fails("desk", {"person", "accept", pack_});
    fails("new", {"vault", "restore", pack_}, {m});
    fails("desk", {"correct", outing_}, {"{\"route\":\"" + m + "\""});
    fails("desk", {"member", "admit", m});
    fails("desk", {"member", "revoke", m});
    fails("desk", {"team", "add", team_});
    fails("new", {"found", "--name", m, "--device-name", m, "--pack", m}, {m});
    fails("new", {"join"}, {"tacit-invite-1." + m});
    fails("none/" + m, {"status"});
  }
  void fails(const std::string& vault, std::vector<std::string> line, const std::vector<std::string>& answers = {}) {
    if ((++failures_ & 1u) != 0) line.emplace_back("--json");
    EXPECT_NE(run_.tacit(vault, line, answers).result.exit_code, 0) << line.front();
  }

  // Raw requests by somebody without rights, with a marker of their own everywhere: this one the server does get.
  void knock() {
    const net::Endpoint here{.host = "127.0.0.1", .port = run_.proxy().port()};
    const auto pins = decode_founding(run_.founding_invitation()).value().service.tls_pins;
    net::HttpClient client({.endpoint = here, .pins = pins, .proxy = {}});
    const SigningKey stranger = SigningKey::from_seed(SigningSeed::random());
    const auto health = client.send(request_of("GET", api::kHealth, {}, {}, here.authority())).value();
    const auto boot = net::parse_boot_id(*health.header(net::kBootHeader)).value();
    const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    for (const char* path : {api::kHealth, api::kOrganisation, api::kInvitations, api::kEnrolments, api::kRoster,
                             api::kWraps, api::kEntries, api::kSent, api::kCheckpoint, api::kLeaves, "/v1/"})
      for (const char* method : {"GET", "POST", "PUT", "DELETE"})
        for (const bool is_signed : {false, true}) {
          const bool carries = std::string_view(method).starts_with('P');
          const std::string where = std::string(path) + (std::string_view(path).ends_with('/') ? knocked_ : "");
          auto request = request_of(method, where, "from=" + knocked_, carries ? "{\"" + knocked_ + "\":1}" : "",
                                    here.authority());
          if (is_signed) request = signed_request(request, stranger, boot, now);
          request.set_header("x-" + knocked_, knocked_);
          request.repeat = net::Repeat::idempotent;
          if (const auto answer = client.send(request)) {
            ++knocks_;
            answers_ += answer->body + answer->content_type;
            for (const auto& header : answer->headers) answers_ += header.name + header.value;
          }
        }
  }

  void expect_people_unseen_by_auditor() {
    MarkerSearch people;
    people.add("name", name_);
    people.add("code", code_);
    people.add("phone", phone_);
    people.add("site", site_);
    people.add("exact day", kDay);
    for (const std::string* untold : {&ending_, &incident_, &relative_, &housing_, &case_})
      people.add("what auditors are not told", *untold);
    expect_nothing("auditor's screen", people.in(seen_by_auditor_));
    // It does show the coarse rows.
    EXPECT_NE(seen_by_auditor_.find("2007Q2"), std::string::npos);
    for (const std::string* told : {&service_, &arrival_}) EXPECT_NE(seen_by_auditor_.find(*told), std::string::npos);
  }
  void expect_nothing(const std::string& place, const MarkerSearch::Place& found) {
    EXPECT_GT(found.bytes, 0u) << place;
    for (const std::string& what : found.found) ADD_FAILURE() << place << ": " << what;
    ++places_;
    std::cout << "  " << place << ": " << found.bytes << " bytes\n";
  }

  static constexpr const char* kDay = "2007-06-05";
  static constexpr const char* kPassphraseText = "correct horse battery staple";

  const std::filesystem::file_time_type begun_ = std::filesystem::file_time_type::clock::now();
  Programs run_{kPassphraseText};
  MarkerSearch hidden_;
  const std::string organisation_ = mark("organisation"), device_ = mark("device"), team_ = mark("teamname"),
                    name_ = mark("personname"), phone_ = "+79" + std::to_string(random_digits()), site_ = mark("site"),
                    site_label_ = mark("sitelabel"), service_ = mark("service"), test_ = mark("test"),
                    goods_ = mark("goods"), destination_ = mark("destination"), session_ = mark("session"),
                    arrival_ = mark("arrival"), case_ = mark("casekind"), housing_ = mark("housing"),
                    relative_ = mark("relative"), ending_ = mark("ending"), incident_ = mark("incident"),
                    typed_ = mark("typed"), grant_ = mark("grant"), knocked_ = fresh("knocked"),
                    pack_ = run_.at("pack.json").string(), exported_ = run_.at("record.json").string(),
                    downloaded_ = run_.at("log.jsonl").string(), handed_over_ = run_.at("people").string(),
                    copied_ = run_.at("vault.copy").string();
  std::map<std::string, std::string> devices_;
  std::string code_, twin_, outing_, contact_, seen_by_auditor_, answers_;
  std::size_t places_ = 0, knocks_ = 0, failures_ = 0;

 private:
  static std::uint64_t random_digits() {
    ByteArray<8> bytes{};
    crypto::fill_random(bytes);
    std::uint64_t out = 0;
    for (const auto byte : bytes) out = out << 8 | byte;
    return 100'000'000 + out % 900'000'000;
  }
};

}  // namespace tacit::test
