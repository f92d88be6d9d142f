#include "client/usecases/backup.hpp"

namespace tacit::usecases {

BackupState backup_state(const Session& session) {
  const std::int32_t today = session.clock.today().since_epoch;
  BackupState state{.last = session.vault.last_backup()};
  if (!state.last)
    state.due = session.vault.has_identifiers();
  else
    state.due = state.last->since_epoch > today || state.last->since_epoch < today - kBackupDays;
  return state;
}

Result<BackedUp> back_up(Session& session, const std::filesystem::path& file) {
  const Day today = session.clock.today();
  CHECK(session.vault.back_up(file, today));
  return BackedUp{today, std::filesystem::file_size(file)};
}

Result<Restored> restore(const std::filesystem::path& folder, const std::filesystem::path& file,
                         const SecretText& passphrase) {
  CHECK(Vault::restore(folder, file, passphrase));
  TRY(const Vault vault, Vault::open(folder, passphrase));
  return Restored{vault.last_backup(), vault.unsent(), vault.has_identifiers()};
}

}  // namespace tacit::usecases
