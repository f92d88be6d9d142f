#pragma once
#include <deque>
#include <string>
#include <vector>

#include "common/net/nonce.hpp"
#include "tests/bench/load.hpp"
#include "tests/bench/running_server.hpp"
#include "tests/support/test_organisation.hpp"

namespace tacit::bench {

// A server and an organisation of as many devices as there are connections. Everything is sealed and signed before
// it is sent, so that a client costs next to nothing while the server is measured.
class Senders {
 public:
  Senders(const std::string& program, const std::filesystem::path& directory, std::size_t devices);

  RunningServer& server() { return server_; }
  // Its boot id is a new one.
  void hear_restart();
  std::vector<Hash> pins() const { return server_.invitation().service.tls_pins; }

  // The next requests of every device, each with `batch` new entries in a team and an audit face.
  std::vector<Requests> prepare(std::size_t requests, std::size_t batch);
  // Sends the next entries of every device, without measuring.
  void fill(std::size_t rounds, std::size_t batch);
  // As many requests of that size, which an echo may get. They leave the devices' chains alone.
  std::vector<Requests> imitate(std::size_t requests, std::size_t batch) const;
  // How long the server's last answer was, head and all.
  std::size_t answer_bytes() const { return answer_bytes_; }
  // One prepared entry, as the floors take it apart.
  const api::NewEntry& sample() const { return sample_; }
  const VerifyKey sample_key() const { return devices_.front().key.sign_public(); }

 private:
  std::string signed_post(const test::TestDevice& device, const char* path, const std::string& body) const;
  std::string send(const test::TestDevice& device, const char* path, const std::string& body);
  void extend(const test::TestDevice& signer, test::OpsWithBlobs content);
  std::string batch_of(test::TestDevice& device, std::size_t batch);

  RunningServer server_;
  net::BootId boot_{};
  test::TestOrganisation organisation_;
  std::deque<test::TestDevice> devices_;
  api::NewEntry sample_;
  std::size_t answer_bytes_ = 0;
};

}  // namespace tacit::bench
