#include "server/data_directory.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>

#include "server/control.hpp"
#include "server/keys.hpp"
#include "server/seal/passphrase.hpp"
#include "server/service.hpp"
#include "tests/support/scratch_directory.hpp"
#include "tests/support/test_clock.hpp"

namespace tacit::server {
namespace {

SecretText text_of(std::string_view text) { return SecretText(std::span<const char>(text.data(), text.size())); }

template <class T>
void expect_code(const Result<T>& result, Code code) {
  ASSERT_FALSE(result.has_value());
  EXPECT_EQ(result.error().code, code) << result.error().text.view();
}

class Directory : public ::testing::Test {
 protected:
  Result<FoundingInvitation> create(std::string_view passphrase = kPassphrase,
                                    std::string_view url = "https://tacit.example:9000") {
    return create_server(directory_, url, text_of(passphrase), kArgon2Floor);
  }
  static constexpr std::string_view kPassphrase = "six words or so";
  test::ScratchDirectory scratch_;
  const DataDirectory directory_{scratch_.at("server")};
};

TEST_F(Directory, Created_OpensWithItsPassphraseOnly) {
  const auto invitation = create();
  ASSERT_TRUE(invitation.has_value());
  expect_code(unseal(directory_, text_of("six words or not")), Code::wrong_passphrase);
  const auto root = unseal(directory_, text_of(kPassphrase));
  ASSERT_TRUE(root.has_value());
  EXPECT_EQ(service_keys(derive_keys(*root)), invitation->service);
  const test::TestClock clock;
  EXPECT_TRUE(Service::open(clock, directory_, derive_keys(*root), {}).has_value());
}

TEST_F(Directory, OtherRootKey_DoesNotOpenTheDatabase) {
  ASSERT_TRUE(create().has_value());
  const test::TestClock clock;
  expect_code(Service::open(clock, directory_, derive_keys(RootKey::random()), {}), Code::decryption_failed);
}

TEST_F(Directory, SomethingThere_IsLeftAlone) {
  std::ofstream(directory_.path) << "mine";
  expect_code(create(), Code::already_done);
  EXPECT_TRUE(std::filesystem::is_regular_file(directory_.path));
}

TEST_F(Directory, BadUrlOrPassphrase_MakesNothing) {
  expect_code(create(kPassphrase, "http://tacit.example"), Code::invalid_argument);
  expect_code(create("short"), Code::invalid_argument);
  EXPECT_FALSE(std::filesystem::exists(directory_.path));
}

TEST_F(Directory, NothingThere_IsNotFound) { expect_code(unseal(directory_, text_of(kPassphrase)), Code::not_found); }

TEST_F(Directory, DamagedSeal_IsToldFromAWrongPassphrase) {
  ASSERT_TRUE(create().has_value());
  std::ofstream(directory_.seal(), std::ios::trunc) << "{}";
  expect_code(unseal(directory_, text_of(kPassphrase)), Code::storage_damaged);
}

TEST_F(Directory, TwoServers_HaveNothingInCommon) {
  const auto one = create();
  const auto other = create_server({scratch_.at("other")}, "https://x", text_of(kPassphrase), kArgon2Floor);
  ASSERT_TRUE(one.has_value() && other.has_value());
  EXPECT_NE(one->service.log_pk, other->service.log_pk);
  EXPECT_NE(one->service.tls_pins, other->service.tls_pins);
  EXPECT_NE(one->inv, other->inv);
}

TEST_F(Directory, Seal_WithoutARunningServerSaysSo) {
  ASSERT_TRUE(create().has_value());
  EXPECT_FALSE(is_serving(directory_));
  expect_code(seal_running(directory_, std::chrono::seconds(1)), Code::not_found);
}

TEST(Passphrase, FromADescriptor_IsOneLine) {
  int ends[2];
  ASSERT_EQ(::pipe(ends), 0);
  ASSERT_EQ(::write(ends[1], "the line\nnot this", 17), 17);
  ::close(ends[1]);
  const auto read = obtain_passphrase(ends[0], Asking::once);
  ::close(ends[0]);
  ASSERT_TRUE(read.has_value());
  EXPECT_TRUE(read->equals(text_of("the line")));
}

TEST(Passphrase, TooShort_IsRefusedForANewServer) {
  EXPECT_TRUE(check_new_passphrase(text_of("twelve chars")).has_value());
  expect_code(check_new_passphrase(text_of("eleven char")), Code::invalid_argument);
}

}  // namespace
}  // namespace tacit::server
