#pragma once
#include "client/usecases/session.hpp"

namespace tacit::usecases {

// What should happen next, for the people of this device's teams.
struct Due {
  ClientId client;
  std::optional<Vault::Person> person;  // none while the registration has not come
  domain::FollowUp what;
  std::string label;      // in the language asked for
  std::int64_t days = 0;  // until it is due; negative: overdue
  std::optional<Vault::PutOff> put_off;
};
struct DueQuery {
  std::int64_t days_ahead = 0;  // what falls due within so many days is listed too
  bool put_off_too = false;
};
// The most overdue first. not_ready without a pack.
Result<std::vector<Due>> due_list(const Session& session, const DueQuery& query, std::string_view language);

struct NewPutOff {
  Personal<std::string> client;  // code, or words that find exactly one person
  std::string key;               // FollowUp::key
  Day until;
  Personal<std::string> reason;
};
// Says nothing to anybody else, and ends by itself when the follow-up starts anew. not_found when that is not open for
// the person; invalid_argument for a day that is not ahead, or without a reason.
Result<void> put_off(const Session& session, const NewPutOff& wanted);

}  // namespace tacit::usecases
