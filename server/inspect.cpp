#include "server/inspect.hpp"

#include <algorithm>

#include "common/storage/transaction.hpp"
#include "server/keys.hpp"
#include "server/log/log.hpp"
#include "server/seal/seal_file.hpp"
#include "server/store/admission_store.hpp"
#include "server/store/schema.hpp"

namespace tacit::server {
namespace {

Result<Inspection> inspect_database(const std::filesystem::path& path, const RootKey& root, Day today) {
  ServerKeys keys = derive_keys(root);
  TRY(Database database, open_store_for_reading(path, keys.database));
  // One snapshot for all of it: the server may be appending.
  Transaction reading(database, TransactionKind::deferred);
  TRY(const std::unique_ptr<Log> log, Log::load(database, std::move(keys.log)));
  Inspection out{.leaves = log->snapshot()->size, .waiting = AdmissionStore(database).enrolments(today).size()};
  const Roster* roster = log->roster();
  if (roster == nullptr) return out;
  const auto devices = roster->devices();
  out.founded = true;
  out.roster_links = roster->seq() + 1;
  out.devices = static_cast<std::uint64_t>(
      std::count_if(devices.begin(), devices.end(), [](const Roster::Device* device) { return device->active(); }));
  out.teams = roster->teams().size();
  return out;
}

std::filesystem::path seal_beside(const std::filesystem::path& copy) {
  return std::filesystem::path(copy).concat(".seal.json");
}

// Nothing is overwritten. The same seal alone is what an interrupted backup leaves.
Result<void> expect_room(const std::filesystem::path& copy, const std::filesystem::path& seal_copy, const Bytes& seal) {
  const Error taken{Code::already_done, "there is a file of this name: choose another"};
  if (std::filesystem::exists(copy)) return fail(taken);
  const auto there = read_file(seal_copy, kMaxSealBytes);
  if (there ? *there != seal : there.error().code != Code::not_found) return fail(taken);
  return {};
}

}  // namespace

Result<Inspection> inspect(const DataDirectory& directory, const RootKey& root, Day today) {
  return inspect_database(directory.database(), root, today);
}

Result<Inspection> back_up(const DataDirectory& directory, const RootKey& root, const std::filesystem::path& to,
                           Day today) {
  TRY(const Bytes seal, read_file(directory.seal(), kMaxSealBytes));
  CHECK(expect_room(to, seal_beside(to), seal));
  // First the seal, so that there is never a copy without it.
  write_file_durably(seal_beside(to), seal);
  const ServerKeys keys = derive_keys(root);
  {
    TRY(Database database, open_store_for_reading(directory.database(), keys.database));
    CHECK(database.back_up(to, keys.database.expose(Expose())));
  }
  return inspect_database(to, root, today);
}

}  // namespace tacit::server
