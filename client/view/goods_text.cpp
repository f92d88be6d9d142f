#include <charconv>

#include "client/view/goods.hpp"

namespace tacit::view {
namespace {

constexpr Error kMoney{Code::invalid_argument, "a value is an amount and a currency of three letters: 120.50EUR"};

std::optional<std::int64_t> digits(std::string_view text) {
  std::int64_t out = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), out);
  if (problem != std::errc() || end != text.data() + text.size() || text.front() == '-') return std::nullopt;
  return out;
}

}  // namespace

Result<record::Money> parse_money(std::string_view text) {
  if (text.size() < 4) return fail(kMoney);
  const std::string_view currency = text.substr(text.size() - 3);
  const std::string_view amount = text.substr(0, text.size() - 3);
  const auto point = amount.find('.');
  const std::string_view cents = point == std::string_view::npos ? "00" : amount.substr(point + 1);
  const std::string_view whole = amount.substr(0, point);
  if (whole.empty() || whole.size() > 12 || cents.size() != 2) return fail(kMoney);
  const auto units = digits(whole), hundredths = digits(cents);
  if (!units || !hundredths) return fail(kMoney);
  record::Money out{*units * 100 + *hundredths, std::string(currency)};
  if (!record::check_money(out)) return fail(kMoney);
  return out;
}

Result<record::StockReason> parse_reason(const std::string& text) {
  if (text.empty()) return record::StockReason::none;
  const auto reason = record::stock_reason(text);
  if (!reason || *reason == record::StockReason::expired_anyway)
    return fail(Code::invalid_argument, "a reason is damaged, expired, stolen, lost, found or correction");
  return *reason;
}

}  // namespace tacit::view
