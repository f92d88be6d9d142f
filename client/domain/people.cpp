#include "client/domain/people.hpp"

#include <algorithm>
#include <charconv>
#include <limits>
#include <set>

namespace tacit::domain {
namespace {

using Part = Pack::Indicator::Part;

constexpr Day kFirstDay{std::numeric_limits<std::int32_t>::min()}, kLastDay{std::numeric_limits<std::int32_t>::max()};

void keep_both(Who& who, const Who& also) {
  for (auto one = who.begin(); one != who.end();) {
    const auto found = also.find(one->first);
    if (found == also.end()) {
      one = who.erase(one);
      continue;
    }
    one->second.insert(one->second.end(), found->second.begin(), found->second.end());
    ++one;
  }
}

void add_all(Who& who, Who more) {
  for (auto& [person, traces] : more) {
    auto& all = who[person];
    all.insert(all.end(), traces.begin(), traces.end());
  }
}

void tidy(Who& who) {
  for (auto& [person, traces] : who) {
    std::sort(traces.begin(), traces.end());
    traces.erase(std::unique(traces.begin(), traces.end()), traces.end());
  }
}

// What one condition says of people, over a window.
class Condition {
 public:
  Condition(const Pack& pack, const Period& window, const Sources& sources)
      : pack_(pack), window_(window), sources_(sources) {}

  std::vector<Counted> facts(const Part& part, Query query) const {
    const auto weights = weights_of(part.unpacked, part.codes, pack_);
    if (part.unpacked) query.codes = codes_of(weights);
    auto facts = sources_.facts(query);
    std::erase_if(facts,
                  [&](const Counted& fact) { return !fact.person || (part.unpacked && !weights.contains(fact.code)); });
    if (part.unpacked)
      for (Counted& fact : facts) fact.quantity *= weights.at(fact.code);
    return facts;
  }
  std::vector<Counted> facts(const Part& part, Breakdown by = Breakdown::none) const {
    Query query = query_of(part, part.before ? Period{kFirstDay, window_.from} : window_);
    query.by = by;
    return facts(part, std::move(query));
  }
  Who met(const Part& part) const { return met(part, facts(part)); }

  Who met(const Part& part, const std::vector<Counted>& facts) const {
    struct Sum {
      std::int64_t quantity = 0;
      std::set<Day> days;
      std::vector<Trace> traces;
    };
    std::map<PersonId, Sum> sums;
    for (const Counted& fact : facts) {
      Sum& sum = sums[*fact.person];
      sum.quantity += fact.quantity;
      if (part.every_days > 0) sum.days.insert(fact.counted);
      sum.traces.push_back({fact.day, fact.root});
    }
    const auto needs = part.need.empty() ? std::map<PersonId, std::int64_t>() : least(part.need);
    Who out;
    for (auto& [person, sum] : sums) {
      const auto need = needs.find(person);
      const bool stated = need != needs.end() && need->second > 0;
      const bool enough = part.need.empty() ? sum.quantity >= part.least : stated && sum.quantity >= need->second;
      if (part.every_days > 0 ? in_every_block(part, sum.days) : enough) out.emplace(person, std::move(sum.traces));
    }
    return out;
  }

 private:
  // Whoever says something that is no number needs nothing.
  std::map<PersonId, std::int64_t> least(const std::string& need) const {
    std::map<PersonId, std::int64_t> out;
    for (const auto& [person, text] : sources_.attribute(need)) {
      std::int64_t monthly = 0;
      const auto read = std::from_chars(text.data(), text.data() + text.size(), monthly);
      if (read.ec == std::errc() && read.ptr == text.data() + text.size() && monthly <= limits::kQuantity)
        out[person] = monthly * whole_months(window_).value_or(0);
    }
    return out;
  }

  // Blocks of days are counted back from the end of the window; the first one, if cut short, asks for nothing.
  bool in_every_block(const Part& part, const std::set<Day>& days) const {
    const auto length = std::int64_t{window_.until.since_epoch} - window_.from.since_epoch;
    const std::int64_t blocks = std::max<std::int64_t>(1, length / part.every_days);
    std::set<std::int64_t> seen;
    for (const Day day : days) seen.insert((window_.until.since_epoch - 1 - day.since_epoch) / part.every_days);
    return std::distance(seen.begin(), seen.lower_bound(blocks)) == blocks;
  }

  const Pack& pack_;
  const Period window_;
  const Sources& sources_;
};

// An indicator over a window. What its first condition looks at may be parted; all else is asked once.
class Conditions {
 public:
  Conditions(const Pack::Indicator& indicator, const Pack& pack, const Period& window, const Sources& sources)
      : indicator_(indicator), condition_(pack, window, sources) {
    for (const Part& part : indicator.all)
      if (&part != &indicator.all.front()) also_.push_back(condition_.met(part));
    Who any;
    for (const Part& part : indicator.any) add_all(any, condition_.met(part));
    if (!indicator.any.empty()) also_.push_back(std::move(any));
    for (const Part& part : indicator.none) add_all(excluded_, condition_.met(part));
    for (const auto& [attribute, values] : indicator.where) said_.emplace_back(&values, sources.attribute(attribute));
    if (!indicator.then) return;
    // Whatever came of it, not only the newest: what was reached stays so.
    Query query = query_of(indicator.then->part, {kFirstDay, kLastDay});
    query.newest = {};
    then_ = condition_.facts(indicator.then->part, std::move(query));
  }

  std::vector<Counted> first(Breakdown by) const { return condition_.facts(indicator_.all.front(), by); }

  PeopleFigure figure(const std::vector<Counted>& first) const {
    PeopleFigure out{.who = condition_.met(indicator_.all.front(), first), .of = {}};
    for (const Who& also : also_) keep_both(out.who, also);
    std::erase_if(out.who, [&](const auto& one) { return excluded_.contains(one.first) || !is_who(one.first); });
    tidy(out.who);
    if (!indicator_.then) return out;
    out.of = std::move(out.who);
    out.who = had_then(*out.of, first);
    tidy(out.who);
    return out;
  }

 private:
  bool is_who(const PersonId& person) const {
    return std::all_of(said_.begin(), said_.end(), [&](const auto& one) {
      const auto value = one.second.find(person);
      return value != one.second.end() &&
             std::find(one.first->begin(), one.first->end(), value->second) != one.first->end();
    });
  }

  // From the day of the first fact on, in another record than those of that day.
  Who had_then(const Who& of, const std::vector<Counted>& first) const {
    std::map<PersonId, std::pair<Day, std::set<RecordId>>> starts;
    for (const Counted& fact : first) {
      auto& [start, records] = starts.try_emplace(*fact.person, fact.day, std::set<RecordId>()).first->second;
      if (fact.day < start) {
        start = fact.day;
        records.clear();
      }
      if (fact.day == start) records.insert(fact.root);
    }
    Who out;
    for (const Counted& fact : then_) {
      const auto base = of.find(*fact.person);
      if (base == of.end()) continue;
      const auto& [start, records] = starts.at(*fact.person);
      const auto passed = std::int64_t{fact.day.since_epoch} - start.since_epoch;
      if (passed < 0 || passed > indicator_.then->days || records.contains(fact.root)) continue;
      out.try_emplace(base->first, base->second).first->second.push_back({fact.day, fact.root});
    }
    return out;
  }

  const Pack::Indicator& indicator_;
  const Condition condition_;
  std::vector<Who> also_;
  Who excluded_;
  std::vector<std::pair<const std::vector<std::string>*, std::map<PersonId, std::string>>> said_;
  std::vector<Counted> then_;
};

std::map<std::string, PeopleFigure> parted(PeopleFigure whole, const std::map<PersonId, std::string>& said) {
  std::map<std::string, PeopleFigure> out;
  const auto key_of = [&](const PersonId& person) {
    const auto value = said.find(person);
    return value == said.end() ? std::string() : value->second;
  };
  for (auto& [person, traces] : whole.who) out[key_of(person)].who.emplace(person, std::move(traces));
  if (!whole.of) return out;
  for (auto& [key, figure] : out) figure.of.emplace();
  for (auto& [person, traces] : *whole.of) {
    auto& of = out[key_of(person)].of;
    if (!of) of.emplace();
    of->emplace(person, std::move(traces));
  }
  return out;
}

bool needs(const Pack::Indicator& indicator) {
  for (const auto* parts : {&indicator.all, &indicator.any, &indicator.none})
    for (const Part& part : *parts)
      if (!part.need.empty()) return true;
  return false;
}

}  // namespace

std::optional<std::int64_t> whole_months(const Period& period) {
  const auto from = period.from.date(), until = period.until.date();
  if (from.day() != std::chrono::day(1) || until.day() != std::chrono::day(1)) return std::nullopt;
  const auto months = until.year() / until.month() - from.year() / from.month();
  return months.count();
}

Period window_of(const Pack::Indicator& indicator, const Period& period) {
  if (indicator.months == 0) return period;
  auto from = period.until.date() - std::chrono::months(indicator.months);
  if (!from.ok()) from = from.year() / from.month() / std::chrono::last;
  return {Day::of(from), period.until};
}

bool can_be_told(const Pack::Indicator& indicator, const Pack& pack, Face face, const Period& period) {
  if (face == Face::audit && !verifiable_from_audit(indicator, pack)) return false;
  if (needs(indicator) && !whole_months(window_of(indicator, period))) return false;
  const auto* other = pack.indicator(indicator.per);
  return other == nullptr || can_be_told(*other, pack, face, period);
}

std::map<std::string, PeopleFigure> count_people(const Pack::Indicator& indicator, const Pack& pack,
                                                 const Period& period, const Sources& sources, Breakdown by,
                                                 const std::string& attribute) {
  const Conditions conditions(indicator, pack, window_of(indicator, period), sources);
  const bool by_fact = by != Breakdown::none && by != Breakdown::attribute;
  const auto first = conditions.first(by_fact ? by : Breakdown::none);
  if (by == Breakdown::attribute) return parted(conditions.figure(first), sources.attribute(attribute));
  std::map<std::string, std::vector<Counted>> keyed;
  if (!by_fact) keyed[""];
  for (const Counted& fact : first) keyed[by_fact ? fact.key : ""].push_back(fact);
  std::map<std::string, PeopleFigure> out;
  for (const auto& [key, facts] : keyed) out.emplace(key, conditions.figure(facts));
  return out;
}

}  // namespace tacit::domain
