#include "roster_model.hpp"

#include <random>

#include "tests/support/cases.hpp"

namespace tacit::roster {
namespace {

using namespace tacit::testing;

constexpr std::size_t kDevices = 14, kTeams = 4, kGrants = 3, kKinds = std::variant_size_v<Op>;

// Random ops, mostly ones that could be right, by random signers.
class Generator {
 public:
  Generator(std::uint64_t seed, const Organisation& org, const RosterModel& model)
      : random_(seed), org_(org), model_(model) {
    for (std::size_t i = 0; i < kDevices; ++i) pool_.emplace_back("device " + std::to_string(i));
    for (std::size_t i = 0; i < kTeams; ++i) teams_.push_back(id_named<TeamId>("team " + std::to_string(i)));
    for (std::size_t i = 0; i < kGrants; ++i) grants_.push_back(id_named<TeamId>("grant " + std::to_string(i)));
  }

  const TestDevice& signer() {
    if (one_in(2)) return org_.founder;
    return one_in(40) ? org_.recovery : pool_[below(kDevices)];
  }
  std::vector<Op> ops() {
    std::vector<Op> out{op()};
    while (one_in(4)) out.push_back(op());
    return out;
  }
  std::vector<Scope> scopes() const {
    std::vector<Scope> out{Scope::org(), Scope::audit()};
    for (const TeamId& grant : grants_) out.push_back(Scope::grant(grant));
    for (const TeamId& team : teams_) out.push_back(Scope::team(team));
    return out;
  }

 private:
  std::uint64_t below(std::uint64_t bound) { return random_() % bound; }
  bool one_in(std::uint64_t count) { return below(count) == 0; }
  Hash hash() { return hash_named(std::to_string(random_())); }
  const TestDevice& device() { return one_in(15) ? org_.founder : pool_[below(kDevices)]; }
  Scope scope() { return scopes()[below(2 + kTeams + kGrants)]; }
  Role role() { return static_cast<Role>(below(3)); }
  BoxPublicKey box() {
    return one_in(8) ? device().keys().box_pk : box_named("box " + std::to_string(random_())).box_public();
  }
  std::vector<TeamId> some_teams(Role role) {
    std::set<TeamId> out;
    if (role != Role::auditor)
      for (const TeamId& team : teams_)
        if (one_in(2) && (model_.teams.contains(team) || one_in(20))) out.insert(team);
    return {out.begin(), out.end()};
  }
  std::uint64_t newest(const Scope& scope) {
    const auto found = model_.epochs.find(scope);
    const std::uint64_t n = found == model_.epochs.end() ? 0 : found->second.size();
    return one_in(10) ? n + 1 : std::max<std::uint64_t>(n, 1);
  }
  std::string secret_name() {
    return one_in(2) ? "pack/" + std::to_string(1 + below(6)) : "pseudonym/" + std::to_string(2000 + below(40));
  }

  Op op() {
    switch (below(kKinds + 9)) {
      case 0: return founding(org_.founder, org_.recovery);
      case 1: return AddTeam{teams_[below(kTeams)]};
      case 2:
      case 3: return admit();
      case 4: return one_in(3) ? Op(Revoke{device().id()}) : Op(change_role());
      case 5: return change_role();
      case 6: return Rekey{box()};
      case 7: return Service{service_named(std::to_string(random_()))};
      case 8:
      case 9: return grant();
      case 10: return secret();
      case 11: return reseal();
      case 12: return Pack{model_.pack + 1 + (one_in(5) ? 1 : 0), hash()};
      case 13: return Fund{grants_[below(kGrants)]};
      case 14:
      case 15:
      case 16: return restriction();
      default: return epoch();
    }
  }
  Op admit() {
    const Role as = role();
    const std::string inv = "inv " + std::to_string(one_in(10) ? below(5) : random_());
    return admission(device(), inv, as, some_teams(as));
  }
  Op change_role() {
    const Role as = role();
    return ChangeRole{device().id(), as, some_teams(as)};
  }
  Op restriction() {
    std::vector<DeviceId> auditors;
    for (const auto& [id, known] : model_.devices)
      if (known.role == Role::auditor) auditors.push_back(id);
    std::set<TeamId> some;
    for (const TeamId& grant : grants_)
      if (one_in(2) && (model_.grants.contains(grant) || one_in(20))) some.insert(grant);
    const bool any = auditors.empty() || one_in(4);
    return Restrict{any ? device().id() : auditors[below(auditors.size())], {some.begin(), some.end()}};
  }
  Op epoch() {
    Epoch out = org_.epoch(scope());
    const std::uint64_t how = below(12);
    if (how == 0) ++out.n;
    if (how == 1 && out.wraps.size() > 1) out.wraps.pop_back();
    if (how == 2) out.wraps.push_back({DeviceId{{0xff, 0xff, 0xff}}, hash()});
    return out;
  }
  Op grant() {
    const Scope to = scope();
    const std::uint64_t last = newest(to), first = 1 + below(last);
    return Grant{to, first, last, device().id(), std::vector<Hash>(last - first + 1, hash())};
  }
  Op secret() {
    const Scope to = one_in(10) ? Scope::audit() : Scope::org();
    return Secret{secret_name(), to, newest(to), hash(), hash()};
  }
  Op reseal() {
    const Scope to = one_in(10) ? scope() : one_in(2) ? Scope::audit() : Scope::org();
    return Reseal{secret_name(), to, newest(to), hash()};
  }

  std::mt19937_64 random_;
  const Organisation& org_;
  const RosterModel& model_;
  std::vector<TestDevice> pool_;
  std::vector<TeamId> teams_, grants_;
};

RosterModel model_of(const Organisation& org, HistoryPolicy history) {
  RosterModel out{.recovery = org.recovery.id(),
                  .recovery_box = org.recovery.keys().box_pk,
                  .gives_past = history == HistoryPolicy::grant,
                  .devices = {{org.founder.id(), {Role::staff, {}, {}, true, true, org.founder.keys().box_pk}}},
                  .teams = {},
                  .grants = {},
                  .invitations = {},
                  .boxes = {org.founder.keys().box_pk, org.recovery.keys().box_pk},
                  .epochs = {},
                  .secrets = {}};
  return out;
}

void expect_same(const Roster& roster, const RosterModel& model, const std::vector<Scope>& scopes) {
  ASSERT_EQ(roster.devices().size(), model.devices.size());
  for (const auto* device : roster.devices()) {
    const auto& expected = model.devices.at(device->id);
    ASSERT_EQ(device->active(), expected.active);
    ASSERT_EQ(device->role, expected.role);
    ASSERT_EQ(device->teams, expected.teams);
    ASSERT_EQ(device->grants, expected.grants);
    ASSERT_EQ(device->steward, expected.steward);
    ASSERT_EQ(device->keys.box_pk, expected.box_pk);
  }
  for (const Scope& scope : scopes) {
    const auto recipients = model.recipients(scope);
    ASSERT_EQ(roster.members(scope).size(), recipients.size() - 1);
    for (const auto* member : roster.members(scope)) ASSERT_TRUE(recipients.contains(member->id));
    ASSERT_EQ(roster.closed(scope), recipients.size() == 1);
    ASSERT_EQ(roster.must_rotate(scope), model.must_rotate(scope));
    const auto* newest = roster.newest_epoch(scope);
    const auto epochs = model.epochs.find(scope);
    const std::size_t count = epochs == model.epochs.end() ? 0 : epochs->second.size();
    ASSERT_EQ(newest == nullptr ? 0 : newest->n, count);
    if (newest != nullptr) {
      ASSERT_EQ(newest->sealed_to, epochs->second.back().recipients);
    }
  }
  for (const auto& [name, copies] : model.secrets) {
    ASSERT_NE(roster.secret(name), nullptr);
    ASSERT_EQ(roster.secret(name)->copies.size(), copies);
  }
  ASSERT_EQ(roster.newest_pack() == nullptr ? 0 : roster.newest_pack()->generation, model.pack);
  ASSERT_EQ(roster.teams().size(), model.teams.size());
  ASSERT_EQ(roster.grants(), std::vector<TeamId>(model.grants.begin(), model.grants.end()));
}

struct History {
  std::uint64_t seed;
  HistoryPolicy history;
};

TEST(RosterModel, RandomLinksBySomebody_AreAcceptedExactlyWhenTheRulesSay) {
  test::Cases cases("random links");
  std::array<int, kKinds> accepted{}, refused{};
  for (const History& run : {History{1, HistoryPolicy::grant}, History{2, HistoryPolicy::grant},
                             History{3, HistoryPolicy::from_now}, History{4, HistoryPolicy::grant}}) {
    Organisation org(run.history);
    RosterModel model = model_of(org, run.history);
    Generator generator(run.seed, org, model);
    for (int step = 0; step < 700; ++step, ++cases) {
      SCOPED_TRACE(::testing::Message() << "seed " << run.seed << " step " << step);
      const TestDevice& signer = generator.signer();
      const std::vector<Op> ops = generator.ops();
      const bool may = model.append(signer.id(), ops);
      const auto done = org.append(signer, ops);
      ASSERT_EQ(done.has_value(), may) << (done ? "accepted" : done.error().text.view());
      if (ops.size() == 1) ++(may ? accepted : refused)[ops[0].index()];
      expect_same(org.roster, model, generator.scopes());
      if (HasFatalFailure()) return;
    }
  }
  for (std::size_t kind = 0; kind < kKinds; ++kind) {
    EXPECT_GE(refused[kind], 3) << "kind " << kind;
    if (kind > 0) {
      EXPECT_GE(accepted[kind], 3) << "kind " << kind;
    }
  }
}

}  // namespace
}  // namespace tacit::roster
