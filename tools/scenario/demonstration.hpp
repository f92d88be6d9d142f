#pragma once
#include <filesystem>
#include <string>

#include "client/usecases/report.hpp"
#include "client/usecases/status.hpp"
#include "client/usecases/verify.hpp"
#include "tools/scenario/leaks.hpp"
#include "tools/scenario/narrator.hpp"
#include "tools/scenario/oracle.hpp"
#include "tools/scenario/organisation.hpp"
#include "tools/scenario/player.hpp"
#include "tools/scenario/server_process.hpp"

namespace tacit::scenario {

// Everything that was found out in one run.
struct Findings {
  Expected expected;
  Goals goals;
  std::string everybody;                          // indicator that counts all people; staff state it
  std::map<std::string, usecases::Report> staff;  // by period, of the newly admitted staff device
  std::map<std::string, usecases::Report> teams;  // of the year, each of a worker's device of that team
  Figures services;                               // of the year, each by itself, of the same device
  Figures services_used;                          // of these, how many different ones of each group
  std::uint64_t suspected = 0;  // records that seem to tell auditors something else, though nobody lies here
  usecases::Report auditor;     // of the year
  Figures audit_activity;       // of the year, from audit rows
  std::int64_t stated = 0;
  sync::LogReport log;
  LeakSearch leaks;
  std::map<std::string, double> seconds;  // by step
  std::uint64_t sent = 0;                 // entries in the log
};

// One organisation on this machine, from nothing to the auditor's checks. Steps in order, each once; they throw Failure
// when something cannot go on. What is kept lies in `run`.
class Demonstration {
 public:
  Demonstration(Plan plan, std::filesystem::path run, const std::filesystem::path& tacitd, Narrator& narrator);

  void found();
  void live();            // the year
  void report();          // a colleague's empty device reads it back
  void audit();           // the statement, the auditor's count, the whole log
  void look_for_leaks();  // after stop(): what lies on the server's disk
  void stop() { server_.stop(); }

  const Findings& findings() const { return findings_; }
  const ServerProcess& server() const { return server_; }
  const Plan& plan() const { return plan_; }
  // Closes the vaults, so that others can open them.
  void release();

 private:
  class Timer;
  void count_by_team();
  void count_services();
  std::vector<std::string> secrets() const;

  const SystemClock clock_;
  const Plan plan_;
  const std::filesystem::path run_;
  Narrator& narrator_;
  ServerProcess server_;
  std::vector<Device> devices_;  // of the plan
  std::optional<Device> auditor_;
  std::optional<Device> colleague_;
  std::optional<Made> made_;
  Findings findings_;
};

constexpr const char* kColleague = "office-2";
constexpr const char* kAuditor = "auditor";

}  // namespace tacit::scenario
