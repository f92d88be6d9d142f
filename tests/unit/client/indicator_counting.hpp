#pragma once
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "tests/unit/client/indicator_model.hpp"

// The words of docs/indicators.md that several indicators are said in.
namespace tacit::model {

using Wanted = std::function<bool(const Event&)>;
using Whose = std::function<bool(const Person&)>;
using Codes = std::vector<std::string>;

bool among(const Codes& codes, const std::string& code);
std::string said(const Person& person, const std::string& attribute);  // empty: nothing

Wanted a(What what, const Codes& codes = {});
Wanted told(const std::string& result = {}, const Codes& tests = {});
Wanted unpacked(const Codes& codes = {});
Whose who_says(const std::string& attribute, const Codes& values);

// Of the question's part; `whose` leaves out whoever is anonymous.
std::int64_t sum(const History& history, const Question& question, const Wanted& wanted, const Whose& whose = {});
std::int64_t people(const History& history, const Question& question, const Whose& meets);

// How much somebody got.
std::int64_t got(const Person& person, const Days& days, const Wanted& wanted);
// The same of the first condition, which parts the people.
std::int64_t got_in(const Person& person, const Question& question, const Wanted& wanted);
// Of each referral or appointment the newest outcome that counts in these days: by its day, and of one day by its
// place.
std::vector<Event> newest_outcomes(const std::vector<Event>& events, const Days& days);
// Whether one of those is such a one.
bool came_of_it(const Person& person, const Days& days, const Codes& codes);
bool got_before(const Person& person, const Days& days, const Wanted& wanted);
// Something in each so many days, counted back from the end.
bool got_each_time(const Person& person, const Question& question, int step, const Wanted& wanted);
// None: not whole ones.
std::optional<int> whole_months(const Days& days);
// How many of those who got the first had the other thing within so many days.
Answer share_who_had(const History& history, const Question& question, const Wanted& first, const Wanted& then,
                     int within);

}  // namespace tacit::model
