#include "client/usecases/indicator.hpp"

#include <algorithm>
#include <array>

#include "client/usecases/report.hpp"

namespace tacit::usecases {
namespace {

using domain::Breakdown;
using domain::Face;
using Indicator = Pack::Indicator;

struct Word {
  std::string_view text;
  Breakdown part;
};
constexpr std::array kParts{Word{"kind", Breakdown::kind},       Word{"time", Breakdown::time},
                            Word{"site", Breakdown::site_group}, Word{"code", Breakdown::code},
                            Word{"device", Breakdown::device},   Word{"outcome", Breakdown::outcome}};

// The calendar's months or quarters that a period touches, cut to it.
std::vector<std::pair<std::string, Period>> pieces(const Period& period, By::Time time) {
  std::vector<std::pair<std::string, Period>> out;
  for (Day day = period.from; day < period.until;) {
    const std::string name = time == By::Time::month ? month_of(day) : quarter_of(day);
    Day until = parse_period(name)->until;
    if (period.until < until) until = period.until;
    out.emplace_back(name, Period{day, until});
    day = until;
  }
  return out;
}

std::int64_t count_of(const domain::Who& who) { return static_cast<std::int64_t>(who.size()); }

}  // namespace

Result<By> parse_by(std::string_view text, const Pack& pack) {
  By by;
  if (text.empty()) return by;
  if (text == "month" || text == "quarter") {
    by.time = text == "month" ? By::Time::month : By::Time::quarter;
    return by;
  }
  for (const Word& word : kParts)
    if (word.text == text) {
      by.part = word.part;
      return by;
    }
  if (pack.attribute(text) == nullptr)
    return fail(Code::not_found,
                "figures are told apart by month, quarter, kind, time, site, code, device, outcome or an attribute of "
                "the pack: see `tacit pack show`");
  by.part = Breakdown::attribute;
  by.attribute = text;
  return by;
}

// Auditors are told neither what clients are nor how anything ended.
bool Counter::can_say(const Indicator& indicator, const Period& period, const By& by) const {
  const bool hidden = by.part == Breakdown::attribute || by.part == Breakdown::outcome;
  return !(face_ == Face::audit && hidden) && domain::can_be_told(indicator, pack_, face_, period);
}

domain::Sources Counter::sources() const {
  return {.facts = [this](const domain::Query& query) { return vault_.counted(query); },
          .attribute = [this](const std::string& attribute) { return vault_.said_of_people(attribute); }};
}

// A sum that its codes and kinds alone decide; most are.
std::optional<std::int64_t> Counter::total(const domain::Query& query) const {
  if (query.distinct_people || query.by != Breakdown::none || query.newest || !query.where.empty() ||
      !query.outcomes.empty())
    return std::nullopt;
  auto found = std::find_if(totals_.begin(), totals_.end(), [&](const Totals& one) {
    return one.measure == query.measure && one.period == query.period;
  });
  if (found == totals_.end())
    found = totals_.insert(totals_.end(),
                           {query.measure, query.period, vault_.totals(face_, query.measure, *query.period)});
  const auto asked = [](const std::vector<std::string>& list, const std::string& word) {
    return list.empty() || std::find(list.begin(), list.end(), word) != list.end();
  };
  std::int64_t sum = 0;
  for (const auto& row : found->rows)
    if (asked(query.codes, row.code) && asked(query.kinds, row.kind)) sum += row.quantity;
  return sum;
}

const std::vector<ByteArray<16>>& Counter::crowd(const domain::Query& query) const {
  const auto found = std::find_if(crowds_.begin(), crowds_.end(), [&](const Crowd& one) {
    return one.measure == query.measure && one.period == query.period && one.codes == query.codes &&
           one.kinds == query.kinds && one.outcomes == query.outcomes;
  });
  if (found != crowds_.end()) return found->people;
  domain::Query everybody = query;
  everybody.where.clear();
  crowds_.push_back(
      {query.measure, query.period, query.codes, query.kinds, query.outcomes, vault_.people_in(everybody)});
  return crowds_.back().people;
}

bool Counter::is_among(const ByteArray<16>& person, const domain::Query& query) const {
  return std::all_of(query.where.begin(), query.where.end(), [&](const auto& condition) {
    auto said = said_.find(condition.first);
    if (said == said_.end()) said = said_.emplace(condition.first, vault_.said_of_people(condition.first)).first;
    const auto value = said->second.find(person);
    return value != said->second.end() &&
           std::find(condition.second.begin(), condition.second.end(), value->second) != condition.second.end();
  });
}

// Different people who are found once for all indicators that look at the same facts.
std::optional<std::int64_t> Counter::head_count(const domain::Query& query) const {
  if (!query.distinct_people || query.by != Breakdown::none || query.newest) return std::nullopt;
  const auto& people = crowd(query);
  return std::count_if(people.begin(), people.end(), [&](const auto& one) { return is_among(one, query); });
}

// One question for each weight, since kits count as what they hold.
Counter::Values Counter::sums(const Indicator& indicator, const Period& period, const By& by) const {
  Values out;
  if (by.part == Breakdown::none) out.emplace("", Figure{"", 0});
  domain::Query query = domain::query_of(indicator, pack_, face_, period, by.part);
  query.attribute = by.attribute;
  std::map<std::int64_t, std::vector<std::string>> asked;
  for (const auto& [code, weight] : domain::weights_of(indicator.unpacked, indicator.codes, pack_))
    asked[weight].push_back(code);
  if (!indicator.unpacked) asked[1] = query.codes;
  for (const auto& [weight, codes] : asked) {
    query.codes = codes;
    const auto known = query.distinct_people ? head_count(query) : total(query);
    if (known) {
      out.at("").value += weight * *known;
      continue;
    }
    for (const auto& row : vault_.run(query))
      out.try_emplace(row.key, Figure{row.key, 0}).first->second.value += weight * row.value;
  }
  return out;
}

Counter::Values Counter::people(const Indicator& indicator, const Period& period, const By& by) const {
  Values out;
  for (const auto& [key, figure] : domain::count_people(indicator, pack_, period, sources(), by.part, by.attribute)) {
    Figure counted{.key = key, .value = count_of(figure.who), .of = {}};
    if (figure.of) counted.of = count_of(*figure.of);
    // Somebody else's key: whoever did not come at all is no part of a breakdown.
    if (counted.value > 0 || counted.of.value_or(0) > 0 || key.empty()) out.emplace(key, std::move(counted));
  }
  return out;
}

void Counter::set_against(const Indicator& indicator, const Period& period, const By& by, Values& values) const {
  if (indicator.estimate && by.part == Breakdown::none)
    for (auto& [key, figure] : values) figure.of = *indicator.estimate;
  const auto* basis = pack_.indicator(indicator.per);
  // Codes of different things are never those of each other.
  if (basis == nullptr || (by.part == Breakdown::code && basis->count != indicator.count)) return;
  const Values others = once(*basis, period, by);
  for (const auto& [key, other] : others) values.try_emplace(key, Figure{key, 0}).first->second.of = other.value;
  for (auto& [key, figure] : values)
    if (!figure.of) figure.of = 0;
}

Counter::Values Counter::once(const Indicator& indicator, const Period& period, const By& by) const {
  const bool of_people = indicator.count == Indicator::Count::people;
  Values values = of_people ? people(indicator, period, by) : sums(indicator, period, by);
  set_against(indicator, period, by, values);
  return values;
}

std::vector<Figure> Counter::figures(const Indicator& indicator, const Period& period, const By& by) const {
  std::vector<Figure> out;
  if (by.time == By::Time::whole) {
    if (!can_say(indicator, period, by)) return out;
    for (auto& [key, figure] : once(indicator, period, by)) out.push_back(std::move(figure));
    return out;
  }
  for (const auto& [name, piece] : pieces(period, by.time)) {
    if (!can_say(indicator, piece)) continue;
    for (auto& [key, figure] : once(indicator, piece, {})) {
      figure.key = name;
      out.push_back(std::move(figure));
    }
  }
  return out;
}

std::vector<Behind> Counter::facts_behind(const Indicator& indicator, const Period& period, const By& by,
                                          const std::string& key) const {
  std::vector<Behind> out;
  domain::Query query = domain::query_of(indicator, pack_, face_, period, by.part);
  query.attribute = by.attribute;
  const auto weights = domain::weights_of(indicator.unpacked, indicator.codes, pack_);
  for (const auto& fact : vault_.counted(query)) {
    if (fact.key != key && by.part != Breakdown::none) continue;
    const auto weighed = weights.find(fact.code);
    if (indicator.unpacked && weighed == weights.end()) continue;
    const std::int64_t weight = indicator.unpacked ? weighed->second : 1;
    out.push_back({fact.root, fact.day, fact.person, fact.code, fact.quantity * weight});
  }
  return out;
}

std::vector<Behind> Counter::people_behind(const Indicator& indicator, const Period& period, const By& by,
                                           const std::string& key) const {
  std::vector<Behind> out;
  const auto counted = domain::count_people(indicator, pack_, period, sources(), by.part, by.attribute);
  const auto found = counted.find(key);
  if (found == counted.end()) return out;
  for (const auto& [person, records] : found->second.who)
    for (const auto& [day, record] : records) out.push_back({record, day, person, {}, 1});
  return out;
}

std::vector<Behind> Counter::behind(const Indicator& indicator, const Period& period, const By& by,
                                    const std::string& key) const {
  if (!can_say(indicator, period, by)) return {};
  return indicator.count == Indicator::Count::people ? people_behind(indicator, period, by, key)
                                                     : facts_behind(indicator, period, by, key);
}

Result<Why> explain(const Session& session, std::string_view indicator, const std::string& period,
                    const std::string& by, const std::string& key, std::string_view language) {
  TRY(const auto asked, ask(session, period, by, {}));
  const auto* wanted = asked.pack.indicator(indicator);
  if (wanted == nullptr) return fail(Code::not_found, "the pack has no such indicator: see `tacit report`");
  if (asked.by.time != By::Time::whole)
    return fail(Code::invalid_argument, "ask why of the month or quarter itself, as the period");
  const Counter counter(session.vault, asked.pack, asked.face);
  if (!counter.can_say(*wanted, asked.days, asked.by))
    return fail(Code::not_allowed, "this device cannot count that figure over that period: staff state it");
  Why why{.id = wanted->id,
          .label = label_in(wanted->labels, language),
          .figure = {key, 0},
          .checked_by = domain::checked_by(*wanted, asked.pack),
          .behind = counter.behind(*wanted, asked.days, asked.by, key)};
  const auto figures = counter.figures(*wanted, asked.days, asked.by);
  const auto found = std::find_if(figures.begin(), figures.end(), [&](const Figure& one) { return one.key == key; });
  if (found == figures.end()) return fail(Code::not_found, "no figure has that key: see `tacit report --by`");
  why.figure = *found;
  return why;
}

}  // namespace tacit::usecases
