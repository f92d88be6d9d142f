#include <algorithm>
#include <stdexcept>

#include "tools/scenario/draft.hpp"
#include "tools/scenario/words.hpp"

namespace tacit::scenario {
namespace {

bool cold(Day day) {
  const auto month = static_cast<unsigned>(day.date().month());
  return month <= 3 || month >= 11;
}

class Filler {
 public:
  Filler(Draft& draft, DraftContact& contact) : d_(draft), random_(draft.random), c_(contact) {}

  // Everything but what the quotas ask for.
  void fill() {
    if (c_.evening) {
      const OutingPlan& outing = d_.evenings[*c_.evening].truth;
      c_.truth.day = outing.day;
      c_.truth.kind = outing.kind;
      c_.truth.night = outing.night;
      c_.truth.site = outing.site;
    }
    for (const Habit& habit : d_.programme.habits) follow(habit);
    if (!c_.truth.client) return;
    const Testing& testing = d_.programme.testing;
    if (random_.chance(testing.chance) && among(testing.kinds, c_.truth.kind) && d_.is(c_.truth, testing.where))
      tests();
    c_.truth.note = invent_team_note(random_);
  }

 private:
  void follow(const Habit& habit) {
    if (!among(habit.kinds, c_.truth.kind) || !among(habit.sites, c_.truth.site) || !d_.is(c_.truth, habit.where))
      return;
    if (habit.in_cold && !cold(c_.truth.day)) return;
    if (!random_.chance(habit.chance)) return;
    const std::string& code = random_.pick(habit.codes);
    const std::int64_t heads = habit.times == Times::a_head ? std::max<std::int64_t>(1, c_.truth.anonymous) : 1;
    const std::int64_t count = heads * random_.between(habit.low, habit.high);
    switch (habit.into) {
      case Into::services: c_.truth.services.emplace(code, count); return;
      case Into::given: c_.truth.given[code] += count; return;
      case Into::referrals: return refer(code);
    }
  }
  void add_service(const std::string& code) { c_.truth.services.emplace(code, 1); }
  void refer(const std::string& destination) {
    if (c_.counts && c_.evening && c_.truth.client) c_.referrals.push_back({d_.new_record(), destination});
  }

  void tests() {
    add_service("pretest-counselling");
    for (const RapidTest& kind : d_.programme.testing.tests)
      if (random_.chance(kind.taken)) test(kind);
  }
  void test(const RapidTest& kind) {
    TestPlan done{kind.test, Outcome::non_reactive, random_.chance(930), random_.chance(950), false};
    if (random_.chance(kind.reactive)) done.outcome = Outcome::reactive;
    if (random_.chance(12)) done.outcome = Outcome::invalid;
    done.counselled_after = done.told && random_.chance(900);
    if (done.counselled_after) add_service("posttest-counselling");
    if (done.outcome == Outcome::reactive && done.told) reactive(kind);
    c_.truth.tests.push_back(std::move(done));
    // An invalid one is done again: two of a kind in one contact.
    if (c_.truth.tests.back().outcome == Outcome::invalid)
      c_.truth.tests.push_back({kind.test, Outcome::non_reactive, true, true, true});
  }
  void reactive(const RapidTest& kind) {
    add_service("reactive-counselling");
    const std::string& confirmation = d_.programme.testing.confirmation;
    if (!confirmation.empty() && random_.chance(500)) add_service(confirmation);
    if (random_.chance(900)) refer(kind.destination);
  }

  Draft& d_;
  Random& random_;
  DraftContact& c_;
};

Counts& list_of(const Quota& quota, ContactPlan& contact) {
  return quota.into == Into::given ? contact.given : contact.services;
}
std::int64_t acts_in(const Quota& quota, ContactPlan& contact) {
  std::int64_t sum = 0;
  for (const auto& code : quota.codes)
    if (const auto at = list_of(quota, contact).find(code); at != list_of(quota, contact).end()) sum += at->second;
  return sum;
}

// Exactly so many acts over these contacts; a contact with many of them is a rare one.
void share_acts(Draft& draft, const Quota& quota, const std::vector<std::size_t>& fitting, std::int64_t acts) {
  std::int64_t at_most = quota.at_most;
  std::size_t next = 0;  // each of the codes in turn, so that none is left out
  for (std::int64_t attempts = 0; acts > 0; ++attempts) {
    if (attempts > 50 * static_cast<std::int64_t>(fitting.size())) ++at_most, attempts = 0;
    ContactPlan& contact = draft.contacts[draft.random.pick(fitting)].truth;
    if (acts_in(quota, contact) >= at_most) continue;
    ++list_of(quota, contact)[quota.codes[next++ % quota.codes.size()]];
    --acts;
  }
}

// On contacts of so many different people, some of them more than once.
void share_people(Draft& draft, const Quota& quota, std::vector<std::size_t> fitting, std::int64_t people) {
  draft.random.shuffle(fitting);
  std::set<std::size_t> humans;
  for (const std::size_t i : fitting) {
    ContactPlan& contact = draft.contacts[i].truth;
    const std::size_t human = draft.plan.people[*contact.client].human;
    const bool again = humans.contains(human);
    if (again ? !draft.random.chance(150) : static_cast<std::int64_t>(humans.size()) == people) continue;
    humans.insert(human);
    ++list_of(quota, contact)[draft.random.pick(quota.codes)];
  }
  if (static_cast<std::int64_t>(humans.size()) < people) throw std::runtime_error("too few people for a quota");
}

std::vector<std::size_t> fitting_for(const Draft& draft, const Quota& quota, const std::vector<std::size_t>& counted) {
  std::vector<std::size_t> out;
  for (const std::size_t i : counted)
    if (draft.fits(quota, draft.contacts[i].truth)) out.push_back(i);
  return out;
}

void share(Draft& draft, std::size_t number, const std::vector<std::size_t>& counted) {
  const Quota& quota = draft.programme.quotas[number];
  auto fitting = fitting_for(draft, quota, counted);
  if (fitting.empty() && quota.per == Per::act) {
    // In a very small organisation nobody of the circle may have come: others came for them.
    Quota anybody = quota;
    anybody.circles.clear();
    fitting = fitting_for(draft, anybody, counted);
  }
  if (fitting.empty()) throw std::runtime_error("no contact fits a quota");
  if (quota.per == Per::client)
    share_people(draft, quota, std::move(fitting), draft.plan.goals.quotas[number]);
  else
    share_acts(draft, quota, fitting, draft.plan.goals.quotas[number]);
}

// What does not count has some of it as well.
void spill(Draft& draft, ContactPlan& contact) {
  for (const Quota& quota : draft.programme.quotas) {
    if (!draft.fits(quota, contact) || !draft.random.chance(500)) continue;
    ++list_of(quota, contact)[draft.random.pick(quota.codes)];
  }
}

}  // namespace

void fill_contacts(Draft& draft) {
  std::vector<std::size_t> counted;
  for (std::size_t i = 0; i < draft.contacts.size(); ++i) {
    DraftContact& contact = draft.contacts[i];
    if (contact.evening && !draft.evenings[*contact.evening].counts) contact.counts = false;
    Filler(draft, contact).fill();
    if (contact.counts && contact.in_year)
      counted.push_back(i);
    else
      spill(draft, contact.truth);
  }
  for (std::size_t i = 0; i < draft.programme.quotas.size(); ++i) share(draft, i, counted);
  for (DraftContact& contact : draft.contacts) contact.written = contact.truth;
}

}  // namespace tacit::scenario
