#include "client/sync/machine.hpp"

#include <algorithm>
#include <utility>

#include "client/sync/keys_leg.hpp"
#include "client/sync/link_leg.hpp"
#include "client/sync/log_view.hpp"
#include "client/sync/own_leg.hpp"
#include "client/sync/read_leg.hpp"
#include "client/sync/roster_leg.hpp"
#include "client/sync/seal_leg.hpp"
#include "client/sync/send_leg.hpp"

namespace tacit::sync {
namespace {

constexpr int kMaxRounds = 8;  // of losing the race for a roster link
constexpr int kMaxRefreshes = 3;

}  // namespace

class Machine::Run {
 public:
  Run(const Memory& memory, Day today, Wish wish, Spread spread)
      : wish_(std::move(wish)),
        context_{.memory = memory,
                 .today = today,
                 .wish = wish_,
                 .effects = {},
                 .outcome = {},
                 .spread = std::move(spread)} {}

  Step go_on();
  Step resume(const Result<std::string>& answer);

 private:
  enum class Stage { roster, keys, own, reopen, read, link, seal, send, reread, settle, end };

  std::unique_ptr<Leg> make_leg();
  Result<Stage> next_stage();
  Result<Stage> after_link() const;
  Stage after_reading();
  Stage after_sending();
  Step step(std::optional<Request> request);
  Step finish(std::optional<Error> error);

  const Wish wish_;
  Context context_;
  Stage stage_ = Stage::roster;
  std::unique_ptr<Leg> leg_;
  bool leg_done_ = false;
  int lost_ = 0;
  int refreshed_ = 0;
  std::uint64_t read_size_ = 0;  // of the log when reading ended, and what this device added to it before that
  std::uint64_t added_before_ = 0;
};

std::unique_ptr<Leg> Machine::Run::make_leg() {
  switch (stage_) {
    case Stage::roster: return std::make_unique<RosterLeg>(context_);
    case Stage::keys: return std::make_unique<KeysLeg>(context_);
    case Stage::own: return std::make_unique<OwnLeg>(context_);
    case Stage::reopen: return std::make_unique<ReopenLeg>(context_);
    case Stage::read:
    case Stage::reread: return std::make_unique<ReadLeg>(context_, refreshed_ < kMaxRefreshes);
    case Stage::link: return std::make_unique<LinkLeg>(context_);
    case Stage::seal: return std::make_unique<SealLeg>(context_);
    case Stage::send: return std::make_unique<SendLeg>(context_);
    case Stage::settle: return std::make_unique<SettleLeg>(context_);
    case Stage::end: break;
  }
  broken_invariant("sync stage", __FILE__, __LINE__);
}

Result<Machine::Run::Stage> Machine::Run::next_stage() {
  switch (stage_) {
    case Stage::read:
    case Stage::reread: return after_reading();
    case Stage::link: lost_ += static_cast<const LinkLeg&>(*leg_).lost() ? 1 : 0; return after_link();
    case Stage::seal: return context_.memory.unacknowledged(1).empty() ? after_sending() : Stage::send;
    case Stage::send: return after_sending();
    default: return static_cast<Stage>(static_cast<int>(stage_) + 1);
  }
}

Result<Machine::Run::Stage> Machine::Run::after_link() const {
  if (!static_cast<const LinkLeg&>(*leg_).lost()) return Stage::seal;
  if (lost_ < kMaxRounds) return Stage::roster;
  return fail(Code::busy, "others change the roster all the time: try again later");
}

Machine::Run::Stage Machine::Run::after_reading() {
  if (static_cast<const ReadLeg&>(*leg_).wants_roster()) {
    ++refreshed_;
    return Stage::roster;
  }
  if (stage_ == Stage::reread) return Stage::settle;
  read_size_ = context_.followed_size();
  added_before_ = context_.outcome.sent + context_.outcome.links;
  return Stage::link;
}

// On with the next drafts; at last, what others wrote meanwhile is read too.
Machine::Run::Stage Machine::Run::after_sending() {
  if (!context_.to_seal.empty()) return Stage::link;
  const std::uint64_t added = context_.outcome.sent + context_.outcome.links - added_before_;
  return context_.followed_size() > read_size_ + added ? Stage::reread : Stage::settle;
}

Step Machine::Run::go_on() {
  while (stage_ != Stage::end) {
    if (leg_done_) {
      const auto following = next_stage();
      if (!following) return finish(following.error());
      stage_ = *following;
      leg_.reset();
      leg_done_ = false;
      continue;
    }
    if (leg_ == nullptr) leg_ = make_leg();
    auto next = leg_->next();
    if (!next) return finish(next.error());
    if (next->request) return step(std::move(next->request));
    leg_done_ = !next->again;
    if (!context_.effects.empty()) return step(std::nullopt);
  }
  return finish(std::nullopt);
}

Step Machine::Run::resume(const Result<std::string>& answer) {
  ASSERT_INVARIANT(leg_ != nullptr);
  if (const auto taken = leg_->take(answer); !taken) return finish(taken.error());
  return context_.effects.empty() ? go_on() : step(std::nullopt);
}

Step Machine::Run::step(std::optional<Request> request) {
  context_.effects.day = context_.today;
  return {std::exchange(context_.effects, {}), std::move(request), std::nullopt};
}

// What a leg had gathered when it failed is not whole; only alarms are kept of it.
Step Machine::Run::finish(std::optional<Error> error) {
  Effects last;
  last.day = context_.today;
  if (error && is_alarm(error->code)) context_.raise(error->code);
  last.alarms = std::move(context_.effects.alarms);
  Outcome& outcome = context_.outcome;
  std::vector<Code> alarms;
  for (const auto& list : {outcome.alarms, context_.memory.alarms()})
    for (const Code alarm : list)
      if (std::find(alarms.begin(), alarms.end(), alarm) == alarms.end()) alarms.push_back(alarm);
  outcome.alarms = std::move(alarms);
  outcome.stopped = error;
  if (error && (is_alarm(error->code) || outcome.alarms.empty()))
    outcome.error = error;
  else if (!outcome.alarms.empty())
    outcome.error = error_of_alarm(outcome.alarms.front());
  outcome.unopened = context_.memory.unopened_count();
  stage_ = Stage::end;
  return {std::move(last), std::nullopt, std::move(outcome)};
}

Machine::Machine(const Memory& memory, Day today, Wish wish, Spread spread)
    : run_(std::make_unique<Run>(memory, today, std::move(wish), std::move(spread))) {}
Machine::~Machine() = default;
Step Machine::go_on() { return run_->go_on(); }
Step Machine::resume(const Result<std::string>& answer) { return run_->resume(answer); }

}  // namespace tacit::sync
