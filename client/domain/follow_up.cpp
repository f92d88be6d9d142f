#include "client/domain/follow_up.hpp"

#include <algorithm>
#include <tuple>

namespace tacit::domain {
namespace {

using On = Pack::FollowUp::On;
using What = Deed::What;
using record::TestResult;

Day after(Day day, std::int64_t days) { return Day{static_cast<std::int32_t>(day.since_epoch + days)}; }

bool is_in(const std::vector<std::string>& list, const std::string& code) {
  return std::ranges::find(list, code) != list.end();
}

What what_of(On on) {
  switch (on) {
    case On::contact: return What::contact;
    case On::service: return What::service;
    case On::test: return What::test;
    case On::referral: return What::referral;
    case On::outcome: return What::outcome;
  }
  return What::contact;
}

class Rule {
 public:
  Rule(const Pack::FollowUp& rule, const std::vector<Deed>& deeds) : rule_(rule), deeds_(deeds) {}

  std::optional<FollowUp> open() const {
    const Deed* start = newest_start();
    if (start == nullptr || is_done(*start)) return std::nullopt;
    FollowUp out{rule_.code, start->code, start->day, after(start->day, rule_.days), 0, rule_.attempts};
    out.attempts = attempts_since(out.due);
    if (rule_.attempts > 0 && out.attempts >= rule_.attempts) return std::nullopt;
    return out;
  }

 private:
  bool starts(const Deed& deed) const {
    return deed.what == what_of(rule_.on) && (rule_.codes.empty() || is_in(rule_.codes, deed.code)) &&
           deed.result == rule_.result;
  }
  const Deed* newest_start() const {
    const Deed* newest = nullptr;
    for (const Deed& deed : deeds_)
      if (starts(deed) && (newest == nullptr || newest->day < deed.day)) newest = &deed;
    return newest;
  }
  bool ends(const Deed& deed, const Deed& start) const {
    switch (deed.what) {
      case What::service: return is_in(rule_.services, deed.code);
      case What::test: return is_in(rule_.tests, deed.code);
      case What::referral: return is_in(rule_.referrals, deed.code);
      case What::outcome: return deed.about == start.record && is_in_outcomes(deed.code);
      default: return false;  // the next contact starts it anew
    }
  }
  bool is_in_outcomes(const std::string& code) const {
    return std::ranges::any_of(rule_.outcomes, [&](const auto what) { return record::to_text(what) == code; });
  }
  bool is_done(const Deed& start) const {
    return std::ranges::any_of(
        deeds_, [&](const Deed& deed) { return deed.day >= start.day && ends(deed, start) && !starts(deed); });
  }
  std::int64_t attempts_since(Day due) const {
    std::int64_t sum = 0;
    for (const Deed& deed : deeds_)
      if (deed.what == What::service && deed.day >= due && is_in(rule_.tracing, deed.code)) sum += deed.count;
    return sum;
  }

  const Pack::FollowUp& rule_;
  const std::vector<Deed>& deeds_;
};

std::optional<Day> last_with(const std::vector<Deed>& deeds, const std::string& test, TestResult result) {
  std::optional<Day> last;
  for (const Deed& deed : deeds)
    if (deed.what == What::test && deed.code == test && deed.result == result && (!last || *last < deed.day))
      last = deed.day;
  return last;
}

// Unless a reactive one came the same day or later, or an invalid one later: those call for something else.
std::optional<FollowUp> retest(const Pack::TestKind& test, const std::vector<Deed>& deeds) {
  const auto last = last_with(deeds, test.code, TestResult::non_reactive);
  if (test.retest_days == 0 || test.retired || !last) return std::nullopt;
  if (last_with(deeds, test.code, TestResult::reactive) >= last) return std::nullopt;
  if (last_with(deeds, test.code, TestResult::invalid) > last) return std::nullopt;
  return FollowUp{"retest/" + test.code, test.code, *last, after(*last, test.retest_days)};
}

// Whatever a later test says.
std::optional<FollowUp> referral(const Pack::TestKind& test, const std::vector<Deed>& deeds) {
  const auto last = last_with(deeds, test.code, TestResult::reactive);
  if (test.refer_to.empty() || !last) return std::nullopt;
  const bool referred = std::ranges::any_of(deeds, [&](const Deed& deed) {
    return deed.what == What::referral && deed.code == test.refer_to && deed.day >= *last;
  });
  if (referred) return std::nullopt;
  return FollowUp{"refer/" + test.code, test.code, *last, *last};
}

bool came_about(const Deed& appointment, const std::vector<Deed>& deeds) {
  return std::ranges::any_of(deeds, [&](const Deed& deed) {
    if (deed.what == What::outcome) return deed.about == appointment.record;
    return deed.what == What::service && deed.code == appointment.code && deed.day >= appointment.day;
  });
}

bool was_closed(const Deed& agreement, const std::vector<Deed>& deeds) {
  return std::ranges::any_of(deeds, [&](const Deed& deed) {
    return deed.what == What::case_closed && deed.code == agreement.code && deed.day >= agreement.day;
  });
}

// A later agreement or stay says when it ends now.
bool is_renewed(const Deed& earlier, const std::vector<Deed>& deeds) {
  return std::ranges::any_of(deeds, [&](const Deed& deed) {
    return deed.what == earlier.what && deed.code == earlier.code && deed.day > earlier.day;
  });
}

// Of each code one: the appointment that is next; of agreements and stays begun the same day that which ends last.
void keep_by_code(std::vector<FollowUp>& out, FollowUp one, bool later) {
  for (FollowUp& had : out)
    if (had.key == one.key) {
      if (later ? had.due < one.due : one.due < had.due) had = std::move(one);
      return;
    }
  out.push_back(std::move(one));
}

void ends_ahead(std::vector<FollowUp>& out, const std::vector<Deed>& deeds) {
  for (const Deed& deed : deeds) {
    if (deed.what == What::appointment && !came_about(deed, deeds))
      keep_by_code(out, {"appointment/" + deed.code, deed.code, deed.day, deed.day}, false);
    if (deed.what == What::agreement && deed.until && !was_closed(deed, deeds) && !is_renewed(deed, deeds))
      keep_by_code(out, {"agreement/" + deed.code, deed.code, deed.day, *deed.until}, true);
    if (deed.what == What::stay && deed.until && !is_renewed(deed, deeds))
      keep_by_code(out, {"stay/" + deed.code, deed.code, deed.day, *deed.until}, true);
  }
}

}  // namespace

std::vector<FollowUp> open_follow_ups(const std::vector<Deed>& deeds, const Pack& pack) {
  std::vector<FollowUp> out;
  const auto keep = [&](std::optional<FollowUp> one) {
    if (one) out.push_back(std::move(*one));
  };
  for (const auto& rule : pack.follow_ups)
    if (!rule.retired) keep(Rule(rule, deeds).open());
  for (const auto& test : pack.tests) {
    keep(retest(test, deeds));
    keep(referral(test, deeds));
  }
  ends_ahead(out, deeds);
  std::ranges::sort(out, {}, [](const FollowUp& one) { return std::tie(one.due, one.key); });
  return out;
}

}  // namespace tacit::domain
