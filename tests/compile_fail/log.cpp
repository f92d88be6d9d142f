#include "common/base/log.hpp"

#include <string>
#include <string_view>

#include "common/base/ids.hpp"

namespace tacit {

void use(const std::string& text, std::string_view view, const DeviceId& device, const Hash& hash,
         const ClientId& client) {
  // What is allowed.
  log_event(LogLevel::info, "event", {{"count", text.size()}, {"word", Literal("fixed")}, {"day", Day{0}}});
  log_event(LogLevel::error, "failed", {{"code", Code::malformed}, {"same", view == text}});

#if defined(CASE_string)
  log_event(LogLevel::info, "event", {{"text", text}});
#elif defined(CASE_view)
  log_event(LogLevel::info, "event", {{"text", view}});
#elif defined(CASE_run_time_pointer)
  log_event(LogLevel::info, "event", {{"text", text.c_str()}});
#elif defined(CASE_character)
  log_event(LogLevel::info, "event", {{"text", text.front()}});
#elif defined(CASE_device_id)
  log_event(LogLevel::info, "event", {{"device", device}});
#elif defined(CASE_hash)
  log_event(LogLevel::info, "event", {{"hash", hash}});
#elif defined(CASE_client_id)
  log_event(LogLevel::info, "event", {{"client", client}});
#elif defined(CASE_event_name)
  log_event(LogLevel::info, text.c_str());
#elif defined(CASE_field_name)
  log_event(LogLevel::info, "event", {{text.c_str(), 1}});
#elif defined(CASE_error_text_string)
  log_event(LogLevel::info, text);
#endif
}

}  // namespace tacit
