#include "common/storage/allocator.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <cstring>  // explicit_bzero

#include "common/files/failure.hpp"

namespace tacit::detail {
namespace {

// The size stands in front of each block; 16 bytes keep malloc's alignment.
constexpr std::size_t kHeader = 16;
static_assert(kHeader >= alignof(std::max_align_t));

void* head_of(void* block) { return static_cast<char*>(block) - kHeader; }

std::size_t size_of(void* block) {
  std::size_t size = 0;
  std::memcpy(&size, head_of(block), sizeof size);
  return size;
}

void* allocate(int bytes) {
  const auto size = static_cast<std::size_t>(bytes);
  void* head = std::malloc(kHeader + size);
  if (head == nullptr) return nullptr;
  std::memcpy(head, &size, sizeof size);
  return static_cast<char*>(head) + kHeader;
}

void release(void* block) {
  if (block == nullptr) return;
  explicit_bzero(block, size_of(block));
  std::free(head_of(block));
}

void* reallocate(void* block, int bytes) {
  // realloc could leave the old content behind.
  void* moved = allocate(bytes);
  if (moved == nullptr) return nullptr;
  std::memcpy(moved, block, std::min(size_of(block), static_cast<std::size_t>(bytes)));
  release(block);
  return moved;
}

int block_size(void* block) { return block == nullptr ? 0 : static_cast<int>(size_of(block)); }
int round_up(int bytes) { return (bytes + 7) & ~7; }
int begin(void*) { return SQLITE_OK; }
void end(void*) {}

int configure() {
  static const sqlite3_mem_methods kMethods{allocate, release, reallocate, block_size, round_up, begin, end, nullptr};
  if (const int result = sqlite3_config(SQLITE_CONFIG_MALLOC, &kMethods); result != SQLITE_OK) return result;
  // Its statistics take a global lock on every allocation.
  return sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

}  // namespace

void install_wiping_allocator() {
  static const int kResult = configure();
  if (kResult != SQLITE_OK)
    throw StorageFailure(Code::unavailable, "SQLite was in use before its allocator could be set", kResult);
}

}  // namespace tacit::detail
