#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "common/base/bytes.hpp"
#include "common/base/result.hpp"

// Fuzz targets: every parser that reads what somebody else wrote. A target gets any bytes and states, by
// ASSERT_INVARIANT, what has to hold for them: not only that nothing crashes, but that what is accepted is within its
// limits, is written again as it was read, and that nothing unsigned is believed. Pure and deterministic.
//
// libfuzzer.cpp makes new inputs (clang, preset `fuzz`, tools/fuzz); corpus_test.cpp runs the kept ones as an ordinary
// test with any compiler. The inputs kept for a target lie in corpus/<target>/.
namespace tacit::fuzz {

struct Target {
  const char* name;
  void (*run)(ByteView input);
};

inline std::vector<Target>& targets() {
  static std::vector<Target> all;
  return all;
}

struct Registration {
  Registration(const char* name, void (*run)(ByteView)) { targets().push_back({name, run}); }
};

#define FUZZ_TARGET(target)                                                      \
  void fuzz_##target(::tacit::ByteView);                                         \
  const ::tacit::fuzz::Registration kRegister_##target(#target, &fuzz_##target); \
  void fuzz_##target(::tacit::ByteView bytes)

// Takes an input apart in a way that stays readable in a file: a letter chooses, lines separate.
class Input {
 public:
  explicit Input(ByteView bytes) : rest_(as_text(bytes)) {}

  bool empty() const { return rest_.empty(); }
  char letter() {  // 0 at the end
    const char first = rest_.empty() ? '\0' : rest_.front();
    rest_.remove_prefix(rest_.empty() ? 0 : 1);
    return first;
  }
  std::uint8_t byte() { return static_cast<std::uint8_t>(letter()); }
  std::string_view line() {  // without its newline; the rest when there is none
    const auto end = rest_.find('\n');
    const auto out = rest_.substr(0, end);
    rest_.remove_prefix(end == std::string_view::npos ? rest_.size() : end + 1);
    return out;
  }
  std::string_view rest() const { return rest_; }

 private:
  std::string_view rest_;
};

// What was accepted is written as a text that is accepted again and written the same. For forms that have one text for
// one value, compare with what was read as well.
template <class Encode, class Decode, class Value>
std::string written_and_read_again(const Encode& encode, const Decode& decode, const Value& value) {
  std::string text = encode(value);
  const auto again = decode(text);
  ASSERT_INVARIANT(again.has_value());
  ASSERT_INVARIANT(encode(*again) == text);
  return text;
}

}  // namespace tacit::fuzz
