#include "crypto/secret.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <array>
#include <set>
#include <string>
#include <system_error>
#include <vector>

#include "crypto/init.hpp"
#include "crypto/random.hpp"

namespace tacit {
namespace {

class Pipe {
 public:
  explicit Pipe(std::string_view content) {
    EXPECT_EQ(::pipe(ends_.data()), 0);
    EXPECT_EQ(::write(ends_[1], content.data(), content.size()), static_cast<ssize_t>(content.size()));
    ::close(ends_[1]);
  }
  ~Pipe() { ::close(ends_[0]); }
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;
  int reader() const { return ends_[0]; }

 private:
  std::array<int, 2> ends_{};
};

std::string text_of(const SecretText& text) { return std::string(as_text(text.expose(Expose()))); }

TEST(Secret, CopyFrom_HoldsThoseBytes) {
  const Bytes bytes(32, 7);
  const auto key = VaultKey::copy_from(bytes);
  EXPECT_EQ(to_bytes(key.expose(Expose())), bytes);
  EXPECT_TRUE(key.equals(key.duplicate()));
}

TEST(Secret, Random_IsFreshEachTime) { EXPECT_FALSE(EpochSeed::random().equals(EpochSeed::random())); }

TEST(Secret, Equals_SeesEverySingleBit) {
  const Bytes bytes(32, 0x5a);
  const auto key = VaultKey::copy_from(bytes);
  for (std::size_t bit = 0; bit < 256; ++bit) {
    Bytes other = bytes;
    other[bit / 8] = static_cast<std::uint8_t>(other[bit / 8] ^ (1u << (bit % 8)));
    EXPECT_FALSE(key.equals(VaultKey::copy_from(other))) << bit;
  }
}

TEST(Secret, Moved_BelongsToTheNewOwner) {
  auto key = VaultKey::copy_from(Bytes(32, 1));
  auto other = VaultKey::random();
  other = std::move(key);
  EXPECT_TRUE(other.equals(VaultKey::copy_from(Bytes(32, 1))));
}

TEST(SecretDeathTest, MovedFrom_ExposeAborts) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  auto key = VaultKey::random();
  const auto taken = std::move(key);
  EXPECT_DEATH(static_cast<void>(key.expose(Expose())), "internal error");  // NOLINT(bugprone-use-after-move)
}

TEST(SecretDeathTest, CopyFrom_WrongSizeAborts) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_DEATH(static_cast<void>(VaultKey::copy_from(Bytes(31))), "internal error");
}

TEST(Secret, Many_MayLiveAtOnce) {
  // More pages than the usual lock limit allows.
  std::vector<EpochSeed> seeds;
  for (int i = 0; i < 3000; ++i) seeds.push_back(EpochSeed::random());
  EXPECT_FALSE(seeds.front().equals(seeds.back()));
}

TEST(SecretText, ReadLine_StopsAtTheNewline) {
  const Pipe pipe("first words\nsecond\nthird");
  EXPECT_EQ(text_of(SecretText::read_line(pipe.reader(), 64).value()), "first words");
  EXPECT_EQ(text_of(SecretText::read_line(pipe.reader(), 64).value()), "second");
  EXPECT_EQ(text_of(SecretText::read_line(pipe.reader(), 64).value()), "third");
  EXPECT_EQ(SecretText::read_line(pipe.reader(), 64).error().code, Code::invalid_argument);
}

TEST(SecretText, ReadLine_LimitIsInclusive) {
  EXPECT_EQ(SecretText::read_line(Pipe("12345678\n").reader(), 8).value().size(), 8u);
  EXPECT_EQ(SecretText::read_line(Pipe("123456789\n").reader(), 8).error().code, Code::too_large);
}

TEST(SecretText, ReadLine_BrokenDescriptorThrows) {
  EXPECT_THROW(static_cast<void>(SecretText::read_line(-1, 8)), std::system_error);
}

TEST(SecretText, Equals_ComparesLengthAndContent) {
  const SecretText word(std::string_view("word"));
  EXPECT_TRUE(word.equals(SecretText(std::string_view("word"))));
  EXPECT_FALSE(word.equals(SecretText(std::string_view("ward"))));
  EXPECT_FALSE(word.equals(SecretText(std::string_view("words"))));
}

TEST(Random, Below_StaysBelowAndReachesAll) {
  std::set<std::uint32_t> seen;
  for (int i = 0; i < 1000; ++i) seen.insert(random_below(6));
  EXPECT_EQ(seen, (std::set<std::uint32_t>{0, 1, 2, 3, 4, 5}));
  EXPECT_EQ(random_below(1), 0u);
}

TEST(Random, Ids_DoNotRepeat) {
  struct Tag;
  using Id = Fixed<Tag, 16>;
  std::set<Id> seen;
  for (int i = 0; i < 1000; ++i) seen.insert(random_id<Id>());
  EXPECT_EQ(seen.size(), 1000u);
}

TEST(InitDeathTest, ForbidCoreDumps_MakesTheProcessUndumpable) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_EXIT(
      {
        const bool before = ::prctl(PR_GET_DUMPABLE, 0, 0, 0, 0) == 1;
        forbid_core_dumps();
        rlimit limit{};
        const bool none = ::getrlimit(RLIMIT_CORE, &limit) == 0 && limit.rlim_cur == 0 && limit.rlim_max == 0;
        std::_Exit(before && none && ::prctl(PR_GET_DUMPABLE, 0, 0, 0, 0) == 0 ? 17 : 1);
      },
      ::testing::ExitedWithCode(17), "");
}

}  // namespace
}  // namespace tacit
