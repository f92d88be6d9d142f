#pragma once
#include <utility>

namespace tacit {

// Names the places where personal data is read on purpose: `grep Disclose` finds them all.
struct Disclose {
  explicit constexpr Disclose() = default;
};

// Something that identifies a person (name, phone, nickname, private note). It can be moved and compared, but not
// printed, formatted, streamed, logged or converted: tests/compile_fail proves it. Lives only in a vault and on screen.
template <class T>
class Personal {
 public:
  Personal() = default;
  explicit Personal(T value) : value_(std::move(value)) {}
  const T& expose(Disclose) const { return value_; }
  bool operator==(const Personal&) const = default;

 private:
  T value_{};
};

}  // namespace tacit
