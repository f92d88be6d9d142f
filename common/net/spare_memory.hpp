#pragma once
#include <malloc.h>

#include <boost/asio/steady_timer.hpp>
#include <memory>

namespace tacit::net {

// Gives back to the system what the allocator keeps of connections that were cut, in pieces between those that stay: a
// moment after the last of them, once for all of that moment. For the thread of its executor.
class SpareMemory {
 public:
  explicit SpareMemory(const boost::asio::any_io_executor& executor) : timer_(executor) {}

  void give_back_soon() {
    constexpr std::chrono::milliseconds kMoment{200};
    if (*waits_) return;
    *waits_ = true;
    timer_.expires_after(kMoment);
    timer_.async_wait([waits = waits_](const boost::system::error_code& error) {
      *waits = false;
      if (!error) ::malloc_trim(0);
    });
  }

 private:
  boost::asio::steady_timer timer_;
  std::shared_ptr<bool> waits_ = std::make_shared<bool>(false);
};

}  // namespace tacit::net
