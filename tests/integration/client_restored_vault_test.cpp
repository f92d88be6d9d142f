#include <algorithm>

#include "client/sync/memory.hpp"
#include "client/usecases/backup.hpp"
#include "client/usecases/verify.hpp"
#include "crypto/hkdf.hpp"
#include "tests/integration/client_organisation.hpp"

// A vault that came back from its backup, against a real server core (protocol §4, Restored vault).
namespace tacit::usecases {
namespace {

class RestoredVault : public ClientOrganisation {
 protected:
  RestoredVault() : worker_(new_vault("worker")) {
    found_organisation();
    enrol(worker_, "tablet", Role::worker, {"Northern route"});
  }
  static SecretText passphrase() {
    constexpr std::string_view kPassphrase = "correct horse battery staple";
    return SecretText(std::span(kPassphrase.data(), kPassphrase.size()));
  }
  void back_up() { ASSERT_TRUE(worker_.back_up(scratch_.at("backup"), clock_.today())); }
  // The device is lost, and its backup becomes another one.
  Vault restored() {
    EXPECT_TRUE(Vault::restore(scratch_.at("again"), scratch_.at("backup"), passphrase()));
    return Vault::open(scratch_.at("again"), passphrase()).value();
  }
  // Once, in the log, open.
  static void expect_once(const Vault& vault, const RecordId& rid) {
    const auto history = vault.history(rid);
    ASSERT_TRUE(history);
    ASSERT_EQ(history->versions.size(), 1u);
    EXPECT_TRUE(history->versions.front().index && history->versions.front().team);
  }

  Vault worker_;
};

TEST_F(RestoredVault, ThatSyncs_HasNothingDoubledAndNothingLost) {
  const RecordId sent_before = record_outing(worker_, team());
  sync_quietly(worker_);
  const RecordId waiting_then_sent = record_outing(worker_, team());
  back_up();
  sync_quietly(worker_);
  const RecordId made_after = record_outing(worker_, team());
  sync_quietly(worker_);
  ASSERT_TRUE(add_team(online(founder_), {"Southern route", false}));  // the log went on otherwise as well
  Vault again = restored();
  EXPECT_EQ(again.unsent(), 1u);
  EXPECT_FALSE(again.history(made_after));
  const RecordId offline = record_outing(again, team());
  // Nothing is signed before the server was asked what it has.
  EXPECT_TRUE((*again.memory())->unacknowledged(9).empty());
  const auto outcome = synchronise(online(again));
  ASSERT_TRUE(outcome && !outcome->error);
  EXPECT_EQ(outcome->sent, 1u);
  EXPECT_EQ(again.unsent(), 0u);
  EXPECT_TRUE(again.alarms().empty());
  sync_quietly(founder_);
  for (const Vault* vault : {&again, &founder_})
    for (const RecordId& rid : {sent_before, waiting_then_sent, made_after, offline}) expect_once(*vault, rid);
  EXPECT_EQ((*again.memory())->own_chain().seq, 4u);
  const auto report = verify_log(online(founder_));
  ASSERT_TRUE(report);
  EXPECT_TRUE(report->problems.empty());
  EXPECT_EQ(report->leaves, service_->snapshot()->size);
  sync_quietly(again);
}

TEST_F(RestoredVault, WhoseServerIsOlder_RaisesTheAlarm) {
  namespace fs = std::filesystem;
  service_.reset();
  fs::copy(directory_.path, scratch_.at("old server"), fs::copy_options::recursive);
  start_server();
  record_outing(worker_, team());
  sync_quietly(worker_);
  back_up();
  service_.reset();
  fs::remove_all(directory_.path);
  fs::copy(scratch_.at("old server"), directory_.path, fs::copy_options::recursive);
  start_server();
  Vault again = restored();
  const RecordId offline = record_outing(again, team());
  const auto outcome = synchronise(online(again));
  ASSERT_TRUE(outcome && outcome->stopped);
  EXPECT_EQ(outcome->stopped->code, Code::alarm_rollback);
  // What was recorded waits, unsigned.
  EXPECT_EQ(again.unsent(), 1u);
  EXPECT_FALSE(again.history(offline)->versions.front().entry);
}

TEST_F(RestoredVault, OfAStewardFromBeforeARotation_GetsItsKeysBack) {
  ASSERT_TRUE(founder_.back_up(scratch_.at("backup"), clock_.today()));
  ASSERT_TRUE(revoke(online(founder_), "tablet"));
  const RecordId rid = record_outing(founder_, team());
  sync_quietly(founder_);
  Vault again = restored();
  sync_quietly(again);
  expect_once(again, rid);
  const RecordId more = record_outing(again, team());
  sync_quietly(again);
  expect_once(again, more);
}

}  // namespace
}  // namespace tacit::usecases
