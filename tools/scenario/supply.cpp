#include <algorithm>

#include "tools/scenario/draft.hpp"

namespace tacit::scenario {
namespace {

// Deliveries into the store and issues to bags, once for each stretch of the season, somewhat more than what will be
// given from the bags until the next: what is left over is what a count would have to explain.
class Supply {
 public:
  explicit Supply(Draft& draft) : d_(draft) {}

  void plan() {
    const std::size_t stretches = d_.season >= 12 ? 4 : 2;
    for (std::size_t i = 0; i < stretches; ++i) stretch(d_.season * i / stretches, d_.season * (i + 1) / stretches);
    if (!issued_.empty()) miswrite();
    receive(0, d_.programme.spare, 500);
    void_last_delivery();
  }

 private:
  using Needs = std::map<std::string, std::map<std::size_t, std::int64_t>>;  // commodity -> device -> quantity

  Needs needs(std::size_t from, std::size_t until) const {
    Needs out;
    for (const DraftContact& contact : d_.contacts)
      if (contact.counts && contact.phase >= from && (contact.phase < until || until == d_.season)) add(contact, out);
    return out;
  }
  // A test uses up one of its kits, also if it has to be done again.
  void add(const DraftContact& contact, Needs& needs) const {
    for (const auto& [code, count] : contact.truth.given) needs[code][contact.device] += count;
    for (const TestPlan& done : contact.truth.tests)
      for (const RapidTest& kind : d_.programme.testing.tests)
        if (kind.test == done.test && !kind.item.empty()) ++needs[kind.item][contact.device];
  }

  void stretch(std::size_t from, std::size_t until) {
    std::vector<Action> issues;
    for (const auto& [commodity, by_device] : needs(from, until)) {
      std::int64_t sum = 0;
      const std::size_t lot = d_.plan.lots;
      for (const auto& [device, quantity] : by_device) {
        const std::int64_t enough = quantity + quantity / 10 + 2;
        sum += enough;
        issues.push_back(Issue{d_.new_record(), IssuePlan{day(from), commodity, lot, enough, device}});
      }
      receive(from, commodity, sum + sum / 5 + static_cast<std::int64_t>(by_device.size()));
    }
    for (Action& issue : issues) {
      issued_.emplace_back(from, d_.extra[from][kOffice].size());
      d_.extra[from][kOffice].push_back(std::move(issue));
    }
  }

  Day day(std::size_t phase) const { return Day{d_.plan.phases[phase].from.since_epoch + 1}; }

  void receive(std::size_t phase, const std::string& commodity, std::int64_t quantity) {
    const Day expiry{day(phase).since_epoch + static_cast<std::int32_t>(d_.random.between(500, 1100))};
    d_.extra[phase][kOffice].push_back(Receive{d_.new_record(), d_.plan.lots++, day(phase), expiry, commodity,
                                               d_.random.pick(d_.programme.grants), quantity});
  }

  // Some issues were counted wrongly and corrected the next time.
  void miswrite() {
    for (std::size_t n = 1 + issued_.size() / 40; n > 0; --n) {
      const auto& [phase, at] = d_.random.pick(issued_);
      auto& issue = std::get<Issue>(d_.extra[phase][kOffice][at]);
      if (!corrected_.insert(issue.record).second) continue;
      IssuePlan truth = issue.issue;
      ++issue.issue.quantity;
      d_.changes[phase + 1][kOffice].push_back(Correction{issue.record, Stage::sent, std::move(truth)});
    }
  }
  void void_last_delivery() {
    const auto& last = std::get<Receive>(d_.extra[0][kOffice].back());
    d_.changes[1][kOffice].push_back(Voiding{last.record, Stage::sent, "внесено дважды"});
  }

  Draft& d_;
  std::vector<std::pair<std::size_t, std::size_t>> issued_;  // phase and place of every issue
  std::set<std::size_t> corrected_;
};

}  // namespace

void plan_supply(Draft& draft) { Supply(draft).plan(); }

}  // namespace tacit::scenario
