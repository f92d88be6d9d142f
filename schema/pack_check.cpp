#include <algorithm>
#include <utility>

#include "schema/pack.hpp"
#include "schema/record_json.hpp"
#include "schema/stock_kits.hpp"

namespace tacit {
namespace {

Result<void> refuse(Literal text) { return fail(Code::invalid_argument, text); }

// The years for which the roster knows pseudonym secrets: another one could never be sent.
Result<void> check_day(Day day) {
  const int year = year_of(day);
  if (year < 2000 || year > 2199) return refuse("the day must lie in the years 2000 to 2199");
  return {};
}

Result<void> check_site(const std::string& site) {
  if (!record::is_code(site)) return refuse("the site must be a code of a-z, 0-9 and hyphen, such as kursky-station");
  return {};
}

Result<void> check_text(const std::string& text, std::size_t max_bytes) {
  if (text.size() > max_bytes) return fail(Code::too_large, "the text is too long; shorten it");
  if (!record::is_free_text(text)) return refuse("the text must be UTF-8 without control characters");
  return {};
}

template <class List>
Result<void> check_length(const List& list) {
  if (list.size() > limits::kItems) return fail(Code::too_large, "a list in the record has over 64 items; split it");
  return {};
}

template <class T>
bool repeats(std::vector<T> list) {
  std::sort(list.begin(), list.end());
  return std::adjacent_find(list.begin(), list.end()) != list.end();
}

bool repeats_code(const std::vector<record::Counted>& list) {
  std::vector<std::string> codes;
  codes.reserve(list.size());
  for (const record::Counted& item : list) codes.push_back(item.code);
  return repeats(std::move(codes));
}

Result<void> check_quantity(std::int64_t quantity) {
  if (quantity < 1) return refuse("a quantity must be at least 1");
  if (quantity > limits::kQuantity) return fail(Code::too_large, "a quantity must be at most 10000000");
  return {};
}

Result<void> check_attributes(const record::Attributes& attributes, const Pack& pack) {
  CHECK(check_length(attributes));
  for (const auto& [code, value] : attributes) {
    const Pack::Attribute* attribute = pack.attribute(code);
    if (attribute == nullptr) return refuse("the pack has no such attribute; it lists those it has");
    const auto is_it = [&, wanted = value](const Pack::Kind& allowed) { return allowed.code == wanted; };
    if (std::none_of(attribute->values.begin(), attribute->values.end(), is_it))
      return refuse("the attribute cannot have this value; the pack lists its values");
  }
  return {};
}

struct Checker {
  const Pack& pack;

  Result<void> operator()(const record::ClientRegister& r) const {
    CHECK(check_day(r.day));
    return check_attributes(r.attributes, pack);
  }

  Result<void> operator()(const record::ClientLink& r) const {
    if (r.kept == r.duplicate) return refuse("a client cannot be linked to itself; name two clients");
    return check_day(r.day);
  }

  Result<void> operator()(const record::Consent& r) const {
    if (!record::is_code(r.version)) return refuse("the consent version must be a code, such as 2021-1");
    return check_day(r.day);
  }

  Result<void> operator()(const record::Label& r) const {
    using Subject = record::Label::Subject;
    if (r.name.empty()) return refuse("a label needs a name");
    CHECK(check_text(r.name, limits::kName));
    switch (r.subject) {
      case Subject::organisation:
        if (!r.id.empty()) return refuse("the organisation's label takes no id");
        break;
      case Subject::site: return check_site(r.id);
      case Subject::device:
      case Subject::team:
        if (!parse_id<TeamId>(r.id)) return refuse("the label needs the 26-character id of a device or team");
        break;
    }
    return {};
  }

  Result<void> operator()(const record::Outing& r) const {
    CHECK(check_day(r.day));
    CHECK(check_outing_kind(r.kind));
    CHECK(check_site(r.site));
    CHECK(check_text(r.route, limits::kName));
    CHECK(check_length(r.crew));
    if (repeats(r.crew)) return refuse("a device is in the crew twice; name it once");
    return {};
  }

  Result<void> operator()(const record::Contact& r) const {
    CHECK(check_day(r.day));
    if (r.client && r.anonymous != 0) return refuse("a contact is with a client or with anonymous people, not both");
    if (!r.client) {
      if (r.anonymous == 0) return refuse("a contact needs a client, or the number of anonymous people");
      CHECK(check_quantity(r.anonymous));
    }
    CHECK(check_outing_kind(r.kind));
    CHECK(check_site(r.site));
    CHECK(check_services(r.services));
    CHECK(check_tests(r.tests));
    CHECK(check_given(r.given));
    CHECK(check_attributes(r.about, pack));
    CHECK(check_lots(r));
    return check_text(r.note, limits::kNote);
  }

  Result<void> operator()(const record::GroupSession& r) const {
    CHECK(check_day(r.day));
    if (pack.session(r.kind) == nullptr) return refuse("the pack has no such kind of group session");
    CHECK(check_text(r.topic, limits::kName));
    CHECK(check_site(r.site));
    CHECK(check_quantity(r.participants));
    CHECK(check_length(r.known));
    if (std::cmp_greater(r.known.size(), r.participants))
      return refuse("more clients are named than took part; raise the number of participants");
    if (repeats(r.known)) return refuse("a client is named twice; name each participant once");
    return {};
  }

  Result<void> operator()(const record::Referral& r) const {
    CHECK(check_day(r.day));
    if (pack.destination(r.destination) == nullptr) return refuse("the pack has no such referral destination");
    if (!r.reason.empty() && pack.test(r.reason) == nullptr && pack.service(r.reason) == nullptr)
      return refuse("the reason of a referral must be a test or service of the pack, or left out");
    return {};
  }

  Result<void> operator()(const record::Outcome& r) const {
    CHECK(check_day(r.day));
    return check_text(r.note, limits::kNote);
  }

  Result<void> operator()(const record::Appointment& r) const {
    CHECK(check_day(r.day));
    CHECK(check_day(r.on));
    if (r.on < r.day) return refuse("the appointment lies before the day on which it was made");
    if (!r.at.empty() && !record::is_clock_time(r.at)) return refuse("the time must be like 14:30, or left out");
    if (pack.service(r.service) == nullptr) return refuse("the pack has no such service");
    return check_site(r.site);
  }

  Result<void> operator()(const record::Intake& r) const {
    CHECK(check_day(r.day));
    const Pack::Episode* kind = pack.intake(r.kind);
    if (kind == nullptr) return refuse("the pack has no such kind of intake");
    CHECK(check_site(r.site));
    if (!r.from.empty() && pack.destination(r.from) == nullptr)
      return refuse("who sent them must be one of the pack's referral destinations, or left out");
    CHECK(check_outcome(*kind, r.outcome));
    return check_text(r.note, limits::kNote);
  }

  Result<void> operator()(const record::Household& r) const {
    CHECK(check_day(r.day));
    if (r.members.empty()) return refuse("a household needs its members, such as woman and boy:2");
    return check_members(r.members);
  }

  Result<void> operator()(const record::Case& r) const {
    using Step = record::Case::Step;
    CHECK(check_day(r.day));
    const Pack::Episode* kind = pack.support_case(r.kind);
    if (kind == nullptr) return refuse("the pack has no such kind of case");
    if (r.until) {
      CHECK(check_day(*r.until));
      if (r.step != Step::agreement) return refuse("only an agreement has a day on which it ends");
      if (*r.until < r.day) return refuse("the agreement ends before it begins");
    }
    if (!r.outcome.empty() && r.step != Step::closed) return refuse("only a closed case has an outcome");
    CHECK(check_outcome(*kind, r.outcome));
    return check_text(r.note, limits::kNote);
  }

  Result<void> operator()(const record::Stay& r) const {
    CHECK(check_day(r.day));
    CHECK(check_day(r.until));
    if (r.until <= r.day) return refuse("a stay ends at least one night after it begins");
    if (pack.stay(r.kind) == nullptr) return refuse("the pack has no such kind of stay");
    CHECK(check_site(r.site));
    return check_members(r.people);
  }

  Result<void> operator()(const record::Incident& r) const {
    CHECK(check_day(r.day));
    const Pack::Episode* kind = pack.incident(r.kind);
    if (kind == nullptr) return refuse("the pack has no such kind of incident");
    CHECK(check_outcome(*kind, r.outcome));
    CHECK(check_site(r.site));
    return check_text(r.note, limits::kNote);
  }

  Result<void> operator()(const record::StockHandOut& r) const {
    CHECK(check_day(r.day));
    CHECK(check_commodity(r.commodity));
    CHECK(check_quantity(r.quantity));
    return check_site(r.to);
  }

  Result<void> operator()(const record::StockReceive& r) const {
    CHECK(check_day(r.day));
    CHECK(check_commodity(r.commodity));
    CHECK(check_quantity(r.quantity));
    if (r.expiry) CHECK(check_day(*r.expiry));
    if (!r.grant.empty() && !record::is_code(r.grant)) return refuse("the grant must be a code, or left out");
    if (!r.batch.empty() && !record::is_lot(r.batch))
      return refuse("a batch is one line of at most 48 bytes, as it is printed");
    return r.value ? record::check_money(*r.value) : Result<void>();
  }

  Result<void> operator()(const record::StockMove& r) const {
    CHECK(check_day(r.day));
    CHECK(check_length(r.lines));
    for (const record::StockLine& line : r.lines) {
      CHECK(check_commodity(line.commodity));
      CHECK(check_quantity(line.quantity));
      if (line.expiry) CHECK(check_day(*line.expiry));
      if (!line.batch.empty() && !record::is_lot(line.batch))
        return refuse("a batch is one line of at most 48 bytes, as it is printed");
    }
    CHECK(record::check_ways(r));
    return check_kits(r.lines, pack);
  }

  Result<void> operator()(const record::StockCount& r) const {
    CHECK(check_day(r.day));
    CHECK(check_commodity(r.commodity));
    return record::check_counted(r);
  }

  Result<void> operator()(const record::StockIssue& r) const {
    CHECK(check_day(r.day));
    CHECK(check_commodity(r.commodity));
    return check_quantity(r.quantity);
  }

  Result<void> operator()(const record::Statement& r) const {
    if (!parse_period(r.period))
      return refuse("the period must be like 2021, 2021Q1, 2021-03 or 2021-03-09..2021-04-01");
    if (r.figures.empty()) return refuse("a statement needs at least one figure");
    CHECK(check_length(r.figures));
    std::vector<std::string> indicators;
    for (const record::Figure& figure : r.figures) {
      if (pack.indicator(figure.indicator) == nullptr) return refuse("the pack has no such indicator");
      if (figure.value < 0 || figure.value > json::kMaxInteger) return refuse("a figure must be a whole number from 0");
      indicators.push_back(figure.indicator);
    }
    if (repeats(std::move(indicators))) return refuse("a statement gives each indicator once");
    return {};
  }

  // Auditors are told no day, so what closes within a month would be counted differently by them.
  Result<void> operator()(const record::Closing& r) const {
    CHECK(check_day(r.until));
    const Day next{r.until.since_epoch + 1};
    const bool ends = pack.audit_period == Pack::AuditPeriod::week ? iso_week_of(r.until) != iso_week_of(next)
                                                                   : month_of(r.until) != month_of(next);
    if (!ends) return refuse("only whole months can be closed, or whole weeks where auditors are told weeks");
    return {};
  }

  static Result<void> check_outcome(const Pack::Episode& kind, const std::string& outcome) {
    if (!outcome.empty() && kind.outcome(outcome) == nullptr)
      return refuse("it cannot end that way; the pack lists the outcomes of each kind");
    return {};
  }

  Result<void> check_members(const std::vector<record::Counted>& members) const {
    CHECK(check_length(members));
    for (const auto& [code, count] : members) {
      if (pack.member(code) == nullptr) return refuse("the pack has no such member of a household");
      CHECK(check_quantity(count));
    }
    if (repeats_code(members)) return refuse("a member is there twice; give it once with a count");
    return {};
  }

  Result<void> check_outing_kind(const std::string& kind) const {
    if (pack.outing(kind) == nullptr) return refuse("the pack has no such kind of outing");
    return {};
  }

  Result<void> check_commodity(const std::string& code) const {
    if (pack.commodity(code) == nullptr) return refuse("the pack has no such commodity");
    return {};
  }

  Result<void> check_lots(const record::Contact& r) const {
    CHECK(check_length(r.lots));
    for (const auto& [code, lot] : r.lots) {
      const auto* test = pack.test(code);
      const auto* commodity = pack.commodity(code);
      const bool used = std::any_of(r.tests.begin(), r.tests.end(),
                                    [&, wanted = code](const auto& one) { return one.test == wanted; }) ||
                        std::any_of(r.given.begin(), r.given.end(),
                                    [&, wanted = code](const auto& one) { return one.code == wanted; });
      if (!used) return refuse("a lot is kept of what the contact names as a test or as given");
      if ((test == nullptr || !test->lot) && (commodity == nullptr || !commodity->lot))
        return refuse("the pack keeps no lot of this");
      if (!record::is_lot(lot)) return refuse("a lot is one line of at most 48 bytes, as it is printed");
    }
    return {};
  }

  Result<void> check_services(const std::vector<record::Counted>& services) const {
    CHECK(check_length(services));
    for (const auto& [code, count] : services) {
      if (pack.service(code) == nullptr) return refuse("the pack has no such service");
      CHECK(check_quantity(count));
    }
    if (repeats_code(services)) return refuse("a service is there twice; give it once with a count");
    return {};
  }

  Result<void> check_given(const std::vector<record::Counted>& given) const {
    CHECK(check_length(given));
    for (const auto& [code, count] : given) {
      CHECK(check_commodity(code));
      CHECK(check_quantity(count));
    }
    if (repeats_code(given)) return refuse("a commodity is there twice; give it once with a count");
    return {};
  }

  Result<void> check_tests(const std::vector<record::Test>& tests) const {
    CHECK(check_length(tests));
    for (const record::Test& test : tests) {
      if (pack.test(test.test) == nullptr) return refuse("the pack has no such test");
      if (test.counselled_after && !test.told)
        return refuse("counselling after a test needs the result to be told; mark it as told");
    }
    return {};
  }
};

}  // namespace

Result<void> check(const record::Body& body, const Pack& pack) { return std::visit(Checker{pack}, body); }

}  // namespace tacit
