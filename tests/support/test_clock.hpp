#pragma once
#include <atomic>
#include <chrono>

#include "common/base/clock.hpp"

namespace tacit::test {

// A clock that stands still until it is moved. Starts on 2021-04-20 at 02:07:55 UTC. Thread-safe.
class TestClock final : public Clock {
 public:
  std::chrono::sys_seconds now() const override { return kStart + std::chrono::seconds(passed_.load()); }
  std::chrono::nanoseconds monotonic() const override { return std::chrono::seconds(passed_.load()); }
  Day today() const override { return Day::of(std::chrono::floor<std::chrono::days>(now())); }

  void advance(std::chrono::seconds time) { passed_ += time.count(); }

 private:
  static constexpr std::chrono::sys_seconds kStart{std::chrono::seconds(1618884475)};
  std::atomic<std::int64_t> passed_{0};
};

}  // namespace tacit::test
