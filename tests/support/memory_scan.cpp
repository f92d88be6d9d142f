#include "tests/support/memory_scan.hpp"

#include <fcntl.h>
#include <string.h>  // explicit_bzero
#include <unistd.h>

#include <algorithm>
#include <cinttypes>
#include <cstdio>
#include <stdexcept>

#include "crypto/encoding.hpp"

namespace tacit::test {
namespace {

constexpr std::uint8_t kMask = 0x5A;
constexpr std::size_t kShortest = 8;

std::size_t start_of(const std::uint8_t* bytes, std::uint8_t mask) {
  return static_cast<std::size_t>(bytes[0] ^ mask) << 8 | static_cast<std::size_t>(bytes[1] ^ mask);
}

bool same(const std::uint8_t* memory, const Bytes& masked) {
  for (std::size_t i = 0; i < masked.size(); ++i)
    if ((memory[i] ^ kMask) != masked[i]) return false;
  return true;
}

void wipe(std::string& text) { explicit_bzero(text.data(), text.size()); }

std::string utf16(std::string_view ascii) {
  std::string out;
  out.reserve(2 * ascii.size());
  for (const char c : ascii) out += {c, '\0'};
  return out;
}

}  // namespace

void MemoryScan::add(const std::string& name, ByteView bytes) {
  if (bytes.size() < kShortest) throw std::invalid_argument("a marker is too short to be told from chance");
  // Whoever frees memory writes pointers into its first bytes: so the rest is what lies around.
  bytes = bytes.last(std::max(kShortest, bytes.size() / 2));
  Bytes masked(bytes.size());
  for (std::size_t i = 0; i < bytes.size(); ++i) masked[i] = bytes[i] ^ kMask;
  by_start_[start_of(masked.data(), 0)].push_back(needles_.size());
  needles_.push_back({std::move(masked), name});
}

void MemoryScan::add_text(const std::string& name, std::string_view utf8) {
  add(name, as_bytes(utf8));
  std::string wide = utf16(utf8), coded = crypto::to_base64url(as_bytes(utf8));
  add(name + " in UTF-16", as_bytes(wide));
  coded.resize(coded.size() / 4 * 4);  // what does not depend on the bytes after it
  add(name + " in base64url", as_bytes(coded));
  wipe(wide);
  wipe(coded);
}

void MemoryScan::add_key(const std::string& name, ByteView key) {
  add(name, key);
  std::string coded = crypto::to_base64url(key), hex = crypto::to_hex(key);
  add(name + " in base64url", as_bytes(coded));
  add(name + " in hex", as_bytes(hex));
  wipe(coded);
  wipe(hex);
}

void MemoryScan::look(ByteView memory, Result& result) const {
  for (std::size_t at = 0; at + 1 < memory.size(); ++at)
    for (const std::size_t candidate : by_start_[start_of(memory.data() + at, kMask)]) {
      const Needle& needle = needles_[candidate];
      if (memory.size() - at >= needle.masked.size() && same(memory.data() + at, needle.masked))
        result.found.insert(needle.name);
    }
}

MemoryScan::Result MemoryScan::run() const {
  Result result;
  const int memory = ::open("/proc/self/mem", O_RDONLY | O_CLOEXEC);
  std::FILE* maps = std::fopen("/proc/self/maps", "re");
  if (memory < 0 || maps == nullptr) throw std::runtime_error("this process cannot read its own memory");
  char line[512];
  Bytes block;
  while (std::fgets(line, sizeof line, maps) != nullptr) {
    std::uint64_t from = 0, until = 0;
    char mode[5] = {};
    if (std::sscanf(line, "%" SCNx64 "-%" SCNx64 " %4s", &from, &until, mode) != 3 || mode[1] != 'w') continue;
    block.resize(until - from);
    const ssize_t got = ::pread(memory, block.data(), block.size(), static_cast<off_t>(from));
    if (got > 0) {
      look(ByteView(block).first(static_cast<std::size_t>(got)), result);
      result.bytes += static_cast<std::size_t>(got);
    }
    // The copy must not be found in its turn.
    explicit_bzero(block.data(), block.size());
  }
  std::fclose(maps);
  ::close(memory);
  return result;
}

}  // namespace tacit::test
