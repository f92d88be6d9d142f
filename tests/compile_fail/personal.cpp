#include "common/base/personal.hpp"

#include <fmt/format.h>
#include <fmt/ostream.h>

#include <iostream>
#include <string>

#include "common/base/log.hpp"
#include "crypto/client_code.hpp"

namespace tacit {

void use(const Personal<std::string>& name, const Personal<std::int64_t>& phone, ClientCode code) {
  // What is allowed.
  const Personal<std::string> copy = name;
  const std::string& shown = name.expose(Disclose());
  std::cout << shown << (copy == name) << code.to_text() << phone.expose(Disclose());

#if defined(CASE_stream)
  std::cout << name;
#elif defined(CASE_format)
  std::cout << fmt::format("{}", name);
#elif defined(CASE_log)
  log_event(LogLevel::info, "person", {{"phone", phone}});
#elif defined(CASE_convert)
  const std::string text = name;
#elif defined(CASE_concatenate)
  const std::string text = "name: " + name;
#elif defined(CASE_expose_without_token)
  const std::string& text = name.expose({});
#elif defined(CASE_code_stream)
  std::cout << code;
#elif defined(CASE_code_format)
  std::cout << fmt::format("{}", code);
#elif defined(CASE_code_log)
  log_event(LogLevel::info, "person", {{"code", code}});
#endif
}

}  // namespace tacit
