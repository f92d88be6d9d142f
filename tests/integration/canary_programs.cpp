#include "tests/integration/canary_programs.hpp"

#include <stdlib.h>  // setenv

#include <csignal>
#include <stdexcept>

#include "common/net/client.hpp"

namespace tacit::test {
namespace {

std::string without_newline(std::string text) {
  while (!text.empty() && text.back() == '\n') text.pop_back();
  return text;
}

}  // namespace

Programs::Programs(std::string passphrase) : passphrase_(std::move(passphrase)) {
  proxy_.keep_all();
  for (const char* name : {"home", "tmp", "client"}) std::filesystem::create_directory(at(name));
  ::setenv("HOME", at("home").c_str(), 1);
  ::setenv("TMPDIR", at("tmp").c_str(), 1);
  ::unsetenv("XDG_DATA_HOME");
  const std::string url = net::Endpoint{.host = "127.0.0.1", .port = proxy_.port()}.url();
  const Finished made = tacitd({"init", "--data", at("server").string(), "--url", url, "--passphrase-fd", "3"});
  if (made.exit_code != 0) throw std::runtime_error("tacitd init failed: " + made.errors);
  invitation_ = without_newline(made.output);
  const std::vector<std::string> serve{TACITD_BINARY, "serve",       "--data",          at("server").string(),
                                       "--listen",    "127.0.0.1:0", "--passphrase-fd", "3"};
  server_ = std::make_unique<ChildProcess>(serve, passphrase_ + "\n", at("server.log").string());
  const std::string said = server_->read_line();
  proxy_.forward_to(static_cast<std::uint16_t>(std::stoul(said.substr(said.rfind(':') + 1))));
}

Finished Programs::tacitd(const std::vector<std::string>& arguments) {
  std::vector<std::string> all{TACITD_BINARY};
  all.insert(all.end(), arguments.begin(), arguments.end());
  return run_to_end(all, passphrase_ + "\n", at("tacitd.log").string());
}

const Programs::Ran& Programs::tacit(const std::string& vault, const std::vector<std::string>& arguments,
                                     const std::vector<std::string>& answers) {
  std::vector<std::string> all{"/bin/sh",
                               "-c",
                               "exec \"$@\" <&3 3<&-",
                               "sh",
                               TACIT_BINARY,
                               "--vault",
                               at("client").string() + "/" + vault,
                               "--passphrase-fd",
                               "0"};
  all.insert(all.end(), arguments.begin(), arguments.end());
  std::string input = passphrase_ + "\n";
  for (const std::string& answer : answers) input += answer + "\n";
  const std::string errors = at("tacit-" + std::to_string(ran_.size()) + ".log").string();
  ran_.push_back({arguments, run_to_end(all, input, errors)});
  return ran_.back();
}

json::value Programs::told(const std::string& vault, std::vector<std::string> arguments,
                           const std::vector<std::string>& answers) {
  arguments.emplace_back("--json");
  const Ran& ran = tacit(vault, arguments, answers);
  if (ran.result.exit_code != 0)
    throw std::runtime_error("tacit " + arguments.front() + " failed: " + ran.result.output + ran.result.errors);
  const std::string first = ran.result.output.substr(0, ran.result.output.find('\n'));
  auto value = json::parse(first, 1 << 20);
  if (!value) throw std::runtime_error("tacit " + arguments.front() + " printed no JSON: " + first);
  return std::move(*value);
}

void Programs::stop_server() {
  server_->signal(SIGTERM);
  server_->wait();
}

}  // namespace tacit::test
