#pragma once
#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/bytes.hpp"

namespace tacit::test {

// Looks for the second halves of keys and marked texts in this process's own writable memory. What it looks for is kept
// only masked, so it does not find itself; whoever adds something wipes their own copy.
class MemoryScan {
 public:
  // At least eight bytes, and better more: shorter ones would be found by chance.
  void add(const std::string& name, ByteView bytes);
  // Also in UTF-16, as ICU holds it, and in base64url, as it lies in signed objects.
  void add_text(const std::string& name, std::string_view utf8);
  // Also as it is written in JSON, and in hex, as SQLCipher is told keys.
  void add_key(const std::string& name, ByteView key);
  std::size_t size() const { return needles_.size(); }

  struct Result {
    std::size_t bytes = 0;  // looked through
    std::set<std::string> found;
  };
  Result run() const;

 private:
  struct Needle {
    Bytes masked;
    std::string name;
  };
  void look(ByteView memory, Result& result) const;

  std::vector<Needle> needles_;
  std::vector<std::vector<std::size_t>> by_start_ = std::vector<std::vector<std::size_t>>(65'536);  // masked
};

}  // namespace tacit::test
