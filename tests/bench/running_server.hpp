#pragma once
#include <filesystem>
#include <memory>
#include <string>

#include "schema/invitation.hpp"
#include "tests/support/child_process.hpp"

namespace tacit::bench {

// The shipped tacitd as a process of its own, in a directory on the disk that is measured. Throws std::runtime_error
// when it does not come up. Killed, and its directory removed, when it goes out of scope.
class RunningServer {
 public:
  RunningServer(std::string program, std::filesystem::path directory);
  ~RunningServer();

  // For where it listens now.
  const FoundingInvitation& invitation() const { return invitation_; }
  std::uint16_t port() const { return port_; }

  // Ends it in order, and starts it on what it has stored; returns the seconds until it listens.
  double restart();
  // Resident memory now, in MiB.
  double memory_mib() const;

 private:
  std::vector<std::string> command(const char* verb) const;
  void start();

  const std::string program_;
  const std::filesystem::path directory_;
  FoundingInvitation invitation_;
  std::unique_ptr<test::ChildProcess> process_;
  std::uint16_t port_ = 0;
};

}  // namespace tacit::bench
