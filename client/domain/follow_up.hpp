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
  enum class What { contact, service, test, referral, outcome, appointment, agreement, case_closed, stay };
  What what;
  std::string code;                          // outing kind, service, test, destination, what came of it, case or stay
  std::optional<record::TestResult> result;  // of a test
  Day day;                                   // of an appointment: on which it is
  std::int64_t count = 1;
  RecordId record{};                   // by which it is known
  std::optional<RecordId> about = {};  // of an outcome: the referral or appointment
  std::optional<Day> until = {};       // of an agreement, and of a stay whose end is planned
};

// One thing that is open for a client. It goes away when it is recorded, when its start is voided, or when it is given
// up after the attempts that the pack allows.
struct FollowUp {
  std::string key;  // a follow-up's code; or "retest/" or "refer/" with the test's code, "appointment/" with the
                    // service's, "agreement/" with the case's, "stay/" with the stay's
  std::string by;   // the code of what started it
  Day started, due;
  std::int64_t attempts = 0, attempts_allowed = 0;  // to reach the person, since it was due; 0 allowed: not counted
};

// `deeds` of one client, in any order. Besides the pack's follow-ups: after a non-reactive test the next one of its
// kind, and after a reactive one the referral that the pack asks for; appointments, until something came of them or the
// service was given; agreements and planned stays, when they end. By `due`, then `key`.
std::vector<FollowUp> open_follow_ups(const std::vector<Deed>& deeds, const Pack& pack);

}  // namespace tacit::domain
