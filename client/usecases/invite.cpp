#include "client/usecases/invite.hpp"

#include "client/usecases/grant.hpp"
#include "client/usecases/team.hpp"
#include "crypto/random.hpp"
#include "schema/invitation.hpp"

namespace tacit::usecases {
namespace {

constexpr std::int32_t kMaxDays = 90;

Result<void> check(const NewInvitation& invitation) {
  if (invitation.name.empty() || invitation.name.size() > limits::kName)
    return fail(Code::invalid_argument, "the new device needs a name");
  if (invitation.days < 1 || invitation.days > kMaxDays)
    return fail(Code::invalid_argument, "an invitation is valid for 1 to 90 days");
  if (invitation.role == Role::auditor && !invitation.teams.empty())
    return fail(Code::invalid_argument, "an auditor belongs to no team");
  if (invitation.role != Role::auditor && !invitation.grants.empty())
    return fail(Code::invalid_argument, "only an auditor is restricted to grants");
  return {};
}

}  // namespace

Result<Invited> invite(const Online& online, const NewInvitation& invitation) {
  CHECK(check(invitation));
  const Roster* roster = online.vault.roster();
  if (roster == nullptr) return fail(Code::not_ready, "sync first: this device knows no organisation yet");
  TRY(const Vault::Identity identity, online.vault.identity());
  TRY(std::vector<TeamId> teams, find_teams(online.session(), invitation.teams));
  TRY(std::vector<TeamId> grants, find_grants(online.session(), invitation.grants));
  const auto inv = random_id<InvitationId>();
  const Day expires{online.clock.today().since_epoch + invitation.days};
  InvitationSecret secret = InvitationSecret::random();
  const Invitation text{identity.url, roster->org(), roster->seq(),      roster->head(),
                        inv,          expires,       secret.duplicate(), roster->service().tls_pins.front()};
  TRY(Connection connection, Connection::open(online));
  CHECK(connection.exchange({"POST", api::kInvitations, {}, api::encode(api::Announce{inv, expires})}));
  CHECK(online.vault.add_invitation(
      {inv, std::move(secret), invitation.role, std::move(teams), expires, invitation.name, std::move(grants)}));
  return Invited{inv, encode(text), expires};
}

}  // namespace tacit::usecases
