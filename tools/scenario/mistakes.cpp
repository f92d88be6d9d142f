#include <algorithm>

#include "tools/scenario/draft.hpp"
#include "tools/scenario/words.hpp"

namespace tacit::scenario {
namespace {

// What is needed to change a record: where it was made, and when that was sent.
struct Target {
  std::size_t record, device, phase;
};

class Mistakes {
 public:
  explicit Mistakes(Draft& draft) : d_(draft), random_(draft.random) {}

  void make() {
    outings();
    contacts();
    for (DraftGroup& group : d_.groups) {
      const Target target{group.record, group.device, group.phase};
      if (!group.counts) void_somehow(target);
      if (group.written.participants != group.truth.participants) correct_somehow(target, group.truth);
    }
    for (const DraftSupport& one : d_.support) {
      const Target target{one.record, one.device, one.phase};
      if (!one.counts) void_somehow(target);
      if (one.counts && !(one.written == one.truth)) correct_somehow(target, one.truth);
    }
    referrals();
  }

 private:
  // ---- who puts it right, and when -----------------------------------------------------------------------------
  std::optional<std::size_t> own_turn(const Target& target) {
    const std::size_t sent = d_.sent_in(target.device, target.phase);
    if (sent + 1 > d_.season) return std::nullopt;
    return std::min(d_.season, sent + 1 + random_.below(2));
  }
  std::size_t office_turn(std::size_t device, std::size_t phase) {
    return std::min(d_.last_phase(), d_.sent_in(device, phase) + 2 + random_.below(3));
  }
  void change(std::size_t phase, std::size_t device, Action action) {
    d_.changes[phase][device].push_back(std::move(action));
  }

  void correct_draft(const Target& target, const Content& truth) {
    d_.edits[target.phase][target.device].push_back(Correction{target.record, Stage::draft, truth});
  }
  void correct_by_office(const Target& target, const Content& truth) {
    change(office_turn(target.device, target.phase), kOffice, Correction{target.record, Stage::sent, truth});
  }
  void correct_by_self(const Target& target, const Content& truth) {
    if (const auto turn = own_turn(target))
      change(*turn, target.device, Correction{target.record, Stage::sent, truth});
    else
      correct_by_office(target, truth);
  }
  // A correction that is wrong again, and put right by the office.
  void correct_twice(const Target& target, const Content& halfway, const Content& truth) {
    const auto turn = own_turn(target);
    if (!turn) return correct_by_office(target, truth);
    change(*turn, target.device, Correction{target.record, Stage::sent, halfway});
    change(office_turn(target.device, *turn), kOffice, Correction{target.record, Stage::sent, truth});
  }
  void correct_somehow(const Target& target, const Content& truth) {
    if (random_.chance(300)) return correct_draft(target, truth);
    random_.chance(600) ? correct_by_self(target, truth) : correct_by_office(target, truth);
  }

  void void_somehow(const Target& target) {
    const Voiding sent{target.record, Stage::sent, invent_reason(random_)};
    if (random_.chance(250)) {
      d_.edits[target.phase][target.device].push_back(Voiding{target.record, Stage::draft, sent.reason});
      return;
    }
    const auto turn = own_turn(target);
    if (turn && random_.chance(600))
      change(*turn, target.device, sent);
    else
      change(office_turn(target.device, target.phase), kOffice, sent);
  }

  // ---- outings ---------------------------------------------------------------------------------------------------
  void outings() {
    std::vector<std::vector<std::size_t>> by_series(d_.programme.series.size());
    for (std::size_t i = 0; i < d_.evenings.size(); ++i) {
      DraftEvening& evening = d_.evenings[i];
      if (!evening.counts) void_somehow(target_of(evening));
      if (!evening.counts || !evening.in_year) continue;
      if (evening.empty)
        mistake_day(evening);
      else
        by_series[evening.series].push_back(i);
    }
    for (std::size_t i = 0; i < by_series.size(); ++i) mistake_kinds(std::move(by_series[i]), d_.programme.series[i]);
  }
  static Target target_of(const DraftEvening& evening) { return {evening.record, evening.device, evening.phase}; }

  void mistake_day(DraftEvening& evening) {
    if (!random_.chance(500)) return;
    evening.written.day = Calendar::later(d_.calendar.begins, -3);
    correct_somehow(target_of(evening), evening.truth);
  }

  // The sheet's head says another kind than the contacts on it.
  void mistake_kinds(std::vector<std::size_t> among, const Series& series) {
    if (series.mistaken_for.empty()) return;
    random_.shuffle(among);
    among.resize(std::min(among.size(), series.mistaken_least + among.size() / series.mistaken_in));
    for (const std::size_t i : among) {
      DraftEvening& evening = d_.evenings[i];
      evening.written.kind = series.mistaken_for;
      correct_somehow(target_of(evening), evening.truth);
    }
  }

  // ---- contacts --------------------------------------------------------------------------------------------------
  void contacts() {
    std::vector<std::size_t> counted;
    for (std::size_t i = 0; i < d_.contacts.size(); ++i) {
      const DraftContact& contact = d_.contacts[i];
      if (!contact.counts)
        void_contact(i);
      else if (contact.in_year)
        counted.push_back(i);
    }
    random_.shuffle(counted);
    std::size_t at = 0;
    const auto some = [&](std::size_t per_mille, auto&& correct) {
      for (std::size_t n = 1 + counted.size() * per_mille / 1000; n > 0 && at < counted.size(); --n, ++at)
        correct(counted[at]);
    };
    some(20, [&](std::size_t i) { mistake(i), correct_draft(target_of(i), d_.contacts[i].truth); });
    some(25, [&](std::size_t i) { mistake(i), correct_by_self(target_of(i), d_.contacts[i].truth); });
    some(12, [&](std::size_t i) { mistake(i), correct_by_office(target_of(i), d_.contacts[i].truth); });
    some(6, [&](std::size_t i) { mistake(i), correct_twice(target_of(i), mistaken(i), d_.contacts[i].truth); });
    for (; at < counted.size() && overstated_.size() < d_.programme.quotas.size(); ++at) {
      const auto missing = [&](const Quota& quota) {
        return !overstated_.contains(&quota) && would_add(quota, d_.contacts[counted[at]].truth);
      };
      if (std::none_of(d_.programme.quotas.begin(), d_.programme.quotas.end(), missing)) continue;
      mistake(counted[at]), correct_by_self(target_of(counted[at]), d_.contacts[counted[at]].truth);
    }
  }
  Target target_of(std::size_t i) const { return {d_.contacts[i].record, d_.contacts[i].device, d_.contacts[i].phase}; }

  void mistake(std::size_t i) {
    d_.contacts[i].written = mistaken(i);
    // Each quota once at least, so that the rows never add up to its figure.
    for (const Quota& quota : d_.programme.quotas) {
      if (!would_add(quota, d_.contacts[i].truth) || !overstated_.insert(&quota).second) continue;
      overstate(d_.contacts[i].written, quota, 1);
      if (quota.per == Per::client) d_.contacts[i].written.client = d_.contacts[i].truth.client;
    }
  }
  // One more of it on such a contact would be one more in the rows: not if its client counts already.
  bool would_add(const Quota& quota, const ContactPlan& contact) const {
    if (!d_.fits(quota, contact)) return false;
    if (quota.per == Per::act) return true;
    return std::none_of(d_.contacts.begin(), d_.contacts.end(), [&](const DraftContact& other) {
      return other.truth.client == contact.client && other.counts && other.in_year &&
             std::any_of(quota.codes.begin(), quota.codes.end(), [&](const std::string& code) {
               return other.truth.services.contains(code) || other.truth.given.contains(code);
             });
    });
  }
  static void overstate(ContactPlan& contact, const Quota& quota, std::int64_t by) {
    (quota.into == Into::given ? contact.given : contact.services)[quota.codes.front()] += by;
  }

  void void_contact(std::size_t i) {
    const auto turn = own_turn(target_of(i));
    if (!turn || !random_.chance(150)) return void_somehow(target_of(i));
    change(*turn, d_.contacts[i].device, Correction{d_.contacts[i].record, Stage::sent, mistaken(i)});
    change(office_turn(d_.contacts[i].device, *turn), kOffice,
           Voiding{d_.contacts[i].record, Stage::sent, invent_reason(random_)});
  }

  // Never the same as what happened: something is always said to have been done more often.
  ContactPlan mistaken(std::size_t i) {
    const DraftContact& contact = d_.contacts[i];
    ContactPlan out = contact.truth;
    bool differs = false;
    for (const Quota& quota : d_.programme.quotas) {
      if (!d_.fits(quota, contact.truth) || (differs && !random_.chance(200))) continue;
      overstate(out, quota, random_.between(1, 2));
      differs = true;
    }
    if (!differs) ++out.given[d_.programme.spare];
    if (random_.chance(200)) forget_something(out);
    if (random_.chance(100)) out.tests.clear();
    if (random_.chance(250)) mistake_day(out);
    if (random_.chance(300)) mistake_client(contact, out);
    if (!out.client && random_.chance(400)) ++out.anonymous;
    return out;
  }
  // Nothing that a quota counts: that is only overstated, so that mistakes do not cancel out.
  void forget_something(ContactPlan& contact) {
    for (auto at = contact.given.begin(); at != contact.given.end(); ++at) {
      const auto names = [&](const Quota& quota) {
        return std::find(quota.codes.begin(), quota.codes.end(), at->first) != quota.codes.end();
      };
      if (std::any_of(d_.programme.quotas.begin(), d_.programme.quotas.end(), names)) continue;
      if (at->first == d_.programme.spare) continue;
      contact.given.erase(at);
      return;
    }
  }
  // Within the quarter, so that its audit face keeps its pseudonym's quarter; or within the month that counts people.
  void mistake_day(ContactPlan& contact) {
    const Day moved{contact.day.since_epoch + static_cast<std::int32_t>(random_.between(-9, 9))};
    const bool monthly = d_.programme.stretch == Programme::Stretch::month;
    const auto name = [&](Day day) { return monthly ? month_of(day) : quarter_of(day); };
    if (name(moved) == name(contact.day)) contact.day = moved;
  }
  // Somebody else from the same sheet; never one of a pair, whose link covers the quarters in which both were met.
  void mistake_client(const DraftContact& contact, ContactPlan& out) {
    if (!contact.evening || contact.registers || !contact.truth.client || d_.paired.contains(*contact.truth.client))
      return;
    // The one contact for which somebody counts would be missing as well.
    for (const Quota& quota : d_.programme.quotas)
      if (quota.per == Per::client && d_.fits(quota, contact.truth)) return;
    // Who is met once only would be missing from the rows: those are to be too many.
    if (!met_often(contact) || !misnamed_.insert(*contact.truth.client).second) return;
    for (const std::size_t other : d_.evenings[*contact.evening].contacts) {
      const auto& client = d_.contacts[other].truth.client;
      // One who is registered by this very sheet has no code yet when it is typed in.
      if (d_.contacts[other].registers || !client || client == contact.truth.client || d_.paired.contains(*client))
        continue;
      out.client = client;
      return;
    }
  }

  bool met_often(const DraftContact& contact) const {
    std::size_t times = 0;
    for (const DraftContact& other : d_.contacts)
      if (other.counts && other.truth.client == contact.truth.client &&
          d_.stretch_of(other.truth.day) == d_.stretch_of(contact.truth.day))
        ++times;
    return times > 1;
  }

  // ---- referrals -------------------------------------------------------------------------------------------------
  void referrals() {
    for (const DraftContact& contact : d_.contacts)
      for (const ReferralPlan& referral : contact.referrals)
        if (random_.chance(40)) void_somehow({referral.record, contact.device, contact.phase});
  }

  Draft& d_;
  Random& random_;
  std::set<const Quota*> overstated_;
  std::set<std::size_t> misnamed_;  // people of whom a contact was written down as somebody else's
};

}  // namespace

void make_mistakes(Draft& draft) { Mistakes(draft).make(); }

}  // namespace tacit::scenario
