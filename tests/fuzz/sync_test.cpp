#include "tests/fuzz/sync.hpp"

#include <gtest/gtest.h>

#include "crypto/init.hpp"

// That the target does what it says: an honest server is followed to the end, a lie is met.
namespace tacit::fuzz {
namespace {

std::string play(std::string_view input) {
  init_crypto();
  return play_sync(as_bytes(input));
}

TEST(FuzzSync, HonestServer_IsFollowedToTheEnd) {
  for (const char* actor : {"w", "s", "n", "a", "r"}) {
    const std::string story = play(actor);
    EXPECT_NE(story.find(" whole "), std::string::npos) << actor;
    EXPECT_EQ(story.find("alarm"), std::string::npos) << actor;
  }
}

TEST(FuzzSync, BrokenConnections_RaiseNoAlarm) {
  for (const char* input : {"w<.>.>..>...>....>", "n>.<..>...<....>.....<", "r.>d.>m..>..>v..>"}) {
    EXPECT_EQ(play(input).find("alarm"), std::string::npos) << input;
  }
}

TEST(FuzzSync, Lies_RaiseTheirAlarm) {
  EXPECT_NE(play("sV\x03").find("alarm-rollback"), std::string::npos);
  EXPECT_NE(play(std::string("nL\x01", 3)).find("alarm-roster-invalid"), std::string::npos);
  EXPECT_NE(play(std::string("nS\x01", 3)).find("alarm-entry-invalid"), std::string::npos);
  EXPECT_NE(play(std::string("nB\x00", 3)).find("alarm-key-mismatch"), std::string::npos);
}

TEST(FuzzSync, SameInput_HasTheSameStory) {
  for (const std::string_view input : {"w.>..>d.?\xc1\x03..", "njp\x05x\x07....e s\x02", "rSd..H\x09m......d"}) {
    EXPECT_EQ(play(input), play(input));
  }
}

}  // namespace
}  // namespace tacit::fuzz
