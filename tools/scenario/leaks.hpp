#pragma once
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace tacit::scenario {

struct LeakSearch {
  std::size_t searched_for = 0;  // texts
  std::uintmax_t bytes = 0;
  std::size_t files = 0;
  std::size_t hits = 0;
};
// Looks for each of the texts (of at least 8 bytes; shorter ones are left out) in every file under a folder.
LeakSearch search_for(std::vector<std::string> texts, const std::filesystem::path& folder);

}  // namespace tacit::scenario
