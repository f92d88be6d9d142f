#pragma once
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "tests/crash/fault/plan.hpp"

namespace tacit::test {

// One way for the machine to let a process down.
struct Mishap {
  const char* name;
  fault::Action action;
  std::uint32_t calls;
  int error;

  bool kills() const { return action != fault::Action::fail && action != fault::Action::stay; }
};
// kill, tear, fail, full, read-only, descriptors, power, power-data, power-some.
const std::vector<Mishap>& mishaps();
// Those of them by name.
std::vector<Mishap> mishaps(const std::vector<std::string>& names);

// What a child told before it ended: kept in memory that outlives it.
class Said {
 public:
  Said();
  Said(const Said&) = delete;
  Said& operator=(const Said&) = delete;
  ~Said();

  void say(const std::string& line);  // in the child
  void forget();
  std::vector<std::string> lines() const;
  bool has(const std::string& line) const;
  std::vector<std::string> after(const std::string& start) const;  // the rest of each line that starts so

 private:
  struct Board;
  Board* board_;
};

// An operation on a folder, and what has to hold whatever interrupted it.
struct Operation {
  std::string name;
  std::filesystem::path folder;    // watched; made anew from `prepared` for each trial
  std::filesystem::path prepared;  // may be missing: then the folder begins empty
  std::function<void(Said&)> act;  // in a child of its own. What it throws is said as "threw …"
  std::function<void(const Said&, const Mishap&)> check;  // in the test, with gtest's assertions
};

// Tries the operation once for each of its points, in every mishap; prints how many there were. Stops at the first
// trial that fails. Returns the number of points.
std::uint64_t explore(const Operation& operation, const std::vector<Mishap>& with = mishaps());

// The folder as it was prepared.
void restore(const Operation& operation);

}  // namespace tacit::test
