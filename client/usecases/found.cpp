#include "client/usecases/found.hpp"

#include "crypto/encoding.hpp"
#include "crypto/hkdf.hpp"
#include "crypto/jws.hpp"
#include "crypto/recovery.hpp"
#include "schema/invitation.hpp"

namespace tacit::usecases {
namespace {

constexpr int kTries = 3;

struct Keys {
  SigningSeed sign_seed = SigningSeed::random();
  BoxSeed box_seed = BoxSeed::random();
  SigningKey signing = SigningKey::from_seed(sign_seed);
  roster::DeviceKeys device{signing.sign_public(), BoxKeyPair::from_seed(box_seed).box_public()};
};

roster::DeviceKeys public_keys_of(const RecoverySeed& seed) {
  return {SigningKey::from_seed(recovery_signing_seed(seed)).sign_public(),
          BoxKeyPair::from_seed(recovery_box_seed(seed)).box_public()};
}

std::string make_genesis(const Keys& keys, const RecoverySeed& recovery, const roster::ServiceKeys& service,
                         const NewOrganisation& organisation, Day today) {
  const auto history =
      organisation.newcomers_see_history ? roster::HistoryPolicy::grant : roster::HistoryPolicy::from_now;
  const roster::Found found{keys.device, public_keys_of(recovery), service, history};
  return sign_jws(Typ::roster, keys.signing, roster::encode(roster::Link{{}, 0, {}, today, {found}}));
}

// Answers may get lost; the same genesis is accepted again.
Result<void> send(Connection& connection, const FoundingInvitation& invitation, const std::string& genesis) {
  const api::FoundRequest request{genesis, invitation.inv, founding_mac(invitation.secret, genesis)};
  const sync::Request message{"POST", api::kOrganisation, {}, api::encode(request)};
  for (int tried = 1;; ++tried) {
    const auto answer = connection.exchange(message);
    if (answer) return {};
    const bool unclear = answer.error().code == Code::unavailable || answer.error().code == Code::timed_out;
    if (!unclear || tried == kTries) return fail(answer.error());
  }
}

Result<void> save_labels(Vault& vault, const NewOrganisation& organisation, const DeviceId& device) {
  using Subject = record::Label::Subject;
  const std::vector<Scope> everybody{Scope::org()};
  TRY(const RecordId first, vault.new_record_id());
  TRY(const RecordId second, vault.new_record_id());
  return vault.save(
      {{first, record::Label{Subject::organisation, {}, organisation.name}, everybody, false},
       {second, record::Label{Subject::device, id_text(device), organisation.device_name}, everybody, false}});
}

// New keys, stored before the server is asked: an organisation whose keys were lost could never be entered again.
Result<void> begin(const Online& online, const NewOrganisation& organisation, const FoundingInvitation& invitation) {
  if (online.vault.identity())
    return fail(Code::already_done, "this vault asked to join an organisation: use another folder");
  Keys keys;
  RecoverySeed recovery = RecoverySeed::random();
  const std::string genesis = make_genesis(keys, recovery, invitation.service, organisation, online.clock.today());
  const Vault::Founding founding{genesis, std::move(recovery)};
  return online.vault.set_identity(
      {std::move(keys.sign_seed), std::move(keys.box_seed), keys.signing.device_id(), invitation.url,
       invitation.service.tls_pins, OrgId{hash_of_jws(genesis).bytes}, 0, hash_of_jws(genesis)},
      &founding);
}

Result<void> choose_pack(const Online& online, const std::string& text) {
  sync::Effects chosen;
  chosen.day = online.clock.today();
  chosen.pack = sync::PackText{0, text};
  return online.vault.apply(chosen);
}

}  // namespace

// Each step is found done or undone when it is called again, so an interrupted founding goes on where it stopped.
Result<Founded> found(const Online& online, const NewOrganisation& organisation) {
  auto founding = online.vault.founding();
  if (!founding && online.vault.roster() != nullptr)
    return fail(Code::already_done, "this vault belongs to an organisation already: use another folder");
  TRY(const FoundingInvitation invitation, decode_founding(organisation.invitation));
  CHECK(read_pack(organisation.pack));
  if (organisation.name.empty() || organisation.device_name.empty())
    return fail(Code::invalid_argument, "the organisation and this device need names");
  if (!founding) {
    CHECK(begin(online, organisation, invitation));
    founding = online.vault.founding();
  }
  if (!online.vault.pack()) CHECK(choose_pack(online, organisation.pack));
  TRY(const Vault::Identity identity, online.vault.identity());
  TRY(Connection connection, Connection::open(online.dial, online.clock, identity.url, identity.tls_pins,
                                              SigningKey::from_seed(identity.sign_seed)));
  if (online.vault.roster() == nullptr) CHECK(send(connection, invitation, founding->genesis));
  if (online.vault.label(record::Label::Subject::device, id_text(identity.dev)).empty())
    CHECK(save_labels(online.vault, organisation, identity.dev));
  TRY(sync::Outcome outcome, synchronise(online.vault, online.clock, connection));
  const auto sheets = split_recovery_seed(founding->recovery);
  return Founded{
      *identity.org, identity.dev, {sheets[0].to_text(), sheets[1].to_text(), sheets[2].to_text()}, std::move(outcome)};
}

Result<void> sheets_were_printed(Vault& vault) { return vault.forget_founding(); }

}  // namespace tacit::usecases
