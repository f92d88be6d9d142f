#include "tools/scenario/oracle.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <chrono>
#include <istream>
#include <set>
#include <stdexcept>
#include <vector>

#include "tools/scenario/oracle_tables.hpp"

namespace tacit::scenario {
namespace {

namespace bj = boost::json;

// One thing that was recorded, in its last form.
struct Row {
  std::string what, team;
  bj::object is;
  bool voided = false;

  std::string day() const { return std::string(is.at("day").as_string()); }
  std::string text(const char* key) const { return is.contains(key) ? std::string(is.at(key).as_string()) : ""; }
  std::int64_t number(const char* key) const { return is.contains(key) ? is.at(key).to_number<std::int64_t>() : 0; }
};
using Rows = std::vector<const Row*>;

std::string quarter(const std::string& day) {
  static const char* const names[] = {"Q1", "Q1", "Q1", "Q2", "Q2", "Q2", "Q3", "Q3", "Q3", "Q4", "Q4", "Q4"};
  return day.substr(0, 4) + names[std::stoi(day.substr(5, 2)) - 1];
}
bool within(const std::string& day, const std::string& period) {
  if (period.empty()) return true;
  if (const auto dots = period.find(".."); dots != std::string::npos)
    return period.substr(0, dots) <= day && day <= period.substr(dots + 2);
  return period.size() == 6 ? quarter(day) == period : day.starts_with(period);
}

bool any_or(const std::set<std::string>& codes, std::string_view code) {
  return codes.empty() || codes.contains(std::string(code));
}
std::int64_t sum_of(const Row& row, const char* list, const std::set<std::string>& codes) {
  std::int64_t sum = 0;
  for (const auto& [code, count] : row.is.at(list).as_object())
    if (any_or(codes, code)) sum += count.to_number<std::int64_t>();
  return sum;
}
std::int64_t days_between(const std::string& from, const std::string& until) {
  const auto serial = [](const std::string& day) {
    return std::chrono::sys_days(std::chrono::year(std::stoi(day.substr(0, 4))) /
                                 std::chrono::month(static_cast<unsigned>(std::stoi(day.substr(5, 2)))) /
                                 std::chrono::day(static_cast<unsigned>(std::stoi(day.substr(8, 2)))))
        .time_since_epoch()
        .count();
  };
  return serial(until) - serial(from);
}
std::int64_t tests_in(const Row& row, const std::set<std::string>& codes) {
  std::int64_t sum = 0;
  for (const auto& test : row.is.at("tests").as_array()) sum += any_or(codes, test.at("test").as_string()) ? 1 : 0;
  return sum;
}

bool did_test(const Row& row, const std::string& test) {
  const auto& tests = row.is.at("tests").as_array();
  return std::any_of(tests.begin(), tests.end(),
                     [&](const bj::value& one) { return one.at("test").as_string() == test; });
}
std::int64_t told_of(const Row& row, const Definition& one) {
  std::int64_t sum = 0;
  for (const auto& test : row.is.at("tests").as_array())
    if (test.at("told").as_bool() && any_or(one.codes, test.at("test").as_string()) &&
        any_or(one.outcomes, test.at("outcome").as_string()))
      ++sum;
  return sum;
}
std::int64_t held_by(const Row& row, const std::map<std::string, std::int64_t>& holds) {
  std::int64_t sum = 0;
  for (const auto& [code, count] : row.is.at("given").as_object())
    if (const auto each = holds.find(std::string(code)); each != holds.end())
      sum += each->second * count.to_number<std::int64_t>();
  return sum;
}

class Replay {
 public:
  void take(const bj::object& event) {
    const std::string what(event.at("event").as_string());
    ++expected.events;
    if (what == "scenario") {
      begin(event);
    } else if (what == "register") {
      people_[event.at("person").to_number<std::int64_t>()] = event;
      teams_.insert(std::string(event.at("team").as_string()));
    } else if (what == "correct") {
      row_of(event).is = event.at("to").as_object();
      ++expected.corrections;
    } else if (what == "void") {
      row_of(event).voided = true;
      ++expected.voids;
    } else if (what == "link") {
      merged_.emplace_back(event.at("kept").to_number<std::int64_t>(), event.at("duplicate").to_number<std::int64_t>());
      ++expected.links;
    } else if (event.contains("record")) {
      record(what, event);
    } else if (what != "sync") {
      throw std::runtime_error("an event of the journal is unknown");
    }
  }

  Expected finish() {
    if (reckoning_ == nullptr) throw std::runtime_error("the journal does not say its scenario");
    for (const std::string& period : periods()) {
      expected.by_period[period] = figures(effective(period), Merging::linked);
      add_people(expected.by_period[period], effective(period), effective(last_quarter(period)), effective(""));
      if (period.size() == 6) expected.people_by_quarter[period] = people_in(effective(period), {}, Merging::linked);
      if (period.size() == 7) expected.raw_by_month[period] = figures(as_written(period), Merging::none);
    }
    const Rows year = effective(expected.year);
    for (const std::string& team : teams_) {
      expected.by_team[team] = figures(of_team(year, team), Merging::linked);
      add_people(expected.by_team[team], of_team(year, team), of_team(effective(last_quarter(expected.year)), team),
                 of_team(effective(""), team));
    }
    std::set<std::int64_t> humans;
    for (const Row* row : year)
      if (row->what == "contact" && row->is.contains("person"))
        humans.insert(people_.at(row->number("person")).at("human").to_number<std::int64_t>());
    expected.humans = static_cast<std::int64_t>(humans.size());
    activity(year);
    expected.raw = figures(as_written(expected.year), Merging::none);
    expected.raw["registrations"] = static_cast<std::int64_t>(people_.size());
    expected.raw["records"] = static_cast<std::int64_t>(written_.size());
    return expected;
  }

  Expected expected;

 private:
  enum class Merging { none, linked };

  // ---- the journal -----------------------------------------------------------------------------------------------
  void begin(const bj::object& event) {
    reckoning_ = &reckoning_of(std::string(event.at("name").as_string()));
    expected.year = std::to_string(event.at("year").to_number<int>());
    for (const auto& day : event.at("phases").as_array()) phases_.emplace_back(day.as_string());
  }
  void record(const std::string& what, const bj::object& event) {
    const auto number = event.at("record").to_number<std::int64_t>();
    const Row row{what, std::string(event.at("team").as_string()), event};
    if (!rows_.emplace(number, row).second) throw std::runtime_error("a record is there twice");
    written_.push_back(row);
    if (!within(written_.back().day(), expected.year)) ++expected.outside_year;
    if (written_.back().day() < phases_.at(event.at("phase").to_number<std::size_t>())) ++expected.late;
  }
  Row& row_of(const bj::object& event) {
    const auto found = rows_.find(event.at("record").to_number<std::int64_t>());
    if (found == rows_.end()) throw std::runtime_error("a change of nothing");
    return found->second;
  }

  // ---- rows ------------------------------------------------------------------------------------------------------
  std::vector<std::string> periods() const {
    std::vector<std::string> out{expected.year};
    for (const char* quarter : {"Q1", "Q2", "Q3", "Q4"}) out.push_back(expected.year + quarter);
    for (const char* month : {"01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "11", "12"})
      if (reckoning_->monthly) out.push_back(expected.year + "-" + month);
    if (reckoning_->two_years) out.push_back(expected.two_years());
    return out;
  }
  Rows effective(const std::string& period) const {
    Rows out;
    for (const auto& [record, row] : rows_)
      if (!row.voided && within(row.day(), period)) out.push_back(&row);
    return out;
  }
  static Rows of_team(const Rows& rows, const std::string& team) {
    Rows out;
    for (const Row* row : rows)
      if (row->team == team) out.push_back(row);
    return out;
  }
  // As they were first recorded.
  Rows as_written(const std::string& period) const {
    Rows out;
    for (const Row& row : written_)
      if (within(row.day(), period)) out.push_back(&row);
    return out;
  }

  // ---- figures ---------------------------------------------------------------------------------------------------
  Figures figures(const Rows& rows, Merging merging) const {
    Figures out;
    for (const Definition& one : reckoning_->figures) {
      if (one.counts == "told people" || one.counts == "package") continue;
      if (one.counts == "clients") {
        out[one.id] = people_in(rows, one, merging);
        continue;
      }
      out[one.id] = 0;
      for (const Row* row : chosen(rows, one, merging)) out[one.id] += share_of(*row, one);
    }
    return out;
  }

  // Of the households or stays of a client the newest is the one that holds.
  Rows chosen(const Rows& rows, const Definition& one, Merging merging) const {
    const char* what = one.counts == "households" || one.counts == "members" ? "household"
                       : one.counts == "housed"                              ? "stay"
                                                                             : "";
    if (*what == 0 || merging == Merging::none) return rows;
    std::map<std::int64_t, const Row*> newest;
    for (const Row* row : rows) {
      if (row->what != what) continue;
      const Row*& kept = newest[merged(row->number("person"))];
      if (kept == nullptr || kept->day() < row->day()) kept = row;
    }
    Rows out;
    for (const auto& [client, row] : newest) out.push_back(row);
    return out;
  }

  static std::int64_t of_support(const Row& row, const Definition& one) {
    if (row.what == "intake") return one.counts == "intakes" && any_or(one.codes, row.text("kind")) ? 1 : 0;
    if (row.what == "incident") return one.counts == "incidents" && any_or(one.codes, row.text("kind")) ? 1 : 0;
    if (row.what == "case") {
      if (one.counts != "cases" || !any_or(one.codes, row.text("kind"))) return 0;
      return any_or(one.steps, row.text("step")) && any_or(one.outcomes, row.text("outcome")) ? 1 : 0;
    }
    if (row.what == "household") {
      if (one.counts == "households") return 1;
      return one.counts == "members" ? sum_of(row, "people", one.codes) : 0;
    }
    if (one.counts == "housed") return sum_of(row, "people", one.codes);
    return one.counts == "nights" ? days_between(row.day(), row.text("until")) : 0;
  }

  static std::int64_t share_of(const Row& row, const Definition& one) {
    static const std::set<std::string> support{"intake", "incident", "case", "household", "stay"};
    if (support.contains(row.what)) return of_support(row, one);
    if (row.what == "outing") return one.counts == "outings" && any_or(one.kinds, row.text("kind")) ? 1 : 0;
    if (row.what == "referral") return one.counts == "referrals" && any_or(one.codes, row.text("destination")) ? 1 : 0;
    if (row.what == "group") {
      if (!any_or(one.codes, row.text("kind"))) return 0;
      return one.counts == "groups" ? 1 : one.counts == "participants" ? row.number("participants") : 0;
    }
    if (row.what != "contact" || !any_or(one.kinds, row.text("kind"))) return 0;
    if (one.counts == "contacts") return row.is.contains("person") ? 1 : row.number("anonymous");
    if (one.counts == "services" || one.counts == "given") return sum_of(row, one.counts.c_str(), one.codes);
    if (one.counts == "contents") return held_by(row, one.holds);
    if (one.counts == "told") return told_of(row, one);
    return one.counts == "tests" ? tests_in(row, one.codes) : 0;
  }

  // ---- people by what they got -----------------------------------------------------------------------------------
  static std::string last_quarter(const std::string& period) {
    if (period.size() == 6) return period;
    if (period.size() == 7) return quarter(period + "-01");
    return period.substr(period.size() == 4 ? 0 : 12, 4) + "Q4";
  }
  void add_people(Figures& out, const Rows& rows, const Rows& last, const Rows& ever) const {
    for (const Definition& one : reckoning_->figures) {
      if (one.counts == "told people") out[one.id] = told_people(rows, ever, one);
      if (one.counts == "package") out[one.id] = with_package(last, one);
    }
  }
  std::map<std::int64_t, Rows> contacts_by_person(const Rows& rows) const {
    std::map<std::int64_t, Rows> out;
    for (const Row* row : rows)
      if (row->what == "contact" && row->is.contains("person")) out[merged(row->number("person"))].push_back(row);
    return out;
  }
  std::int64_t told_people(const Rows& rows, const Rows& ever, const Definition& one) const {
    const auto all = contacts_by_person(ever);
    std::int64_t people = 0;
    for (const auto& [person, contacts] : contacts_by_person(rows)) {
      std::string first;
      for (const Row* row : contacts)
        if (told_of(*row, one) > 0 && (first.empty() || row->day() < first)) first = row->day();
      if (first.empty()) continue;
      if (one.then_days == 0 || had_then(all.at(person), one, first)) ++people;
    }
    return people;
  }
  static bool had_then(const Rows& contacts, const Definition& one, const std::string& first) {
    return std::any_of(contacts.begin(), contacts.end(), [&](const Row* row) {
      if (row->day() < first || days_between(first, row->day()) > one.then_days) return false;
      if (row->day() == first && told_of(*row, one) > 0) return false;
      return one.then_test.empty() ? sum_of(*row, "services", {one.then_service}) > 0 : did_test(*row, one.then_test);
    });
  }
  std::int64_t with_package(const Rows& rows, const Definition& one) const {
    std::int64_t people = 0;
    for (const auto& [person, contacts] : contacts_by_person(rows)) {
      bool counselled = false, supplied = false, tested = false;
      for (const Row* row : contacts) {
        counselled |= sum_of(*row, "services", {one.then_service}) > 0;
        supplied |= held_by(*row, one.holds) > 0;
        tested |= told_of(*row, one) > 0;
      }
      people += counselled && supplied && tested ? 1 : 0;
    }
    return people;
  }

  std::int64_t people_in(const Rows& rows, const Definition& one, Merging merging) const {
    std::set<std::int64_t> people;
    for (const Row* row : rows) {
      if (row->what != "contact" || !row->is.contains("person") || !any_or(one.kinds, row->text("kind"))) continue;
      if (!one.codes.empty() && sum_of(*row, "services", one.codes) == 0) continue;
      const std::int64_t person = row->number("person");
      if (!are(people_.at(person), one.where)) continue;
      people.insert(merging == Merging::linked ? merged(person) : person);
    }
    return static_cast<std::int64_t>(people.size());
  }
  static bool are(const bj::object& person, const std::map<std::string, std::set<std::string>>& where) {
    for (const auto& [attribute, values] : where)
      if (!values.contains(std::string(person.at("is").at(attribute).as_string()))) return false;
    return true;
  }
  std::int64_t merged(std::int64_t person) const {
    for (bool again = true; again;) {
      again = false;
      for (const auto& [kept, duplicate] : merged_)
        if (person == duplicate) person = kept, again = true;
    }
    return person;
  }

  // An audit face names a kind of test once, however often it was done, and no service that could follow a result.
  void activity(const Rows& year) {
    Figures& out = expected.activity;
    for (const Row* row : year) {
      if (row->what == "outing") ++out["outings"];
      if (row->what == "group") ++out["groups"], out["participants"] += row->number("participants");
      if (row->what == "receive") out["received"] += row->number("quantity");
      if (row->what == "issue") out["issued"] += row->number("quantity");
      if (row->what != "contact") continue;
      out["contacts"] += row->is.contains("person") ? 1 : row->number("anonymous");
      out["given"] += sum_of(*row, "given", {});
      for (const auto& [code, count] : row->is.at("services").as_object())
        expected.services[std::string(code)] += count.to_number<std::int64_t>();
      std::set<std::string> tests;
      for (const auto& test : row->is.at("tests").as_array()) tests.insert(std::string(test.at("test").as_string()));
      for (const std::string& test : tests) out["tests"] += reckoning_->unseen_tests.contains(test) ? 0 : 1;
    }
  }

  const Reckoning* reckoning_ = nullptr;
  std::vector<std::string> phases_;  // the day each begins
  std::map<std::int64_t, Row> rows_;
  std::vector<Row> written_;  // as they were first recorded
  std::map<std::int64_t, bj::object> people_;
  std::set<std::string> teams_;
  std::vector<std::pair<std::int64_t, std::int64_t>> merged_;
};

}  // namespace

std::string Expected::two_years() const { return std::to_string(std::stoi(year) - 1) + "-01-01.." + year + "-12-31"; }

std::vector<std::string> Expected::months() const {
  std::vector<std::string> out;
  for (const auto& [period, figures] : by_period)
    if (period.size() == 7) out.push_back(period);
  return out;
}

Expected expected_of(std::istream& journal) {
  Replay replay;
  for (std::string line; std::getline(journal, line);) replay.take(bj::parse(line).as_object());
  return replay.finish();
}

}  // namespace tacit::scenario
