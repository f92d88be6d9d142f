#pragma once
#include <iostream>
#include <stdexcept>
#include <string>
#include <vector>

namespace tacit::simulation {

// What happened is not what must happen. The text says what was expected of whom.
struct Violation : std::runtime_error {
  using std::runtime_error::runtime_error;
};

inline void demand(bool holds, const std::string& otherwise) {
  if (!holds) throw Violation(otherwise);
}

// The story of one history, a line an event, for whoever has to find out why it failed.
class Trace {
 public:
  enum class Echo { no, yes };
  explicit Trace(Echo echo) : echo_(echo) {}

  void add(std::string line) {
    if (echo_ == Echo::yes) std::cout << line << '\n';
    lines_.push_back(std::move(line));
  }
  const std::vector<std::string>& lines() const { return lines_; }

 private:
  const Echo echo_;
  std::vector<std::string> lines_;
};

}  // namespace tacit::simulation
