#include "tests/bench/senders.hpp"

#include <stdexcept>

#include "common/base/clock.hpp"
#include "common/net/client.hpp"
#include "common/net/head.hpp"
#include "tests/bench/tls_line.hpp"
#include "tests/support/test_client.hpp"

namespace tacit::bench {
namespace {

constexpr std::size_t kTextBytes = 160;  // of a face: about 2.6 kB an entry in all, as the scenario has

Scope team() { return Scope::team(test::test_team(1)); }

std::string authority_of(std::uint16_t port) { return net::Endpoint{.host = "127.0.0.1", .port = port}.authority(); }

std::string wire_form(const net::HttpRequest& request) {
  return net::format_request_head(request, request.authority).value() + request.body;
}

net::BootId boot_of(const std::string& answer) {
  const std::string field = std::string(net::kBootHeader) + ": ";
  const std::size_t at = answer.find(field);
  if (at == std::string::npos) throw std::runtime_error("an answer without a boot id");
  const std::size_t begin = at + field.size();
  return net::parse_boot_id(answer.substr(begin, answer.find('\r', begin) - begin)).value();
}

}  // namespace

Senders::Senders(const std::string& program, const std::filesystem::path& directory, std::size_t devices)
    : server_(program, directory), organisation_(server_.invitation().service), devices_(devices) {
  hear_restart();
  const test::TestDevice& founder = organisation_.founder();
  const auto& founding = organisation_.founding(server_.invitation().inv, server_.invitation().secret);
  send(founder, api::kOrganisation, api::encode(founding));
  test::OpsWithBlobs ops{.ops = {roster::AddTeam{test::test_team(1)}}, .blobs = {}};
  for (const auto& device : devices_)
    ops.ops.push_back(test::TestOrganisation::admit(device, Role::staff, {test::test_team(1)}));
  extend(founder, std::move(ops));
  for (const Scope& scope : {Scope::org(), team(), Scope::audit()})
    extend(devices_.front(), organisation_.new_epoch(scope));
  // The first entry of each: whatever the server makes ready once is ready.
  for (test::TestDevice& device : devices_) send(device, api::kEntries, batch_of(device, 1));
}

void Senders::hear_restart() {
  const auto request = test::request_of("GET", api::kHealth, {}, {}, authority_of(server_.port()));
  boot_ = boot_of(TlsCaller(server_.port(), pins()).exchange(wire_form(request)));
}

std::string Senders::signed_post(const test::TestDevice& device, const char* path, const std::string& body) const {
  return wire_form(test::signed_request(test::request_of("POST", path, {}, body, authority_of(server_.port())),
                                        device.key, boot_, SystemClock().now()));
}

std::string Senders::send(const test::TestDevice& device, const char* path, const std::string& body) {
  std::string answer = TlsCaller(server_.port(), pins()).exchange(signed_post(device, path, body));
  if (!answer.starts_with("HTTP/1.1 200 ")) throw std::runtime_error("refused: " + answer);
  answer_bytes_ = answer.size();
  return answer.substr(answer.find("\r\n\r\n") + 4);
}

void Senders::extend(const test::TestDevice& signer, test::OpsWithBlobs content) {
  const api::LinkRequest link = organisation_.link(signer, std::move(content));
  const auto appended = api::decode<api::Appended>(send(signer, api::kRoster, api::encode(link))).value();
  organisation_.accept(link, appended.index);
}

std::string Senders::batch_of(test::TestDevice& device, std::size_t batch) {
  api::EntriesRequest request;
  for (std::size_t i = 0; i < batch; ++i)
    request.entries.push_back(organisation_.entry(device, {team()}, {Scope::audit()}, std::string(kTextBytes, 'x')));
  if (&device == &devices_.front()) sample_ = request.entries.back();
  return api::encode(request);
}

std::vector<Requests> Senders::prepare(std::size_t requests, std::size_t batch) {
  std::vector<Requests> out(devices_.size());
  for (std::size_t i = 0; i < devices_.size(); ++i)
    for (std::size_t n = 0; n < requests; ++n)
      out[i].push_back(signed_post(devices_[i], api::kEntries, batch_of(devices_[i], batch)));
  return out;
}

void Senders::fill(std::size_t rounds, std::size_t batch) {
  for (std::size_t i = 0; i < rounds; ++i)
    for (test::TestDevice& device : devices_) send(device, api::kEntries, batch_of(device, batch));
}

std::vector<Requests> Senders::imitate(std::size_t requests, std::size_t batch) const {
  const api::EntriesRequest request{std::vector<api::NewEntry>(batch, sample_)};
  const Requests same(requests, signed_post(devices_.front(), api::kEntries, api::encode(request)));
  return std::vector<Requests>(devices_.size(), same);
}

}  // namespace tacit::bench
