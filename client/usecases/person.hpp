#pragma once
#include "client/usecases/recording.hpp"

// People: identifiers stay in the vault, the registration (client id, code, attributes) is a record of the team.
namespace tacit::usecases {

struct NewPerson {
  Personal<std::string> name, nickname, phone, note;  // any of them may be empty
  record::Attributes attributes;
  std::optional<std::string> team;
  std::optional<Day> day;                                        // default: today
  bool consented = false;                                        // to the pack's current consent text
  record::Consent::By consented_by = record::Consent::By::self;  // not_allowed where the pack wants a guardian's
};
struct AddedPerson {
  ClientId client;
  ClientCode code;
};
Result<AddedPerson> add_person(Session& session, const NewPerson& person);

std::vector<Vault::Person> find_people(const Session& session, const Personal<std::string>& words, std::size_t limit);

struct ShownPerson {
  Vault::Person person;
  std::vector<domain::History> timeline;
};
Result<ShownPerson> show_person(const Session& session, const Personal<std::string>& asked);

// Says that both are one person; counted once, as `kept`, from now on and for the past. The first of the records made:
// there is one for each quarter in which both were met.
struct LinkPeople {
  Personal<std::string> kept, duplicate;
  std::optional<std::string> team;
  std::optional<Day> day;
};
Result<RecordId> link_people(Session& session, const LinkPeople& link);

}  // namespace tacit::usecases
