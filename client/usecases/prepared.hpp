#pragma once
#include "client/usecases/contact.hpp"
#include "client/usecases/person.hpp"

// What one contact or registration becomes, ready to be saved: alone, or with a whole evening in one transaction.
namespace tacit::usecases {

struct PreparedContact {
  AddedContact added;
  std::vector<Vault::NewRecord> records;  // the contact first, then what belongs to it
};
// `body` has day, place and client; the rest is taken from what was said. `attributes` are the client's, `grants` those
// that pay for the outing.
Result<PreparedContact> prepare_contact(const Recorder& recorder, const TeamId& team, const NewContact& said,
                                        record::Contact body, const record::Attributes& attributes,
                                        const std::vector<Scope>& grants);

struct PreparedPerson {
  AddedPerson added;
  Vault::Person identifiers;
  std::vector<Vault::NewRecord> records;
};
Result<PreparedPerson> prepare_person(const Session& session, const Recorder& recorder, const TeamId& team,
                                      const NewPerson& said);

// too_large: what is kept of one person has to fit into a hand-over.
Result<void> check_identifiers(const Vault::Person& person);

}  // namespace tacit::usecases
