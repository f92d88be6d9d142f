#pragma once
#include <filesystem>

#include "common/storage/database.hpp"
#include "crypto/secret.hpp"

namespace tacit::server {

// Opens the server's database for its one writer (create or existing) and brings it to the newest version of
// schema/server/*.sql. Errors: those of Database::open and migrate.
Result<Database> open_store(const std::filesystem::path& path, const DatabaseKey& key, OpenMode mode);

// A further connection, for reading. The database must have the newest version already: else update_needed.
Result<Database> open_store_for_reading(const std::filesystem::path& path, const DatabaseKey& key);

}  // namespace tacit::server
