#pragma once
#include <sys/types.h>

#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tacit::test {

// Looks for strings that must not be somewhere, in every form in which they are likely to lie around: as they are,
// upper and lower case, UTF-16, hex, and base64 and base64url at all three alignments.
class MarkerSearch {
 public:
  // At least eight bytes: shorter ones would be found by chance.
  void add(const std::string& name, const std::string& text);
  std::size_t markers() const { return markers_; }
  std::size_t forms() const { return needles_.size(); }

  struct Place {
    std::size_t bytes = 0;
    std::vector<std::string> found;  // "name as form", each once
  };
  Place in(std::string_view bytes) const;
  // All regular files under the folder, or the file; one that vanishes meanwhile is skipped.
  // `since`: only files written then or later.
  Place in_files(const std::filesystem::path& path,
                 std::filesystem::file_time_type since = std::filesystem::file_time_type::min()) const;
  // All memory of a process that can be read. None if this user may not read it.
  std::optional<Place> in_memory(pid_t pid) const;

 private:
  struct Needle {
    std::string bytes;
    std::string what;
  };
  void add_form(const std::string& name, std::string_view form, std::string bytes);
  void look(std::string_view bytes, Place& place) const;

  std::size_t markers_ = 0;
  std::size_t longest_ = 0;
  std::vector<Needle> needles_;
  std::vector<std::vector<std::size_t>> by_start_ = std::vector<std::vector<std::size_t>>(65'536);  // first two bytes
};

}  // namespace tacit::test
