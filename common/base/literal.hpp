#pragma once
#include <string_view>

namespace tacit {

// Text that exists in the source code. Errors and logs take only this, so nothing a user or a peer sent can
// reach them: the constructor is consteval and refuses anything built at run time.
class Literal {
 public:
  consteval Literal(const char* text) : text_(text) {}  // NOLINT(google-explicit-constructor)
  constexpr std::string_view view() const { return text_; }
  constexpr const char* c_str() const { return text_; }

 private:
  const char* text_;
};

}  // namespace tacit
