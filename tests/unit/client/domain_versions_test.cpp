#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>

#include "client/domain/versions.hpp"
#include "crypto/hash.hpp"
#include "tests/support/cases.hpp"

namespace tacit::domain {
namespace {

constexpr std::int64_t kUnsent = std::int64_t{1} << 62;

template <class Id>
Id id_of(std::string_view name) {
  return Id::from(sha256(as_bytes(name)).view().first(Id::kSize));
}
Hash entry_of(std::string_view name) { return sha256(as_bytes(name)); }

const RecordId kRoot = id_of<RecordId>("root");
const DeviceId kWorker = id_of<DeviceId>("worker");
const DeviceId kStaff = id_of<DeviceId>("staff");
const DeviceId kStranger = id_of<DeviceId>("stranger");

record::Outing outing(std::string route) {
  return {.day = Day{18'700},
          .kind = "street-round",
          .time = {},
          .site = "spb-station",
          .route = std::move(route),
          .crew = {}};
}

// The original at leaf 10 by the worker, for one team.
Version original() {
  return {.rid = kRoot,
          .entry = entry_of("root"),
          .index = 10,
          .place = 10,
          .dev = kWorker,
          .team = outing("0"),
          .audit = {},
          .scopes = {"team/a"},
          .staff_of = {}};
}

Version correction(const std::string& name, const std::string& of, std::uint64_t index, DeviceId dev = kWorker) {
  Version version{.rid = id_of<RecordId>(name),
                  .entry = entry_of(name),
                  .index = index,
                  .place = static_cast<std::int64_t>(index),
                  .dev = dev,
                  .team = record::Correct{kRoot, entry_of(of), outing(name)},
                  .audit = {},
                  .scopes = {"team/a"},
                  .staff_of = {}};
  if (dev == kStaff) version.staff_of = {"audit", "team/a"};
  return version;
}

Version annulment(const std::string& name, const std::string& of, std::uint64_t index, DeviceId dev = kWorker) {
  Version version = correction(name, of, index, dev);
  version.team = record::Void{kRoot, entry_of(of), "x"};
  return version;
}

Version unsent(Version version, std::int64_t order) {
  version.entry.reset();
  version.index.reset();
  version.place = kUnsent + order;
  return version;
}

// The route of the version that counts; "void", or "none" without an original.
std::string effective(const History& history) {
  if (history.voided) return "void";
  if (!history.effective) return "none";
  const auto& team = *history.versions[*history.effective].team;
  if (const auto* correct = std::get_if<record::Correct>(&team))
    return std::get<record::Outing>(correct->replacement).route;
  return std::get<record::Outing>(team).route;
}

TEST(Versions, OriginalAlone_Counts) {
  const auto history = settle(kRoot, {original()});
  EXPECT_EQ(effective(history), "0");
  EXPECT_FALSE(history.competing);
  ASSERT_NE(history.original(), nullptr);
}

TEST(Versions, WithoutOriginal_NothingCounts) {
  const auto history = settle(kRoot, {correction("c1", "root", 11)});
  EXPECT_EQ(effective(history), "none");
  EXPECT_FALSE(history.voided);
  EXPECT_EQ(history.original(), nullptr);
  EXPECT_TRUE(history.versions.front().allowed);
}

TEST(Versions, Correction_Replaces) {
  EXPECT_EQ(effective(settle(kRoot, {original(), correction("c1", "root", 11)})), "c1");
}

TEST(Versions, CorrectionOfCorrection_Replaces) {
  EXPECT_EQ(effective(settle(kRoot, {correction("c2", "c1", 12), correction("c1", "root", 11), original()})), "c2");
}

TEST(Versions, Void_EndsTheRecord) {
  const auto history = settle(kRoot, {original(), correction("c1", "root", 11), annulment("v", "c1", 12)});
  EXPECT_TRUE(history.voided);
  EXPECT_FALSE(history.effective);
}

TEST(Versions, VoidOfReplacedVersion_CompetesAndLoses) {
  const auto history = settle(kRoot, {original(), correction("c1", "root", 11), annulment("v", "root", 12)});
  EXPECT_EQ(effective(history), "c1");
  EXPECT_TRUE(history.competing);
}

TEST(Versions, CompetingCorrections_LowestIndexWins) {
  const auto history =
      settle(kRoot, {original(), correction("late", "root", 20), correction("early", "root", 15, kStaff)});
  EXPECT_EQ(effective(history), "early");
  EXPECT_TRUE(history.competing);
}

TEST(Versions, CorrectionByStranger_IsIgnoredAndMarked) {
  const auto history = settle(kRoot, {original(), correction("forged", "root", 11, kStranger)});
  EXPECT_EQ(effective(history), "0");
  EXPECT_FALSE(history.competing);
  EXPECT_FALSE(history.versions[1].allowed);
}

TEST(Versions, CorrectionByStaffOfTheTeam_Counts) {
  EXPECT_EQ(effective(settle(kRoot, {original(), correction("c1", "root", 11, kStaff)})), "c1");
}

TEST(Versions, CorrectionByStaffOfAnotherTeam_IsIgnored) {
  Version foreign = correction("c1", "root", 11, kStaff);
  foreign.staff_of = {"audit", "team/b"};
  EXPECT_EQ(effective(settle(kRoot, {original(), foreign})), "0");
}

TEST(Versions, CorrectionBeforeItsTarget_IsIgnored) {
  EXPECT_EQ(effective(settle(kRoot, {original(), correction("c1", "root", 9)})), "0");
}

TEST(Versions, CorrectionOfAnotherKind_IsIgnored) {
  Version other = correction("c1", "root", 11);
  other.team =
      record::Correct{kRoot, entry_of("root"), record::Consent{.client = {}, .version = "1", .given = true, .day = {}}};
  EXPECT_EQ(effective(settle(kRoot, {original(), other})), "0");
}

TEST(Versions, SentAnew_CountsOnce) {
  Version again = original();
  again.entry = entry_of("again");
  again.index = 14;
  again.place = 14;
  auto history = settle(kRoot, {again, original()});
  EXPECT_EQ(history.versions[*history.effective].index, 10u);
  EXPECT_FALSE(history.competing);
  // A correction may name either of the two entries, and being sent anew itself it competes with nobody.
  Version twice = correction("c1", "again", 16);
  twice.entry = entry_of("c1-again");
  twice.index = 18;
  twice.place = 18;
  history = settle(kRoot, {twice, again, correction("c1", "again", 16), original()});
  EXPECT_EQ(history.versions[*history.effective].index, 16u);
  EXPECT_FALSE(history.competing);
}

TEST(Versions, SameRidFromAnotherDevice_IsNoOriginal) {
  Version forged = original();
  forged.entry = entry_of("forged");
  forged.index = 12;
  forged.place = 12;
  forged.dev = kStranger;
  forged.team = outing("forged");
  EXPECT_EQ(effective(settle(kRoot, {forged, original()})), "0");
  // Nor does it open a way to change the record it pretends to be.
  EXPECT_EQ(effective(settle(kRoot, {forged, original(), annulment("v", "forged", 13, kStranger)})), "0");
  EXPECT_EQ(effective(settle(kRoot, {forged, original(), annulment("v", "root", 13, kStranger)})), "0");
}

TEST(Versions, UnsentDraft_ComesLast) {
  EXPECT_EQ(effective(settle(kRoot, {unsent(correction("mine", "root", 0), 1), original()})), "mine");
  const auto history =
      settle(kRoot, {unsent(correction("mine", "root", 0), 1), original(), correction("theirs", "root", 30, kStaff)});
  EXPECT_EQ(effective(history), "theirs");
  EXPECT_TRUE(history.competing);
}

TEST(Versions, CircleOfCorrections_Ends) {
  // Cannot be signed (each would have to hold the other's hash), but must not hang a reader either.
  const auto history =
      settle(kRoot, {original(), correction("c1", "root", 11), correction("c2", "c1", 12), correction("c3", "c2", 13)});
  EXPECT_EQ(effective(history), "c3");
  Version first = correction("a", "b", 20), second = correction("b", "a", 20);
  first.team = record::Correct{kRoot, entry_of("root"), outing("a")};
  first.rid = id_of<RecordId>("a");
  Version back = correction("a2", "b", 21);
  back.rid = first.rid;
  EXPECT_EQ(effective(settle(kRoot, {original(), first, second, back})), "b");
}

TEST(Versions, AuditFacesAlone_SettleTheSame) {
  Version first = original(), second = correction("c1", "root", 11);
  first.team.reset();
  first.audit = audit::Outing{"2021-03", "street-round", {}, "spb"};
  second.team.reset();
  second.audit = audit::Correct{kRoot, entry_of("root"), audit::Outing{"2021-04", "street-round", {}, "spb"}};
  const auto history = settle(kRoot, {second, first});
  EXPECT_EQ(history.effective, 1u);
}

// ---- property: any order of arrival, against a model written another way
// -----------------------------------------------

// One thing that was said: its entries (more than one if it was sent anew), what it answers to, and who said it.
struct Saying {
  std::string name;
  int answers = -1;  // position of the saying that it replaces; -1: the original
  bool voids = false;
  bool mine = true;  // by somebody who may
  std::vector<std::int64_t> places;
};

struct Story {
  std::vector<Saying> sayings;
  std::vector<Version> versions;
};

Story random_story(std::mt19937& random) {
  const auto below = [&](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
  Story story;
  std::int64_t place = 5;
  const int count = 1 + below(7);
  for (int i = 0; i < count; ++i) {
    Saying one{.name = "s" + std::to_string(i),
               .answers = i == 0 ? -1 : below(i),
               .voids = i > 0 && below(4) == 0,
               .mine = i == 0 || below(4) != 0,
               .places = {}};
    for (int copies = 1 + (below(4) == 0); copies > 0; --copies) one.places.push_back(place += 1 + below(3));
    story.sayings.push_back(one);
  }
  const auto entry_name = [&](int saying, std::size_t copy) {
    return story.sayings[static_cast<std::size_t>(saying)].name + "/" + std::to_string(copy);
  };
  for (int i = 0; i < count; ++i) {
    const Saying& one = story.sayings[static_cast<std::size_t>(i)];
    std::string target;
    if (i > 0) {
      const auto& copies = story.sayings[static_cast<std::size_t>(one.answers)].places;
      target = entry_name(one.answers, random() % copies.size());
    }
    for (std::size_t copy = 0; copy < one.places.size(); ++copy) {
      Version version =
          i == 0 ? original() : correction(one.name, target, 0, one.mine ? (i % 2 ? kStaff : kWorker) : kStranger);
      if (one.voids) version.team = record::Void{kRoot, entry_of(target), ""};
      version.entry = entry_of(entry_name(i, copy));
      version.place = one.places[copy];
      version.index = static_cast<std::uint64_t>(one.places[copy]);
      story.versions.push_back(version);
    }
  }
  // Once in a while the last thing said has not been sent yet.
  if (count > 1 && below(3) == 0 && story.sayings.back().places.size() == 1)
    story.versions.back() = unsent(story.versions.back(), 1);
  return story;
}

// What counts: the answers to the original in the order they came, the first allowed one of each, to the end.
std::pair<std::string, bool> modelled(const Story& story) {
  int at = 0;
  bool competing = false;
  while (true) {
    std::map<std::int64_t, int> answers;
    for (int i = 1; i < static_cast<int>(story.sayings.size()); ++i) {
      const Saying& one = story.sayings[static_cast<std::size_t>(i)];
      if (one.mine && one.answers == at) answers[one.places.front()] = i;
    }
    competing = competing || answers.size() > 1;
    if (answers.empty()) break;
    at = answers.begin()->second;
  }
  const Saying& last = story.sayings[static_cast<std::size_t>(at)];
  return {last.voids ? "void" : at == 0 ? "0" : last.name, competing};
}

TEST(Versions, AnyOrderOfArrival_GivesWhatTheModelSays) {
  test::Cases cases("orders of random stories");
  std::mt19937 random(20210304);
  for (int round = 0; round < 2'000; ++round) {
    Story story = random_story(random);
    const auto [expected, competing] = modelled(story);
    for (int order = 0; order < 4; ++order, ++cases) {
      std::shuffle(story.versions.begin(), story.versions.end(), random);
      const auto history = settle(kRoot, story.versions);
      ASSERT_EQ(effective(history), expected) << "round " << round;
      ASSERT_EQ(history.competing, competing) << "round " << round;
    }
  }
}

TEST(Versions, EveryPermutationOfAFixedStory_GivesTheSame) {
  std::vector<Version> all{original(),
                           correction("a", "root", 12),
                           correction("b", "root", 13, kStaff),
                           correction("c", "a", 14, kStaff),
                           annulment("d", "b", 15),
                           correction("e", "c", 16, kStranger)};
  std::sort(all.begin(), all.end(), [](const auto& x, const auto& y) { return x.rid < y.rid; });
  test::Cases cases("orders of a story");
  do {
    ASSERT_EQ(effective(settle(kRoot, all)), "c");
    ++cases;
  } while (std::next_permutation(all.begin(), all.end(), [](const auto& x, const auto& y) { return x.rid < y.rid; }));
}

}  // namespace
}  // namespace tacit::domain
