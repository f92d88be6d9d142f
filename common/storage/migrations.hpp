#pragma once
#include <cstdint>
#include <span>
#include <string_view>

#include "common/storage/database.hpp"

namespace tacit {

// One forward step of a schema: from version - 1 to version. Its SQL is embedded in the binary and holds no
// BEGIN or COMMIT.
struct Migration {
  int version;
  std::string_view sql;
};

// Brings the database to the last version, each step in one transaction together with its number (user_version), so
// an interrupted step never happened. `steps` are numbered 1, 2, 3… without gaps. Safe when two processes start at
// once.
//   update_needed    written by a newer program: nothing is touched
//   storage_damaged  another application's database
// Throws StorageFailure when a step fails.
Result<void> migrate(Database& database, std::span<const Migration> steps, std::int32_t application_id);

}  // namespace tacit
