#include <sys/stat.h>

#include <fstream>

#include "client/usecases/backup.hpp"
#include "client/usecases/person.hpp"
#include "crypto/slots.hpp"
#include "tests/support/cases.hpp"
#include "tests/support/client_records.hpp"

namespace tacit {
namespace {

using namespace test;
namespace fs = std::filesystem;

std::string content_of(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}
void put_content(const fs::path& path, const std::string& bytes) {
  std::ofstream(path, std::ios::binary | std::ios::trunc) << bytes;
}

class VaultBackup : public ::testing::Test {
 protected:
  VaultBackup() {
    world_.start();
    vault_.emplace(world_.join(0, directory_.at("vault")));
  }
  usecases::Session session() { return {*vault_, clock_}; }
  void add_person(const std::string& name) {
    usecases::Session here = session();
    ASSERT_TRUE(usecases::add_person(here, {.name = Personal(name),
                                            .nickname = {},
                                            .phone = {},
                                            .note = {},
                                            .attributes = {{"sex", "f"}},
                                            .team = {},
                                            .day = {},
                                            .consented = false}));
  }
  fs::path file() const { return directory_.at("copy"); }
  void back_up() {
    usecases::Session here = session();
    const auto done = usecases::back_up(here, file());
    ASSERT_TRUE(done) << done.error().text.c_str();
    EXPECT_EQ(done->bytes, fs::file_size(file()));
  }
  Code restore_code(const fs::path& from, std::string_view passphrase = kPassphrase) const {
    const auto done = Vault::restore(directory_.at("restored"), from, secret_text(passphrase));
    EXPECT_FALSE(done);
    EXPECT_FALSE(fs::exists(directory_.at("restored") / "vault.header"));
    EXPECT_FALSE(fs::exists(directory_.at("restored") / "vault.db"));
    return done ? Code::already_done : done.error().code;
  }
  std::size_t hits(const Vault& vault, const std::string& words) const {
    return vault.find_people(Personal(words), 9).size();
  }

  FastDirectory directory_;
  ClientWorld world_;
  TestClock clock_;
  std::optional<Vault> vault_;
};

TEST_F(VaultBackup, Copy_HoldsEverythingOfItsMomentAndTheVaultGoesOn) {
  add_person("Anna");
  world_.send(*vault_);
  add_person("Boris");
  const auto before = projections_of(*vault_);
  back_up();
  add_person("Vera");
  const auto restored = usecases::restore(directory_.at("restored"), file(), secret_text(kPassphrase));
  ASSERT_TRUE(restored) << restored.error().text.c_str();
  EXPECT_EQ(restored->unsent, 1u);
  EXPECT_TRUE(restored->has_names);
  Vault copy = *Vault::open(directory_.at("restored"), secret_text(kPassphrase));
  EXPECT_EQ(projections_of(copy), before);
  EXPECT_EQ(hits(copy, "anna") + hits(copy, "boris"), 2u);
  EXPECT_EQ(hits(copy, "vera"), 0u);
  EXPECT_EQ(hits(*vault_, "vera"), 1u);
}

TEST_F(VaultBackup, File_IsItsOwnersAloneAndNothingElseStays) {
  ::umask(0);
  back_up();
  ::umask(077);
  struct stat about {};
  ASSERT_EQ(::stat(file().c_str(), &about), 0);
  EXPECT_EQ(about.st_mode & 0777, 0600u);
  std::set<std::string> names;
  for (const auto& entry : fs::directory_iterator(directory_.path())) names.insert(entry.path().filename());
  EXPECT_EQ(names, (std::set<std::string>{"copy", "vault"}));
}

TEST_F(VaultBackup, TakenName_IsRefusedAndNothingOverwritten) {
  put_content(file(), "something else");
  usecases::Session here = session();
  EXPECT_EQ(usecases::back_up(here, file()).error().code, Code::already_done);
  EXPECT_EQ(content_of(file()), "something else");
  EXPECT_FALSE(vault_->last_backup());
}

TEST_F(VaultBackup, LeftoversOfAnInterruptedOne_AreReplaced) {
  put_content(file().string() + ".part", "half a copy");
  put_content(file().string() + ".part-wal", "half a log");
  back_up();
  EXPECT_FALSE(fs::exists(file().string() + ".part"));
  EXPECT_FALSE(fs::exists(file().string() + ".part-wal"));
  EXPECT_TRUE(Vault::restore(directory_.at("restored"), file(), secret_text(kPassphrase)));
}

TEST_F(VaultBackup, Passphrase_IsTheOneOfThatDay) {
  back_up();
  ASSERT_TRUE(vault_->change_passphrase(secret_text(kPassphrase), secret_text("another one"), kArgon2Floor));
  EXPECT_EQ(restore_code(file(), "another one"), Code::wrong_passphrase);
  ASSERT_TRUE(Vault::restore(directory_.at("restored"), file(), secret_text(kPassphrase)));
  EXPECT_TRUE(Vault::open(directory_.at("restored"), secret_text(kPassphrase)));
}

TEST_F(VaultBackup, ExistingVault_IsNeverReplaced) {
  back_up();
  const auto header = content_of(directory_.at("vault") / "vault.header");
  add_person("Vera");
  vault_.reset();
  EXPECT_EQ(Vault::restore(directory_.at("vault"), file(), secret_text(kPassphrase)).error().code, Code::already_done);
  EXPECT_EQ(content_of(directory_.at("vault") / "vault.header"), header);
  EXPECT_EQ(hits(*Vault::open(directory_.at("vault"), secret_text(kPassphrase)), "vera"), 1u);
}

TEST_F(VaultBackup, DamagedOrCutShort_IsRefusedAndLeavesNoVault) {
  add_person("Anna");
  back_up();
  const std::string whole = content_of(file());
  const fs::path bad = directory_.at("bad");
  Cases cases("damaged backups");
  const std::size_t database = whole.size() - kVaultHeaderSize;
  for (std::size_t at = 3; at < database; at += 3 * 4'096 + 511, ++cases) {
    std::string flipped = whole;
    flipped[at] = static_cast<char>(flipped[at] ^ 1);
    put_content(bad, flipped);
    EXPECT_EQ(restore_code(bad), Code::storage_damaged) << at;
  }
  for (std::size_t at = database; at < database + 40; ++at, ++cases) {
    std::string flipped = whole;
    flipped[at] = static_cast<char>(flipped[at] ^ 1);
    put_content(bad, flipped);
    EXPECT_EQ(restore_code(bad), Code::storage_damaged) << at;
  }
  for (const std::size_t size : {std::size_t{0}, std::size_t{1}, kVaultHeaderSize - 1, kVaultHeaderSize,
                                 std::size_t{4'096}, database, whole.size() - 4'096, whole.size() - 1}) {
    put_content(bad, whole.substr(0, size));
    EXPECT_EQ(restore_code(bad), Code::storage_damaged) << size;
    ++cases;
  }
  // Pages missing before a header that is whole.
  for (const std::size_t left_out : {std::size_t{4'096}, database - 4'096, database}) {
    put_content(bad, whole.substr(0, database - left_out) + whole.substr(database));
    EXPECT_EQ(restore_code(bad), Code::storage_damaged) << left_out;
    ++cases;
  }
  put_content(bad, whole + " ");
  EXPECT_EQ(restore_code(bad), Code::storage_damaged);
  EXPECT_EQ(restore_code(directory_.at("nowhere")), Code::not_found);
  EXPECT_EQ(restore_code(file(), "wrong"), Code::wrong_passphrase);
  // All of that is in nobody's way.
  EXPECT_TRUE(Vault::restore(directory_.at("restored"), file(), secret_text(kPassphrase)));
}

TEST_F(VaultBackup, FromANewerProgram_AsksForAnUpdate) {
  vault_->parts().db.run_script("PRAGMA user_version = 99");
  back_up();
  EXPECT_EQ(restore_code(file()), Code::update_needed);
}

TEST_F(VaultBackup, Reminder_ComesAfterTwoWeeksAndOnlyWhenThereIsSomethingToLose) {
  EXPECT_FALSE(usecases::backup_state(session()).last);
  EXPECT_FALSE(usecases::backup_state(session()).due);
  add_person("Anna");
  EXPECT_TRUE(usecases::backup_state(session()).due);
  back_up();
  EXPECT_EQ(usecases::backup_state(session()).last, clock_.today());
  EXPECT_FALSE(usecases::backup_state(session()).due);
  clock_.advance(std::chrono::hours(24 * 14));
  EXPECT_FALSE(usecases::backup_state(session()).due);
  clock_.advance(std::chrono::hours(24));
  EXPECT_TRUE(usecases::backup_state(session()).due);
  // Nor does a clock that was set back keep quiet.
  clock_.advance(-std::chrono::hours(24 * 16));
  EXPECT_TRUE(usecases::backup_state(session()).due);
}

}  // namespace
}  // namespace tacit
