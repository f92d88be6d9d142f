#pragma once
#include <string>
#include <vector>

#include "tests/bench/figures.hpp"
#include "tests/bench/groups.hpp"

namespace tacit::bench {

enum class Style { text, json };

// Prints each figure as it comes, and what belongs to the whole run around them.
class Printer {
 public:
  explicit Printer(Style style) : style_(style) {}
  void begin(const Options& options) const;
  void add(const Figure& figure);
  void add(const Memory& memory);
  void end() const;

 private:
  const Style style_;
  std::vector<std::string> objects_;  // JSON, gathered until the end
};

}  // namespace tacit::bench
