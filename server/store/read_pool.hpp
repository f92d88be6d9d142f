#pragma once
#include <condition_variable>
#include <filesystem>
#include <memory>
#include <mutex>
#include <vector>

#include "common/storage/database.hpp"
#include "crypto/secret.hpp"

namespace tacit::server {

// Connections for readers, one at a time each. Thread-safe; outlives its leases.
class ReadPool {
 public:
  // Gives the connection back when it goes out of scope.
  class Lease {
   public:
    explicit Lease(ReadPool& pool, std::unique_ptr<Database> database) : pool_(pool), database_(std::move(database)) {}
    Lease(const Lease&) = delete;
    Lease& operator=(const Lease&) = delete;
    ~Lease();
    Database& operator*() const { return *database_; }

   private:
    ReadPool& pool_;
    std::unique_ptr<Database> database_;
  };

  static Result<std::unique_ptr<ReadPool>> open(const std::filesystem::path& path, const DatabaseKey& key,
                                                std::size_t connections);

  // Waits for a free connection: with as many connections as threads nobody does.
  Lease borrow();

 private:
  ReadPool() = default;

  std::mutex mutex_;
  std::condition_variable returned_;
  std::vector<std::unique_ptr<Database>> idle_;
};

}  // namespace tacit::server
