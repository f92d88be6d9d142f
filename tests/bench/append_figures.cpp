#include "tests/bench/floors.hpp"
#include "tests/bench/groups.hpp"
#include "tests/bench/senders.hpp"
#include "tests/bench/tls_line.hpp"

namespace tacit::bench {
namespace {

// Enough for a second or so, and no more of one connection than a server lets it send.
std::size_t requests_for(std::size_t connections, std::size_t batch, const Options& options) {
  const std::size_t full = batch == 1 ? 400 : batch == 50 ? (connections == 1 ? 60 : 12) : (connections == 1 ? 8 : 2);
  return options.scaled(full, 1);
}

}  // namespace

Group append_group(const Options& options, std::size_t connections, std::size_t batch) {
  const std::string name = std::to_string(connections) + " x " + std::to_string(batch);
  const std::filesystem::path directory = std::filesystem::path(options.data) / name;
  const auto senders = std::make_shared<Senders>(options.tacitd, directory, connections);
  const std::size_t requests = requests_for(connections, batch, options);
  const std::size_t entries = connections * requests * batch;
  const auto send = [senders, requests, batch](benchmark::State& state) {
    const auto ready = senders->prepare(requests, batch);
    while (state.KeepRunning()) report(state, drive(senders->server().port(), senders->pins(), ready), batch);
  };
  const auto echo = [senders, requests, batch](benchmark::State& state) {
    const auto ready = senders->imitate(requests, batch);
    const TlsEcho server(senders->answer_bytes());
    while (state.KeepRunning()) report(state, drive(server.port(), server.pins(), ready), batch);
  };
  return {.name = "append, " + name,
          .unit = "entries/s",
          .whole = 0,
          .measured = {"append", send},
          .floors = {verify_floor(senders->sample(), senders->sample_key(), entries),
                     insert_floor(directory, senders->sample(), entries, connections * batch),
                     {"echo", echo}}};
}

}  // namespace tacit::bench
