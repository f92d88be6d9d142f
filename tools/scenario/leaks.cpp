#include "tools/scenario/leaks.hpp"

#include <algorithm>
#include <bitset>
#include <cstring>
#include <fstream>
#include <memory>
#include <unordered_map>

namespace tacit::scenario {
namespace {

constexpr std::size_t kWindow = 8;
constexpr std::size_t kBits = 20;

std::uint64_t window_at(const char* at) {
  std::uint64_t out = 0;
  std::memcpy(&out, at, kWindow);
  return out;
}

// Texts by their first eight bytes, behind a bitmap that turns away nearly every place at the cost of one look.
class Needles {
 public:
  explicit Needles(const std::vector<std::string>& texts) {
    for (const std::string& text : texts) {
      const std::uint64_t window = window_at(text.data());
      seen_->set(place(window));
      by_window_.emplace(window, text);
    }
  }
  std::size_t count_in(const std::string& content) const {
    std::size_t hits = 0;
    for (std::size_t at = 0; at + kWindow <= content.size(); ++at) {
      const std::uint64_t window = window_at(content.data() + at);
      if (!seen_->test(place(window))) continue;
      const auto [begin, end] = by_window_.equal_range(window);
      hits += static_cast<std::size_t>(std::count_if(
          begin, end, [&](const auto& one) { return content.compare(at, one.second.size(), one.second) == 0; }));
    }
    return hits;
  }

 private:
  static std::size_t place(std::uint64_t window) {
    return static_cast<std::size_t>((window * 0x9e3779b97f4a7c15ULL) >> (64 - kBits));
  }
  std::unique_ptr<std::bitset<1U << kBits>> seen_ = std::make_unique<std::bitset<1U << kBits>>();
  std::unordered_multimap<std::uint64_t, std::string> by_window_;
};

}  // namespace

LeakSearch search_for(std::vector<std::string> texts, const std::filesystem::path& folder) {
  std::erase_if(texts, [](const std::string& text) { return text.size() < kWindow; });
  std::sort(texts.begin(), texts.end());
  texts.erase(std::unique(texts.begin(), texts.end()), texts.end());
  const Needles needles(texts);
  LeakSearch search{.searched_for = texts.size()};
  for (const auto& file : std::filesystem::recursive_directory_iterator(folder)) {
    if (!file.is_regular_file()) continue;
    std::ifstream in(file.path(), std::ios::binary);
    const std::string content((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
    search.hits += needles.count_in(content);
    search.bytes += content.size();
    ++search.files;
  }
  return search;
}

}  // namespace tacit::scenario
