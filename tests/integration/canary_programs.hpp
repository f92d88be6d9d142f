#pragma once
#include <memory>
#include <string>
#include <vector>

#include "common/base/json.hpp"
#include "tests/support/child_process.hpp"
#include "tests/support/client_world.hpp"
#include "tests/support/marker_search.hpp"
#include "tests/support/tcp_proxy.hpp"

namespace tacit::test {

// The two programs as they are shipped: a tacitd that serves behind a recording proxy, and tacit run command by
// command. Everything they could leave something in lies under one folder: vaults, server, HOME, TMPDIR, logs.
class Programs {
 public:
  explicit Programs(std::string organisation_passphrase);

  // Runs tacit with a vault; its standard input is the passphrase and then the answers, a line each.
  struct Ran {
    std::vector<std::string> arguments;
    Finished result;
  };
  const Ran& tacit(const std::string& vault, const std::vector<std::string>& arguments,
                   const std::vector<std::string>& answers = {});
  // The same, with --json, when it has to succeed; what it printed.
  json::value told(const std::string& vault, std::vector<std::string> arguments,
                   const std::vector<std::string>& answers = {});
  Finished tacitd(const std::vector<std::string>& arguments);

  const std::vector<Ran>& ran() const { return ran_; }
  const std::string& founding_invitation() const { return invitation_; }
  pid_t server() const { return server_->pid(); }
  std::string server_log() const { return server_->errors(); }
  void stop_server();
  TcpProxy& proxy() { return proxy_; }
  std::filesystem::path at(const std::string& name) const { return scratch_.at(name); }

 private:
  FastDirectory scratch_;
  const std::string passphrase_;
  TcpProxy proxy_;
  std::string invitation_;
  std::unique_ptr<ChildProcess> server_;
  std::vector<Ran> ran_;
};

}  // namespace tacit::test
