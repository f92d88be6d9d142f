#pragma once
#include "client/usecases/connection.hpp"

namespace tacit::usecases {

struct NewInvitation {
  std::string name;  // label the device will have
  Role role = Role::worker;
  std::vector<std::string> teams;        // labels or ids
  std::int32_t days = 14;                // valid, from today
  std::vector<std::string> grants = {};  // codes: of an auditor who is to read those alone
};
struct Invited {
  InvitationId inv;
  std::string text;  // secret: to be handed over face to face, as text or QR
  Day expires;
};
// Stewards only. Announces the invitation to the server, which learns its id and last day and nothing else.
Result<Invited> invite(const Online& online, const NewInvitation& invitation);

}  // namespace tacit::usecases
