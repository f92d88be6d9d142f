#include <algorithm>
#include <array>
#include <utility>

#include "schema/pack_json.hpp"

namespace tacit {
namespace {

using On = Pack::FollowUp::On;
using record::TestResult;

constexpr std::int64_t kLongest = 3'650;
constexpr std::int64_t kMostAttempts = 10;
constexpr std::array<std::pair<std::string_view, On>, 5> kStarts{{{"contact", On::contact},
                                                                  {"service", On::service},
                                                                  {"test", On::test},
                                                                  {"referral", On::referral},
                                                                  {"outcome", On::outcome}}};
using What = record::Outcome::What;
constexpr std::array kWhat{What::seen, What::declined, What::no_show, What::refused, What::result, What::linked};

std::optional<What> outcome_in(const std::string& code) {
  for (const What what : kWhat)
    if (record::to_text(what) == code) return what;
  return std::nullopt;
}

constexpr std::array<std::pair<std::string_view, TestResult>, 3> kResults{
    {{"non-reactive", TestResult::non_reactive}, {"reactive", TestResult::reactive}, {"invalid", TestResult::invalid}}};

template <class Table>
auto one_of(const Table& table, PackObject& row, std::string_view key, std::string_view message)
    -> std::optional<typename Table::value_type::second_type> {
  const std::string name = row.code(key);
  for (const auto& [known, value] : table)
    if (known == name) return value;
  if (!name.empty()) row.report(key, message);
  return std::nullopt;
}

bool is_in(const std::vector<std::string>& list, const std::string& code) {
  return std::find(list.begin(), list.end(), code) != list.end();
}

class FollowUpReader {
 public:
  FollowUpReader(PackObject& row, const Pack& pack, Pack::FollowUp& out) : row_(row), pack_(pack), out_(out) {}

  void read() {
    const auto on = one_of(kStarts, row_, "on", "must be contact, service, test, referral or outcome");
    out_.codes = row_.maybe_codes("codes");
    if (row_.has("result")) out_.result = one_of(kResults, row_, "result", "must be non-reactive, reactive or invalid");
    out_.days = row_.integer("days", 0, kLongest);
    done_by();
    tracing();
    if (!on) return;
    out_.on = *on;
    start();
    if (tells_of_a_result()) nothing_for_auditors();
  }

 private:
  void known(const PackObject& at, std::string_view key, const std::vector<std::string>& codes, On table) const {
    for (const std::string& code : codes) {
      const bool there = table == On::service   ? pack_.service(code) != nullptr
                         : table == On::test    ? pack_.test(code) != nullptr
                         : table == On::outcome ? outcome_in(code).has_value()
                                                : pack_.destination(code) != nullptr;
      if (!there) at.report(key, "the pack has no " + in_quotes(code) + " there");
    }
  }

  void done_by() {
    if (!row_.has("done_by")) return;
    PackObject by = row_.object("done_by");
    out_.services = by.maybe_codes("services");
    out_.tests = by.maybe_codes("tests");
    out_.referrals = by.maybe_codes("referrals");
    known(by, "services", out_.services, On::service);
    known(by, "tests", out_.tests, On::test);
    known(by, "referrals", out_.referrals, On::referral);
    const std::vector<std::string> outcomes = by.maybe_codes("outcomes");
    known(by, "outcomes", outcomes, On::outcome);
    for (const std::string& code : outcomes)
      if (const auto what = outcome_in(code)) out_.outcomes.push_back(*what);
    by.finish();
  }

  void tracing() {
    out_.tracing = row_.maybe_codes("tracing");
    known(row_, "tracing", out_.tracing, On::service);
    if (row_.has("attempts")) out_.attempts = row_.integer("attempts", 1, kMostAttempts);
    if (out_.tracing.empty() != !row_.has("attempts"))
      row_.report("attempts", "\"tracing\" and \"attempts\" stand together or not at all");
  }

  void start() const {
    if (out_.on == On::contact) {
      if (!out_.codes.empty()) row_.report("codes", "any contact starts this one; leave it out");
      if (row_.has("done_by")) row_.report("done_by", "the next contact ends this one; leave it out");
    } else {
      known(row_, "codes", out_.codes, out_.on);
      if (out_.services.empty() && out_.tests.empty() && out_.referrals.empty() && out_.outcomes.empty())
        row_.report("done_by", "must name services, tests, referrals or outcomes that end this one");
      if (!out_.outcomes.empty() && out_.on != On::referral)
        row_.report("done_by", "outcomes are those of a referral, so only its follow-up ends by one");
    }
    if ((out_.on == On::test) != row_.has("result"))
      row_.report("result", "a test's follow-up needs its result, and no other has one");
    if (out_.on == On::service)
      for (const std::string& code : out_.services)
        if (is_in(out_.codes, code)) row_.report("done_by", in_quotes(code) + " starts this one and cannot end it");
  }

  // A referral too: those that auditors must not guess follow a result.
  bool tells_of_a_result() const {
    return out_.on == On::referral || out_.on == On::outcome || out_.result == TestResult::reactive ||
           out_.result == TestResult::invalid;
  }

  void nothing_for_auditors() const {
    const auto closed = [&](std::string_view key, const std::vector<std::string>& services) {
      for (const std::string& code : services)
        if (const auto* service = pack_.service(code); service != nullptr && service->audit)
          row_.report(key, in_quotes(code) + " must not be marked \"audit\": auditors would see who had a result");
    };
    // The test that starts it may end it: auditors see each kind of test once, and cannot tell a repeated one.
    for (const std::string& code : out_.tests)
      if (const auto* test = pack_.test(code);
          test != nullptr && test->audit && !(out_.on == On::test && (out_.codes.empty() || is_in(out_.codes, code))))
        row_.report("done_by", in_quotes(code) + " must not be marked \"audit\": auditors would see who had a result");
    closed("done_by", out_.services);
    closed("tracing", out_.tracing);
  }

  PackObject& row_;
  const Pack& pack_;
  Pack::FollowUp& out_;
};

}  // namespace

void read_follow_up(PackObject& row, const Pack& pack, Pack::FollowUp& out) { FollowUpReader(row, pack, out).read(); }

}  // namespace tacit
