#include "common/base/literal.hpp"

#include <string>
#include <string_view>

#include "common/base/result.hpp"

namespace tacit {

Result<void> use(const std::string& text, std::string_view view) {
  // What is allowed.
  constexpr Literal kText = "a text of the source";
  const Error error{Code::malformed, kText};
  if (text == view) return fail(error);

#if defined(CASE_run_time_pointer)
  const Literal literal(text.c_str());
#elif defined(CASE_run_time_buffer)
  char buffer[8] = "user";
  const Literal literal = buffer;
#elif defined(CASE_string)
  const Literal literal = text;
#elif defined(CASE_view)
  const Literal literal = view;
#elif defined(CASE_error_text)
  return fail(Code::malformed, text.c_str());
#elif defined(CASE_error_string)
  return fail(Code::malformed, text);
#endif
  return fail(Code::malformed, "a text of the source");
}

}  // namespace tacit
