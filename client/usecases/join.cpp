#include "client/usecases/join.hpp"

#include "schema/invitation.hpp"

namespace tacit::usecases {
namespace {

// New keys, or those of an earlier try with the same invitation.
Result<Vault::Identity> identity_for(Vault& vault, const Invitation& invitation) {
  auto identity = vault.identity();
  if (identity) {
    if (identity->org && *identity->org != invitation.org)
      return fail(Code::already_done, "this vault belongs to another organisation: use another folder");
    if (vault.roster() != nullptr) return fail(Code::already_done, "this device was admitted already");
    return identity;
  }
  if (identity.error().code != Code::not_ready) return identity;
  SigningSeed seed = SigningSeed::random();
  const DeviceId dev = SigningKey::from_seed(seed).device_id();
  Vault::Identity fresh{std::move(seed),       BoxSeed::random(),     dev,
                        invitation.url,        {invitation.tls_pin},  invitation.org,
                        invitation.roster_seq, invitation.roster_hash};
  CHECK(vault.set_identity(fresh));
  return fresh;
}

}  // namespace

Result<Joined> join(const Online& online, std::string_view text) {
  TRY(const Invitation invitation, decode_invitation(text));
  if (online.clock.today() > invitation.expires)
    return fail(Code::expired, "the invitation has expired: ask for a new one");
  TRY(const Vault::Identity identity, identity_for(online.vault, invitation));
  const SigningKey key = SigningKey::from_seed(identity.sign_seed);
  const BoxPublicKey box_pk = BoxKeyPair::from_seed(identity.box_seed).box_public();
  TRY(const SignedJoin signed_join, make_join(invitation.inv, invitation.secret, key, box_pk));
  TRY(Connection connection, Connection::open(online));
  CHECK(connection.exchange({"POST", api::kEnrolments, {}, api::encode(api::EnrolRequest{signed_join})}));
  return Joined{identity.dev, fingerprint({key.sign_public(), box_pk})};
}

}  // namespace tacit::usecases
