#pragma once
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "common/net/http.hpp"
#include "server/service.hpp"
#include "tests/simulation/dice.hpp"
#include "tests/simulation/timeline.hpp"
#include "tests/simulation/trace.hpp"

namespace tacit::simulation {

// How much goes wrong, in percent of all requests.
struct Weather {
  std::uint64_t lost = 0;        // the request never arrives
  std::uint64_t unanswered = 0;  // it arrives, the answer does not
  std::uint64_t late = 0;        // it arrives after the sender has given up: seconds, minutes or days later
  std::uint64_t held_up = 0;     // of what is written: it arrives right before its sender sends the like anew
  std::uint64_t doubled = 0;     // the same signed bytes arrive once more, at any time
};

// The only way from devices to the server, and what can happen on it. A sender learns as much as over a real
// connection: an answer, `unavailable`, or `timed_out`. Requests of different devices overtake one another.
class Network {
 public:
  // Who answers: null while the server is down.
  using Server = std::function<server::Service*()>;
  Network(Timeline& timeline, Dice& dice, Trace& trace, Server server);

  void set_weather(Weather weather) { weather_ = weather; }
  // A device's line to it; `cut` says whether the device is cut off just now.
  std::unique_ptr<net::Transport> line(std::string name, std::function<bool()> cut);

  struct Counts {
    std::uint64_t requests = 0, lost = 0, unanswered = 0, late = 0, doubled = 0, refused_twins = 0, resent = 0;
  };
  const Counts& counts() const { return counts_; }

 private:
  class Line;
  // What became of one sent message, known to all its arrivals.
  struct Sent {
    std::string name;
    net::HttpRequest request;
    bool accepted = false;  // answered with 2xx once
  };
  Result<net::HttpResponse> send(const std::string& name, const net::HttpRequest& request);
  Result<net::HttpResponse> arrive(Sent& sent);
  void arrive_at_last(const Sent& next);
  Result<net::HttpResponse> through(const std::shared_ptr<Sent>& sent, bool answered);
  Result<net::HttpResponse> give_up(Literal text);
  void double_later(const std::shared_ptr<Sent>& sent);
  std::chrono::seconds any_time();
  std::chrono::seconds transit() { return std::chrono::seconds(dice_.below(8)); }
  void note(const Sent& sent, const std::string& what);

  Timeline& timeline_;
  Dice& dice_;
  Trace& trace_;
  const Server server_;
  Weather weather_;
  Counts counts_;
  std::vector<std::shared_ptr<Sent>> held_up_;  // each until its sender asks for the same again
};

}  // namespace tacit::simulation
