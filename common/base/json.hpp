#pragma once
#include <boost/json.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/bytes.hpp"
#include "common/base/result.hpp"

namespace tacit::json {

using boost::json::array;
using boost::json::object;
using boost::json::serialize;
using boost::json::value;

constexpr std::int64_t kMaxInteger = 9007199254740991;  // 2^53 - 1
constexpr std::size_t kMaxDepth = 8;

// Strict reading (protocol §1): UTF-8, no duplicate keys, only integers 0…2^53−1 written plainly, depth ≤ 8,
// no trailing bytes, at most max_bytes. Everything else is `malformed` or `too_large`.
Result<value> parse(std::string_view text, std::size_t max_bytes);

// Takes an object apart. Reads never throw; the first failure sticks, and finish() reports it — or any key that
// was never asked for. So a codec reads all its fields straight through and checks once:
//
//   Fields f(value);
//   Link link{.seq = f.integer("seq", 0, kMax), .prev = f.text("prev", 0, 43)};
//   CHECK(f.finish());
class Fields {
 public:
  explicit Fields(const value& from);

  bool has(std::string_view key) const;  // does not count as reading it
  std::int64_t integer(std::string_view key, std::int64_t min = 0, std::int64_t max = kMaxInteger);
  bool boolean(std::string_view key);
  std::string text(std::string_view key, std::size_t min_bytes, std::size_t max_bytes);
  const array& list(std::string_view key, std::size_t min_items, std::size_t max_items);
  const value& member(std::string_view key);  // any type; null value when missing
  const object& members(std::string_view key, std::size_t max_items);

  std::optional<std::int64_t> maybe_integer(std::string_view key, std::int64_t min = 0, std::int64_t max = kMaxInteger);
  std::optional<std::string> maybe_text(std::string_view key, std::size_t min_bytes, std::size_t max_bytes);

  // Marks the whole object as bad, for checks a caller makes itself.
  void reject();
  void reject(const Error& error);
  bool ok() const { return !error_.has_value(); }
  // Unknown keys are malformed.
  Result<void> finish();

 private:
  const value* take(std::string_view key);

  const object* object_ = nullptr;
  std::vector<std::string_view> taken_;
  std::optional<Error> error_;
};

}  // namespace tacit::json
