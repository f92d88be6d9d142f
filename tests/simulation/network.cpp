#include "tests/simulation/network.hpp"

#include <algorithm>
#include <future>

#include "schema/api.hpp"
#include "tests/support/test_client.hpp"

namespace tacit::simulation {
namespace {

constexpr std::chrono::seconds kPatience{30};  // after which a sender takes a request for lost

bool is_success(int status) { return status >= 200 && status < 300; }

}  // namespace

class Network::Line final : public net::Transport {
 public:
  Line(Network& network, std::string name, std::function<bool()> cut)
      : network_(network), name_(std::move(name)), cut_(std::move(cut)) {}
  Result<net::HttpResponse> send(const net::HttpRequest& request) override {
    if (cut_()) return network_.give_up("no connection");
    return network_.send(name_, request);
  }

 private:
  Network& network_;
  const std::string name_;
  const std::function<bool()> cut_;
};

Network::Network(Timeline& timeline, Dice& dice, Trace& trace, Server server)
    : timeline_(timeline), dice_(dice), trace_(trace), server_(std::move(server)) {}

std::unique_ptr<net::Transport> Network::line(std::string name, std::function<bool()> cut) {
  return std::make_unique<Line>(*this, std::move(name), std::move(cut));
}

Result<net::HttpResponse> Network::send(const std::string& name, const net::HttpRequest& request) {
  ++counts_.requests;
  const auto sent = std::make_shared<Sent>(Sent{name, request});
  std::uint64_t fate = dice_.below(100);
  const auto meets = [&fate](std::uint64_t share) {
    const bool met = fate < share;
    fate = met ? 100 : fate - share;
    return met;
  };
  if (meets(weather_.lost)) {
    ++counts_.lost;
    note(*sent, "is lost");
    return give_up("no answer in time");
  }
  if (meets(weather_.late)) {
    ++counts_.late;
    note(*sent, "will be late");
    timeline_.after(kPatience + any_time(), [this, sent] { (void)arrive(*sent); });
    return give_up("no answer in time");
  }
  if (request.method == "POST" && meets(weather_.held_up)) {
    note(*sent, "is held up");
    held_up_.push_back(sent);
    return give_up("no answer in time");
  }
  if (meets(weather_.doubled)) double_later(sent);
  return through(sent, !meets(weather_.unanswered));
}

// The twin comes seconds, minutes or days after the first one, which is on its way now.
void Network::double_later(const std::shared_ptr<Sent>& sent) {
  ++counts_.doubled;
  timeline_.after(std::chrono::seconds(9) + any_time(), [this, sent] {
    const bool accepted = sent->accepted;
    const auto again = arrive(*sent);
    if (!again || !accepted) return;
    // A health check is not signed and may be repeated at will.
    if (sent->request.path == api::kHealth) return;
    ++counts_.refused_twins;
    demand(!is_success(again->status),
           "the same signed " + sent->request.method + " " + sent->request.path + " was accepted twice");
  });
}

Result<net::HttpResponse> Network::through(const std::shared_ptr<Sent>& sent, bool answered) {
  auto answer = std::make_shared<Result<net::HttpResponse>>(fail(Code::timed_out, "no answer in time"));
  timeline_.wait([&](std::function<void()> wake) {
    timeline_.after(transit(), [this, sent, answer, answered, wake = std::move(wake)] {
      arrive_at_last(*sent);
      auto response = arrive(*sent);
      if (answered) *answer = std::move(response);
      timeline_.after(answered ? transit() : kPatience, wake);
    });
  });
  if (!answered) ++counts_.unanswered;
  if (!answered) note(*sent, "has its answer lost");
  return std::move(*answer);
}

Result<net::HttpResponse> Network::arrive(Sent& sent) {
  server::Service* const service = server_();
  if (service == nullptr) return fail(Code::unavailable, "no connection");
  auto response = test::ServiceTransport(*service).send(sent.request);
  sent.accepted = sent.accepted || (response && is_success(response->status));
  if (response && !is_success(response->status))
    note(sent, "is refused with " + std::to_string(response->status) + " " + response->body);
  return response;
}

// What was taken for lost, and is now being sent anew, comes in right before that: both are accepted, and must count
// once.
void Network::arrive_at_last(const Sent& next) {
  const auto first = std::ranges::find_if(held_up_, [&](const auto& one) {
    return one->name == next.name && one->request.method == next.request.method &&
           one->request.path == next.request.path;
  });
  if (first == held_up_.end()) return;
  const auto sent = *first;
  held_up_.erase(first);
  note(*sent, "arrives at last");
  const auto response = arrive(*sent);
  if (response && is_success(response->status) && sent->request.path == api::kEntries && sent->request.method == "POST")
    ++counts_.resent;
}

Result<net::HttpResponse> Network::give_up(Literal text) {
  timeline_.wait([this](std::function<void()> wake) { timeline_.after(kPatience, std::move(wake)); });
  return fail(Code::timed_out, text);
}

std::chrono::seconds Network::any_time() {
  switch (dice_.below(3)) {
    case 0: return std::chrono::seconds(dice_.between(0, 60));
    case 1: return std::chrono::seconds(dice_.between(60, 600));
    default: return std::chrono::hours(dice_.between(1, 24 * 12));
  }
}

void Network::note(const Sent& sent, const std::string& what) {
  trace_.add("      " + sent.name + ": " + sent.request.method + " " + sent.request.path +
             (sent.request.query.empty() ? "" : "?" + sent.request.query) + " " + what);
}

}  // namespace tacit::simulation
