#include "client/usecases/alarms.hpp"
#include "client/usecases/status.hpp"
#include "client/vault/embedded.hpp"
#include "common/storage/migrations.hpp"
#include "crypto/init.hpp"
#include "tests/support/client_records.hpp"
#include "tests/support/test_clock.hpp"

// Alarms from the first time they are raised until they are settled.
namespace tacit {
namespace {

using namespace test;

class VaultAlarms : public testing::Test {
 protected:
  static void SetUpTestSuite() { init_crypto(); }

  VaultAlarms() : worker_(world_.add(Role::worker, {team_number(1)})) { world_.start(); }

  void raise(Vault& vault, Day day, std::vector<sync::Alarm> alarms) {
    sync::Effects effects;
    effects.day = day;
    effects.alarms = std::move(alarms);
    ASSERT_TRUE(vault.apply(effects));
  }
  Result<void> settle(Vault& vault, std::int64_t id, std::string reason) {
    return usecases::settle_alarm({vault, clock_}, id, Personal(std::move(reason)));
  }

  FastDirectory directory_;
  ClientWorld world_;
  std::size_t worker_;
  TestClock clock_;
};

TEST_F(VaultAlarms, RaisedAgain_StandsOnceWithTheLastDay) {
  Vault vault = world_.join(0, directory_.at("vault"));
  raise(vault, kMarch4, {{Code::alarm_fork, {}}});
  raise(vault, Day{kMarch4.since_epoch + 3}, {{Code::alarm_fork, {}}});
  raise(vault, Day{kMarch4.since_epoch + 1}, {{Code::alarm_fork, {}}});
  const auto alarms = vault.alarms();
  ASSERT_EQ(alarms.size(), 1u);
  EXPECT_EQ(alarms[0].day, kMarch4);
  EXPECT_EQ(alarms[0].last, Day{kMarch4.since_epoch + 3});
  EXPECT_FALSE(alarms[0].index);
  EXPECT_FALSE(alarms[0].settled);
}

TEST_F(VaultAlarms, Settled_StandsNoMoreAndKeepsItsReason) {
  Vault vault = world_.join(0, directory_.at("vault"));
  raise(vault, kMarch4, {{Code::alarm_fork, {}}, {Code::alarm_entry_withheld, 7}});
  const auto id = vault.alarms()[1].id;
  ASSERT_TRUE(settle(vault, id, "restored by the office"));
  ASSERT_EQ(vault.alarms().size(), 1u);
  EXPECT_EQ(vault.alarms()[0].code, Code::alarm_fork);
  EXPECT_EQ((*vault.memory())->alarms(), std::vector{Code::alarm_fork});
  const auto all = vault.alarms(Vault::Alarms::all);
  ASSERT_EQ(all.size(), 2u);
  EXPECT_EQ(all[1].index, 7u);
  ASSERT_TRUE(all[1].settled);
  EXPECT_EQ(all[1].settled->reason.expose(Disclose()), "restored by the office");
  EXPECT_EQ(all[1].settled->day, clock_.today());
}

TEST_F(VaultAlarms, SameMisbehaviourAfterSettling_IsANewAlarm) {
  Vault vault = world_.join(0, directory_.at("vault"));
  for (std::size_t time = 1; time <= 3; ++time) {
    raise(vault, kMarch4, {{Code::alarm_fork, {}}, {Code::alarm_entry_withheld, 7}});
    ASSERT_EQ(vault.alarms().size(), 2u);
    for (const auto& alarm : vault.alarms()) ASSERT_TRUE(settle(vault, alarm.id, "looked into"));
    EXPECT_TRUE(vault.alarms().empty());
    EXPECT_TRUE((*vault.memory())->alarms().empty());
    EXPECT_EQ(vault.alarms(Vault::Alarms::all).size(), 2 * time);
  }
}

TEST_F(VaultAlarms, SettlingAgainOrAnUnknownOneOrWithoutAReason_IsRefused) {
  Vault vault = world_.join(0, directory_.at("vault"));
  raise(vault, kMarch4, {{Code::alarm_fork, {}}});
  const auto id = vault.alarms()[0].id;
  EXPECT_EQ(settle(vault, id + 1, "x").error().code, Code::not_found);
  EXPECT_EQ(settle(vault, id, "").error().code, Code::invalid_argument);
  EXPECT_EQ(settle(vault, id, std::string(limits::kName + 1, 'x')).error().code, Code::invalid_argument);
  for (const char* unprintable : {"\x1b[2J", "\xff"})
    EXPECT_EQ(settle(vault, id, unprintable).error().code, Code::invalid_argument);
  EXPECT_EQ(vault.alarms().size(), 1u);
  ASSERT_TRUE(settle(vault, id, "first"));
  EXPECT_EQ(settle(vault, id, "second").error().code, Code::already_done);
  EXPECT_EQ(vault.alarms(Vault::Alarms::all)[0].settled->reason.expose(Disclose()), "first");
}

TEST_F(VaultAlarms, ContentThatNeverCame_IsCountedThoughItsAlarmIsSettled) {
  Vault writer = world_.join(worker_, directory_.at("worker")), staff = world_.join(0, directory_.at("staff"));
  save(writer, contact({}));
  save(writer, contact({}));
  world_.send(writer);
  auto effects = world_.everything(staff);
  const Hash withheld = effects.received.front().hash;
  for (auto& one : effects.received)
    if (one.hash == withheld) one.faces.clear();
  effects.alarms = {{Code::alarm_face_missing, effects.received.front().index}};
  ASSERT_TRUE(staff.apply(effects));
  ASSERT_TRUE(settle(staff, staff.alarms()[0].id, "asked the office"));
  EXPECT_EQ(usecases::status_of({staff, clock_}).contents_missing, 1u);
  EXPECT_EQ(usecases::status_of({writer, clock_}).contents_missing, 0u);
}

// What a vault of version 1 holds: neither a last day nor reasons, and alarms that stand for ever.
TEST_F(VaultAlarms, FromVersion1_AreTakenOverAndCanBeSettled) {
  const auto key = random_bytes(32);
  Database db = *Database::open(directory_.at("old.db"), key, OpenMode::create);
  const auto migrations = embedded::vault_migrations();
  const std::vector<Migration> first{{1, migrations[0].second}};
  ASSERT_TRUE(migrate(db, first, 1));
  db.run("INSERT INTO alarm (code, idx, day) VALUES ('alarm-fork', -1, 18690), ('alarm-face-missing', 5, 18691)");
  db.run("INSERT INTO entry (hash, idx, dev, seq, jws, staff_of) VALUES (x'01', 5, x'02', 1, 'jws', '[]')");
  std::vector<Migration> all;
  for (const auto& [name, text] : migrations) all.push_back({static_cast<int>(all.size()) + 1, text});
  ASSERT_TRUE(migrate(db, all, 1));
  EXPECT_EQ(db.integer("SELECT count(*) FROM alarm WHERE settled IS NULL AND last = day AND reason IS NULL"), 2);
  EXPECT_EQ(db.integer("SELECT day FROM alarm WHERE code = 'alarm-fork' AND idx = -1"), 18'690);
  EXPECT_EQ(db.integer("SELECT day FROM alarm WHERE code = 'alarm-face-missing' AND idx = 5"), 18'691);
  EXPECT_EQ(db.integer("SELECT count(*) FROM entry"), 1);
  db.run("INSERT INTO alarm (code, idx, day, last) VALUES ('alarm-rollback', -1, 1, 1)");
  EXPECT_EQ(db.last_row_id(), 3);
}

}  // namespace
}  // namespace tacit
