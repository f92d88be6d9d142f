#pragma once
#include <gtest/gtest.h>

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "common/storage/database.hpp"
#include "crypto/encoding.hpp"
#include "crypto/hash.hpp"

namespace tacit::test {

using Digests = std::map<std::string, std::string_view>;

// A landed migration has run on somebody's data: its text never changes, and every one is listed.
inline void expect_frozen(std::span<const std::pair<std::string_view, std::string_view>> migrations,
                          const Digests& landed) {
  EXPECT_EQ(migrations.size(), landed.size());
  for (const auto& [name, text] : migrations) {
    const auto known = landed.find(std::string(name));
    ASSERT_NE(known, landed.end()) << name << " is not listed";
    EXPECT_EQ(crypto::to_hex(sha256(as_bytes(text)).view()), known->second) << name << " must never change";
  }
}

// Of all tables and indexes of a database, as SQLite tells them.
inline std::string schema_digest(Database& database) {
  Bytes all;
  Statement row =
      database.statement("SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_schema ORDER BY type, name");
  while (row.step())
    for (int column = 0; column < 4; ++column) append_lp(all, row.text(column));
  EXPECT_FALSE(all.empty());
  return crypto::to_hex(sha256(all).view());
}

}  // namespace tacit::test
