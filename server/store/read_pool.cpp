#include "server/store/read_pool.hpp"

#include "server/store/schema.hpp"

namespace tacit::server {

Result<std::unique_ptr<ReadPool>> ReadPool::open(const std::filesystem::path& path, const DatabaseKey& key,
                                                 std::size_t connections) {
  std::unique_ptr<ReadPool> pool(new ReadPool);
  pool->idle_.reserve(connections);
  for (std::size_t i = 0; i < connections; ++i) {
    TRY(Database database, open_store_for_reading(path, key));
    pool->idle_.push_back(std::make_unique<Database>(std::move(database)));
  }
  return pool;
}

ReadPool::Lease ReadPool::borrow() {
  std::unique_lock lock(mutex_);
  returned_.wait(lock, [this] { return !idle_.empty(); });
  std::unique_ptr<Database> database = std::move(idle_.back());
  idle_.pop_back();
  return Lease(*this, std::move(database));
}

ReadPool::Lease::~Lease() {
  {
    const std::lock_guard lock(pool_.mutex_);
    pool_.idle_.push_back(std::move(database_));
  }
  pool_.returned_.notify_one();
}

}  // namespace tacit::server
