#include <gtest/gtest.h>

#include <iostream>
#include <set>

#include "client/sync/memory.hpp"
#include "client/usecases/grant.hpp"
#include "client/usecases/member.hpp"
#include "crypto/encoding.hpp"
#include "crypto/hkdf.hpp"
#include "crypto/jws.hpp"
#include "server/store/entry_store.hpp"
#include "server/store/leaf_store.hpp"
#include "tests/support/cases.hpp"
#include "tests/support/world.hpp"

// Every key ring against every sealed copy: what opens is exactly what role, team and time allow; and the server hands
// out no more than that. The expected table is written down here and knows nothing of rosters and wraps.
namespace tacit::test {
namespace {

// A device's rights as the scenario gave them: scopes, and from and until which phase.
struct Right {
  std::string device;
  std::set<std::string> scopes;
  int from = 1, until = 3;
};

struct Copy {
  std::uint64_t index;
  std::string scope;
  ReceivedEntry entry;
  Address address;
  Bytes bytes;
};

// A key of some epoch, wherever it came from.
struct Key {
  Scope scope;
  std::uint64_t n;
  BoxKeyPair pair;
};

class CrossOpening : public testing::TestWithParam<roster::HistoryPolicy> {
 protected:
  bool grants() const { return GetParam() == roster::HistoryPolicy::grant; }

  // Phase 1: the first devices. Phase 2: with a newcomer. Phase 3: without the revoked one. Everybody who may records
  // everything in each.
  void play() {
    world_.add_team("North");
    world_.add_team("South");
    const std::vector<std::string> north{"North"}, both{"North", "South"};
    world_.admit("worker-north", Role::worker, north);
    world_.admit("worker-south", Role::worker, {"South"});
    world_.admit("staff-north", Role::staff, north);
    world_.admit("staff-both", Role::staff, both);
    world_.admit("auditor", Role::auditor, {});
    must(usecases::add_grant(world_.online(world_.founder()), {.code = "gf", .label = "Fund"}));
    world_.admit("donor", Role::auditor, {}, {"gf"});
    world_.admit("doomed", Role::worker, north);
    begin_phase();  // labels until here are of phase 0 and not in the table
    record_everything();
    record("doomed", "North");
    begin_phase();
    world_.admit("newcomer", Role::worker, north);
    record_everything();
    record("doomed", "North");
    record("newcomer", "North");
    world_.sync(world_.vault("doomed"));
    must(usecases::revoke(world_.online(world_.founder()), "doomed"));
    for (int round = 0; round < 2; ++round)
      for (const std::string& name : world_.names())
        if (name != "doomed") world_.sync(world_.vault(name));
    begin_phase();
    record_everything();
    record("newcomer", "North");
    for (const std::string& name : world_.names())
      if (name != "doomed") world_.sync(world_.vault(name));
  }
  void begin_phase() { starts_.push_back(world_.leaves()); }
  void record_everything() {
    for (const auto& [device, team] : std::vector<std::pair<std::string, std::string>>{{"worker-north", "North"},
                                                                                       {"worker-south", "South"},
                                                                                       {"staff-north", "North"},
                                                                                       {"staff-both", "North"},
                                                                                       {"staff-both", "South"}})
      record(device, team);
  }
  void record(const std::string& device, const std::string& team) {
    // By id: a device without the past has no earlier labels either.
    recorded_ += record_all_kinds(world_, world_.vault(device), id_text(world_.team(team)), device, {"gf"});
    world_.sync(world_.vault(device));
  }
  int phase_of(std::uint64_t index) const {
    int phase = 0;
    for (const std::uint64_t start : starts_) phase += index >= start ? 1 : 0;
    return phase;
  }
  std::vector<Right> rights() {
    const std::string north = to_text(Scope::team(world_.team("North"))),
                      south = to_text(Scope::team(world_.team("South")));
    const std::string grant = this->grant();
    return {{"founder", {"org", "audit", grant}},
            {"worker-north", {"org", north}},
            {"worker-south", {"org", south}},
            {"staff-north", {"org", "audit", grant, north}},
            {"staff-both", {"org", "audit", grant, north, south}},
            {"auditor", {"audit"}},
            {"donor", {grant}},
            {"doomed", {"org", north}, 1, 2},
            {"newcomer", {"org", north}, grants() ? 1 : 2}};
  }
  std::string grant() {
    return to_text(Scope::grant(must(usecases::find_grants(world_.session(world_.founder()), {"gf"})).front()));
  }
  std::vector<std::string> scopes() {
    TeamId nobody{};
    nobody.bytes.fill(7);
    return {"org",
            "audit",
            to_text(Scope::team(world_.team("North"))),
            to_text(Scope::team(world_.team("South"))),
            grant(),
            "audit/" + id_text(nobody),
            to_text(Scope::team(nobody))};
  }

  // Every sealed copy on the server, read behind its back.
  std::vector<Copy> all_copies() {
    Database store = world_.server_store();
    server::EntryStore entries(store);
    std::vector<Copy> out;
    for (const std::string& scope : scopes()) {
      const auto page = entries.addressed_to(scope, 0, world_.leaves(), 1'000'000, std::size_t{1} << 30);
      for (const auto& one : page.entries) {
        ReceivedEntry entry = must(read_entry(one.bytes));
        const Address address = entry.entry.to.at(one.position);
        out.push_back({one.index, scope, std::move(entry), address, one.copy.value()});
      }
    }
    return out;
  }

  // Every key the device holds, and every one it could get from any blob the server has.
  std::vector<Key> ring_of(const std::string& device) {
    std::vector<Key> ring;
    Vault& vault = world_.vault(device);
    const sync::Memory* memory = must(vault.memory());
    const Roster& now = *world_.founder().roster();
    std::vector<EpochSeed> opened;
    Database store = world_.server_store();
    Statement blobs = store.statement("SELECT bytes FROM blob");
    for (++blobs_; blobs.step(); ++blobs_)
      if (auto seed = open_sealed_secret<EpochSeed>(memory->box_key(), blobs.blob(0)))
        opened.push_back(std::move(*seed));
    for (const std::string& text : scopes()) {
      const Scope scope = must(parse_scope(text));
      const auto* newest = now.newest_epoch(scope);
      for (std::uint64_t n = 1; newest != nullptr && n <= newest->n; ++n) {
        if (const EpochSeed* held = memory->seed(scope, n)) ring.push_back({scope, n, pair_of(*held, scope, n)});
        for (const EpochSeed& seed : opened)
          if (BoxKeyPair pair = pair_of(seed, scope, n); pair.box_public() == now.epoch(scope, n)->public_key)
            ring.push_back({scope, n, std::move(pair)});
      }
    }
    return ring;
  }
  BoxKeyPair pair_of(const EpochSeed& seed, const Scope& scope, std::uint64_t n) {
    return epoch_key_pair(seed, world_.founder().roster()->org(), to_text(scope), n);
  }
  bool opens(const std::vector<Key>& ring, const Copy& copy) {
    bool any = false;
    for (const Key& key : ring) {
      ++tried_;
      const bool open = open_sealed(key.pair, copy.bytes).has_value();
      any |= open;
      // Only the epoch it says; and then as a whole entry.
      const bool addressed = key.scope == copy.address.scope && key.n == copy.address.epoch;
      EXPECT_EQ(open, addressed);
      if (!open) continue;
      EXPECT_TRUE(open_copy(copy.entry, copy.address, copy.bytes, key.pair));
    }
    return any;
  }

  World world_{GetParam()};
  std::vector<std::uint64_t> starts_;
  std::size_t recorded_ = 0, tried_ = 0, blobs_ = 0;
};

TEST_P(CrossOpening, EachRing_OpensExactlyItsTable) {
  play();
  const std::vector<Copy> copies = all_copies();
  std::size_t judged = 0, opened = 0;
  std::set<std::string> kinds;
  for (const Right& right : rights()) {
    const std::vector<Key> ring = ring_of(right.device);
    EXPECT_FALSE(ring.empty()) << right.device;
    for (const Copy& copy : copies) {
      const int phase = phase_of(copy.index);
      if (phase == 0) continue;
      const bool allowed = right.scopes.contains(copy.scope) && phase >= right.from && phase <= right.until;
      const bool open = opens(ring, copy);
      EXPECT_EQ(open, allowed) << right.device << " " << copy.scope << " phase " << phase << " leaf " << copy.index
                               << " epoch " << copy.address.epoch;
      ++judged;
      opened += open ? 1u : 0u;
    }
  }
  EXPECT_GT(recorded_, 100u);
  EXPECT_GT(copies.size(), recorded_);
  Cases cases("(device, copy) judged");
  cases += judged;
  std::cout << "records " << recorded_ << ", copies " << copies.size() << ", judged " << judged
            << " (device, copy), opened " << opened << ", keys tried on copies " << tried_ << ", blobs tried " << blobs_
            << "\n";
}

// What stands in the vaults, which got there by sync alone, is the same.
TEST_P(CrossOpening, EachVault_ShowsExactlyItsTable) {
  play();
  const std::vector<Copy> copies = all_copies();
  for (const Right& right : rights()) {
    Vault& vault = world_.vault(right.device);
    std::set<std::uint64_t> with_team_face;
    for (const auto& history : vault.recent(100'000))
      for (const auto& version : history.versions)
        if (version.index && version.team && phase_of(*version.index) > 0) with_team_face.insert(*version.index);
    std::set<std::uint64_t> allowed;
    for (const Copy& copy : copies) {
      const int phase = phase_of(copy.index);
      if (phase == 0 || copy.address.face != Face::team || phase < right.from || phase > right.until) continue;
      if (right.scopes.contains(copy.scope)) allowed.insert(copy.index);
    }
    EXPECT_EQ(with_team_face, allowed) << right.device;
  }
}

TEST_P(CrossOpening, Server_HandsOutExactlyItsTable) {
  play();
  std::size_t asked = 0, refused = 0, pages = 0;
  for (const Right& right : rights()) {
    Vault& vault = world_.vault(right.device);
    auto connection = must(usecases::Connection::open(world_.online(vault)));
    for (const std::string& scope : scopes()) {
      ++asked;
      const auto body = connection.exchange({"GET", api::kEntries, api::query_scope(must(parse_scope(scope)), 0), {}});
      const bool allowed = right.scopes.contains(scope) && right.until == 3;
      ASSERT_EQ(body.has_value(), allowed) << right.device << " " << scope;
      if (!allowed) {
        ++refused;
        const Code expected = right.until == 3 ? Code::not_allowed : Code::not_admitted;
        EXPECT_EQ(body.error().code, expected) << right.device << " " << scope;
        continue;
      }
      for (const auto& item : must(api::decode<api::EntriesPage>(*body)).entries) {
        const ReceivedEntry entry = must(read_entry(item.jws));
        EXPECT_FALSE(item.copies.empty());
        for (const auto& copy : item.copies) EXPECT_EQ(to_text(entry.entry.to.at(copy.to).scope), scope);
        ++pages;
      }
    }
    if (right.until != 3) continue;
    const auto sent = must(connection.exchange({"GET", api::kSent, api::query_after(0), {}}));
    for (const auto& item : must(api::decode<api::SentPage>(sent)).entries)
      EXPECT_EQ(must(read_entry(item.jws)).entry.dev, world_.device(right.device));
  }
  Cases cases("(device, scope) asked for");
  cases += asked;
  std::cout << "asked for " << asked << " (device, scope), refused " << refused << ", entries handed out " << pages
            << "\n";
}

INSTANTIATE_TEST_SUITE_P(History, CrossOpening,
                         testing::Values(roster::HistoryPolicy::grant, roster::HistoryPolicy::from_now),
                         [](const auto& policy) {
                           return policy.param == roster::HistoryPolicy::grant ? "Granted" : "FromNow";
                         });

}  // namespace
}  // namespace tacit::test
