#pragma once
#include <cstdint>
#include <iosfwd>
#include <map>
#include <string>

// What the reports must say, worked out from the generator's journal alone: plain loops over a replayed list of rows,
// sharing no code with the client, its facts, its queries or the pack.
namespace tacit::scenario {

using Figures = std::map<std::string, std::int64_t>;  // indicator -> value

struct Expected {
  std::map<std::string, Figures> by_period;  // "2021", "2021Q1" … "2021Q4"
  Figures people_by_quarter;                 // distinct beneficiaries, as an auditor can count them
  Figures activity;                          // of 2021, for the audit rows: "outings", "tests", "received", …
  // Of 2021, what somebody would get who just counted rows: corrections, voids and links left aside.
  Figures raw;
  std::int64_t humans = 0;  // distinct humans behind the beneficiaries of 2021: the truth of the generator
  std::int64_t events = 0, voids = 0, corrections = 0, links = 0, late = 0, outside_year = 0;
};
// Throws std::runtime_error on a line it does not understand.
Expected expected_of(std::istream& journal);

}  // namespace tacit::scenario
