#pragma once
#include <optional>
#include <string>
#include <vector>

#include "common/base/day.hpp"
#include "common/base/ids.hpp"
#include "common/storage/database.hpp"
#include "crypto/secret.hpp"

namespace tacit::server {

// Who may come in: the founding secret, announced invitations, join requests that wait for a steward. A view of one
// connection, like LeafStore; the same rules. Deleted rows are overwritten (secure_delete).
class AdmissionStore {
 public:
  explicit AdmissionStore(Database& database) : database_(database) {}

  struct Founding {
    InvitationId inv;
    InvitationSecret secret;
  };
  void put_founding(const InvitationId& inv, const InvitationSecret& secret);
  std::optional<Founding> founding();
  void forget_founding();

  void put_invitation(const InvitationId& inv, Day expires);
  std::optional<Day> expiry(const InvitationId& inv);
  // Together with its join request.
  void forget_invitation(const InvitationId& inv);
  void forget_expired(Day today);

  struct Enrolment {
    std::string jws;
    Hash mac;
  };
  void put_enrolment(const InvitationId& inv, const Enrolment& enrolment);
  std::optional<Enrolment> enrolment(const InvitationId& inv);
  std::vector<Enrolment> enrolments(Day today);  // of invitations not expired
  std::size_t count_enrolments();

 private:
  Database& database_;
};

}  // namespace tacit::server
