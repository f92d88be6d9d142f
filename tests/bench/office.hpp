#pragma once
#include <map>
#include <string>

#include "client/usecases/sync.hpp"
#include "common/base/clock.hpp"
#include "tests/bench/running_server.hpp"

namespace tacit::bench {

// A whole organisation through the real verbs: a founder, a worker who records, a server process. Throws
// std::runtime_error when a verb refuses.
class Office {
 public:
  Office(const std::string& program, const std::filesystem::path& directory, std::string_view pack = "street-rounds");

  Vault& founder() { return vaults_.at("founder"); }
  Vault& worker() { return vaults_.at("worker"); }

  // Registrations, contacts and outings of the worker, a fifth of them registrations with names; not sent yet.
  void record(std::size_t records);
  // So many people whom the worker knows by name; not sent yet.
  void register_people(std::size_t people);
  sync::Outcome sync(Vault& vault);
  // A device that is admitted and has received nothing: the folder of its closed vault.
  std::filesystem::path newcomer(const std::string& name, Role role);
  // A vault in a copy of that folder, open.
  Vault copy_of(const std::filesystem::path& folder);

  // Saves records of the worker's own making, to its team.
  struct Made {
    record::Record record;
    bool audit_face;
  };
  void save(const std::vector<Made>& records, const std::vector<Vault::Person>& people);
  std::filesystem::path folder_of(const std::string& name) const { return directory_ / name; }
  RunningServer& server() { return server_; }

  usecases::Session session(Vault& vault) { return {vault, clock_}; }

 private:
  usecases::Online online(Vault& vault) { return {vault, clock_, usecases::dial_tls()}; }
  Vault new_vault(const std::string& name) const;
  void admit(Vault& vault, const std::string& name, Role role);

  const std::filesystem::path directory_;
  SystemClock clock_;
  RunningServer server_;
  std::map<std::string, Vault> vaults_;
  int copies_ = 0;
};

}  // namespace tacit::bench
