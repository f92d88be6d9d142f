#pragma once
#include <filesystem>
#include <string>

#include "client/usecases/sync.hpp"

namespace tacit::scenario {

// One installation: a vault in a folder of its own, and its way to the server. One thread at a time.
class Device {
 public:
  // Makes the vault, at the lowest cost of a passphrase that the program allows, and keeps its passphrase in a file
  // beside it (0600): it guards nothing but invented people.
  static Device create(const std::filesystem::path& run, const std::string& name, const Clock& clock);

  const std::string& name() const { return name_; }
  Vault& vault() { return vault_; }
  usecases::Session session() { return {vault_, clock_}; }
  usecases::Online online() { return {vault_, clock_, usecases::dial_tls()}; }
  DeviceId id();
  // To its end, without an alarm; a Failure otherwise.
  sync::Outcome synchronise();

 private:
  Device(std::string name, Vault vault, const Clock& clock)
      : name_(std::move(name)), vault_(std::move(vault)), clock_(clock) {}

  std::string name_;
  Vault vault_;
  const Clock& clock_;
};

// For demonstrations only: 26 random characters.
std::string random_passphrase();
std::filesystem::path vault_folder(const std::filesystem::path& run, const std::string& device);
std::filesystem::path passphrase_file(const std::filesystem::path& run, const std::string& device);

}  // namespace tacit::scenario
