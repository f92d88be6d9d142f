#include "tools/scenario/demonstration.hpp"

#include <fstream>

#include "common/files/file.hpp"
#include "tools/scenario/failure.hpp"
#include "tools/scenario/journal.hpp"

namespace tacit::scenario {
namespace {

constexpr int kFounded = 8, kLived = 80, kReported = 90, kAudited = 98;

std::vector<std::string> team_names(const Plan& plan) {
  std::vector<std::string> out;
  for (const TeamPlan& team : plan.teams) out.push_back(team.name);
  return out;
}

std::string without_hyphens(std::string code) {
  std::erase(code, '-');
  return code;
}

}  // namespace

// Adds the time until it goes out of scope to a step.
class Demonstration::Timer {
 public:
  Timer(Demonstration& owner, std::string step)
      : owner_(owner), step_(std::move(step)), began_(owner.narrator_.elapsed()) {}
  Timer(const Timer&) = delete;
  Timer& operator=(const Timer&) = delete;
  ~Timer() { owner_.findings_.seconds[step_] += owner_.narrator_.elapsed() - began_; }

 private:
  Demonstration& owner_;
  const std::string step_;
  const double began_;
};

Demonstration::Demonstration(Plan plan, std::filesystem::path run, const std::filesystem::path& tacitd,
                             Narrator& narrator)
    : plan_(std::move(plan)),
      run_(std::move(run)),
      narrator_(narrator),
      server_(tacitd, run_ / "server", run_ / "tacitd.log") {
  findings_.everybody = plan_.everybody;
  findings_.goals = plan_.goals;
}

void Demonstration::found() {
  const Timer timer(*this, "found");
  const auto journal = run_ / "journal.jsonl";
  write_file_durably(journal, {});
  {
    std::ofstream out(journal, std::ios::binary);
    write_journal(plan_, out);
  }
  std::ifstream in(journal, std::ios::binary);
  findings_.expected = expected_of(in);
  const std::string passphrase = random_passphrase();
  create_private_directory(run_ / "passphrases");
  write_file_durably(passphrase_file(run_, "server"), as_bytes(passphrase + "\n"));
  narrator_.say(0, "Making a server, with its data in " + server_.data().string());
  const std::string invitation = server_.init(passphrase);
  server_.start(passphrase);
  narrator_.say(1, "It listens on " + server_.url() + "; the office founds the organisation and its " +
                       std::to_string(plan_.teams.size()) + " teams");
  devices_.push_back(found_organisation(run_, plan_, invitation, clock_));
  narrator_.say(
      2, std::to_string(plan_.devices.size() - 1) + " workers and an auditor are invited, join and are admitted");
  for (std::size_t i = 1; i < plan_.devices.size(); ++i) {
    const DevicePlan& worker = plan_.devices[i];
    devices_.push_back(bring_in(run_, devices_[kOffice],
                                {.name = worker.name, .role = Role::worker, .teams = {plan_.teams[worker.team].name}},
                                clock_));
  }
  auditor_.emplace(bring_in(run_, devices_[kOffice], {.name = kAuditor, .role = Role::auditor, .teams = {}}, clock_));
  // What later newcomers changed (epochs, labels) reaches everybody before the year begins.
  for (Device& device : devices_) device.synchronise();
}

void Demonstration::live() {
  const Timer timer(*this, "year");
  const std::size_t all = count_actions(plan_);
  narrator_.say(kFounded, "The year begins: " + std::to_string(plan_.records) + " records and " +
                              std::to_string(plan_.people.size()) + " registrations on " +
                              std::to_string(plan_.devices.size()) + " devices");
  std::size_t done = 0;
  made_ = play(plan_, devices_, clock_, [&] {
    const auto percent = kFounded + static_cast<int>(++done * static_cast<std::size_t>(kLived - kFounded) / all);
    narrator_.progress(percent, "Recording, correcting and sending: " + std::to_string(done) + " of " +
                                    std::to_string(all) + " steps");
  });
  for (const auto& [action, seconds] : made_->seconds) findings_.seconds["year: " + action] = seconds;
}

void Demonstration::report() {
  const Timer timer(*this, "colleague");
  narrator_.say(kLived, "The year is over. A colleague's new device joins, with an empty vault");
  colleague_.emplace(
      bring_in(run_, devices_[kOffice], {.name = kColleague, .role = Role::staff, .teams = team_names(plan_)}, clock_));
  // The steward has given it the earlier keys by now.
  const auto outcome = colleague_->synchronise();
  narrator_.say(kReported, "It has read and opened what the server keeps; it counts from team faces");
  if (outcome.unopened != 0) throw Failure("the new device could not open everything");
  for (const auto& [period, figures] : findings_.expected.by_period)
    findings_.staff[period] = must(usecases::make_report(colleague_->session(), period, "en"), "report");
  count_by_team();
  count_services();
  const auto status = usecases::status_of(colleague_->session());
  findings_.suspected = status.faces_differ + status.faces_not_judged;
}

// What the teams can tell of themselves: their devices open nothing of the others.
void Demonstration::count_by_team() {
  for (const auto& [team, figures] : findings_.expected.by_team)
    for (std::size_t i = 1; i < devices_.size(); ++i) {
      if (plan_.teams[plan_.devices[i].team].name != team || findings_.teams.contains(team)) continue;
      devices_[i].synchronise();
      findings_.teams[team] =
          must(usecases::make_report(devices_[i].session(), findings_.expected.year, "en"), "report");
    }
}

// Each by itself, from what was opened; the groups are those of the pack.
void Demonstration::count_services() {
  const auto pack = colleague_->vault().pack();
  if (!pack) throw Failure("the new device has no pack");
  const auto year = must(parse_period(findings_.expected.year), "year");
  for (const auto& row : colleague_->vault().run({.face = domain::Face::team,
                         .measure = domain::Measure::service,
                         .codes = {},
                         .kinds = {},
                         .period = year,
                         .distinct_people = false,
                         .by = domain::Breakdown::code}))
    findings_.services[row.key] = row.value;
  for (const auto& [code, times] : findings_.services) {
    const auto* service = pack->service(code);
    if (service == nullptr) throw Failure("a service is counted that the pack does not have");
    ++findings_.services_used[label_in(pack->words.at(service->group), "en")];
  }
}

void Demonstration::audit() {
  const Timer timer(*this, "audit");
  auto office = devices_[kOffice].session();
  const auto stated = must(usecases::state_figures(office, findings_.expected.year, {plan_.everybody}), "state");
  findings_.stated = stated.figures.front().value;
  devices_[kOffice].synchronise();
  narrator_.say(kReported + 1, "The office has published its signed statement; the auditor's device reads audit faces");
  auditor_->synchronise();
  findings_.auditor =
      must(usecases::make_report(auditor_->session(), findings_.expected.year, "en"), "auditor's report");
  for (const auto& row : must(usecases::list_audit_rows(auditor_->session(), findings_.expected.year), "audit list"))
    findings_.audit_activity[row.what] += row.quantity;
  narrator_.say(kReported + 4, "The auditor verifies every leaf of the log");
  findings_.log = must(usecases::verify_log(auditor_->online()), "audit verify");
  findings_.sent = findings_.log.entries;
}

std::vector<std::string> Demonstration::secrets() const {
  std::vector<std::string> out;
  for (std::size_t i = 0; i < plan_.people.size(); ++i) {
    const PersonPlan& person = plan_.people[i];
    for (const std::string* text : {&person.name, &person.nickname, &person.phone, &person.note})
      if (!text->empty()) out.push_back(*text);
    const std::string code = made_->people[i].code.to_text();
    out.push_back(code);
    out.push_back(without_hyphens(code));
  }
  return out;
}

void Demonstration::look_for_leaks() {
  const Timer timer(*this, "leak-search");
  narrator_.say(kAudited, "The server is stopped; looking for names, phones, notes and client codes in its files");
  findings_.leaks = search_for(secrets(), server_.data());
}

void Demonstration::release() {
  devices_.clear();
  auditor_.reset();
  colleague_.reset();
}

}  // namespace tacit::scenario
