#pragma once
#include <chrono>
#include <cstdio>
#include <string>

#include "common/base/clock.hpp"

namespace tacit::scenario {

// Tells what is going on, one line each with how far it is and for how long it has been running. Call from one thread
// at a time.
class Narrator {
 public:
  Narrator(std::FILE* out, const Clock& clock) : out_(out), clock_(clock), began_(clock.monotonic()) {}

  void say(int percent, const std::string& text);
  // The same, but only each time another five percent are done.
  void progress(int percent, const std::string& text);
  // Without either, for tables.
  void line(const std::string& text);
  double elapsed() const;  // seconds

 private:
  std::FILE* out_;
  const Clock& clock_;
  const std::chrono::nanoseconds began_;
  int told_ = 0;
};

}  // namespace tacit::scenario
