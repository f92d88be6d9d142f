#pragma once
#include <optional>
#include <string>
#include <vector>

#include "common/base/day.hpp"
#include "schema/pack.hpp"

// What should happen next for a client, by the rules of the pack (docs/packs.md, "Follow-ups"). Pure.
namespace tacit::domain {

// Something recorded for one client, as far as follow-ups look at it.
struct Deed {
  Pack::FollowUp::On what;
  std::string code;                           // outing kind, service, test or destination
  std::optional<record::TestResult> outcome;  // of a test
  Day day;
  std::int64_t count = 1;
};

// One thing that is open for a client. It goes away when it is recorded, when its start is voided, or when it is given
// up after the attempts that the pack allows.
struct FollowUp {
  std::string key;  // a follow-up's code; or "retest/" or "refer/" with the test's code
  std::string by;   // the code of what started it
  Day started, due;
  std::int64_t attempts = 0, attempts_allowed = 0;  // to reach the person, since it was due; 0 allowed: not counted
};

// `deeds` of one client, in any order. Besides the pack's follow-ups: after a non-reactive test the next one of its
// kind, and after a reactive one the referral that the pack asks for. By `due`, then `key`.
std::vector<FollowUp> open_follow_ups(const std::vector<Deed>& deeds, const Pack& pack);

}  // namespace tacit::domain
