#pragma once
#include <gtest/gtest.h>
#include <stdlib.h>  // mkdtemp

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "common/base/bytes.hpp"
#include "common/storage/database.hpp"

namespace tacit {

// A directory of its own for each test, gone afterwards.
class StorageTest : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = (std::filesystem::temp_directory_path() / "tacit-test-XXXXXX").string();
    ASSERT_NE(::mkdtemp(pattern.data()), nullptr);
    directory_ = pattern;
  }
  void TearDown() override { std::filesystem::remove_all(directory_); }

  std::filesystem::path at(const std::string& name) const { return directory_ / name; }

  static Bytes key(std::uint8_t number) { return Bytes(Database::kKeySize, number); }

  Database create(const std::string& name = "a.db") const {
    return std::move(Database::open(at(name), key(1), OpenMode::create).value());
  }
  Database reopen(const std::string& name = "a.db", OpenMode mode = OpenMode::existing) const {
    return std::move(Database::open(at(name), key(1), mode).value());
  }
  // A table `t` with `count` rows and something to fill pages with.
  static void fill(Database& database, int count) {
    database.run("CREATE TABLE t(id INTEGER PRIMARY KEY, body BLOB NOT NULL) STRICT");
    database.run("BEGIN");
    for (int i = 0; i < count; ++i) database.run("INSERT INTO t(body) VALUES (?)", Bytes(700, 0x55));
    database.run("COMMIT");
  }

  static std::string content_of(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }
  static void put_content(const std::filesystem::path& path, const std::string& content) {
    std::ofstream(path, std::ios::binary | std::ios::trunc) << content;
  }
  static unsigned mode_of(const std::filesystem::path& path) {
    return static_cast<unsigned>(std::filesystem::status(path).permissions());
  }

  std::filesystem::path directory_;
};

template <class T>
void expect_code(const Result<T>& result, Code code) {
  ASSERT_FALSE(result) << "expected " << name_of(code).view();
  EXPECT_EQ(name_of(result.error().code).view(), name_of(code).view()) << result.error().text.view();
}

}  // namespace tacit
