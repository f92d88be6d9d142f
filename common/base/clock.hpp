#pragma once
#include <chrono>

#include "common/base/day.hpp"

namespace tacit {

// The only source of time. Injected; the shipped binaries use SystemClock, tests and simulations their own.
class Clock {
 public:
  virtual ~Clock() = default;
  virtual std::chrono::sys_seconds now() const = 0;
  // For intervals; never goes back.
  virtual std::chrono::nanoseconds monotonic() const = 0;
  // The calendar day in the device's time zone.
  virtual Day today() const = 0;
};

class SystemClock final : public Clock {
 public:
  std::chrono::sys_seconds now() const override;
  std::chrono::nanoseconds monotonic() const override;
  Day today() const override;
};

}  // namespace tacit
