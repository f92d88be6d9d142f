#include "common/base/log.hpp"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

namespace tacit {
namespace {

spdlog::level::level_enum level_of(LogLevel level) {
  switch (level) {
    case LogLevel::debug: return spdlog::level::debug;
    case LogLevel::info: return spdlog::level::info;
    case LogLevel::warning: return spdlog::level::warn;
    case LogLevel::error: return spdlog::level::err;
  }
  return spdlog::level::info;
}

spdlog::logger& logger() {
  static const auto instance = [] {
    auto made = std::make_shared<spdlog::logger>("tacit", std::make_shared<spdlog::sinks::stderr_sink_mt>());
    made->set_pattern("%Y-%m-%d %l %v");
    made->set_level(spdlog::level::info);
    return made;
  }();
  return *instance;
}

}  // namespace

std::string LogSafe::text() const {
  switch (kind_) {
    case Kind::number: return std::to_string(number_);
    case Kind::text: return std::string(text_.view());
    case Kind::day: return to_text(Day{static_cast<std::int32_t>(number_)});
  }
  return {};
}

void log_event(LogLevel level, Literal event, std::initializer_list<LogField> fields) {
  std::string line(event.view());
  for (const auto& field : fields) {
    line += ' ';
    line += field.name.view();
    line += '=';
    line += field.value.text();
  }
  logger().log(level_of(level), "{}", line);
}

void set_log_level(LogLevel level) { logger().set_level(level_of(level)); }

}  // namespace tacit
