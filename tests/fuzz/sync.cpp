#include "tests/fuzz/sync.hpp"

#include <array>

#include "crypto/encoding.hpp"
#include "tests/fuzz/sync_lies.hpp"
#include "tests/fuzz/sync_watch.hpp"
#include "tests/support/seeded_randomness.hpp"

namespace tacit::fuzz {
namespace {

constexpr int kMostRuns = 6, kMostLetters = 200;
constexpr std::size_t kOversize = 1u << 20;

// One device and a server that answers as the input says, request by request. Capitals change the server (all but P
// make it a liar), small letters and signs answer.
class Play {
 public:
  explicit Play(ByteView bytes)
      : input_(bytes), randomness_(2), servers_(stage().servers), device_(actor()), watch_(device_, servers_) {}

  std::string run() {
    for (int run = 0; run < kMostRuns && (run == 0 || !input_.empty()); ++run) {
      begin(run == 0 ? '.' : input_.letter());
      sync(wish());
    }
    if (lied_) return story_;
    sync({});
    watch_.everything_arrived(server());
    return story_;
  }

 private:
  const test::MemoryDevice& actor() {
    switch (input_.letter()) {
      case 's': return *stage().steward;
      case 'n': return stage().newcomer;
      case 'a': return stage().auditor;
      case 'r': return *stage().restored;
      default: return stage().worker;
    }
  }
  test::FakeServer& server() { return servers_[state_]; }

  void begin(char letter) {
    if (letter == 'm') today_.since_epoch += 31;
    if (letter == 'v') wishing_ = true;
    if (letter != 'd' || device_.id() == stage().auditor_id) return;
    record::Contact contact = test::some_contact();
    contact.note = kMarker;
    watch_.drafted(device_.draft(contact, {Scope::team(stage().team)}, true));
  }

  sync::Wish wish() const {
    if (!wishing_) return {};
    sync::Wish out;
    out.ops = [](const Roster& roster) -> Result<std::vector<roster::Op>> {
      if (roster.device(stage().newcomer.id())->active())
        return std::vector<roster::Op>{roster::Revoke{stage().newcomer.id()}};
      return std::vector<roster::Op>();
    };
    return out;
  }

  void sync(sync::Wish wish) {
    sync::Machine machine(device_, today_, std::move(wish));
    int requests = 0;
    for (sync::Step step = machine.go_on();;) {
      watch_.about_to_apply(step.effects);
      device_.apply(step.effects);
      watch_.applied(step.effects);
      if (step.outcome) return tell(*step.outcome, requests);
      if (!step.request) {
        step = machine.go_on();
        continue;
      }
      ASSERT_INVARIANT(++requests <= kMostRequests);
      watch_.about_to_send(*step.request);
      step = machine.resume(answer(*step.request));
    }
  }

  void tell(const sync::Outcome& outcome, int requests) {
    story_ += std::to_string(requests) + ' ' + (outcome.stopped ? name_of(outcome.stopped->code).c_str() : "whole");
    for (const Code alarm : outcome.alarms) story_ += std::string(" ") + name_of(alarm).c_str();
    story_ += ' ' + std::to_string(device_.own_chain().seq) + ' ' + b64(device_.own_chain().head) + '\n';
  }

  Result<std::string> answer(const sync::Request& request) {
    while (!input_.empty() && ++letters_ <= kMostLetters) {
      const char letter = input_.letter();
      if (letter >= 'A' && letter <= 'Z') {
        lied_ = lied_ || letter != 'P';
        misbehave(letter);
      } else {
        return given(letter, request);
      }
    }
    return remember(server().handle(device_.id(), request));
  }

  Result<std::string> given(char letter, const sync::Request& request) {
    if (letter == '<') return fail(Code::unavailable, "cut before the server saw it");
    if (letter == '?') return fail(refusal(input_));
    const auto honest = remember(server().handle(device_.id(), request));
    if (letter == '>') return fail(Code::unavailable, "cut before the answer came");
    if (letter == '.' || !honest) return honest;
    lied_ = true;
    switch (letter) {
      case 'e': return elsewhere();
      case 'p': return earlier_[input_.byte() % earlier_.size()];
      case 'b': return damaged(*honest, input_);
      case 't': return shortened(*honest, input_);
      case 'j': return edited(*honest, earlier_[input_.byte() % earlier_.size()], input_);
      case '0': return std::string();
      case 'o': return *honest + std::string(kOversize, ' ');
      default: return honest;
    }
  }

  // What another question, or another device, would have been answered.
  Result<std::string> elsewhere() {
    const Scope team = Scope::team(stage().team);
    const std::array<sync::Request, 8> questions{{{"GET", api::kRoster, api::query_from(0), {}},
                                                  {"GET", api::kWraps, api::query_from(0), {}},
                                                  {"GET", api::kEntries, api::query_scope(team, 0), {}},
                                                  {"GET", api::kEntries, api::query_scope(Scope::org(), 0), {}},
                                                  {"GET", api::kEntries, api::query_scope(Scope::audit(), 0), {}},
                                                  {"GET", api::kSent, api::query_after(0), {}},
                                                  {"GET", api::kCheckpoint, api::query_from(0), {}},
                                                  {"GET", api::kLeaves, api::query_from(0), {}}}};
    const bool as_steward = input_.letter() == 's';
    return server().handle(as_steward ? stage().steward->id() : device_.id(),
                           questions[input_.byte() % questions.size()]);
  }

  void misbehave(char letter) {
    auto& misbehaviour = server().misbehaviour;
    const std::uint64_t number = input_.byte();
    const std::uint64_t leaf = number % server().leaves().size();
    switch (letter) {
      case 'H': misbehaviour.hidden.insert(leaf); break;
      case 'C': misbehaviour.without_copies.insert(leaf); break;
      case 'U': misbehaviour.roster_until = number % (server().roster().seq() + 1); break;
      case 'B': misbehaviour.damages_blobs = !misbehaviour.damages_blobs; break;
      case 'W': misbehaviour.hides_blobs = !misbehaviour.hides_blobs; break;
      case 'G': server().generation = number; break;
      case 'P': server().page_items = 1 + number % 4; break;
      case 'S': slip_in(number); break;
      case 'L': server().slip_in_link(stage().links[number % stage().links.size()]); break;
      case 'V': state_ = number % servers_.size(); break;
      case 'Z': misbehaviour = {}; break;
      default: break;
    }
  }

  void slip_in(std::uint64_t number) {
    const auto& forged = stage().entries[number % stage().entries.size()];
    server().slip_in(forged.jws, forged.copies);
  }

  Result<std::string> remember(Result<std::string> body) {
    if (body) earlier_.push_back(*body);
    return body;
  }

  Input input_;
  const test::SeededRandomness randomness_;
  std::vector<test::FakeServer> servers_;
  test::MemoryDevice device_;
  Watch watch_;
  std::size_t state_ = Stage::now;
  Day today_ = stage().today;
  std::vector<std::string> earlier_;
  std::string story_;
  int letters_ = 0;
  bool lied_ = false, wishing_ = false;
};

FUZZ_TARGET(sync) { play_sync(bytes); }

}  // namespace

std::string play_sync(ByteView bytes) {
  stage();
  return Play(bytes).run();
}

}  // namespace tacit::fuzz
