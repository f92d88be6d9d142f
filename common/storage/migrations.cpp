#include "common/storage/migrations.hpp"

#include <string>

#include "common/storage/transaction.hpp"

namespace tacit {
namespace {

void set_number(Database& database, const char* pragma, std::int64_t value) {
  // PRAGMA takes no parameters.
  database.prepare_built(std::string("PRAGMA ") + pragma + "=" + std::to_string(value)).run();
}

// The version the file is at. Inside a transaction, so that nobody else migrates meanwhile.
Result<std::int64_t> version_of(Database& database, std::int32_t application_id) {
  const std::int64_t version = database.integer("PRAGMA user_version").value_or(0);
  const std::int64_t application = database.integer("PRAGMA application_id").value_or(0);
  const std::int64_t objects = database.integer("SELECT count(*) FROM sqlite_schema").value_or(0);
  const bool fresh = version == 0 && application == 0 && objects == 0;
  if (version < 0 || (!fresh && application != application_id))
    return fail(Code::storage_damaged, "this is another program's database");
  return version;
}

}  // namespace

Result<void> migrate(Database& database, std::span<const Migration> steps, std::int32_t application_id) {
  ASSERT_INVARIANT(application_id != 0);
  while (true) {
    Transaction transaction(database);
    TRY(const std::int64_t version, version_of(database, application_id));
    if (version > static_cast<std::int64_t>(steps.size()))
      return fail(Code::update_needed, "a newer program wrote this database; update this one");
    if (version == static_cast<std::int64_t>(steps.size())) return {};
    const Migration& next = steps[static_cast<std::size_t>(version)];
    ASSERT_INVARIANT(next.version == version + 1);
    database.run_script(next.sql);
    ASSERT_INVARIANT(database.in_transaction());
    set_number(database, "application_id", application_id);
    set_number(database, "user_version", next.version);
    transaction.commit();
  }
}

}  // namespace tacit
