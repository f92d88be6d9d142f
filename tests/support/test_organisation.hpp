#pragma once
#include <map>
#include <string>
#include <vector>

#include "schema/api.hpp"
#include "schema/roster.hpp"

namespace tacit::test {

// The keys of one device, and where its chain of entries stands.
struct TestDevice {
  SigningKey key = SigningKey::from_seed(SigningSeed::random());
  BoxKeyPair box = BoxKeyPair::from_seed(BoxSeed::random());
  InvitationId inv{};
  InvitationSecret secret = InvitationSecret::random();
  std::uint64_t seq = 0;
  Hash prev{};
  std::map<Scope, std::uint64_t> counts;

  TestDevice();  // with a random invitation
  DeviceId id() const { return key.device_id(); }
  roster::DeviceKeys keys() const { return {key.sign_public(), box.box_public()}; }
};

// Ops that name blobs, with them.
struct OpsWithBlobs {
  std::vector<roster::Op> ops;
  std::vector<Bytes> blobs;
};

// Makes real links and entries as clients do, and follows the roster. It only builds: sending is the test's part, and
// `accept` tells it what was stored. Aborts when it is asked for something that the rules forbid it to follow.
class TestOrganisation {
 public:
  // day: of every link.
  explicit TestOrganisation(const roster::ServiceKeys& service, Day day = {18737});

  const api::FoundRequest& founding(const InvitationId& inv, const InvitationSecret& secret);
  OrgId org() const { return roster_.org(); }
  const Roster& roster() const { return roster_; }
  TestDevice& founder() { return founder_; }

  // The next link, signed by `signer`, after the head that is known here.
  api::LinkRequest link(const TestDevice& signer, OpsWithBlobs content) const;
  // The same at a place of the caller's choice.
  api::LinkRequest link_at(const TestDevice& signer, OpsWithBlobs content, std::uint64_t seq, const Hash& prev) const;
  void accept(const api::LinkRequest& link, std::uint64_t index);

  static roster::Op admit(const TestDevice& device, Role role, std::vector<TeamId> teams);
  // The next epoch of a scope for its present members; its seed is remembered.
  OpsWithBlobs new_epoch(const Scope& scope);
  BoxKeyPair epoch_key(const Scope& scope, std::uint64_t n) const;
  // The organisation secret `name`, sealed to the newest epoch of `org`.
  OpsWithBlobs new_secret(const std::string& name) const;

  // The device's next entry: a team face for `team` and an audit face for `audit`; each may be empty. The device moves
  // on; `text` goes into the faces.
  api::NewEntry entry(TestDevice& device, const std::vector<Scope>& team, const std::vector<Scope>& audit,
                      const std::string& text = "x") const;

 private:
  const roster::ServiceKeys service_;
  const Day day_;
  TestDevice founder_;
  TestDevice recovery_;
  std::string genesis_;
  api::FoundRequest founding_;
  Roster roster_;
  std::map<Scope, std::map<std::uint64_t, EpochSeed>> seeds_;
};

TeamId test_team(std::uint8_t number);

}  // namespace tacit::test
