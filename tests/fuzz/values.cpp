#include <algorithm>
#include <boost/json.hpp>

#include "common/base/day.hpp"
#include "common/base/json.hpp"
#include "common/net/http.hpp"
#include "crypto/client_code.hpp"
#include "crypto/encoding.hpp"
#include "crypto/hash.hpp"
#include "schema/api.hpp"
#include "schema/scope.hpp"
#include "tests/fuzz/harness.hpp"

// The small values that everything else is made of.
namespace tacit::fuzz {
namespace {

std::size_t depth_of(const json::value& value) {
  std::size_t deepest = 0;
  if (const auto* array = value.if_array()) {
    for (const auto& item : *array) deepest = std::max(deepest, depth_of(item));
    return deepest + 1;
  }
  if (const auto* object = value.if_object()) {
    for (const auto& member : *object) deepest = std::max(deepest, depth_of(member.value()));
    return deepest + 1;
  }
  return 0;
}

bool has_plain_integers_only(const json::value& value) {
  if (const auto* array = value.if_array()) return std::ranges::all_of(*array, has_plain_integers_only);
  if (const auto* object = value.if_object()) {
    return std::ranges::all_of(*object, [](const auto& member) { return has_plain_integers_only(member.value()); });
  }
  if (!value.is_number()) return true;
  return value.is_int64() && value.get_int64() >= 0 && value.get_int64() <= json::kMaxInteger;
}

// Whether the reader that is not strict sees the same: then strictness only refuses and never reinterprets.
void lenient_reader_agrees(std::string_view text, const json::value& strict) {
  boost::json::error_code error;
  const auto lenient = boost::json::parse(text, error);
  ASSERT_INVARIANT(!error);
  ASSERT_INVARIANT(lenient == strict);
}

FUZZ_TARGET(json) {
  constexpr std::size_t kMaxBytes = 4096;
  const std::string_view text = as_text(bytes);
  const auto read = json::parse(text, kMaxBytes);
  if (!read) return;
  ASSERT_INVARIANT(text.size() <= kMaxBytes);
  ASSERT_INVARIANT(depth_of(*read) <= json::kMaxDepth);
  ASSERT_INVARIANT(has_plain_integers_only(*read));
  lenient_reader_agrees(text, *read);
  const std::string written = json::serialize(*read);
  const auto again = json::parse(written, 8 * kMaxBytes);
  ASSERT_INVARIANT(again.has_value() && *again == *read);
}

// One text for one byte string: accepted means that it is written the same.
template <class Decode, class Encode>
void is_bijective(ByteView bytes, const Decode& decode, const Encode& encode) {
  const std::string_view text = as_text(bytes);
  if (const auto read = decode(text)) ASSERT_INVARIANT(encode(*read) == text);
  const auto back = decode(encode(to_bytes(bytes)));
  ASSERT_INVARIANT(back.has_value() && std::ranges::equal(*back, bytes));
}

FUZZ_TARGET(encoding) {
  is_bijective(bytes, crypto::from_base64url, crypto::to_base64url);
  is_bijective(bytes, crypto::from_base64, crypto::to_base64);
  is_bijective(bytes, crypto::from_hex, crypto::to_hex);
  const std::string_view text = as_text(bytes);
  if (const auto id = parse_id<RecordId>(text)) ASSERT_INVARIANT(id_text(*id) == text);
  if (const auto hash = parse_b64<Hash>(text)) ASSERT_INVARIANT(b64(*hash) == text);
  if (bytes.size() >= RecordId::kSize) {
    const auto id = RecordId::from(bytes);
    ASSERT_INVARIANT(parse_id<RecordId>(id_text(id)) == id);
  }
}

// The accepted spellings of one character; 0 for what is skipped.
char canonical(char c) {
  if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  if (c == 'O') return '0';
  if (c == 'I' || c == 'L') return '1';
  const bool digit = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z');
  return digit ? c : '\0';
}

std::string canonical(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (canonical(c) != 0) out += canonical(c);
  }
  return out;
}

// Every code one character away has to be refused: the check character is there for that.
void single_errors_are_caught(const std::string& code) {
  constexpr std::string_view kDigits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  std::string wrong = code;
  for (char& c : wrong) {
    if (c == '-') continue;
    const char right = c;
    for (const char other : kDigits) {
      c = other;
      ASSERT_INVARIANT(other == right || !ClientCode::parse(wrong));
    }
    c = right;
  }
}

FUZZ_TARGET(client_code) {
  const std::string_view text = as_text(bytes);
  const auto code = ClientCode::parse(text);
  if (!code) return;
  ASSERT_INVARIANT(code->bits < (std::uint64_t{1} << 50));
  const std::string written = code->to_text();
  ASSERT_INVARIANT(ClientCode::parse(written) == *code);
  ASSERT_INVARIANT(canonical(text) == canonical(written));
  single_errors_are_caught(written);
}

FUZZ_TARGET(dates) {
  const std::string_view text = as_text(bytes);
  if (const auto day = parse_day(text)) {
    ASSERT_INVARIANT(to_text(*day) == text);
    ASSERT_INVARIANT(year_of(*day) >= 1900 && year_of(*day) <= 2199);
    for (const std::string& name : {month_of(*day), quarter_of(*day), iso_week_of(*day)}) {
      const auto period = parse_period(name);
      // The first and last days of the range belong to weeks of years outside it.
      ASSERT_INVARIANT(period ? period->contains(*day) : name.find('W') != std::string::npos);
    }
  }
  if (const auto period = parse_period(text)) ASSERT_INVARIANT(period->from < period->until);
  if (const auto time = net::parse_http_date(text)) ASSERT_INVARIANT(net::http_date(*time) == text);
}

FUZZ_TARGET(scope_and_query) {
  const std::string_view text = as_text(bytes);
  if (const auto role = parse_role(text)) ASSERT_INVARIANT(to_text(*role) == text);
  if (const auto scope = parse_scope(text)) ASSERT_INVARIANT(to_text(*scope) == text);
  if (const auto from = api::read_from(text)) ASSERT_INVARIANT(api::query_from(*from) == text);
  if (const auto after = api::read_after(text)) ASSERT_INVARIANT(api::query_after(*after) == text);
  if (const auto query = api::read_scope(text)) {
    const std::string written = api::query_scope(query->scope, query->after);
    ASSERT_INVARIANT(written.size() == text.size());  // the two parameters may come in either order
    const auto again = api::read_scope(written);
    ASSERT_INVARIANT(again && again->scope == query->scope && again->after == query->after);
  }
}

}  // namespace
}  // namespace tacit::fuzz
