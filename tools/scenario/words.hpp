#pragma once
#include <string>

#include "tools/scenario/random.hpp"

// Invented people. Every text is made of the short lists in words.cpp; none of it is about anybody.
namespace tacit::scenario {

struct Identifiers {
  std::string name, nickname, phone, note;  // any but the nickname may be empty
};
Identifiers invent_person(Random& random, bool woman);
// The same person as a colleague might have heard it.
Identifiers misheard(Random& random, const Identifiers& person);

std::string invent_team_note(Random& random);  // mostly empty
std::string invent_reason(Random& random);

}  // namespace tacit::scenario
