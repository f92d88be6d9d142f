#include "server/store/schema.hpp"

#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "common/storage/migrations.hpp"

namespace tacit::embedded {

// schema/server/*.sql in the order of their numbers.
std::span<const std::pair<std::string_view, std::string_view>> server_migrations();

}  // namespace tacit::embedded

namespace tacit::server {
namespace {

constexpr std::int32_t kApplicationId = 0x54435344;  // "TCSD"
constexpr int kPageCacheKib = 32 * 1024;

}  // namespace

Result<Database> open_store(const std::filesystem::path& path, const DatabaseKey& key, OpenMode mode) {
  TRY(Database database, Database::open(path, key.expose(Expose()), mode));
  std::vector<Migration> steps;
  for (const auto& [name, sql] : embedded::server_migrations()) {
    steps.push_back({static_cast<int>(steps.size()) + 1, sql});
  }
  CHECK(migrate(database, steps, kApplicationId));
  database.set_page_cache_kib(kPageCacheKib);
  return database;
}

Result<Database> open_store_for_reading(const std::filesystem::path& path, const DatabaseKey& key) {
  TRY(Database database, Database::open(path, key.expose(Expose()), OpenMode::read_only));
  if (database.integer("PRAGMA application_id") != kApplicationId) {
    return fail(Code::storage_damaged, "the file is not a tacitd database");
  }
  if (database.integer("PRAGMA user_version") != std::ssize(embedded::server_migrations())) {
    return fail(Code::update_needed, "the database has the version of another tacitd");
  }
  return database;
}

}  // namespace tacit::server
