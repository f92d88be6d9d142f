#include "tools/scenario/oracle.hpp"

#include <boost/json.hpp>
#include <istream>
#include <set>
#include <stdexcept>
#include <vector>

namespace tacit::scenario {
namespace {

namespace bj = boost::json;

const std::set<std::string> kRounds{"street-round", "foot-round"};
const std::set<std::string> kMedicalCare{"pre-medical-advice", "pre-medical-care", "medical-consultation", "wound-care",
                                         "emergency-aid"};
const std::set<std::string> kKits{"hygiene-kit", "womens-hygiene-kit", "winter-kit"};
const std::set<std::string> kMedicines{"fever-medicine", "cold-medicine", "antiseptic", "ointment", "dressing-set"};

// One thing that was recorded, in its last form.
struct Row {
  std::string what;
  bj::object is;
  bool voided = false;

  std::string day() const { return std::string(is.at("day").as_string()); }
  std::string kind() const { return is.contains("kind") ? std::string(is.at("kind").as_string()) : std::string(); }
  std::int64_t number(const char* key) const { return is.contains(key) ? is.at(key).to_number<std::int64_t>() : 0; }
};

std::string quarter(const std::string& day) {
  static const char* const names[] = {"Q1", "Q1", "Q1", "Q2", "Q2", "Q2", "Q3", "Q3", "Q3", "Q4", "Q4", "Q4"};
  return day.substr(0, 4) + names[std::stoi(day.substr(5, 2)) - 1];
}
bool within(const std::string& day, const std::string& period) {
  return period.size() == 4 ? day.starts_with(period) : quarter(day) == period;
}

std::int64_t sum_of(const Row& row, const char* list, const std::set<std::string>& codes) {
  std::int64_t sum = 0;
  for (const auto& [code, count] : row.is.at(list).as_object())
    if (codes.empty() || codes.contains(std::string(code))) sum += count.to_number<std::int64_t>();
  return sum;
}

class Replay {
 public:
  void take(const bj::object& event) {
    const std::string what(event.at("event").as_string());
    ++expected.events;
    if (what == "scenario") {
      for (const auto& day : event.at("phases").as_array()) phases_.emplace_back(day.as_string());
    } else if (what == "register") {
      human_of_[event.at("person").to_number<std::int64_t>()] = event.at("human").to_number<std::int64_t>();
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
      const auto record = event.at("record").to_number<std::int64_t>();
      if (!rows_.emplace(record, Row{what, event}).second) throw std::runtime_error("a record is there twice");
      written_.push_back(Row{what, event});
      if (!within(written_.back().day(), "2021")) ++expected.outside_year;
      if (written_.back().day() < phases_.at(event.at("phase").to_number<std::size_t>())) ++expected.late;
    } else if (what != "sync") {
      throw std::runtime_error("an event of the journal is unknown");
    }
  }

  Expected finish() {
    for (const char* period : {"2021", "2021Q1", "2021Q2", "2021Q3", "2021Q4"}) {
      expected.by_period[period] = figures(period);
      if (std::string(period).size() > 4) expected.people_by_quarter[period] = people_in(period, true);
    }
    std::set<std::int64_t> humans;
    for (const auto& [record, row] : rows_)
      if (row.what == "contact" && !row.voided && row.is.contains("person") && within(row.day(), "2021"))
        humans.insert(human_of_.at(row.number("person")));
    expected.humans = static_cast<std::int64_t>(humans.size());
    activity();
    raw();
    return expected;
  }

  Expected expected;

 private:
  Row& row_of(const bj::object& event) {
    const auto found = rows_.find(event.at("record").to_number<std::int64_t>());
    if (found == rows_.end()) throw std::runtime_error("a change of nothing");
    return found->second;
  }

  std::int64_t merged(std::int64_t person) const {
    for (bool again = true; again;) {
      again = false;
      for (const auto& [kept, duplicate] : merged_)
        if (person == duplicate) person = kept, again = true;
    }
    return person;
  }

  std::int64_t people_in(const std::string& period, bool linked) const {
    std::set<std::int64_t> people;
    for (const auto& [record, row] : rows_)
      if (row.what == "contact" && !row.voided && row.is.contains("person") && within(row.day(), period))
        people.insert(linked ? merged(row.number("person")) : row.number("person"));
    return static_cast<std::int64_t>(people.size());
  }

  Figures figures(const std::string& period) const {
    Figures out;
    for (const char* id : {"rounds", "contacts", "medical-care", "psychological-interviews", "documents-help",
                           "rapid-tests", "referrals", "kits-given", "medicines-given", "group-sessions",
                           "participants", "professionals-trained", "students-reached"})
      out[id] = 0;
    for (const auto& [record, row] : rows_)
      if (!row.voided && within(row.day(), period)) count(row, out);
    out["beneficiaries"] = out["beneficiaries-project"] = people_in(period, true);
    return out;
  }

  static void count(const Row& row, Figures& out) {
    if (row.what == "outing") out["rounds"] += kRounds.contains(row.kind()) ? 1 : 0;
    if (row.what == "referral") ++out["referrals"];
    if (row.what == "group") {
      ++out["group-sessions"];
      out["participants"] += row.number("participants");
      if (row.kind().starts_with("professionals-")) out["professionals-trained"] += row.number("participants");
      if (row.kind().starts_with("students-")) out["students-reached"] += row.number("participants");
    }
    if (row.what != "contact") return;
    out["contacts"] += row.is.contains("person") ? 1 : row.number("anonymous");
    out["medical-care"] += sum_of(row, "services", kMedicalCare);
    out["psychological-interviews"] += sum_of(row, "services", {"psychological-interview"});
    out["documents-help"] += sum_of(row, "services", {"documents-help"});
    out["rapid-tests"] += static_cast<std::int64_t>(row.is.at("tests").as_array().size());
    out["kits-given"] += sum_of(row, "given", kKits);
    out["medicines-given"] += sum_of(row, "given", kMedicines);
  }

  // An audit face names a kind of test once, however often it was done, and no service that could follow a result.
  void activity() {
    Figures& out = expected.activity;
    for (const auto& [record, row] : rows_) {
      if (row.voided || !within(row.day(), "2021")) continue;
      if (row.what == "outing") ++out["outings"];
      if (row.what == "group") ++out["groups"], out["participants"] += row.number("participants");
      if (row.what == "receive") out["received"] += row.number("quantity");
      if (row.what == "issue") out["issued"] += row.number("quantity");
      if (row.what != "contact") continue;
      out["contacts"] += row.is.contains("person") ? 1 : row.number("anonymous");
      out["given"] += sum_of(row, "given", {});
      std::set<std::string> tests;
      for (const auto& test : row.is.at("tests").as_array()) tests.insert(std::string(test.at("test").as_string()));
      out["tests"] += static_cast<std::int64_t>(tests.size());
    }
  }

  void raw() {
    Figures& out = expected.raw;
    std::set<std::int64_t> codes;
    for (const Row& row : written_) {
      if (!within(row.day(), "2021")) continue;
      count(row, out);
      if (row.what == "contact" && row.is.contains("person")) codes.insert(row.number("person"));
    }
    out["beneficiaries"] = static_cast<std::int64_t>(codes.size());
    out["registrations"] = static_cast<std::int64_t>(human_of_.size());
    out["records"] = static_cast<std::int64_t>(written_.size());
  }

  std::vector<std::string> phases_;  // the day each begins
  std::map<std::int64_t, Row> rows_;
  std::vector<Row> written_;  // as they were first recorded
  std::map<std::int64_t, std::int64_t> human_of_;
  std::vector<std::pair<std::int64_t, std::int64_t>> merged_;
};

}  // namespace

Expected expected_of(std::istream& journal) {
  Replay replay;
  for (std::string line; std::getline(journal, line);) replay.take(bj::parse(line).as_object());
  return replay.finish();
}

}  // namespace tacit::scenario
