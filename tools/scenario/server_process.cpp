#include "tools/scenario/server_process.hpp"

#include <arpa/inet.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <stdexcept>
#include <system_error>

namespace tacit::scenario {
namespace {

[[noreturn]] void give_up(const char* what) { throw std::system_error(errno, std::generic_category(), what); }

// Free at this moment; nobody else is likely to take just this one before the server does.
std::uint16_t free_port() {
  const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (socket < 0) give_up("socket");
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  const bool bound = ::bind(socket, reinterpret_cast<sockaddr*>(&address), size) == 0 &&
                     ::getsockname(socket, reinterpret_cast<sockaddr*>(&address), &size) == 0;
  ::close(socket);
  if (!bound) give_up("bind");
  return ntohs(address.sin_port);
}

struct Pipe {
  int read, write;
};
Pipe make_pipe() {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) give_up("pipe");
  return {ends[0], ends[1]};
}

// One line, or what there is until the end.
std::string read_line(int descriptor) {
  std::string line;
  for (char c = 0; ::read(descriptor, &c, 1) == 1 && c != '\n';) line += c;
  return line;
}

int wait_for(pid_t child) {
  int status = 0;
  while (::waitpid(child, &status, 0) < 0)
    if (errno != EINTR) give_up("waitpid");
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128;
}

constexpr int kPassphraseFd = 3;

// Between fork and exec: system calls only.
[[noreturn]] void become(const char* program, char* const* arguments, int passphrase, int output, int log,
                         pid_t parent) {
  ::prctl(PR_SET_PDEATHSIG, SIGTERM);
  if (::getppid() != parent) ::_exit(127);
  // Above the numbers they are moved to, so that none overwrites another.
  const int from = ::fcntl(passphrase, F_DUPFD, 10);
  ::dup2(from, kPassphraseFd);
  ::close(from);
  ::dup2(output, STDOUT_FILENO);
  ::dup2(log, STDERR_FILENO);
  // Interrupts typed on the terminal are for the one that owns this server: it stops it in order.
  ::setpgid(0, 0);
  ::execv(program, arguments);
  ::_exit(127);
}

}  // namespace

ServerProcess::ServerProcess(std::filesystem::path program, std::filesystem::path data, std::filesystem::path log)
    : program_(std::move(program)), data_(std::move(data)), log_(std::move(log)), port_(free_port()) {
  if (::access(program_.c_str(), X_OK) != 0)
    throw std::runtime_error("cannot run " + program_.string() + ": say where tacitd is with --tacitd");
}

ServerProcess::~ServerProcess() {
  if (serving_ > 0) stop();
}

std::string ServerProcess::url() const { return "https://127.0.0.1:" + std::to_string(port_); }

ServerProcess::Child ServerProcess::run(std::vector<std::string> arguments, const std::string& passphrase) const {
  const Pipe secret = make_pipe(), output = make_pipe();
  const int log = ::open(log_.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  if (log < 0) give_up("open log");
  std::vector<char*> argv;
  arguments.insert(arguments.begin(), "tacitd");
  for (std::string& argument : arguments) argv.push_back(argument.data());
  argv.push_back(nullptr);
  const pid_t parent = ::getpid();
  const pid_t child = ::fork();
  if (child < 0) give_up("fork");
  if (child == 0) become(program_.c_str(), argv.data(), secret.read, output.write, log, parent);
  ::close(secret.read);
  ::close(output.write);
  ::close(log);
  const std::string line = passphrase + "\n";
  const bool written = ::write(secret.write, line.data(), line.size()) == static_cast<ssize_t>(line.size());
  ::close(secret.write);
  if (!written) throw std::runtime_error("tacitd did not take its passphrase; see " + log_.string());
  return {child, output.read};
}

std::string ServerProcess::init(const std::string& passphrase) {
  const Child child = run(
      {"init", "--data", data_.string(), "--url", url(), "--passphrase-fd", std::to_string(kPassphraseFd)}, passphrase);
  std::string invitation = read_line(child.output);
  ::close(child.output);
  if (wait_for(child.pid) != 0 || invitation.empty())
    throw std::runtime_error("tacitd init failed; see " + log_.string());
  return invitation;
}

void ServerProcess::start(const std::string& passphrase) {
  const Child child = run({"serve", "--data", data_.string(), "--listen", "127.0.0.1:" + std::to_string(port_),
                           "--passphrase-fd", std::to_string(kPassphraseFd)},
                          passphrase);
  serving_ = child.pid;
  output_ = child.output;
  if (!read_line(output_).starts_with("listening"))
    throw std::runtime_error("tacitd does not serve; see " + log_.string());
}

int ServerProcess::stop() {
  ::kill(serving_, SIGTERM);
  const int status = wait_for(serving_);
  serving_ = -1;
  ::close(output_);
  return status;
}

}  // namespace tacit::scenario
