#pragma once
#include <mutex>
#include <string>

#include "tests/crash/fault/plan.hpp"

namespace tacit::test::fault {

class Unsynced;

enum class Verdict { pass, half, fail };

// One intercepted call; one at a time. Calls that the layer makes itself meanwhile are not watched.
class Gate {
 public:
  Gate();
  ~Gate();
  Gate(const Gate&) = delete;
  Gate& operator=(const Gate&) = delete;

  bool is_watched(const std::string& path) const;
  bool is_watched(int descriptor) const;
  bool is_internet(int socket) const;
  static std::string path_of(int descriptor);

  // At a point: may not return at all. `fail` has set errno.
  Verdict arrive(Call call) const;
  void after_half() const;
  // To be told of what is going to happen; null unless the power is to go.
  Unsynced* unsynced() const;

 private:
  std::unique_lock<std::recursive_mutex> lock_;
  const bool inside_;
};

}  // namespace tacit::test::fault
