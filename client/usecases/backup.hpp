#pragma once
#include <filesystem>

#include "client/usecases/session.hpp"

// A copy of the vault for the day on which this device is lost: names come back from nothing else.
namespace tacit::usecases {

constexpr std::int32_t kBackupDays = 14;

struct BackupState {
  std::optional<Day> last;
  // None for longer than kBackupDays although there are names to lose; or the last one is dated after today.
  bool due = false;
};
BackupState backup_state(const Session& session);

struct BackedUp {
  Day day;
  std::uint64_t bytes;
};
// Errors: those of Vault::back_up and Vault::restore.
Result<BackedUp> back_up(Session& session, const std::filesystem::path& file);

struct Restored {
  std::optional<Day> last;  // backup that the restored vault remembers: the one before this
  std::uint64_t unsent;
  bool has_names;
};
// Opens it once, so that whatever is wrong shows now.
Result<Restored> restore(const std::filesystem::path& folder, const std::filesystem::path& file,
                         const SecretText& passphrase);

}  // namespace tacit::usecases
