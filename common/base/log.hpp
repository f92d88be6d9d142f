#pragma once
#include <concepts>
#include <cstdint>
#include <initializer_list>

#include "common/base/day.hpp"
#include "common/base/literal.hpp"
#include "common/base/result.hpp"

namespace tacit {

// The only things a log line can hold: literals, integers, days and error codes. There is no constructor from a
// string, so ids, codes, names and anything a peer sent cannot get in.
class LogSafe {
 public:
  template <std::integral T>
  requires(!std::same_as<T, char>) LogSafe(T number)
      : kind_(Kind::number), number_(static_cast<std::int64_t>(number)) {}
  LogSafe(Literal text) : kind_(Kind::text), text_(text) {}
  LogSafe(Day day) : kind_(Kind::day), number_(day.since_epoch) {}
  LogSafe(Code code) : kind_(Kind::text), text_(name_of(code)) {}
  std::string text() const;

 private:
  enum class Kind { number, text, day } kind_;
  std::int64_t number_ = 0;
  Literal text_ = "";
};

struct LogField {
  Literal name;
  LogSafe value;
};

enum class LogLevel { debug, info, warning, error };

// One line on stderr: level, event code, fields. Nothing finer than the day is written as time. Thread-safe.
void log_event(LogLevel level, Literal event, std::initializer_list<LogField> fields = {});

// Below this level nothing is written. Set once in main.
void set_log_level(LogLevel level);

}  // namespace tacit
