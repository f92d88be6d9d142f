#pragma once
#include "client/usecases/change.hpp"

// Longer support: how people came, who lives with them, what was agreed, where they stay, what happened to them.
// The codes are the pack's; everything goes to one team. A client is a code, or words that find exactly one person.
namespace tacit::usecases {

struct Noted {
  RecordId rid;
  bool note_looks_personal = false;  // see looks_personal (recording.hpp)
};

struct NewIntake {
  std::optional<Day> day;  // default here and below: today
  std::string kind, site, from, outcome;
  std::optional<Personal<std::string>> client;  // once there is one
  std::string note;
  std::optional<std::string> team;
};
Result<Noted> add_intake(Session& session, const NewIntake& intake);

struct NewHousehold {
  Personal<std::string> client;
  std::vector<record::Counted> members;
  std::optional<Day> day;
  std::optional<std::string> team;
};
Result<RecordId> add_household(Session& session, const NewHousehold& household);

struct NewCaseStep {
  Personal<std::string> client;
  std::string kind;
  record::Case::Step step = record::Case::Step::application;
  std::optional<Day> until;
  std::string outcome, note;
  std::optional<Day> day;
  std::optional<std::string> team;
};
Result<Noted> add_case_step(Session& session, const NewCaseStep& step);

struct NewStay {
  Personal<std::string> client;
  Day until;  // after today: the end is planned, and due then
  std::string kind, site;
  std::vector<record::Counted> people;
  std::optional<Day> day;
  std::optional<std::string> team;
};
Result<RecordId> add_stay(Session& session, const NewStay& stay);
// They left on that day: corrects the stay, and answers with it. not_found unless it is one.
Result<Change> end_stay(Session& session, const RecordId& stay, Day day);

struct NewIncident {
  std::optional<Personal<std::string>> client;
  std::string kind, outcome, site, note;
  std::optional<Day> day;
  std::optional<std::string> team;
};
Result<Noted> add_incident(Session& session, const NewIncident& incident);

// To the pack's present text. not_allowed when the pack wants a guardian's for this client and it is the client's own.
struct NewConsent {
  Personal<std::string> client;
  bool given = true;
  record::Consent::By by = record::Consent::By::self;
  std::optional<Day> day;
  std::optional<std::string> team;
};
Result<RecordId> add_consent(Session& session, const NewConsent& consent);

}  // namespace tacit::usecases
