#pragma once
#include <stdexcept>
#include <string>
#include <utility>

#include "common/base/result.hpp"

namespace tacit::scenario {

// A demonstration that cannot go on. It runs on invented data, so its text may say where it stood.
class Failure : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// The value of a result, or a Failure that says what was being done.
template <class T>
T must(Result<T> result, const std::string& doing) {
  if (!result) throw Failure(doing + ": " + std::string(result.error().text.view()));
  if constexpr (!std::is_void_v<T>) return std::move(*result);
}

}  // namespace tacit::scenario
