#include <gtest/gtest.h>

#include <random>

#include "tests/support/client_records.hpp"
#include "tests/support/sanitizer.hpp"

// Follow-ups are kept, and looked at anew for those alone of whom something changed. Whatever happens, that has to be
// what one pass over everything finds.
namespace tacit {
namespace {

using namespace test;

constexpr Day kFarAhead{kMarch4.since_epoch + 10'000};

// A desk and a phone on which everything happens that can change what is open for somebody.
class Lives {
 public:
  explicit Lives(unsigned seed) : random_(seed), worker_(world_.add(Role::worker, {team_number(1)})) {
    world_.start();
    desk_.emplace(world_.join(0, directory_.at("desk")));
    phone_.emplace(world_.join(worker_, directory_.at("phone")));
    for (int i = 0; i < 30; ++i) clients_.push_back(random_id<ClientId>());
  }

  void step() {
    Vault& vault = below(2) == 0 ? *desk_ : *phone_;
    switch (below(9)) {
      case 0: refer(vault); break;
      case 1: come(vault); break;
      case 2: link(vault); break;
      case 3:
      case 4: change(vault); break;
      case 5:
        save_private(vault, record::Appointment{.client = client(),
                                                .day = kMarch4,
                                                .on = day(),
                                                .at = {},
                                                .service = "wound-care",
                                                .site = "spb-station"});
        break;
      default: meet(vault); break;
    }
    if (below(3) == 0) world_.send(vault);
    if (below(4) == 0) world_.pull(vault);
  }
  Vault& desk() { return *desk_; }
  Vault& phone() { return *phone_; }
  std::size_t below(std::size_t most) { return random_() % most; }

 private:
  ClientId client() { return clients_[below(clients_.size())]; }
  Day day() { return Day{kMarch4.since_epoch + static_cast<std::int32_t>(below(60))}; }

  void link(Vault& vault) {
    const ClientId kept = client(), duplicate = client();
    if (kept != duplicate) save_private(vault, record::ClientLink{.kept = kept, .duplicate = duplicate, .day = day()});
  }
  void meet(Vault& vault) {
    auto met = contact(client(), day());
    using enum record::TestResult;
    constexpr std::array kResults{non_reactive, reactive, invalid};
    if (below(2) == 0) met.tests = {{.test = "rapid-hiv", .result = kResults.at(below(3))}};
    save_private(vault, met);
  }
  void refer(Vault& vault) {
    referrals_.emplace_back(client(), RecordId());
    referrals_.back().second = save_private(vault, record::Referral{.client = referrals_.back().first,
                                                                    .destination = "aids-centre",
                                                                    .reason = {},
                                                                    .voucher = ClientCode::random(),
                                                                    .day = day()});
  }
  // Also of somebody else than was referred.
  void come(Vault& vault) {
    using enum record::Outcome::What;
    constexpr std::array kWhat{seen, no_show, linked, refused};
    if (referrals_.empty()) return;
    const auto& [who, of] = referrals_[below(referrals_.size())];
    save_private(
        vault,
        record::Outcome{
            .client = below(4) == 0 ? client() : who, .of = of, .what = kWhat.at(below(4)), .day = day(), .note = {}});
  }
  void change(Vault& vault) {
    const auto recent = vault.recent(20);
    if (recent.empty()) return;
    const auto& history = recent[below(recent.size())];
    const auto* original = history.original();
    if (original == nullptr || !original->team || !original->entry) return;
    std::vector<Scope> scopes;
    for (const auto& text : original->scopes) scopes.push_back(*parse_scope(text));
    if (const auto* referral = std::get_if<record::Referral>(&*original->team); referral != nullptr && below(2) == 0) {
      auto body = *referral;
      body.client = client();
      save(vault, record::Correct{history.root, *original->entry, body}, scopes, false);
    } else {
      save(vault, record::Void{history.root, *original->entry, "x"}, scopes, false);
    }
  }

  std::mt19937 random_;
  FastDirectory directory_;
  ClientWorld world_;
  std::size_t worker_;
  std::optional<Vault> desk_, phone_;
  std::vector<ClientId> clients_;
  std::vector<std::pair<ClientId, RecordId>> referrals_;
};

std::vector<std::string> open_in(Vault& vault) {
  std::vector<std::string> out;
  for (const auto& [client, what] : vault.open_follow_ups(kFarAhead))
    out.push_back(id_text(client) + " " + what.key + " " + what.by + " " + to_text(what.started) + " " +
                  to_text(what.due) + " " + std::to_string(what.attempts));
  std::sort(out.begin(), out.end());
  return out;
}
// So many at once are found in one pass over everything.
void look_at_all_anew(Vault& vault) {
  vault.parts().db.run("INSERT OR IGNORE INTO due_stale SELECT person FROM fact WHERE person IS NOT NULL AND face = 0");
}

TEST(VaultDue, WhatIsKept_IsWhatOnePassOverEverythingFinds) {
  std::size_t seen = 0;
  for (int seed = 1; seed <= some_of(12); ++seed) {
    Lives lives(static_cast<unsigned>(seed));
    for (int i = 0; i < 60; ++i) {
      for (std::size_t n = lives.below(4); n > 0; --n) lives.step();
      for (Vault* vault : {&lives.desk(), &lives.phone()}) {
        const auto kept = open_in(*vault);
        look_at_all_anew(*vault);
        ASSERT_EQ(open_in(*vault), kept) << "seed " << seed << ", step " << i;
        seen += kept.size();
      }
    }
    const auto kept = open_in(lives.desk());
    ASSERT_TRUE(lives.desk().rebuild());
    EXPECT_EQ(open_in(lives.desk()), kept);
  }
  EXPECT_GT(seen, 1'000U);
}

TEST(VaultDue, UnchangedPeople_AreNotLookedAtAgain) {
  Lives lives(7);
  for (int i = 0; i < 80; ++i) lives.step();
  open_in(lives.desk());
  EXPECT_EQ(lives.desk().parts().db.integer("SELECT count(*) FROM due_stale"), 0);
  save_private(lives.desk(), contact(random_id<ClientId>()));
  EXPECT_EQ(lives.desk().parts().db.integer("SELECT count(*) FROM due_stale"), 1);
}

}  // namespace
}  // namespace tacit
