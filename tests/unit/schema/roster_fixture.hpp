#pragma once
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "crypto/encoding.hpp"
#include "crypto/hash.hpp"
#include "crypto/jws.hpp"
#include "schema/limits.hpp"
#include "schema/roster.hpp"

// An organisation made of fixed seeds, for the tests of roster, entry and invitation.
namespace tacit::testing {

inline Hash hash_named(std::string_view name) { return sha256(as_bytes(name)); }

template <class Id>
Id id_named(std::string_view name) {
  return Id::from(hash_named(name).view().first(Id::kSize));
}

inline BoxKeyPair box_named(std::string_view name) {
  return BoxKeyPair::from_seed(BoxSeed::copy_from(hash_named(std::string(name) + "/box").view()));
}
inline SigningKey signing_named(std::string_view name) {
  return SigningKey::from_seed(SigningSeed::copy_from(hash_named(std::string(name) + "/sign").view()));
}

struct TestDevice {
  explicit TestDevice(std::string_view name) : key(signing_named(name)), box(box_named(name)) {}
  SigningKey key;
  BoxKeyPair box;
  DeviceId id() const { return key.device_id(); }
  roster::DeviceKeys keys() const { return {key.sign_public(), box.box_public()}; }
};

inline roster::ServiceKeys service_named(std::string_view name) {
  return {.log_pk = signing_named(name).sign_public(), .oprf_pk = {}, .tls_pins = {hash_named(name)}};
}

inline std::string sign_link(const SigningKey& key, const roster::Link& link) {
  return sign_jws(Typ::roster, key, roster::encode(link));
}

inline roster::Found founding(const TestDevice& founder, const TestDevice& recovery) {
  return {.device = founder.keys(), .recovery = recovery.keys(), .service = service_named("server")};
}

inline roster::Admit admission(const TestDevice& device, std::string_view inv, Role role, std::vector<TeamId> teams) {
  std::sort(teams.begin(), teams.end());
  return {id_named<InvitationId>(inv), device.keys(), role, std::move(teams)};
}

constexpr Day kDay{18'690};  // 2021-03-04

// A chain that grows by what the test says.
class Organisation {
 public:
  explicit Organisation(roster::HistoryPolicy history = roster::HistoryPolicy::grant)
      : founder("founder"), recovery("recovery"), roster(start(history)) {}

  roster::Link next(std::vector<roster::Op> ops) const {
    return {.org = b64(roster.org()),
            .seq = roster.seq() + 1,
            .prev = b64(roster.head()),
            .day = kDay,
            .ops = std::move(ops)};
  }
  Result<void> append(const TestDevice& signer, std::vector<roster::Op> ops) {
    const std::string link = sign_link(signer.key, next(std::move(ops)));
    const auto done = roster.append(link, roster.index_of(roster.seq()) + 1);
    if (done) links.push_back(link);
    return done;
  }
  // For the steps of a test that are not its subject.
  void must(const TestDevice& signer, std::vector<roster::Op> ops) {
    const auto done = append(signer, std::move(ops));
    ASSERT_TRUE(done) << done.error().text.view();
  }

  // The next epoch, sealed to those it should be sealed to now.
  roster::Epoch epoch(const Scope& scope) const {
    const auto* newest = roster.newest_epoch(scope);
    roster::Epoch out{.scope = scope, .n = newest == nullptr ? 1 : newest->n + 1, .public_key = {}, .wraps = {}};
    const std::string name = to_text(scope) + "/" + std::to_string(out.n);
    out.public_key = box_named(name).box_public();
    std::set<DeviceId> recipients{roster.recovery_id()};
    for (const auto* member : roster.members(scope)) recipients.insert(member->id);
    for (const DeviceId& dev : recipients) out.wraps.push_back({dev, hash_named(name + "/" + id_text(dev))});
    return out;
  }

  TestDevice founder, recovery;
  std::vector<std::string> links;  // as signed, from the genesis
  Roster roster;

 private:
  Roster start(roster::HistoryPolicy history) {
    roster::Found found = founding(founder, recovery);
    found.history = history;
    links.push_back(sign_link(founder.key, {.org = "", .seq = 0, .prev = "", .day = kDay, .ops = {found}}));
    return *Roster::found(links.front(), 0);
  }
};

template <class T>
Code code_of(const Result<T>& result) {
  EXPECT_FALSE(result.has_value());
  return result ? Code::already_done : result.error().code;
}

}  // namespace tacit::testing

#define EXPECT_CODE(expected, ...) \
  EXPECT_EQ(::tacit::name_of(::tacit::testing::code_of(__VA_ARGS__)).view(), ::tacit::name_of(expected).view())
#define EXPECT_DONE(...) \
  if (const auto done_ = (__VA_ARGS__); !done_) ADD_FAILURE() << done_.error().text.view()
