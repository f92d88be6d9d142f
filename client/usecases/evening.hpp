#pragma once
#include "client/usecases/activity.hpp"
#include "client/usecases/contact.hpp"
#include "client/usecases/person.hpp"

namespace tacit::usecases {

// An outing and everybody met on it, as entered from the paper sheet afterwards.
struct MetPerson {
  std::optional<NewPerson> registers;  // somebody new; `contact.client` is left out then
  NewContact contact;                  // without `outing` and `team`: those of the evening
};
struct NewEvening {
  NewOuting outing;
  std::vector<MetPerson> met;
};
struct EnteredRow {
  AddedContact contact;
  std::optional<AddedPerson> person;
};
struct AddedEvening {
  RecordId outing;
  std::vector<EnteredRow> rows;  // in the order of the sheet
};
// All of it or nothing: one transaction, so an evening of thirty contacts is saved as fast as one. The error is that of
// the first row that is refused.
Result<AddedEvening> add_evening(Session& session, const NewEvening& evening);

// What add_evening would refuse, row by row; nothing is saved. The error is one of the outing itself.
struct RefusedRow {
  std::size_t row;  // in `met`, from 0
  Error error;
};
Result<std::vector<RefusedRow>> check_evening(Session& session, const NewEvening& evening);

}  // namespace tacit::usecases
