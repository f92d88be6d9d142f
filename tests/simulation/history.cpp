#include "tests/simulation/history.hpp"

#include <algorithm>

#include "client/sync/log_audit.hpp"
#include "crypto/encoding.hpp"
#include "server/keys.hpp"
#include "tests/support/test_client.hpp"

namespace tacit::simulation {
namespace {

constexpr const char* kUrl = "https://127.0.0.1";
constexpr int kMostRounds = 8;

template <class T>
T done(Result<T> result) {
  if (!result) throw Violation(std::string("must not fail: ") + result.error().text.c_str());
  if constexpr (!std::is_void_v<T>) return std::move(*result);
}

Weather some_weather(Dice& dice) {
  if (dice.once_in(5)) return {};
  const std::uint64_t storm = dice.once_in(4) ? 3 : 1;
  return {.lost = dice.below(4 * storm),
          .unanswered = dice.below(5 * storm),
          .late = dice.below(3 * storm),
          .held_up = dice.below(40),
          .doubled = dice.below(8 * storm)};
}

// So that no invitation expires before the end: they are good for 90 days, a pause takes up to 20, and healing 13.
constexpr std::chrono::hours kSeason{24 * 50};

std::chrono::seconds some_while(Dice& dice, std::chrono::seconds passed) {
  if (passed > kSeason) return std::chrono::seconds(dice.between(1, 900));
  switch (dice.below(12)) {
    case 0: return std::chrono::hours(24) * dice.between(5, 20);  // a month may pass
    case 1:
    case 2: return std::chrono::hours(dice.between(6, 60));
    default: return std::chrono::seconds(dice.between(1, 900));  // others are still at it
  }
}

// What a bad connection, a restart, or a role that changes in the middle of a sync explains.
bool is_bad_luck(Code code) {
  return code == Code::not_allowed || code == Code::scope_closed || code == Code::unavailable ||
         code == Code::timed_out || code == Code::busy || code == Code::expired;
}

}  // namespace

History::History(std::uint64_t seed, Trace::Echo echo)
    : dice_(seed),
      trace_(echo),
      randomness_(seed),
      policy_(dice_.once_in(3) ? roster::HistoryPolicy::from_now : roster::HistoryPolicy::grant),
      with_vault_(dice_.once_in(4)),
      timeline_(clock_),
      network_(timeline_, dice_, trace_, [this] { return server(); }) {}

History::~History() = default;

Ending History::play() {
  found();
  settle_in();
  network_.set_weather(some_weather(dice_));
  const auto deeds = dice_.between(30, 70);
  for (std::int64_t i = 0; i < deeds; ++i) {
    act();
    timeline_.run_for(some_while(dice_, timeline_.now()));
  }
  heal();
  audit_log();
  return conclude();
}

void History::open_server() {
  service_.reset();
  service_ = done(server::Service::open(clock_, data_, server::derive_keys(root_), {.readers = 1, .queue = {}}));
}

server::Service* History::server() { return timeline_.now() < down_until_ ? nullptr : service_.get(); }

void History::found() {
  const FoundingInvitation invitation = done(server::create_store(data_, kUrl, root_));
  open_server();
  Founder made = make_founder(invitation.service, policy_, clock_.today());
  org_ = made.device->memory().org();
  Actor& founder = add_actor(Role::staff, {});
  founder.device = std::move(made.device);
  founder.member.name = "founder";
  founder.member.standing = Member::Standing::admitted;
  founder.tasks.push_back([genesis = made.genesis, invitation = std::make_shared<FoundingInvitation>(FoundingInvitation{
                                                       invitation.url, invitation.inv, invitation.secret.duplicate(),
                                                       invitation.service})](usecases::Connection& connection) {
    const api::FoundRequest request{genesis, invitation->inv, founding_mac(invitation->secret, genesis)};
    done(connection.exchange({"POST", api::kOrganisation, {}, api::encode(request)}));
    return true;
  });
  founder.tasks.push_back([this, &founder](usecases::Connection& connection) {
    sync::Wish wish;
    wish.pack = std::string(*built_in_pack("street-rounds"));
    return !synchronise(founder, connection, std::move(wish)).stopped;
  });
  session(founder);
  timeline_.run_for(std::chrono::hours(1));
}

// A small organisation at work before anything goes wrong.
void History::settle_in() {
  add_team();
  if (dice_.once_in(2)) add_team();
  for (auto newcomers = dice_.between(2, 4); newcomers > 0; --newcomers) invite();
  for (int round = 0; round < 3; ++round)
    for (const auto& actor : actors_) {
      session(*actor);
      timeline_.run_for(std::chrono::minutes(20));
    }
  Actor& liar = *actors_[dice_.below(actors_.size())];
  liar.malicious = liar.member.role != Role::auditor && dice_.once_in(2);
}

void History::act() {
  const auto roll = dice_.below(100);
  if (roll < 36) return write();
  if (roll < 72) return session(*actors_[dice_.below(actors_.size())]);
  if (roll < 77) return invite();
  if (roll < 80) return revoke();
  if (roll < 85) return change_role();
  if (roll < 86) return add_team();
  if (roll < 87) return dice_.once_in(2) ? open_grant() : restrict_auditor();
  if (roll < 92) {
    Actor& actor = *actors_[dice_.below(actors_.size())];
    actor.cut_until = timeline_.now() + std::chrono::hours(dice_.between(1, 24 * 8));
    return tell(actor, "is cut off");
  }
  if (roll < 95) {
    down_until_ = timeline_.now() + std::chrono::hours(dice_.between(1, 30));
    return tell("the server is down for a while");
  }
  open_server();
  tell("the server starts anew");
}

// Until nobody has anything to say any more. What was delayed comes in first, and must not count.
void History::heal() {
  network_.set_weather({});
  down_until_ = {};
  for (const auto& actor : actors_) actor->cut_until = {};
  tell("the network heals");
  timeline_.run_for(std::chrono::hours(24 * 13));
  healed_ = true;
  for (int round = 1;; ++round) {
    demand(round <= kMostRounds, "the devices do not come to rest");
    const auto size = service_->snapshot()->size;
    tell("round " + std::to_string(round));
    for (const auto& actor : actors_) {
      session(*actor);
      timeline_.run_for(std::chrono::minutes(30));
      demand(!actor->busy, actor->member.name + " does not get to the end of a sync");
    }
    const bool idle =
        std::all_of(actors_.begin(), actors_.end(), [](const auto& actor) { return actor->tasks.empty(); });
    if (idle && round > 1 && service_->snapshot()->size == size) return;
  }
}

void History::audit_log() {
  Actor& reader = founder();
  auto connection = connect(reader, [this](const net::Endpoint&, const std::vector<Hash>&) {
    return Result<std::unique_ptr<net::Transport>>(std::make_unique<test::ServiceTransport>(*service_));
  });
  sync::LogAudit audit(reader.device->memory(), clock_.today());
  auto step = audit.start();
  while (!step.report) step = audit.resume(connection.exchange(*step.request));
  demand(!step.report->stopped && step.report->problems.empty(), "an auditor finds a problem in the log");
}

std::vector<std::string> History::read_log() {
  auto connection = connect(founder(), [this](const net::Endpoint&, const std::vector<Hash>&) {
    return Result<std::unique_ptr<net::Transport>>(std::make_unique<test::ServiceTransport>(*service_));
  });
  std::vector<std::string> leaves;
  while (true) {
    const auto body = done(connection.exchange({"GET", api::kLeaves, api::query_from(leaves.size()), {}}));
    auto page = done(api::decode<api::LeavesPage>(body));
    for (std::string& leaf : page.leaves) leaves.push_back(std::move(leaf));
    if (!page.more) return leaves;
  }
}

Ending History::conclude() {
  const auto before = service_->snapshot()->size;
  open_server();
  demand(service_->snapshot()->size == before, "the log differs after a restart");
  Ending ending{.policy = policy_,
                .devices = {},
                .teams = teams_,
                .grants = grants_,
                .written = written_,
                .leaves = read_log(),
                .checkpoint = done(open_checkpoint(service_->snapshot()->checkpoint, org_,
                                                   server::service_keys(server::derive_keys(root_)).log_pk)),
                .network = network_.counts()};
  for (const auto& actor : actors_) ending.devices.push_back({actor->member, actor->device.get()});
  return ending;
}

void History::session(Actor& actor) {
  if (actor.busy) return;
  actor.busy = true;
  timeline_.start([this, &actor] {
    converse(actor);
    actor.busy = false;
  });
}

void History::converse(Actor& actor) {
  auto connection = connect(actor, [this, &actor](const net::Endpoint&, const std::vector<Hash>&) {
    return Result<std::unique_ptr<net::Transport>>(
        network_.line(actor.member.name, [this, &actor] { return timeline_.now() < actor.cut_until; }));
  });
  for (std::size_t left = actor.tasks.size(); left > 0; --left) {
    if (!actor.tasks.front()(connection)) return;
    actor.tasks.pop_front();
  }
  const auto outcome = synchronise(actor, connection);
  if (healed_ || !outcome.stopped || outcome.stopped->code != Code::timed_out) return;
  if (dice_.once_in(4)) return empty_team(actor);
  if (dice_.once_in(4)) return;
  timeline_.after(std::chrono::seconds(dice_.between(1, 30)), [this, &actor] { session(actor); });
}

sync::Outcome History::synchronise(Actor& actor, usecases::Connection& connection, sync::Wish wish) {
  auto outcome = done(actor.device->synchronise(*actor.clock, connection, std::move(wish)));
  std::string line = "syncs: sent " + std::to_string(outcome.sent) + ", received " + std::to_string(outcome.received) +
                     ", links " + std::to_string(outcome.links) + ", rotated " + std::to_string(outcome.rotated) +
                     ", waiting " + std::to_string(outcome.waiting) + ", closed " + std::to_string(outcome.unopened);
  if (outcome.error) line += std::string("; ") + outcome.error->text.c_str();
  tell(actor, line);
  const bool theft = std::ranges::any_of(written_, &Written::stolen);
  const bool explained =
      std::ranges::all_of(outcome.alarms, [&](Code alarm) { return theft && alarm == Code::alarm_entry_invalid; });
  demand(explained, actor.member.name + " raises an alarm though the server is honest: " +
                        std::string(outcome.error ? outcome.error->text.view() : ""));
  const bool out = actor.member.standing != Member::Standing::admitted;
  demand(!outcome.stopped || (!healed_ && is_bad_luck(outcome.stopped->code)) ||
             (out && outcome.stopped->code == Code::not_admitted),
         actor.member.name + " is stopped by what no bad connection explains");
  return outcome;
}

usecases::Connection History::connect(Actor& actor, const usecases::Dial& dial) {
  return done(usecases::Connection::open(dial, *actor.clock, kUrl, {}, actor.device->signing_key()));
}

History::Actor& History::add_actor(Role role, std::vector<TeamId> teams) {
  actors_.push_back(std::make_unique<Actor>());
  Actor& actor = *actors_.back();
  actor.member.name = std::string(to_text(role)) + "-" + std::to_string(actors_.size());
  actor.member.role = role;
  actor.member.teams = {teams.begin(), teams.end()};
  const auto wrong = dice_.once_in(4) ? std::chrono::minutes(dice_.between(-3'000, 3'000)) : std::chrono::minutes(0);
  actor.clock = std::make_unique<DeviceClock>(clock_, wrong);
  return actor;
}

History::Actor* History::some_member() {
  std::vector<Actor*> members;
  for (const auto& actor : actors_)
    if (actor.get() != &founder() && actor->member.standing == Member::Standing::admitted)
      members.push_back(actor.get());
  return members.empty() ? nullptr : dice_.one_of(members);
}

std::vector<TeamId> History::some_teams() {
  std::vector<TeamId> out;
  for (const TeamId& team : teams_)
    if (dice_.once_in(2)) out.push_back(team);
  if (out.empty() && !dice_.once_in(6)) out.push_back(dice_.one_of(teams_));
  std::sort(out.begin(), out.end());
  return out;
}

std::string History::team_name(const TeamId& team) const {
  return "team-" + std::to_string(std::find(teams_.begin(), teams_.end(), team) - teams_.begin() + 1);
}

void History::tell(const Actor& actor, const std::string& what) { tell(actor.member.name + " " + what); }

void History::tell(const std::string& what) {
  const auto now = timeline_.now().count();
  const auto two = [](std::int64_t n) { return (n < 10 ? "0" : "") + std::to_string(n); };
  trace_.add("day " + two(now / 86'400) + " " + two(now / 3'600 % 24) + ":" + two(now / 60 % 60) + ":" + two(now % 60) +
             "  " + what);
}

}  // namespace tacit::simulation
