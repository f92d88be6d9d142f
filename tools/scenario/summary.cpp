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

class Comparison {
 public:
  explicit Comparison(const Findings& findings) : f_(findings) {}

  std::vector<std::string> run() {
    goals();
    staff();
    auditor();
    if (f_.expected.humans != f_.goals.beneficiaries)
      note("humans behind the codes", f_.expected.humans, f_.goals.beneficiaries);
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
    const auto& year = f_.staff.at("2021");
    same("beneficiaries", value_of(year, "beneficiaries"), f_.goals.beneficiaries);
    same("rounds", value_of(year, "rounds"), f_.goals.rounds);
    same("medical-care", value_of(year, "medical-care"), f_.goals.medical_care);
    same("psychological-interviews", value_of(year, "psychological-interviews"), f_.goals.interviews);
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

  void auditor() {
    const auto& expected = f_.expected.by_period.at("2021");
    for (const auto& line : f_.auditor.lines) {
      if (line.value) same(line.id + " as audited", *line.value, expected.at(line.id));
      if (line.id != kStatedFigure) continue;
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
  const std::size_t width = width_of_labels(f.staff.at("2021"));
  out.push_back("Annual report 2021, counted by the new staff device from opened team faces");
  out.push_back("  " + padded("indicator", width) + right("report", 9) + right("oracle", 9) + right("raw rows", 10));
  for (const auto& line : f.staff.at("2021").lines) {
    const auto raw = f.expected.raw.find(line.id);
    out.push_back("  " + padded(line.label, width) + right(number(line.value.value_or(-1)), 9) +
                  right(number(f.expected.by_period.at("2021").at(line.id)), 9) +
                  right(raw == f.expected.raw.end() ? "" : number(raw->second), 10));
  }
}

void auditor_table(const Findings& f, std::vector<std::string>& out) {
  const std::size_t width = width_of_labels(f.auditor);
  out.push_back("The auditor's view of 2021, counted from audit faces: no client code, no name, no result");
  for (const auto& line : f.auditor.lines) {
    if (line.value) out.push_back("  " + padded(line.label, width) + right(number(*line.value), 9));
    if (line.id != kStatedFigure) continue;
    for (const auto& row : line.by_quarter)
      out.push_back("  " + padded("Distinct beneficiaries of " + row.key, width) + right(number(row.value), 9));
    if (line.stated)
      out.push_back("  " + padded("Beneficiaries as stated and signed by staff", width) +
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
    if (line.id != kStatedFigure) continue;
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
  json::object report, oracle, times;
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
      {"goals",
       {{"beneficiaries", f.goals.beneficiaries},
        {"rounds", f.goals.rounds},
        {"medical-care", f.goals.medical_care},
        {"psychological-interviews", f.goals.interviews}}},
      {"report", std::move(report)},
      {"auditor", auditor_json(f)},
      {"oracle",
       {{"figures", std::move(oracle)},
        {"people_by_quarter", figures_json(f.expected.people_by_quarter)},
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
