#pragma once
#include <sys/types.h>

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace tacit::scenario {

// A `tacitd` of its own: a child process on a free loopback port, with its data in a folder. Ends with its owner.
// Throws std::runtime_error when the program cannot be run or does not do what it should.
class ServerProcess {
 public:
  ServerProcess(std::filesystem::path program, std::filesystem::path data, std::filesystem::path log);
  ~ServerProcess();
  ServerProcess(const ServerProcess&) = delete;
  ServerProcess& operator=(const ServerProcess&) = delete;

  // `tacitd init`; the founding invitation it printed. The passphrase is handed over by a descriptor.
  std::string init(const std::string& passphrase);
  // `tacitd serve`, until it listens.
  void start(const std::string& passphrase);
  // Asks it to end, and waits; its exit status.
  int stop();

  const std::filesystem::path& data() const { return data_; }
  std::string url() const;

 private:
  struct Child {
    pid_t pid;
    int output;  // its standard output
  };
  Child run(std::vector<std::string> arguments, const std::string& passphrase) const;

  const std::filesystem::path program_, data_, log_;
  const std::uint16_t port_;
  pid_t serving_ = -1;
  int output_ = -1;
};

}  // namespace tacit::scenario
