# SQLCipher >= 4.6. Debian 12's main archive has 3.4.1, which silently lacks what the store relies on.
pkg_check_modules(PC_SQLCIPHER QUIET sqlcipher)
find_path(SQLCipher_INCLUDE_DIR sqlcipher/sqlite3.h HINTS ${PC_SQLCIPHER_INCLUDEDIR})
find_library(SQLCipher_LIBRARY sqlcipher HINTS ${PC_SQLCIPHER_LIBDIR})
if(SQLCipher_INCLUDE_DIR AND SQLCipher_LIBRARY)
  # pkg-config tells SQLite's version; SQLCipher's own is only known to the library itself.
  file(WRITE ${CMAKE_BINARY_DIR}/sqlcipher_version.cpp [[
#include <sqlcipher/sqlite3.h>
#include <cstdio>
int main() {
  sqlite3* db = nullptr;
  sqlite3_stmt* row = nullptr;
  if (sqlite3_open(":memory:", &db) != SQLITE_OK) return 1;
  if (sqlite3_prepare_v2(db, "PRAGMA cipher_version", -1, &row, nullptr) != SQLITE_OK) return 1;
  if (sqlite3_step(row) == SQLITE_ROW) std::printf("%s", sqlite3_column_text(row, 0));
  sqlite3_finalize(row);
  return sqlite3_close(db);
}
]])
  try_run(SQLCipher_RUN SQLCipher_COMPILED ${CMAKE_BINARY_DIR}/sqlcipher_version
    ${CMAKE_BINARY_DIR}/sqlcipher_version.cpp
    CMAKE_FLAGS -DINCLUDE_DIRECTORIES=${SQLCipher_INCLUDE_DIR}
    LINK_LIBRARIES ${SQLCipher_LIBRARY}
    RUN_OUTPUT_VARIABLE SQLCipher_OUTPUT)
  string(REGEX MATCH "^[0-9]+\\.[0-9]+\\.[0-9]+" SQLCipher_VERSION "${SQLCipher_OUTPUT}")
endif()
include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(SQLCipher
  REQUIRED_VARS SQLCipher_LIBRARY SQLCipher_INCLUDE_DIR SQLCipher_VERSION
  VERSION_VAR SQLCipher_VERSION
  REASON_FAILURE_MESSAGE "SQLCipher 4.6 or later is needed (Debian 12: from bookworm-backports). Run tools/setup")
if(SQLCipher_FOUND AND NOT TARGET SQLCipher::SQLCipher)
  add_library(SQLCipher::SQLCipher UNKNOWN IMPORTED)
  set_target_properties(SQLCipher::SQLCipher PROPERTIES
    IMPORTED_LOCATION ${SQLCipher_LIBRARY}
    INTERFACE_INCLUDE_DIRECTORIES ${SQLCipher_INCLUDE_DIR}/sqlcipher
    INTERFACE_COMPILE_DEFINITIONS SQLITE_HAS_CODEC)
endif()
