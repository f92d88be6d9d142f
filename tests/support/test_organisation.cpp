#include "tests/support/test_organisation.hpp"

#include "crypto/encoding.hpp"
#include "crypto/hash.hpp"
#include "crypto/hkdf.hpp"
#include "crypto/merkle.hpp"
#include "crypto/org_secret.hpp"

namespace tacit::test {
namespace {

std::string genesis_of(const TestDevice& founder, const TestDevice& recovery, const roster::ServiceKeys& service,
                       Day day) {
  roster::Link link;
  link.day = day;
  link.ops.push_back(roster::Found{.device = founder.keys(), .recovery = recovery.keys(), .service = service});
  return sign_jws(Typ::roster, founder.key, roster::encode(link));
}

}  // namespace

TestDevice::TestDevice() { crypto::fill_random(inv.bytes); }

TeamId test_team(std::uint8_t number) {
  TeamId out;
  out.bytes.fill(number);
  return out;
}

TestOrganisation::TestOrganisation(const roster::ServiceKeys& service, Day day)
    : service_(service),
      day_(day),
      genesis_(genesis_of(founder_, recovery_, service_, day_)),
      roster_(Roster::found(genesis_, 0).value()) {
  founder_.prev = roster_.head();
}

const api::FoundRequest& TestOrganisation::founding(const InvitationId& inv, const InvitationSecret& secret) {
  founding_ = {.genesis = genesis_, .inv = inv, .mac = founding_mac(secret, genesis_)};
  return founding_;
}

api::LinkRequest TestOrganisation::link_at(const TestDevice& signer, OpsWithBlobs content, std::uint64_t seq,
                                           const Hash& prev) const {
  roster::Link link;
  link.org = b64(org());
  link.seq = seq;
  link.prev = b64(prev);
  link.day = day_;
  link.ops = std::move(content.ops);
  return {.link = sign_jws(Typ::roster, signer.key, roster::encode(link)), .blobs = std::move(content.blobs)};
}

api::LinkRequest TestOrganisation::link(const TestDevice& signer, OpsWithBlobs content) const {
  return link_at(signer, std::move(content), roster_.seq() + 1, roster_.head());
}

void TestOrganisation::accept(const api::LinkRequest& link, std::uint64_t index) {
  ASSERT_INVARIANT(roster_.append(link.link, index).has_value());
}

roster::Op TestOrganisation::admit(const TestDevice& device, Role role, std::vector<TeamId> teams) {
  return roster::Admit{.inv = device.inv, .keys = device.keys(), .role = role, .teams = std::move(teams)};
}

OpsWithBlobs TestOrganisation::new_epoch(const Scope& scope) {
  const Roster::EpochState* newest = roster_.newest_epoch(scope);
  const std::uint64_t n = newest == nullptr ? 1 : newest->n + 1;
  auto& seed = seeds_[scope].insert_or_assign(n, EpochSeed::random()).first->second;
  std::map<DeviceId, BoxPublicKey> recipients{{roster_.recovery_id(), roster_.recovery().box_pk}};
  for (const Roster::Device* device : roster_.members(scope)) recipients.emplace(device->id, device->keys.box_pk);
  OpsWithBlobs out;
  roster::Epoch epoch{scope, n, epoch_key_pair(seed, org(), to_text(scope), n).box_public(), {}};
  for (const auto& [dev, box_pk] : recipients) {
    out.blobs.push_back(seal_secret(box_pk, seed).value());
    epoch.wraps.push_back({dev, sha256(out.blobs.back())});
  }
  out.ops.push_back(std::move(epoch));
  return out;
}

BoxKeyPair TestOrganisation::epoch_key(const Scope& scope, std::uint64_t n) const {
  return epoch_key_pair(seeds_.at(scope).at(n), org(), to_text(scope), n);
}

OpsWithBlobs TestOrganisation::new_secret(const std::string& name) const {
  const Roster::EpochState* epoch = roster_.newest_epoch(Scope::org());
  ASSERT_INVARIANT(epoch != nullptr);
  const OrgSecret secret = OrgSecret::random();
  OpsWithBlobs out;
  out.blobs.push_back(seal_secret(epoch->public_key, secret).value());
  out.ops.push_back(roster::Secret{.name = name,
                                   .scope = Scope::org(),
                                   .epoch = epoch->n,
                                   .commit = org_secret_commitment(name, secret),
                                   .ct = sha256(out.blobs.back())});
  return out;
}

api::NewEntry TestOrganisation::entry(TestDevice& device, const std::vector<Scope>& team,
                                      const std::vector<Scope>& audit, const std::string& text) const {
  if (device.seq == 0) device.prev = roster_.device(device.id())->admitted_by;
  EntryDraft draft{.org = org(),
                   .seq = device.seq + 1,
                   .prev = device.prev,
                   .roster = roster_.head(),
                   .log_size = 1,
                   .log_root = leaf_hash(as_bytes(genesis_)),
                   .team = {},
                   .audit = {},
                   .team_to = {},
                   .audit_to = {}};
  FaceContent content{.rid = {}, .kind = "test", .kind_version = 1, .body = json::object{{"text", text}}};
  crypto::fill_random(content.rid.bytes);
  const auto address = [&](const Scope& scope) -> Destination {
    const Roster::EpochState* epoch = roster_.newest_epoch(scope);
    const BoxPublicKey key = epoch == nullptr ? device.box.box_public() : epoch->public_key;
    return {scope, epoch == nullptr ? 1 : epoch->n, key, ++device.counts[scope]};
  };
  for (const Scope& scope : team) draft.team_to.push_back(address(scope));
  for (const Scope& scope : audit) draft.audit_to.push_back(address(scope));
  if (!team.empty()) draft.team = content;
  if (!audit.empty()) draft.audit = content;
  SealedEntry sealed = seal_entry(draft, device.key).value();
  device.seq = draft.seq;
  device.prev = sealed.hash;
  return {.jws = std::move(sealed.jws), .copies = std::move(sealed.copies)};
}

}  // namespace tacit::test
