#pragma once
#include <cstdint>
#include <iosfwd>
#include <map>
#include <string>
#include <vector>

// What the reports must say, worked out from the generator's journal alone: plain loops over a replayed list of rows,
// sharing no code with the client, its facts, its queries or the pack.
namespace tacit::scenario {

using Figures = std::map<std::string, std::int64_t>;  // indicator -> value

struct Expected {
  std::string year;
  std::map<std::string, Figures> by_period;  // the year, its quarters and, where they are figures, its months
  std::map<std::string, Figures> by_team;    // of the year, as a device of each team that sees people counts them
  Figures people_by_quarter;                 // distinct people, as an auditor can count them
  Figures services;                          // of the year: service -> how often
  Figures activity;                          // of the year, for the audit rows: "outings", "tests", "received", …
  // The same figures of the year and of its months, as somebody would get them who just counted rows: corrections,
  // voids and links left aside. Besides, "registrations" and "records".
  Figures raw;
  std::map<std::string, Figures> raw_by_month;
  std::int64_t humans = 0;  // distinct humans behind the people of the year: the truth of the generator
  std::int64_t events = 0, voids = 0, corrections = 0, links = 0, late = 0, outside_year = 0;

  const Figures& of_year() const { return by_period.at(year); }
  std::string two_years() const;            // that period's name: the year before and the year
  std::vector<std::string> months() const;  // those in by_period, in order
};
// Throws std::runtime_error on a line or a scenario it does not know.
Expected expected_of(std::istream& journal);

}  // namespace tacit::scenario
