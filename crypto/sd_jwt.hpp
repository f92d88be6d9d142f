#pragma once
#include <span>
#include <string>
#include <string_view>

#include "common/base/ids.hpp"
#include "common/base/json.hpp"
#include "common/base/result.hpp"

namespace tacit {

// Disclosures of RFC 9901 §4.2.1: base64url of ["salt", "name", value]. The digest hides name and value as long as the
// salt is unknown, and binds them. Nothing here says that a digest was signed: look for it in a verified `_sd`.
std::string make_disclosure(std::string_view name, std::string_view value_json);  // fresh 16-byte salt

struct Disclosure {
  ByteArray<16> salt;
  std::string name;
  json::value value;
};
// Strict as protocol §1, with a salt of exactly 16 bytes.
Result<Disclosure> parse_disclosure(std::string_view text, std::size_t max_bytes);

// What `_sd` lists: SHA-256 over the disclosure's text (RFC 9901 §4.2.3).
Hash disclosure_digest(std::string_view text);

// A standard SD-JWT without key binding: jws~disclosure~…~ (RFC 9901 §4).
std::string sd_jwt_presentation(std::string_view jws, std::span<const std::string> disclosures);

}  // namespace tacit
