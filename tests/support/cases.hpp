#pragma once
#include <cstdint>
#include <iostream>

namespace tacit::test {

// How many cases a test tried, said at the end in the words that tools/claims adds up. Without one a test counts as
// one.
class Cases {
 public:
  explicit Cases(const char* what) : what_(what) {}
  Cases(const Cases&) = delete;
  Cases& operator=(const Cases&) = delete;
  ~Cases() {
    if (tried_ > 0) std::cout << "cases: " << tried_ << ' ' << what_ << std::endl;
  }
  Cases& operator++() {
    ++tried_;
    return *this;
  }
  Cases& operator+=(std::uint64_t more) {
    tried_ += more;
    return *this;
  }

 private:
  const char* what_;
  std::uint64_t tried_ = 0;
};

}  // namespace tacit::test
