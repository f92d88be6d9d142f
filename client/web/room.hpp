#pragma once
#include <filesystem>

#include "common/base/result.hpp"
#include "common/files/descriptor.hpp"

namespace tacit::web {

// A folder of this run alone, 0700, in memory-backed storage, deleted with all that is in it when this goes. What a run
// left that was killed is deleted when the next one begins.
// Not guaranteed: that the system never swaps such storage out.
class Room {
 public:
  // unavailable: this machine has no such storage for us.
  static Result<Room> make();
  Room(Room&& other) noexcept : folder_(std::move(other.folder_)), held_(std::move(other.held_)) {
    other.folder_.clear();
  }
  Room& operator=(Room&&) = delete;
  ~Room();

  const std::filesystem::path& folder() const { return folder_; }

 private:
  Room(std::filesystem::path folder, Descriptor held) : folder_(std::move(folder)), held_(std::move(held)) {}

  std::filesystem::path folder_;
  Descriptor held_;  // locked
};

}  // namespace tacit::web
