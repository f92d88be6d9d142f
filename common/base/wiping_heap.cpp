#include <malloc.h>

#include <cstdlib>
#include <cstring>  // explicit_bzero, an extension of glibc
#include <new>

// Every block that C++ code gives back is wiped first: names, notes and codes pass through strings and JSON values
// whose destructors leave them behind. Linked into every program by the linker itself, because all use `delete`.
// Not reached: memory of C libraries, and what lies in registers and on stacks. SQLite's has an allocator of its own
// (common/storage), keys have locked memory (crypto/secret.hpp).
// Sanitizers bring their own heap, which must see each block as it is given back. g++ and clang name them differently.
#ifdef __has_feature
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define TACIT_HEAP_OF_A_SANITIZER
#endif
#endif
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define TACIT_HEAP_OF_A_SANITIZER
#endif

#ifndef TACIT_HEAP_OF_A_SANITIZER

namespace {

void wipe_and_free(void* block) noexcept {
  if (block != nullptr) explicit_bzero(block, malloc_usable_size(block));
  std::free(block);
}

}  // namespace

// NOLINTBEGIN(cert-dcl54-cpp): blocks are taken as ever, and only given back in another way
void operator delete(void* block) noexcept { wipe_and_free(block); }
void operator delete[](void* block) noexcept { wipe_and_free(block); }
void operator delete(void* block, std::size_t) noexcept { wipe_and_free(block); }
void operator delete[](void* block, std::size_t) noexcept { wipe_and_free(block); }
void operator delete(void* block, const std::nothrow_t&) noexcept { wipe_and_free(block); }
void operator delete[](void* block, const std::nothrow_t&) noexcept { wipe_and_free(block); }
void operator delete(void* block, std::align_val_t) noexcept { wipe_and_free(block); }
void operator delete[](void* block, std::align_val_t) noexcept { wipe_and_free(block); }
void operator delete(void* block, std::size_t, std::align_val_t) noexcept { wipe_and_free(block); }
void operator delete[](void* block, std::size_t, std::align_val_t) noexcept { wipe_and_free(block); }
// NOLINTEND(cert-dcl54-cpp)

#endif
