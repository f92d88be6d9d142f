#include <charconv>
#include <utility>

#include "common/base/json.hpp"
#include "schema/api.hpp"

namespace tacit::api {
namespace {

constexpr std::size_t kMaxQuery = 256;

tl::unexpected<Error> bad_query() {
  return fail(Code::malformed, "a query parameter is missing, unknown, repeated or not of the demanded form");
}

Result<std::uint64_t> read_number(std::string_view text) {
  std::uint64_t out = 0;
  const char* const end = text.data() + text.size();
  const auto [used, error] = std::from_chars(text.data(), end, out);
  const bool plain = error == std::errc() && used == end && (text.size() == 1 || text.front() != '0');
  if (!plain || out > static_cast<std::uint64_t>(json::kMaxInteger)) return bad_query();
  return out;
}

// The whole query is name=VALUE.
Result<std::uint64_t> read_only(std::string_view query, std::string_view prefix) {
  if (!query.starts_with(prefix)) return bad_query();
  return read_number(query.substr(prefix.size()));
}

constexpr std::string_view kFrom = "from=";
constexpr std::string_view kAfter = "after=";
constexpr std::string_view kScope = "scope=";
constexpr std::string_view kLog = "&log=";

}  // namespace

std::string query_from(std::uint64_t from) { return std::string(kFrom) + std::to_string(from); }
std::string query_after(std::uint64_t after) { return std::string(kAfter) + std::to_string(after); }
std::string query_scope(const Scope& scope, std::uint64_t after) {
  return std::string(kScope) + to_text(scope) + '&' + query_after(after);
}

std::string with_log(std::string query, std::uint64_t size) {
  return size == 0 ? std::move(query) : std::move(query) + std::string(kLog) + std::to_string(size);
}

Result<LogQuery> split_log(std::string_view query) {
  const std::size_t at = query.rfind(kLog);
  if (at == std::string_view::npos) return LogQuery{query, 0};
  TRY(const std::uint64_t size, read_number(query.substr(at + kLog.size())));
  return LogQuery{query.substr(0, at), size};
}

Result<std::uint64_t> read_from(std::string_view query) { return read_only(query, kFrom); }
Result<std::uint64_t> read_after(std::string_view query) { return read_only(query, kAfter); }

Result<ScopeQuery> read_scope(std::string_view query) {
  const std::size_t border = query.find('&');
  if (query.size() > kMaxQuery || border == std::string_view::npos) return bad_query();
  std::string_view scope_part = query.substr(0, border), after_part = query.substr(border + 1);
  if (!scope_part.starts_with(kScope)) std::swap(scope_part, after_part);
  if (!scope_part.starts_with(kScope)) return bad_query();
  TRY(const Scope scope, parse_scope(scope_part.substr(kScope.size())));
  TRY(const std::uint64_t after, read_only(after_part, kAfter));
  return ScopeQuery{scope, after};
}

}  // namespace tacit::api
