#pragma once
#include <deque>

#include "client/domain/people.hpp"
#include "client/usecases/session.hpp"

// The figures of one indicator, and the records behind each of them (docs/indicators.md).
namespace tacit::usecases {

// What a figure is told apart by.
struct By {
  enum class Time { whole, quarter, month } time = Time::whole;
  domain::Breakdown part = domain::Breakdown::none;  // not quarter: that is `time`
  std::string attribute = {};                        // for Breakdown::attribute
};
// "quarter", "month", "kind", "time", "site", "code", "device", "outcome", or an attribute of the pack. not_found
Result<By> parse_by(std::string_view text, const Pack& pack);

struct Figure {
  std::string key;  // of what it is told apart by; empty for none, and where nothing was said
  std::int64_t value;
  std::optional<std::int64_t> of = {};  // what it is set against
};
// Something that was counted; several of one record if it holds several.
struct Behind {
  RecordId record;
  Day day;  // that the record says; of audit faces the first of its month or week
  std::optional<ByteArray<16>> person;
  std::string code;  // as the record says; empty where people are counted by conditions
  std::int64_t quantity;
};

// Counts over one vault, pack and face, which have to outlive it. What several figures share is asked of the vault
// once, so nothing may be recorded meanwhile.
class Counter {
 public:
  Counter(const Vault& vault, const Pack& pack, domain::Face face) : vault_(vault), pack_(pack), face_(face) {}

  // Whether there is a figure at all (docs/indicators.md, "When nothing can be said").
  bool can_say(const Pack::Indicator& indicator, const Period& period, const By& by = {}) const;
  // By key, those of time in its order. Empty if it cannot say, and where nothing is in any part.
  std::vector<Figure> figures(const Pack::Indicator& indicator, const Period& period, const By& by = {}) const;
  // Of the figure with this key. `by.time` has no meaning here: ask for that period.
  std::vector<Behind> behind(const Pack::Indicator& indicator, const Period& period, const By& by,
                             const std::string& key) const;

 private:
  using Values = std::map<std::string, Figure>;

  Values once(const Pack::Indicator& indicator, const Period& period, const By& by) const;
  Values sums(const Pack::Indicator& indicator, const Period& period, const By& by) const;
  Values people(const Pack::Indicator& indicator, const Period& period, const By& by) const;
  void set_against(const Pack::Indicator& indicator, const Period& period, const By& by, Values& values) const;
  std::vector<Behind> people_behind(const Pack::Indicator& indicator, const Period& period, const By& by,
                                    const std::string& key) const;
  std::vector<Behind> facts_behind(const Pack::Indicator& indicator, const Period& period, const By& by,
                                   const std::string& key) const;
  domain::Sources sources() const;
  std::optional<std::int64_t> total(const domain::Query& query) const;
  std::optional<std::int64_t> head_count(const domain::Query& query) const;
  const std::vector<ByteArray<16>>& crowd(const domain::Query& query) const;
  bool is_among(const ByteArray<16>& person, const domain::Query& query) const;

  // Of a measure over a period: how much of each code and kind.
  struct Totals {
    domain::Measure measure;
    std::optional<Period> period;
    std::vector<Vault::CodeTotal> rows;
  };
  mutable std::vector<Totals> totals_;
  // Everybody whom facts of these codes and kinds are about, whatever they are.
  struct Crowd {
    domain::Measure measure;
    std::optional<Period> period;
    std::vector<std::string> codes, kinds, outcomes;
    std::vector<ByteArray<16>> people;
  };
  mutable std::deque<Crowd> crowds_;
  mutable std::map<std::string, std::map<ByteArray<16>, std::string>> said_;  // by attribute

  const Vault& vault_;
  const Pack& pack_;
  domain::Face face_;
};

struct Why {
  std::string id, label;
  Figure figure;
  domain::CheckedBy checked_by;
  std::vector<Behind> behind;
};
// not_found (the indicator, or the key) | malformed (the period) | not_ready | not_allowed: see make_report.
Result<Why> explain(const Session& session, std::string_view indicator, const std::string& period,
                    const std::string& by, const std::string& key, std::string_view language);

}  // namespace tacit::usecases
