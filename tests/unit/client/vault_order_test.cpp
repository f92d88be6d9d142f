#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "tests/support/client_records.hpp"
#include "tests/support/sanitizer.hpp"
#include "tests/unit/client/tally.hpp"

// Whatever the order in which things arrive: increments and a rebuild agree.
namespace tacit {
namespace {

using namespace test;

// -------------------------------------------------------------

// Makes random histories in three vaults and delivers them to a fourth in random pieces and orders.
class RandomHistory {
 public:
  RandomHistory(ClientWorld& world, std::vector<Vault*> writers, std::mt19937& random)
      : world_(world), writers_(std::move(writers)), random_(random) {}

  void run(int steps) {
    for (int i = 0; i < steps; ++i) {
      Vault& vault = *writers_[below(writers_.size())];
      act(vault);
      if (below(3) == 0) world_.send(vault);
      if (below(4) == 0) world_.pull(vault);
    }
  }
  std::size_t below(std::size_t n) { return random_() % n; }

 private:
  ClientId client() {
    if (clients_.empty() || below(3) == 0) clients_.push_back(random_id<ClientId>());
    return clients_[below(clients_.size())];
  }
  void act(Vault& vault) {
    const Day day{18'640 + static_cast<std::int32_t>(below(200))};
    switch (below(10)) {
      // A worker's too, which counts nowhere.
      case 9: save(vault, record::Closing{end_of_month(day)}, {Scope::org()}); return;
      case 0: save_private(vault, registration(client(), day)); return;
      case 1: save(vault, outing(day)); return;
      case 2: {
        const ClientId kept = client(), duplicate = client();
        if (kept != duplicate)
          save(vault, record::ClientLink{.kept = kept, .duplicate = duplicate, .day = day, .quarter = quarter_of(day)});
        return;
      }
      case 3:
        save(
            vault,
            record::Label{.subject = record::Label::Subject::organisation, .id = {}, .name = std::to_string(below(99))},
            {Scope::org()}, false);
        return;
      case 4:
        save(vault, record::Statement{.period = "2021", .figures = {{"rounds", static_cast<std::int64_t>(below(50))}}},
             {});
        return;
      case 5:
      case 6: change(vault, day); return;
      default:
        save(vault, contact(below(4) == 0 ? std::nullopt : std::optional(client()), day,
                            1 + static_cast<std::int64_t>(below(4))));
        return;
    }
  }
  static Day end_of_month(Day day) {
    while (month_of(day) == month_of(Day{day.since_epoch + 1})) ++day.since_epoch;
    return day;
  }
  // Corrects or voids something, allowed or not, its newest version or an older one.
  void change(Vault& vault, Day day) {
    const auto recent = vault.recent(30);
    if (recent.empty()) return;
    const auto& history = recent[below(recent.size())];
    const auto& version = history.versions[below(history.versions.size())];
    const auto* original = history.original();
    if (original == nullptr || !original->team || !version.entry) return;
    const bool has_audit = std::holds_alternative<record::Contact>(*original->team) ||
                           std::holds_alternative<record::Outing>(*original->team) ||
                           std::holds_alternative<record::ClientLink>(*original->team) ||
                           std::holds_alternative<record::Closing>(*original->team);
    std::vector<Scope> scopes;
    for (const auto& text : original->scopes) scopes.push_back(*parse_scope(text));
    if (const auto* met = std::get_if<record::Contact>(&*original->team); met != nullptr && below(2) == 0) {
      auto body = *met;
      body.services = {{"wound-care", 5 + static_cast<std::int64_t>(below(5))}};
      save(vault, record::Correct{history.root, *version.entry, body}, scopes, true);
    } else if (std::holds_alternative<record::Outing>(*original->team) && below(2) == 0) {
      save(vault, record::Correct{history.root, *version.entry, outing(day)}, scopes, true);
    } else {
      save(vault, record::Void{history.root, *version.entry, "x"}, scopes, has_audit);
    }
  }

  ClientWorld& world_;
  std::vector<Vault*> writers_;
  std::mt19937& random_;
  std::vector<ClientId> clients_;
};

// Hands `received` to the vault in pieces of random size; some faces come only later.
void deliver(Vault& vault, std::vector<sync::Received> received, RandomHistory& dice, std::mt19937& random) {
  std::shuffle(received.begin(), received.end(), random);
  std::vector<sync::OpenedLater> later;
  std::size_t at = 0;
  while (at < received.size() || !later.empty()) {
    sync::Effects effects;
    effects.day = kMarch4;
    for (std::size_t n = 1 + dice.below(8); n > 0 && at < received.size(); --n, ++at) {
      auto one = received[at];
      if (dice.below(5) == 0) {
        later.push_back({one.hash, one.scope, one.faces});
        one.faces.clear();
        one.copy = Bytes{1};
      }
      effects.received.push_back(std::move(one));
    }
    ASSERT_TRUE(vault.apply(effects));
    if (!later.empty() && (at == received.size() || dice.below(2) == 0)) {
      sync::Effects opening;
      opening.day = kMarch4;
      opening.opened = std::move(later);
      later.clear();
      ASSERT_TRUE(vault.apply(opening));
    }
  }
}

void expect_rebuild_agrees(Vault& vault) {
  const auto before = projections_of(vault);
  expect_tallies_fit(vault);
  ASSERT_TRUE(vault.rebuild());
  expect_tallies_fit(vault);
  ASSERT_EQ(projections_of(vault), before);
}

TEST(VaultProperty, AnyOrderOfArrival_GivesTheSameProjectionsAsARebuild) {
  std::mt19937 random(42);
  for (int organisation = 0; organisation < some_of(20); ++organisation) {
    FastDirectory directory;
    ClientWorld world;
    const std::size_t worker_number = world.add(Role::worker, {team_number(1)}),
                      auditor_number = world.add(Role::auditor, {});
    world.start();
    Vault staff = world.join(0, directory.at("s")), worker = world.join(worker_number, directory.at("w")),
          reader = world.join(0, directory.at("r")), auditor = world.join(auditor_number, directory.at("a"));
    RandomHistory history(world, {&staff, &worker}, random);
    for (int round = 0; round < 10; ++round) {
      history.run(2 + round % 5);
      ASSERT_NO_FATAL_FAILURE(expect_rebuild_agrees(staff));
      ASSERT_NO_FATAL_FAILURE(expect_rebuild_agrees(worker));
      for (Vault* vault : {&staff, &worker}) world.send(*vault);
      for (Vault* vault : {&staff, &worker}) world.pull(*vault);
      for (Vault* vault : {&reader, &auditor}) {
        forget_records(*vault);
        ASSERT_NO_FATAL_FAILURE(deliver(*vault, world.everything(*vault).received, history, random));
        ASSERT_NO_FATAL_FAILURE(expect_rebuild_agrees(*vault));
      }
      ASSERT_NO_FATAL_FAILURE(expect_rebuild_agrees(staff));
      // Two devices that open the same agree, whichever way it came.
      ASSERT_EQ(projections_of(reader), projections_of(staff)) << organisation << "/" << round;
    }
  }
}

}  // namespace
}  // namespace tacit
