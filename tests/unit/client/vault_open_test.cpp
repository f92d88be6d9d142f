#include <gtest/gtest.h>
#include <sys/stat.h>

#include <fstream>
#include <set>

#include "client/vault/vault.hpp"
#include "crypto/random.hpp"
#include "crypto/slots.hpp"
#include "tests/support/client_world.hpp"

namespace tacit {
namespace {

using test::ClientWorld;
using test::FastDirectory;
using test::secret_text;

namespace fs = std::filesystem;

constexpr std::string_view kMarker = "Zyxomarkerowa";

std::string read_all(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}
void write_all(const fs::path& path, const std::string& bytes) {
  std::ofstream(path, std::ios::binary | std::ios::trunc) << bytes;
}
Code open_code(const fs::path& folder, std::string_view passphrase = test::kPassphrase) {
  const auto vault = Vault::open(folder, secret_text(passphrase));
  EXPECT_FALSE(vault.has_value());
  return vault ? Code::already_done : vault.error().code;
}

class VaultFolder : public ::testing::Test {
 protected:
  void make() { ASSERT_TRUE(Vault::create(folder(), secret_text(test::kPassphrase), kArgon2Floor)); }
  fs::path folder() const { return directory_.at("vault"); }
  fs::path header() const { return folder() / "vault.header"; }
  // Changes one byte, tells how it opens, and puts it back.
  Code opened_with_flip(const fs::path& file, std::size_t at) {
    const std::string before = read_all(file);
    std::string bytes = before;
    bytes[at] = static_cast<char>(bytes[at] ^ 1);
    write_all(file, bytes);
    const auto vault = Vault::open(folder(), secret_text(test::kPassphrase));
    const Code code = vault ? Code::already_done : vault.error().code;
    write_all(file, before);
    return code;
  }

  FastDirectory directory_;
};

TEST_F(VaultFolder, Created_OpensWithItsPassphraseOnly) {
  make();
  EXPECT_TRUE(Vault::open(folder(), secret_text(test::kPassphrase)));
  EXPECT_EQ(open_code(folder(), "wrong"), Code::wrong_passphrase);
  EXPECT_EQ(open_code(directory_.at("nowhere")), Code::not_found);
}

TEST_F(VaultFolder, SecondCreate_IsRefusedAndHarmsNothing) {
  make();
  const auto again = Vault::create(folder(), secret_text("other"), kArgon2Floor);
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().code, Code::already_done);
  EXPECT_TRUE(Vault::open(folder(), secret_text(test::kPassphrase)));
}

TEST_F(VaultFolder, CostBelowTheFloor_IsRefused) {
  EXPECT_FALSE(Vault::create(folder(), secret_text("x"), Argon2Cost{1, 8 << 20}));
  make();  // and leaves nothing in the way
}

TEST_F(VaultFolder, DamageInsideTheUsedSlot_LooksLikeAWrongPassphrase) {
  make();
  constexpr std::size_t kSlots = 8 + 4 + 4 + 8 + 16;
  for (const std::size_t at : {kSlots, kSlots + 30, kSlots + kWrappedKeySize - 1})
    EXPECT_EQ(opened_with_flip(header(), at), Code::wrong_passphrase) << at;
  // Damage in a slot that is not in use does not matter.
  EXPECT_EQ(opened_with_flip(header(), kSlots + kWrappedKeySize), Code::already_done);
}

TEST_F(VaultFolder, StructuralDamage_HasItsOwnError) {
  make();
  for (const std::size_t at :
       {std::size_t{0}, std::size_t{9}, std::size_t{13}, std::size_t{20}, std::size_t{30}, kVaultHeaderSize - 1})
    EXPECT_EQ(opened_with_flip(header(), at), Code::storage_damaged) << at;
  const std::string whole = read_all(header());
  for (const std::size_t size : {std::size_t{0}, std::size_t{7}, whole.size() - 1}) {
    write_all(header(), whole.substr(0, size));
    EXPECT_EQ(open_code(folder()), Code::storage_damaged) << size;
  }
  write_all(header(), whole + "x");
  EXPECT_EQ(open_code(folder()), Code::storage_damaged);
}

TEST_F(VaultFolder, DamagedDatabase_IsNotCalledAWrongPassphrase) {
  make();
  EXPECT_EQ(opened_with_flip(folder() / "vault.db", 100), Code::storage_damaged);
  fs::resize_file(folder() / "vault.db", 1000);
  EXPECT_EQ(open_code(folder()), Code::storage_damaged);
  fs::remove(folder() / "vault.db");
  EXPECT_NE(open_code(folder()), Code::wrong_passphrase);
}

TEST_F(VaultFolder, OpenElsewhere_IsBusy) {
  make();
  const auto first = Vault::open(folder(), secret_text(test::kPassphrase));
  ASSERT_TRUE(first);
  EXPECT_EQ(open_code(folder()), Code::busy);
}

TEST_F(VaultFolder, InterruptedCreate_CanBeRepeated) {
  make();
  // What a stop before the last step leaves: a database that no header opens.
  fs::remove(header());
  EXPECT_EQ(open_code(folder()), Code::not_found);
  make();
  EXPECT_TRUE(Vault::open(folder(), secret_text(test::kPassphrase)));
}

TEST_F(VaultFolder, PassphraseChange_TakesTheOldOneAway) {
  make();
  auto vault = Vault::open(folder(), secret_text(test::kPassphrase));
  ASSERT_TRUE(vault);
  const auto refused = vault->change_passphrase(secret_text("wrong"), secret_text("new"), kArgon2Floor);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Code::wrong_passphrase);
  ASSERT_TRUE(vault->change_passphrase(secret_text(test::kPassphrase), secret_text("new"), kArgon2Floor));
  vault = fail(Code::busy, "closed");
  EXPECT_EQ(open_code(folder()), Code::wrong_passphrase);
  EXPECT_TRUE(Vault::open(folder(), secret_text("new")));
}

TEST_F(VaultFolder, WithoutAnIdentity_NothingIsSaved) {
  make();
  auto vault = Vault::open(folder(), secret_text(test::kPassphrase));
  ASSERT_TRUE(vault);
  EXPECT_EQ(vault->identity().error().code, Code::not_ready);
  EXPECT_EQ(vault->memory().error().code, Code::not_ready);
  EXPECT_EQ(vault->save({}).error().code, Code::not_ready);
  EXPECT_TRUE(vault->rebuild());
  EXPECT_EQ(vault->unsent(), 0u);
}

TEST_F(VaultFolder, Identity_SurvivesClosing) {
  ClientWorld world;
  world.start();
  { const Vault vault = world.join(0, folder()); }
  const auto vault = Vault::open(folder(), secret_text(test::kPassphrase));
  ASSERT_TRUE(vault);
  const auto identity = vault->identity();
  ASSERT_TRUE(identity);
  EXPECT_EQ(identity->dev, world.member(0).id);
  EXPECT_TRUE(identity->sign_seed.equals(world.member(0).sign_seed));
  EXPECT_TRUE(identity->box_seed.equals(world.member(0).box_seed));
  EXPECT_EQ(identity->org, world.org());
  ASSERT_NE(vault->roster(), nullptr);
  EXPECT_EQ(vault->roster()->org(), world.org());
  EXPECT_EQ(vault->pack()->id, world.pack().id);
  EXPECT_EQ(vault->log_state().size, world.log_size());
}

TEST_F(VaultFolder, Invitations_AreKept) {
  make();
  auto vault = Vault::open(folder(), secret_text(test::kPassphrase));
  ASSERT_TRUE(vault);
  const auto inv = random_id<InvitationId>();
  ASSERT_TRUE(vault->add_invitation({.inv = inv,
                                     .secret = InvitationSecret::random(),
                                     .role = Role::worker,
                                     .teams = {test::team_number(3)},
                                     .expires = Day{18'800},
                                     .name = "phone 2"}));
  const auto open = vault->invitations();
  ASSERT_EQ(open.size(), 1u);
  EXPECT_EQ(open[0].inv, inv);
  EXPECT_EQ(open[0].role, Role::worker);
  EXPECT_EQ(open[0].teams, std::vector{test::team_number(3)});
  EXPECT_EQ(open[0].expires, Day{18'800});
  EXPECT_EQ(open[0].name, "phone 2");
}

std::set<std::string> files_with_marker(const fs::path& folder) {
  std::set<std::string> found;
  // Not below: a vault's folder is flat, temporary files are spilled at the top, and what others keep there may vanish.
  for (const auto& file : fs::directory_iterator(folder, fs::directory_options::skip_permission_denied)) {
    std::error_code gone;
    if (!file.is_regular_file(gone) || gone) continue;
    if (read_all(file.path()).find(kMarker) != std::string::npos) found.insert(file.path().filename());
  }
  return found;
}

TEST_F(VaultFolder, NothingPersonal_StandsInAnyFile) {
  ClientWorld world;
  world.start();
  Vault vault = world.join(0, folder());
  const std::string marker(kMarker);
  for (int i = 0; i < 40; ++i) {
    const record::ClientRegister registration{.client = random_id<ClientId>(),
                                              .code = ClientCode::random(),
                                              .attributes = {{"sex", "f"}},
                                              .day = Day{18'690}};
    const Vault::Person person{.client = registration.client,
                               .code = registration.code,
                               .name = Personal(marker),
                               .nickname = Personal(marker),
                               .phone = Personal("+7 " + marker),
                               .note = Personal(marker),
                               .attributes = registration.attributes,
                               .has_identifiers = true};
    record::Contact contact{.day = Day{18'690},
                            .client = registration.client,
                            .anonymous = 0,
                            .outing = {},
                            .kind = "street-round",
                            .time = {},
                            .site = "spb-station",
                            .services = {},
                            .tests = {},
                            .given = {},
                            .about = {},
                            .note = marker};
    ASSERT_TRUE(vault.save({{vault.new_record_id().value(), registration, {Scope::team(test::team_number(1))}, false},
                            {vault.new_record_id().value(), contact, {Scope::team(test::team_number(1))}, true}},
                           &person));
  }
  EXPECT_EQ(vault.find_people(Personal(marker), 100).size(), 40u);
  ASSERT_TRUE(vault.rebuild());
  const std::set<std::string> files{"vault.db", "vault.db-wal", "vault.db-shm", "vault.header", "vault.lock"};
  for (const auto& file : fs::directory_iterator(folder())) EXPECT_TRUE(files.contains(file.path().filename()));
  EXPECT_EQ(files_with_marker(folder()), std::set<std::string>());
  EXPECT_EQ(files_with_marker("/var/tmp"), std::set<std::string>());
  // The scan does find what is in clear.
  write_all(folder() / "clear", "x" + marker);
  EXPECT_EQ(files_with_marker(folder()), std::set<std::string>{"clear"});
}

TEST_F(VaultFolder, Files_AreForTheOwnerOnly) {
  make();
  struct stat of {};
  for (const auto& path : {folder(), folder() / "vault.db", header()}) {
    ASSERT_EQ(::stat(path.c_str(), &of), 0);
    EXPECT_EQ(of.st_mode & 077, 0u) << path;
  }
}

}  // namespace
}  // namespace tacit
