#pragma once

namespace tacit::detail {

// Makes SQLite wipe every block of memory before it is freed or moved. SQLCipher's own switch for this locks pages
// too and makes inserts 2.7 times slower. Process-wide, once, before SQLite is first used; later calls do nothing.
// Throws StorageFailure when SQLite was already in use.
void install_wiping_allocator();

}  // namespace tacit::detail
