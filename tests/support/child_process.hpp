#pragma once
#include <sys/types.h>

#include <string>
#include <vector>

namespace tacit::test {

// A program under test with pipes to it. What it writes to stderr is gathered in a file, so it never blocks on it.
// Killed when it goes out of scope.
class ChildProcess {
 public:
  // `input` is what the program reads from descriptor 3, e.g. a passphrase. arguments[0] is the program.
  ChildProcess(const std::vector<std::string>& arguments, const std::string& input, std::string error_file);
  ChildProcess(const ChildProcess&) = delete;
  ChildProcess& operator=(const ChildProcess&) = delete;
  ~ChildProcess();

  pid_t pid() const { return pid_; }
  std::string read_line();  // of stdout, without its end; empty when it has closed
  std::string read_all();
  void signal(int number) const;
  int wait();  // the exit code, or 128 + signal
  std::string errors() const;

 private:
  pid_t pid_ = -1;
  int output_ = -1;
  std::string error_file_;
};

struct Finished {
  int exit_code;
  std::string output;
  std::string errors;
};
Finished run_to_end(const std::vector<std::string>& arguments, const std::string& input, const std::string& error_file);

}  // namespace tacit::test
