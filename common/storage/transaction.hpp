#pragma once
#include "common/storage/database.hpp"

namespace tacit {

enum class TransactionKind {
  immediate,  // takes the write lock at once: for anything that writes
  deferred,   // one consistent snapshot for several reads
};

// Rolls back when it goes out of scope without commit(). Not nestable. The Database must outlive it and stay in place.
class Transaction {
 public:
  explicit Transaction(Database& database, TransactionKind kind = TransactionKind::immediate);
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  ~Transaction();

  // Durable when it returns. Throws StorageFailure; then nothing was changed.
  void commit();

 private:
  Database& database_;
  bool open_ = true;
};

// A part of a transaction that can be undone alone. Undone when it goes out of scope without release(). Nestable.
class Savepoint {
 public:
  explicit Savepoint(Database& database);
  Savepoint(const Savepoint&) = delete;
  Savepoint& operator=(const Savepoint&) = delete;
  ~Savepoint();

  void release();

 private:
  Database& database_;
  bool open_ = true;
};

}  // namespace tacit
