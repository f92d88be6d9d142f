#pragma once
#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "common/base/result.hpp"

namespace tacit {

// The code people see for a client (protocol §2): 50 independent random bits, unrelated to the permanent id, so a
// compromised one can be replaced. Not a secret, but it points at a person: it has no stream or log form.
// The check character catches every single wrong character and every swap of two; it is no protection against guessing.
struct ClientCode {
  std::uint64_t bits = 0;  // the low 50; the first character is the most significant

  static ClientCode random();
  // Lower case, O for 0, I or L for 1, and missing hyphens are accepted, and space around it; else `malformed`.
  static Result<ClientCode> parse(std::string_view text);
  std::string to_text() const;  // K7QM2-X9D4F-T
  auto operator<=>(const ClientCode&) const = default;
};

}  // namespace tacit
