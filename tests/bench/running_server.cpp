#include "tests/bench/running_server.hpp"

#include <signal.h>

#include <chrono>
#include <fstream>
#include <stdexcept>

namespace tacit::bench {
namespace {

constexpr const char* kPassphrase = "correct horse battery staple\n";
constexpr std::string_view kListening = "listening on https://127.0.0.1:";

FoundingInvitation read_invitation(const test::Finished& made) {
  if (made.exit_code != 0) throw std::runtime_error("tacitd init: " + made.errors);
  auto invitation = decode_founding(made.output.substr(0, made.output.size() - 1));
  if (!invitation) throw std::runtime_error("tacitd init prints no invitation");
  return std::move(*invitation);
}

}  // namespace

RunningServer::RunningServer(std::string program, std::filesystem::path directory)
    : program_(std::move(program)), directory_(std::move(directory)), invitation_(read_invitation([this] {
        std::filesystem::create_directories(directory_);
        auto arguments = command("init");
        arguments.insert(arguments.end(), {"--url", "https://127.0.0.1:8443"});
        return test::run_to_end(arguments, kPassphrase, directory_ / "log");
      }())) {
  start();
}

RunningServer::~RunningServer() {
  process_.reset();
  std::error_code ignored;
  std::filesystem::remove_all(directory_, ignored);
}

std::vector<std::string> RunningServer::command(const char* verb) const {
  return {program_, verb, "--data", directory_ / "server", "--passphrase-fd", "3"};
}

void RunningServer::start() {
  auto arguments = command("serve");
  arguments.insert(arguments.end(), {"--listen", "127.0.0.1:0"});
  process_ = std::make_unique<test::ChildProcess>(arguments, kPassphrase, directory_ / "log");
  const std::string line = process_->read_line();
  if (!line.starts_with(kListening)) throw std::runtime_error("tacitd serve: " + process_->errors());
  port_ = static_cast<std::uint16_t>(std::stoi(line.substr(kListening.size())));
  invitation_.url = line.substr(line.find("https"));
}

double RunningServer::restart() {
  process_->signal(SIGTERM);
  process_->wait();
  const auto begin = std::chrono::steady_clock::now();
  start();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

double RunningServer::memory_mib() const {
  std::ifstream status("/proc/" + std::to_string(process_->pid()) + "/status");
  constexpr std::string_view kResident = "VmRSS:";
  for (std::string line; std::getline(status, line);)
    if (line.starts_with(kResident)) return std::stod(line.substr(kResident.size())) / 1024;
  throw std::runtime_error("the server has gone");
}

}  // namespace tacit::bench
