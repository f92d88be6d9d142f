#include "tests/support/marker_search.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <cstring>
#include <fstream>
#include <iterator>
#include <stdexcept>

#include "crypto/encoding.hpp"

namespace tacit::test {
namespace {

constexpr std::size_t kShortest = 8;
constexpr std::size_t kBlock = 1 << 20;

std::size_t start_of(const char* bytes) {
  return static_cast<std::size_t>(static_cast<unsigned char>(bytes[0])) << 8 | static_cast<unsigned char>(bytes[1]);
}

std::string mapped(std::string text, int (*function)(int)) {
  for (char& c : text) c = static_cast<char>(function(static_cast<unsigned char>(c)));
  return text;
}

std::string utf16(const std::string& text) {
  std::string out;
  for (const char c : text) out += {c, '\0'};
  return out;
}

// What base64 always has of this text when `skipped` bytes stand before it in its group of three.
std::string base64_core(const std::string& text, std::size_t skipped) {
  std::string padded(skipped, '\0');
  padded += text;
  std::string coded = crypto::to_base64(as_bytes(padded));
  const std::size_t first = (skipped * 8 + 5) / 6;  // characters that other bytes have a part in
  const std::size_t last = padded.size() * 8 / 6;
  return coded.substr(first, last - first);
}

std::string url_form(std::string text) {
  std::replace(text.begin(), text.end(), '+', '-');
  std::replace(text.begin(), text.end(), '/', '_');
  return text;
}

class Descriptor {
 public:
  explicit Descriptor(const std::string& path) : number_(::open(path.c_str(), O_RDONLY | O_CLOEXEC)) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  int number() const { return number_; }

 private:
  const int number_;
};

}  // namespace

void MarkerSearch::add_form(const std::string& name, std::string_view form, std::string bytes) {
  const auto same = [&](const Needle& needle) { return needle.bytes == bytes; };
  if (std::any_of(needles_.begin(), needles_.end(), same)) return;
  longest_ = std::max(longest_, bytes.size());
  by_start_[start_of(bytes.data())].push_back(needles_.size());
  needles_.push_back({std::move(bytes), name + " as " + std::string(form)});
}

void MarkerSearch::add(const std::string& name, const std::string& text) {
  if (text.size() < kShortest) throw std::invalid_argument("a marker is too short to be told from chance");
  ++markers_;
  add_form(name, "text", text);
  add_form(name, "upper case", mapped(text, std::toupper));
  add_form(name, "lower case", mapped(text, std::tolower));
  add_form(name, "UTF-16", utf16(text));
  add_form(name, "hex", crypto::to_hex(as_bytes(text)));
  for (std::size_t skipped = 0; skipped < 3; ++skipped) {
    add_form(name, "base64", base64_core(text, skipped));
    add_form(name, "base64url", url_form(base64_core(text, skipped)));
  }
}

void MarkerSearch::look(std::string_view bytes, Place& place) const {
  for (std::size_t at = 0; at + 1 < bytes.size(); ++at) {
    for (const std::size_t candidate : by_start_[start_of(bytes.data() + at)]) {
      const Needle& needle = needles_[candidate];
      if (bytes.size() - at < needle.bytes.size()) continue;
      if (std::memcmp(bytes.data() + at, needle.bytes.data(), needle.bytes.size()) != 0) continue;
      if (std::find(place.found.begin(), place.found.end(), needle.what) == place.found.end())
        place.found.push_back(needle.what);
    }
  }
}

MarkerSearch::Place MarkerSearch::in(std::string_view bytes) const {
  Place place{.bytes = bytes.size(), .found = {}};
  look(bytes, place);
  return place;
}

MarkerSearch::Place MarkerSearch::in_files(const std::filesystem::path& path,
                                           std::filesystem::file_time_type since) const {
  Place all;
  const auto take = [&](const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(stream), {}};
    const Place one = in(bytes + '\n' + file.filename().string());  // names of files tell too
    all.bytes += one.bytes;
    for (const std::string& what : one.found) all.found.push_back(what + " in " + file.filename().string());
  };
  if (std::filesystem::is_regular_file(path)) take(path);
  if (!std::filesystem::is_directory(path)) return all;
  const auto options = std::filesystem::directory_options::skip_permission_denied;
  for (auto at = std::filesystem::recursive_directory_iterator(path, options); at != end(at); ++at) {
    std::error_code gone;
    const bool fresh = at->last_write_time(gone) >= since && !gone;
    // Nothing was made in a folder that is older: others' trees are left alone, whatever happens in them meanwhile.
    if (!fresh && at->is_directory(gone)) at.disable_recursion_pending();
    if (fresh && at->is_regular_file(gone)) take(at->path());
  }
  return all;
}

std::optional<MarkerSearch::Place> MarkerSearch::in_memory(pid_t pid) const {
  const std::string process = "/proc/" + std::to_string(pid);
  const Descriptor memory(process + "/mem");
  std::ifstream maps(process + "/maps");
  if (memory.number() < 0 || !maps) return std::nullopt;
  Place place;
  std::string block;
  for (std::string line; std::getline(maps, line);) {
    std::uint64_t from = 0, until = 0;
    char rights[5] = {};
    if (std::sscanf(line.c_str(), "%lx-%lx %4s", &from, &until, rights) != 3 || rights[0] != 'r') continue;
    while (from < until) {
      block.resize(std::min<std::uint64_t>(kBlock + longest_, until - from));
      const ssize_t got = ::pread(memory.number(), block.data(), block.size(), static_cast<off_t>(from));
      if (got <= 0) break;  // e.g. [vvar]
      look(std::string_view(block.data(), static_cast<std::size_t>(got)), place);
      // The blocks overlap, so that nothing is missed at their borders.
      const auto step = std::min(kBlock, static_cast<std::size_t>(got));
      place.bytes += step;
      from += step;
    }
  }
  if (place.bytes == 0) return std::nullopt;
  return place;
}

}  // namespace tacit::test
