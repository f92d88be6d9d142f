#include "tests/support/child_process.hpp"

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <fstream>
#include <iterator>
#include <system_error>

namespace tacit::test {
namespace {

constexpr int kInputDescriptor = 3;

void check(bool good, const char* what) {
  if (!good) throw std::system_error(errno, std::generic_category(), what);
}

// In the child, between fork and exec: system calls only.
[[noreturn]] void become(char* const* arguments, int input, int output, int errors) {
  // First out of the way of the numbers they are to get.
  const int in = ::fcntl(input, F_DUPFD, 10);
  const int out = ::fcntl(output, F_DUPFD, 10);
  const int err = ::fcntl(errors, F_DUPFD, 10);
  ::dup2(out, STDOUT_FILENO);
  ::dup2(err, STDERR_FILENO);
  ::dup2(in, kInputDescriptor);
  for (int number = kInputDescriptor + 1; number < 64; ++number) ::close(number);
  ::execv(arguments[0], arguments);
  ::_exit(127);
}

}  // namespace

ChildProcess::ChildProcess(const std::vector<std::string>& arguments, const std::string& input, std::string error_file)
    : error_file_(std::move(error_file)) {
  int to_child[2], from_child[2];
  check(::pipe2(to_child, O_CLOEXEC) == 0 && ::pipe2(from_child, O_CLOEXEC) == 0, "pipe2");
  const int errors = ::open(error_file_.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  check(errors >= 0, "open");
  std::vector<std::string> copies = arguments;
  std::vector<char*> pointers;
  for (std::string& copy : copies) pointers.push_back(copy.data());
  pointers.push_back(nullptr);
  // Small enough for the pipe, so nobody has to read it; and before there is a child that could end unread.
  check(::write(to_child[1], input.data(), input.size()) == static_cast<ssize_t>(input.size()), "write");
  ::close(to_child[1]);
  pid_ = ::fork();
  check(pid_ >= 0, "fork");
  if (pid_ == 0) become(pointers.data(), to_child[0], from_child[1], errors);
  ::close(to_child[0]);
  ::close(from_child[1]);
  ::close(errors);
  output_ = from_child[0];
}

ChildProcess::~ChildProcess() {
  if (pid_ > 0) {
    ::kill(pid_, SIGKILL);
    ::waitpid(pid_, nullptr, 0);
  }
  ::close(output_);
}

std::string ChildProcess::read_line() {
  std::string line;
  char next = 0;
  while (::read(output_, &next, 1) == 1 && next != '\n') line += next;
  return line;
}

std::string ChildProcess::read_all() {
  std::string all;
  char block[4096];
  for (ssize_t count = 0; (count = ::read(output_, block, sizeof block)) > 0;) {
    all.append(block, static_cast<std::size_t>(count));
  }
  return all;
}

void ChildProcess::signal(int number) const { ::kill(pid_, number); }

int ChildProcess::wait() {
  int status = 0;
  check(::waitpid(pid_, &status, 0) == pid_, "waitpid");
  pid_ = -1;
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

std::string ChildProcess::errors() const {
  std::ifstream file(error_file_);
  return {std::istreambuf_iterator<char>(file), {}};
}

Finished run_to_end(const std::vector<std::string>& arguments, const std::string& input,
                    const std::string& error_file) {
  ChildProcess child(arguments, input, error_file);
  std::string output = child.read_all();
  const int exit_code = child.wait();
  return {exit_code, std::move(output), child.errors()};
}

}  // namespace tacit::test
