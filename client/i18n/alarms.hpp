#pragma once
#include <span>

#include "common/base/result.hpp"

// What people are told when an alarm stands; docs/alarms.md says the same at length.
namespace tacit::i18n {

// Each a clause without its full stop.
struct AlarmText {
  Code alarm;
  Literal what;  // happened
  Literal safe;  // all the same
  Literal todo;
};

// One row for each alarm, in the order of Code. Another language is another table beside this one.
std::span<const AlarmText> english_alarms();

// The row of an alarm.
const AlarmText& text_of(Code alarm, std::span<const AlarmText> table = english_alarms());

}  // namespace tacit::i18n
