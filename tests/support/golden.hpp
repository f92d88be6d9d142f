#pragma once
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "crypto/encoding.hpp"
#include "crypto/hash.hpp"
#include "tests/support/source_tree.hpp"

namespace tacit::test {

// The text of a frozen file. It is never made anew: what is in it was once sent or stored, and must be read for ever.
// `digest` is the SHA-256 of the whole file, so that nobody changes it without changing a test.
inline std::string frozen(const std::string& name, std::string_view digest) {
  std::ifstream file(source_file("tests/golden/" + name), std::ios::binary);
  std::string text{std::istreambuf_iterator<char>(file), {}};
  EXPECT_EQ(crypto::to_hex(sha256(as_bytes(text)).view()), digest) << name << " must never change";
  return text;
}

// A frozen file of "name: value" lines.
class Golden {
 public:
  Golden(const std::string& name, std::string_view digest) {
    const std::string text = frozen(name, digest);
    for (std::size_t begin = 0; begin < text.size();) {
      const std::size_t end = text.find('\n', begin);
      add(text.substr(begin, end - begin));
      begin = end + 1;
    }
  }
  std::vector<std::string> all(std::string_view name) const {
    std::vector<std::string> out;
    for (const auto& [key, value] : lines_)
      if (key == name) out.push_back(value);
    EXPECT_FALSE(out.empty()) << name;
    return out;
  }
  std::string one(std::string_view name) const {
    const auto found = all(name);
    EXPECT_EQ(found.size(), 1U) << name;
    return found.empty() ? "" : found.front();
  }
  Bytes bytes(std::string_view name) const { return *crypto::from_base64url(one(name)); }

 private:
  void add(const std::string& line) {
    if (line.starts_with('#')) return;
    const std::size_t colon = line.find(": ");
    ASSERT_NE(colon, std::string::npos) << line;
    lines_.emplace_back(line.substr(0, colon), line.substr(colon + 2));
  }
  std::vector<std::pair<std::string, std::string>> lines_;
};

}  // namespace tacit::test
