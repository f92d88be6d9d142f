#include "tools/scenario/device.hpp"

#include "common/files/file.hpp"
#include "crypto/encoding.hpp"
#include "crypto/random.hpp"
#include "tools/scenario/failure.hpp"

namespace tacit::scenario {

std::string random_passphrase() { return id_text(random_id<RecordId>()); }

std::filesystem::path vault_folder(const std::filesystem::path& run, const std::string& device) {
  return run / "devices" / device;
}

std::filesystem::path passphrase_file(const std::filesystem::path& run, const std::string& device) {
  return run / "passphrases" / device;
}

Device Device::create(const std::filesystem::path& run, const std::string& name, const Clock& clock) {
  const std::string passphrase = random_passphrase();
  create_private_directory(run / "passphrases");
  write_file_durably(passphrase_file(run, name), as_bytes(passphrase + "\n"));
  Vault vault = must(Vault::create(vault_folder(run, name), SecretText(passphrase), kArgon2Floor), name + ": vault");
  return Device(name, std::move(vault), clock);
}

DeviceId Device::id() { return must(vault_.identity(), name_).dev; }

sync::Outcome Device::synchronise() {
  sync::Outcome outcome = must(usecases::synchronise(online()), name_ + ": sync");
  must(usecases::require_complete(outcome), name_ + ": sync");
  return outcome;
}

}  // namespace tacit::scenario
