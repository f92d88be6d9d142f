#pragma once
#include <gtest/gtest.h>
#include <sys/wait.h>

#include <cstdlib>
#include <fstream>

#include "common/base/json.hpp"
#include "crypto/encoding.hpp"
#include "tests/support/client_records.hpp"

// The shipped program on a vault of an organisation in memory.
namespace tacit::test {

inline std::string read_file_text(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

struct Ended {
  int exit_code;
  std::string output, errors;
  json::value as_json() const {
    const auto value = json::parse(output.substr(0, output.size() - 1), 1 << 20);
    EXPECT_TRUE(value) << output;
    return value ? *value : json::value();
  }
};

class Tacit : public ::testing::Test {
 protected:
  explicit Tacit(std::string_view pack = "street-rounds") : world_(1, pack) {}
  // `arguments` stand in a shell's command line; `input` is standard input, `passphrase` comes from descriptor 3.
  Ended tacit(const std::string& arguments, const std::string& input = {}, std::string_view passphrase = kPassphrase) {
    std::ofstream(directory_.at("in")) << input;
    std::ofstream(directory_.at("pass")) << passphrase << '\n';
    const std::string in = directory_.at("in"), pass = directory_.at("pass"), out = directory_.at("out"),
                      err = directory_.at("err");
    const std::string line = std::string(TACIT_BINARY) + " --vault " + (directory_.path() / "vault").string() +
                             " --passphrase-fd 3 " + arguments + " <" + in + " 3<" + pass + " >" + out + " 2>" + err;
    const int status = std::system(line.c_str());
    return {WEXITSTATUS(status), read_file_text(out), read_file_text(err)};
  }
  // Makes the vault of the organisation's staff device, and closes it.
  void make_vault() {
    world_.start();
    const Vault vault = world_.join(0, directory_.path() / "vault");
  }

  FastDirectory directory_;
  ClientWorld world_;
};

}  // namespace tacit::test
