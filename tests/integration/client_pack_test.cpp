#include "client/usecases/pack.hpp"
#include "tests/integration/client_organisation.hpp"

// A new edition of the programme pack, from the steward who publishes it to everybody.
namespace tacit::usecases {
namespace {

using ClientPack = ClientOrganisation;

std::string edition(std::int64_t version) {
  std::string text(*built_in_pack("street-rounds"));
  const std::string now = "\"version\": " + std::to_string(read_pack(text)->version);
  return text.replace(text.find(now), now.size(), "\"version\": " + std::to_string(version));
}

TEST_F(ClientPack, PublishedPack_ReachesEverybody) {
  found_organisation();
  Vault worker = new_vault("worker"), auditor = new_vault("auditor");
  enrol(worker, "Ann's phone", Role::worker, {"Northern route"});
  enrol(auditor, "Fund", Role::auditor, {});
  const RecordId rid = record_outing(worker, team());
  sync_quietly(worker);
  const auto published = publish_pack(online(founder_), edition(7));
  ASSERT_TRUE(published) << published.error().text.view();
  EXPECT_TRUE(published->published());
  EXPECT_EQ(published->version, 7);
  EXPECT_FALSE(published->sync.error);
  for (Vault* vault : {&founder_, &worker, &auditor}) {
    sync_quietly(*vault);
    EXPECT_EQ(vault->pack()->version, 7);
    EXPECT_EQ(*present_pack({*vault, clock_}), edition(7));
    EXPECT_TRUE(vault->history(rid));
  }
  EXPECT_EQ(founder_.roster()->newest_pack()->generation, 2U);
  // The text in force is published already; nothing happens.
  const auto again = publish_pack(online(founder_), edition(7));
  ASSERT_TRUE(again);
  EXPECT_TRUE(again->published());
  EXPECT_EQ(founder_.roster()->newest_pack()->generation, 2U);
}

TEST_F(ClientPack, PackThatCannotFollow_IsNotPublished) {
  found_organisation();
  Vault worker = new_vault("worker");
  enrol(worker, "Ann's phone", Role::worker, {"Northern route"});
  const auto refused = publish_pack(online(worker), edition(7));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Code::not_allowed);
  for (const std::string& text : {edition(1), std::string(*built_in_pack("msm-outreach")), std::string("{}")}) {
    const auto stopped = publish_pack(online(founder_), text);
    ASSERT_TRUE(stopped);
    EXPECT_FALSE(stopped->published());
    EXPECT_EQ(stopped->mistakes.empty(), text != "{}");
    EXPECT_EQ(stopped->obstacles.empty(), text == "{}");
  }
  EXPECT_EQ(founder_.roster()->newest_pack()->generation, 1U);
}

TEST_F(ClientPack, PublishingCutAtAnyRequest_IsDoneOnceWhenRepeated) {
  found_organisation();
  int cut = 0;
  for (;; ++cut) {
    const std::string text = edition(10 + cut);
    fails_in_ = cut;
    const auto first = publish_pack(online(founder_), text);
    const bool was_cut = fails_in_ < 0;
    fails_in_ = -1;
    const auto second = publish_pack(online(founder_), text);
    ASSERT_TRUE(second) << "cut at " << cut << ": " << second.error().text.view();
    EXPECT_TRUE(second->published());
    EXPECT_EQ(founder_.roster()->newest_pack()->generation, static_cast<std::uint64_t>(cut) + 2U);
    EXPECT_EQ(founder_.pack()->version, 10 + cut);
    if (!was_cut) break;
  }
  EXPECT_GT(cut, 3) << "nothing was cut";
}

}  // namespace
}  // namespace tacit::usecases
