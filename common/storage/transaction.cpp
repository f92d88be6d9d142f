#include "common/storage/transaction.hpp"

#include "common/base/result.hpp"

namespace tacit {

Transaction::Transaction(Database& database, TransactionKind kind) : database_(database) {
  ASSERT_INVARIANT(!database.in_transaction());
  if (kind == TransactionKind::immediate)
    database.run("BEGIN IMMEDIATE");
  else
    database.run("BEGIN DEFERRED");
}

Transaction::~Transaction() {
  // After some failures (disk full, I/O error) SQLite has rolled back by itself.
  if (!open_ || !database_.in_transaction()) return;
  try {
    database_.run("ROLLBACK");
  } catch (const StorageFailure&) {
    // It ends the transaction even when it reports an error; anything else would be a broken promise.
  }
  ASSERT_INVARIANT(!database_.in_transaction());
}

void Transaction::commit() {
  ASSERT_INVARIANT(open_);
  if (!database_.in_transaction())
    throw StorageFailure(Code::unavailable, "the transaction had already been rolled back", 0);
  database_.run("COMMIT");
  open_ = false;
}

Savepoint::Savepoint(Database& database) : database_(database) {
  ASSERT_INVARIANT(database.in_transaction());
  database.run("SAVEPOINT part");
}

Savepoint::~Savepoint() {
  if (!open_ || !database_.in_transaction()) return;
  try {
    // The innermost savepoint of that name: this one, as they nest like scopes.
    database_.run("ROLLBACK TO part");
    database_.run("RELEASE part");
  } catch (const StorageFailure&) {
    // Half undone must never be committed.
    database_.run("ROLLBACK");
  }
}

void Savepoint::release() {
  ASSERT_INVARIANT(open_);
  if (!database_.in_transaction())
    throw StorageFailure(Code::unavailable, "the transaction had already been rolled back", 0);
  database_.run("RELEASE part");
  open_ = false;
}

}  // namespace tacit
