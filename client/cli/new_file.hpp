#pragma once
#include <filesystem>
#include <string_view>
#include <utility>

#include "common/base/result.hpp"
#include "common/files/descriptor.hpp"

namespace tacit::cli {

// A file that a command makes for its user. It has its name only once it is whole; nothing is ever overwritten, not
// even by a race; only its owner may read it (0600). Until then it is NAME.part, which goes when this goes, and which
// a killed command leaves behind for the next one to replace.
class NewFile {
 public:
  // already_done: the name is taken. not_allowed: no file can be made there.
  static Result<NewFile> create(std::filesystem::path path);
  NewFile(NewFile&&) = default;
  NewFile& operator=(NewFile&&) = delete;
  ~NewFile();

  // For what can only write to a name; only its content may change.
  std::filesystem::path part() const;
  // unavailable: the disk is full, or gone.
  Result<void> append(std::string_view text);
  // Flushed to the disk, and under its name there. already_done: the name was taken meanwhile. Throws StorageFailure.
  Result<void> finish();

 private:
  NewFile(std::filesystem::path path, Descriptor file) : path_(std::move(path)), file_(std::move(file)) {}

  std::filesystem::path path_;
  Descriptor file_;  // closed: finished, or moved from
};

}  // namespace tacit::cli
