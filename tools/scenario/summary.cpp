#include "tools/scenario/summary.hpp"

#include <algorithm>

namespace tacit::scenario {
namespace {

std::int64_t value_of(const usecases::Report& report, const std::string& indicator) {
  for (const auto& line : report.lines)
    if (line.id == indicator) return line.value.value_or(-1);
  return -1;
}

std::string number(std::int64_t value) {
  std::string out = std::to_string(value);
  for (auto at = static_cast<std::ptrdiff_t>(out.size()) - 3; at > 0; at -= 3)
    out.insert(static_cast<std::size_t>(at), 1, ',');
  return out;
}

std::string padded(std::string text, std::size_t width) {
  text.resize(std::max(width, text.size()), ' ');
  return text;
}
std::string right(std::string text, std::size_t width) {
  if (text.size() < width) text.insert(0, width - text.size(), ' ');
  return text;
}

// "120.0"
std::string tenths(std::int64_t sum, std::size_t count) {
  const std::int64_t scaled = sum * 10 / static_cast<std::int64_t>(count);
  return number(scaled / 10) + "." + std::to_string(scaled % 10);
}

std::int64_t total_of(const std::map<std::string, Figures>& by_month, const std::string& indicator) {
  std::int64_t sum = 0;
  for (const auto& [month, figures] : by_month) sum += figures.at(indicator);
  return sum;
}

class Comparison {
 public:
  explicit Comparison(const Findings& findings) : f_(findings) {}

  std::vector<std::string> run() {
    goals();
    staff();
    teams();
    auditor();
    if (f_.services != f_.expected.services) wrong_.push_back("services one by one are not those of the oracle");
    if (f_.suspected != 0) wrong_.push_back("honest records seem to tell auditors something else than the team");
    if (f_.log.stopped || !f_.log.problems.empty()) wrong_.push_back("the log does not verify");
    if (f_.leaks.hits != 0) wrong_.push_back("the server's files hold names or codes");
    if (f_.leaks.searched_for == 0 || f_.leaks.bytes == 0) wrong_.push_back("nothing was searched for leaks");
    return std::move(wrong_);
  }

 private:
  void note(const std::string& what, std::int64_t found, std::int64_t expected) {
    wrong_.push_back(what + " is " + std::to_string(found) + ", must be " + std::to_string(expected));
  }
  void same(const std::string& what, std::int64_t found, std::int64_t expected) {
    if (found != expected) note(what, found, expected);
  }

  void goals() {
    const auto& year = f_.staff.at(f_.expected.year);
    for (const auto& [indicator, goal] : f_.goals.of_year) same(indicator, value_of(year, indicator), goal);
    for (const auto& [team, goals] : f_.goals.of_teams)
      for (const auto& [indicator, goal] : goals)
        same(indicator + " of " + team, value_of(f_.teams.at(team), indicator), goal);
    for (const auto& [indicator, goal] : f_.goals.of_two_years)
      same(indicator + " of two years", value_of(f_.staff.at(f_.expected.two_years()), indicator), goal);
    for (const auto& [indicator, goal] : f_.goals.of_months) {
      std::int64_t sum = 0;
      for (const std::string& month : f_.expected.months()) sum += value_of(f_.staff.at(month), indicator);
      same(indicator + " of all months", sum, goal * static_cast<std::int64_t>(f_.expected.months().size()));
    }
    same("humans behind the codes", f_.expected.humans, value_of(year, f_.everybody));
  }

  void staff() {
    for (const auto& [period, figures] : f_.expected.by_period) {
      const auto& report = f_.staff.at(period);
      if (report.unopened != 0) wrong_.push_back("entries stayed closed to the staff device");
      if (report.lines.size() != figures.size())
        wrong_.push_back("the oracle does not know every indicator of the pack");
      for (const auto& [indicator, value] : figures)
        same(indicator + " of " + period, value_of(report, indicator), value);
    }
  }

  void teams() {
    for (const auto& [team, figures] : f_.expected.by_team)
      for (const auto& [indicator, value] : figures)
        same(indicator + " of " + team, value_of(f_.teams.at(team), indicator), value);
  }

  void auditor() {
    const auto& expected = f_.expected.of_year();
    for (const auto& line : f_.auditor.lines) {
      if (line.value) same(line.id + " as audited", *line.value, expected.at(line.id));
      if (line.id != f_.everybody) continue;
      Figures quarters;
      for (const auto& row : line.by_quarter) quarters[row.key] = row.value;
      for (const auto& [quarter, people] : f_.expected.people_by_quarter)
        same("people of " + quarter + " as audited", quarters[quarter], people);
      if (!line.stated || !line.stated->within || line.stated->value != f_.stated)
        wrong_.push_back("the statement does not fit what the audit faces allow");
    }
    for (const auto& [what, quantity] : f_.expected.activity) {
      const auto found = f_.audit_activity.find(what);
      same(what + " in audit rows", found == f_.audit_activity.end() ? 0 : found->second, quantity);
    }
  }

  const Findings& f_;
  std::vector<std::string> wrong_;
};

std::size_t width_of_labels(const usecases::Report& report) {
  std::size_t width = 0;
  for (const auto& line : report.lines) width = std::max(width, line.label.size());
  return width;
}

void staff_table(const Findings& f, std::vector<std::string>& out) {
  const auto& report = f.staff.at(f.expected.year);
  const std::size_t width = width_of_labels(report);
  out.push_back("Annual report " + f.expected.year + ", counted by the new staff device from opened team faces");
  out.push_back("  " + padded("indicator", width) + right("report", 9) + right("oracle", 9) + right("raw rows", 10));
  for (const auto& line : report.lines) {
    const auto raw = f.expected.raw.find(line.id);
    out.push_back("  " + padded(line.label, width) + right(number(line.value.value_or(-1)), 9) +
                  right(number(f.expected.of_year().at(line.id)), 9) +
                  right(raw == f.expected.raw.end() ? "" : number(raw->second), 10));
  }
  out.push_back("");
  out.push_back("Different services given, by group, counted from the same faces");
  for (const auto& [group, count] : f.services_used)
    out.push_back("  " + padded(group, width) + right(number(count), 9));
}

// The figures that are a mean of months, month by month.
void months_table(const Findings& f, std::vector<std::string>& out) {
  if (f.goals.of_months.empty()) return;
  out.push_back("");
  out.push_back("Month by month, counted from the same faces");
  std::string head = "  " + padded("month", 9);
  for (const auto& [indicator, goal] : f.goals.of_months) head += right(indicator, 20);
  out.push_back(head);
  std::map<std::string, std::int64_t> sums;
  for (const std::string& month : f.expected.months()) {
    std::string line = "  " + padded(month, 9);
    for (const auto& [indicator, goal] : f.goals.of_months) {
      const std::int64_t value = value_of(f.staff.at(month), indicator);
      sums[indicator] += value;
      line += right(number(value), 20);
    }
    out.push_back(line);
  }
  const std::size_t months = f.expected.months().size();
  std::string mean = "  " + padded("mean", 9), goal = "  " + padded("goal", 9), raw = "  " + padded("raw rows", 9);
  for (const auto& [indicator, value] : f.goals.of_months) {
    mean += right(tenths(sums[indicator], months), 20);
    goal += right(number(value) + ".0", 20);
    raw += right(tenths(total_of(f.expected.raw_by_month, indicator), months), 20);
  }
  out.push_back(mean);
  out.push_back(goal);
  out.push_back(raw);
}

std::string label_of(const usecases::Report& report, const std::string& indicator) {
  for (const auto& line : report.lines)
    if (line.id == indicator) return line.label;
  return indicator;
}

// Where the figures are those of one team or of two years.
void teams_table(const Findings& f, std::vector<std::string>& out) {
  for (const auto& [team, goals] : f.goals.of_teams) {
    out.push_back("");
    out.push_back("What a device of " + team + " counts of " + f.expected.year + " from its own team's faces");
    for (const auto& [indicator, goal] : goals) {
      const auto& report = f.teams.at(team);
      out.push_back("  " + padded(label_of(report, indicator), width_of_labels(report)) +
                    right(number(value_of(report, indicator)), 9) +
                    right(number(f.expected.by_team.at(team).at(indicator)), 9));
    }
  }
  if (f.goals.of_two_years.empty()) return;
  const std::string period = f.expected.two_years();
  out.push_back("");
  out.push_back("Two years, " + period + ", counted by the new staff device");
  for (const auto& [indicator, goal] : f.goals.of_two_years) {
    const auto& report = f.staff.at(period);
    out.push_back("  " + padded(label_of(report, indicator), width_of_labels(report)) +
                  right(number(value_of(report, indicator)), 9) +
                  right(number(f.expected.by_period.at(period).at(indicator)), 9));
  }
}

void auditor_table(const Findings& f, std::vector<std::string>& out) {
  const std::size_t width = width_of_labels(f.auditor);
  out.push_back("The auditor's view of " + f.expected.year +
                ", counted from audit faces: no client code, no name, no result");
  for (const auto& line : f.auditor.lines) {
    if (line.value) out.push_back("  " + padded(line.label, width) + right(number(*line.value), 9));
    if (line.id != f.everybody) continue;
    for (const auto& row : line.by_quarter)
      out.push_back("  " + padded("Distinct people of " + row.key, width) + right(number(row.value), 9));
    if (line.stated)
      out.push_back("  " + padded(line.label + ", as stated and signed by staff", width) +
                    right(number(line.stated->value), 9) +
                    (line.stated->within ? "  possible: between " : "  IMPOSSIBLE: outside ") +
                    number(line.stated->bounds->lowest) + " and " + number(line.stated->bounds->highest));
  }
}

json::object figures_json(const usecases::Report& report) {
  json::object out;
  for (const auto& line : report.lines)
    if (line.value) out[line.id] = *line.value;
  return out;
}
json::object figures_json(const Figures& figures) {
  json::object out;
  for (const auto& [id, value] : figures) out[id] = value;
  return out;
}

json::object auditor_json(const Findings& f) {
  json::object out{{"figures", figures_json(f.auditor)}, {"activity", figures_json(f.audit_activity)}};
  for (const auto& line : f.auditor.lines) {
    if (line.id != f.everybody) continue;
    json::object quarters;
    for (const auto& row : line.by_quarter) quarters[row.key] = row.value;
    out["people_by_quarter"] = std::move(quarters);
    if (line.stated)
      out["statement"] = {{"indicator", line.id},
                          {"value", line.stated->value},
                          {"lowest", line.stated->bounds->lowest},
                          {"highest", line.stated->bounds->highest},
                          {"within", line.stated->within}};
  }
  return out;
}

}  // namespace

std::vector<std::string> differences(const Findings& findings) { return Comparison(findings).run(); }

std::vector<std::string> as_text(const Findings& f) {
  std::vector<std::string> out{""};
  staff_table(f, out);
  months_table(f, out);
  teams_table(f, out);
  out.push_back("");
  auditor_table(f, out);
  out.push_back("");
  out.push_back("Recorded on the way: " + number(f.expected.voids) + " voids, " + number(f.expected.corrections) +
                " corrections, " + number(f.expected.links) + " links of duplicates, " + number(f.expected.late) +
                " late records, " + number(f.expected.outside_year) + " of another year, " +
                number(f.expected.raw.at("registrations")) + " registrations");
  out.push_back("The log: " + number(static_cast<std::int64_t>(f.log.leaves)) + " leaves, " +
                number(static_cast<std::int64_t>(f.log.entries)) + " entries of " + std::to_string(f.log.devices) +
                " devices, every one verified, " + std::to_string(f.log.problems.size()) + " problems");
  if (f.leaks.searched_for == 0) return out;
  out.push_back("The server's disk: " + number(static_cast<std::int64_t>(f.leaks.searched_for)) +
                " names, phones, notes and codes looked for in " + std::to_string(f.leaks.files) + " files, " +
                number(static_cast<std::int64_t>(f.leaks.bytes)) + " bytes: " + std::to_string(f.leaks.hits) +
                " found");
  return out;
}

json::object as_json(const Plan& plan, const Findings& f, const std::vector<std::string>& wrong, double seconds) {
  json::object report, teams, oracle, times;
  for (const auto& [team, one] : f.teams) teams[team] = figures_json(one);
  for (const auto& [period, one] : f.staff) report[period] = figures_json(one);
  for (const auto& [period, one] : f.expected.by_period) oracle[period] = figures_json(one);
  for (const auto& [step, time] : f.seconds) times[step] = time;
  times["all"] = seconds;
  json::array problems;
  for (const std::string& one : wrong) problems.emplace_back(one);
  return {
      {"scenario", plan.scenario},
      {"seed", plan.seed},
      {"size", plan.size},
      {"goals", {{"year", figures_json(f.goals.of_year)}, {"mean of months", figures_json(f.goals.of_months)}}},
      {"report", std::move(report)},
      {"teams", std::move(teams)},
      {"services", figures_json(f.services)},
      {"services_used", figures_json(f.services_used)},
      {"auditor", auditor_json(f)},
      {"oracle",
       {{"figures", std::move(oracle)},
        {"people_by_quarter", figures_json(f.expected.people_by_quarter)},
        {"services", figures_json(f.expected.services)},
        {"activity", figures_json(f.expected.activity)},
        {"raw", figures_json(f.expected.raw)}}},
      {"log",
       {{"leaves", f.log.leaves},
        {"entries", f.log.entries},
        {"links", f.log.links},
        {"devices", f.log.devices},
        {"problems", f.log.problems.size()}}},
      {"leaks",
       {{"texts", f.leaks.searched_for}, {"files", f.leaks.files}, {"bytes", f.leaks.bytes}, {"hits", f.leaks.hits}}},
      {"seconds", std::move(times)},
      {"differences", std::move(problems)}};
}

}  // namespace tacit::scenario
