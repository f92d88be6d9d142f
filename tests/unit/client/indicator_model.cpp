#include "tests/unit/client/indicator_model.hpp"

#include <algorithm>
#include <stdexcept>

#include "tests/unit/client/indicator_counting.hpp"

namespace tacit::model {
namespace {

// ---- sums and clients ----------------------------------------------------------------------------------------------

Answer clients_reached(const History& history, const Question& question) {
  return {people(history, question, [&](const Person& one) { return got_in(one, question, a(What::contact)) > 0; })};
}

Answer msm_reached(const History& history, const Question& question) {
  const auto says = who_says("key-population", {"msm", "msm-sex-worker", "msm-injects"});
  return {people(history, question,
                 [&](const Person& one) { return says(one) && got_in(one, question, a(What::contact)) > 0; })};
}

Answer helped_at_centre(const History& history, const Question& question) {
  const Wanted help = [](const Event& event) {
    return event.what == What::service &&
           (event.code == "psychologist-consultation" || event.code == "social-support") &&
           (event.kind == "centre" || event.kind == "online");
  };
  const auto says = who_says("gender", {"m", "x"});
  return {people(history, question, [&](const Person& one) { return says(one) && got_in(one, question, help) > 0; })};
}

Answer outings(const History& history, const Question& question) { return {sum(history, question, a(What::outing))}; }

Answer contacts(const History& history, const Question& question) { return {sum(history, question, a(What::contact))}; }

Answer outreach_contacts(const History& history, const Question& question) {
  return {sum(history, question, [](const Event& event) {
    return event.what == What::contact && (event.kind == "street" || event.kind == "club" || event.kind == "home");
  })};
}

Answer services_of_young(const History& history, const Question& question) {
  return {sum(history, question, a(What::service), [](const Person& one) {
    return among({"m", "x"}, said(one, "gender")) && among({"18-24", "25-34"}, said(one, "age-band"));
  })};
}

Answer care_at_centre(const History& history, const Question& question) {
  return {sum(history, question, [](const Event& event) {
    return event.what == What::service &&
           (event.code == "psychologist-consultation" || event.code == "lawyer-consultation") &&
           (event.kind == "centre" || event.kind == "online");
  })};
}

Answer rapid_tests(const History& history, const Question& question) { return {sum(history, question, a(What::test))}; }

Answer tests_invalid(const History& history, const Question& question) {
  return {
      sum(history, question, [](const Event& event) { return event.what == What::test && event.result == "invalid"; })};
}

Answer told_hiv(const History& history, const Question& question) {
  return {sum(history, question, told({}, {"rapid-hiv"}))};
}

Answer told_all(const History& history, const Question& question) { return {sum(history, question, told())}; }

Answer positivity(const History& history, const Question& question) {
  return {sum(history, question, told("reactive")), sum(history, question, told())};
}

Answer kits_given(const History& history, const Question& question) {
  return {sum(history, question, [](const Event& event) {
    return (event.what == What::given || event.what == What::handed) &&
           (event.code == "protection-kit" || event.code == "protection-kit-large");
  })};
}

Answer condoms_plain(const History& history, const Question& question) {
  return {sum(history, question, [](const Event& event) {
    return (event.what == What::given || event.what == What::handed) && event.code == "condom";
  })};
}

Answer condoms_unpacked(const History& history, const Question& question) {
  return {sum(history, question, unpacked({"condom"}))};
}

Answer things_unpacked(const History& history, const Question& question) {
  return {sum(history, question, unpacked())};
}

Whose injecting() { return who_says("key-population", {"msm-injects", "msm-sex-worker"}); }

Answer injecting_clients(const History& history, const Question& question) {
  const Whose says = injecting();
  return {people(history, question,
                 [&](const Person& one) { return says(one) && got_in(one, question, a(What::contact)) > 0; })};
}

Answer condoms_for_injecting(const History& history, const Question& question) {
  return {sum(history, question, unpacked({"condom", "lubricant"}), injecting()),
          injecting_clients(history, question).value};
}

Answer sessions(const History& history, const Question& question) { return {sum(history, question, a(What::session))}; }

Answer participants(const History& history, const Question& question) {
  return {sum(history, question, a(What::attending))};
}

Answer attended_trainings(const History& history, const Question& question) {
  return {sum(history, question, a(What::attended, {"training", "mini-training"}))};
}

Answer referrals(const History& history, const Question& question) {
  return {sum(history, question, a(What::referral))};
}

Answer referrals_of_men(const History& history, const Question& question) {
  return {sum(history, question, a(What::referral, {"aids-centre", "lawyer"}), who_says("gender", {"m"}))};
}

Answer arrived(const History& history, const Question& question) {
  History newest{history.people, newest_outcomes(history.events, question.days)};
  return {sum(newest, question, a(What::outcome, {"linked", "result"}))};
}

Answer violence_reports(const History& history, const Question& question) {
  return {sum(history, question, a(What::incident, {"violence"}))};
}

bool is_whole(const Question& question) { return question.part.by.empty(); }

Answer reached_of_estimate(const History& history, const Question& question) {
  Answer out = clients_reached(history, question);
  if (is_whole(question)) out.of = 500;
  return out;
}

// ---- people by what they got ---------------------------------------------------------------------------------------

Answer package(const History& history, const Question& asked) {
  const Question question{{calendar().months_before(asked.days.until, 3), asked.days.until}, asked.part};
  return {people(history, question, [&](const Person& one) {
    return got_in(one, question, a(What::service, {"prevention-counselling", "information"})) > 0 &&
           got(one, question.days, unpacked({"condom"})) >= 10 && got(one, question.days, told()) > 0;
  })};
}

bool newly(const Person& one, const Days& days) {
  return got(one, days, a(What::test)) > 0 || got(one, days, a(What::referral)) > 0;
}
bool known_positive(const Person& one, const Days& days) { return got_before(one, days, told("reactive")); }

Answer reached_new(const History& history, const Question& question) {
  return {people(history, question, [&](const Person& one) {
    return got_in(one, question, a(What::contact)) > 0 && newly(one, question.days) &&
           !known_positive(one, question.days);
  })};
}

Answer reached_positive(const History& history, const Question& question) {
  return {people(history, question, [&](const Person& one) {
    return got_in(one, question, a(What::contact)) > 0 && known_positive(one, question.days);
  })};
}

Answer reached_declined(const History& history, const Question& question) {
  return {people(history, question, [&](const Person& one) {
    return got_in(one, question, a(What::contact)) > 0 && !newly(one, question.days) &&
           !known_positive(one, question.days);
  })};
}

Answer tested(const History& history, const Question& question) {
  return {people(history, question, [&](const Person& one) { return got_in(one, question, told()) > 0; })};
}

Answer linked_within(const History& history, const Question& question, int days) {
  return share_who_had(history, question, told("reactive"), a(What::outcome, {"linked"}), days);
}
Answer linked_7(const History& history, const Question& question) { return linked_within(history, question, 7); }
Answer linked_30(const History& history, const Question& question) { return linked_within(history, question, 30); }
Answer linked_90(const History& history, const Question& question) { return linked_within(history, question, 90); }

Answer retested(const History& history, const Question& question) {
  return share_who_had(history, question, told("non-reactive", {"rapid-hiv"}), a(What::test, {"rapid-hiv"}), 100);
}

Answer regular_access(const History& history, const Question& question) {
  return {people(history, question,
                 [&](const Person& one) { return got_each_time(one, question, 30, unpacked({"condom"})); })};
}

Answer given_any(const History& history, const Question& question) {
  return {
      people(history, question, [&](const Person& one) { return got_in(one, question, unpacked({"condom"})) > 0; })};
}

Answer need_met(const History& history, const Question& question) {
  const auto months = whole_months(question.days);
  if (!months) return {.value = 0, .of = {}, .said = false};
  const auto met = [&](const Person& one) {
    const std::string need = said(one, "monthly-condoms");
    return !need.empty() && need != "0" &&
           got(one, question.days, unpacked({"condom"})) >= std::stoi(need) * std::int64_t{*months};
  };
  return {people(history, question, met), given_any(history, question).value};
}

Answer coverage(const History& history, const Question& question) {
  const auto says = who_says("key-population", {"msm"});
  Answer out{people(history, question,
                    [&](const Person& one) { return says(one) && got_in(one, question, a(What::contact)) > 0; })};
  if (is_whole(question)) out.of = 40;
  return out;
}

Answer came_twice(const History& history, const Question& question) {
  return {people(history, question, [&](const Person& one) {
    const Wanted at_centre = [](const Event& event) { return event.what == What::contact && event.kind == "centre"; };
    return got(one, question.days, a(What::attended)) >= 2 &&
           (got(one, question.days, a(What::service, {"drop-in"})) > 0 || got(one, question.days, at_centre) > 0);
  })};
}

Answer sent_and_seen(const History& history, const Question& question) {
  return {people(history, question, [&](const Person& one) {
    return got_in(one, question, a(What::referral)) > 0 && came_of_it(one, question.days, {"seen", "linked"}) &&
           !came_of_it(one, question.days, {"refused"});
  })};
}

std::vector<Indicator> sums_and_clients() {
  using enum Counts;
  const Codes where{"kind", "time", "site", "device", "gender", "key-population"}, what{"code", "kind", "gender"},
      results{"code", "kind", "outcome", "age-band"};
  return {
      {"clients-reached", clients, where, clients_reached},
      {"msm-reached", clients, {"kind", "age-band", "key-population"}, msm_reached},
      {"helped-at-centre", clients, {"code", "kind", "gender"}, helped_at_centre},
      {"reached-of-estimate", clients, {"gender"}, reached_of_estimate},
      {"injecting-clients", clients, where, injecting_clients},
      {"outings", sum, {"kind", "time", "site", "device"}, outings},
      {"contacts", sum, where, contacts},
      {"outreach-contacts", sum, where, outreach_contacts},
      {"services-of-young", sum, {"code", "kind", "gender", "age-band"}, services_of_young},
      {"care-at-centre", sum, what, care_at_centre},
      {"rapid-tests", sum, results, rapid_tests},
      {"tests-invalid", sum, results, tests_invalid},
      {"told-hiv", sum, results, told_hiv},
      {"told-all", sum, results, told_all},
      {"positivity", sum, {"code", "kind", "age-band"}, positivity},
      {"kits-given", sum, what, kits_given},
      {"condoms-given", sum, what, condoms_plain},
      {"condoms-unpacked", sum, {"kind", "gender"}, condoms_unpacked},
      {"things-unpacked", sum, {"kind", "time", "site", "gender"}, things_unpacked},
      {"condoms-for-injecting", sum, {"kind", "gender", "key-population"}, condoms_for_injecting},
      {"group-sessions", sum, {"code", "site", "device"}, sessions},
      {"participants", sum, {"code", "site"}, participants},
      {"attended-trainings", sum, {"code", "gender"}, attended_trainings},
      {"referrals", sum, {"code", "gender", "device"}, referrals},
      {"referrals-of-men", sum, {"code", "age-band"}, referrals_of_men},
      {"arrived", sum, {"code", "gender"}, arrived},
      {"violence-reports", sum, {"outcome", "site"}, violence_reports},
  };
}

std::vector<Indicator> by_conditions() {
  using enum Counts;
  const Codes who{"gender", "age-band", "monthly-condoms"};
  return {
      {"package", people, {"code", "kind", "gender"}, package},
      {"reached-new", people, {"kind", "gender"}, reached_new},
      {"reached-positive", people, {"kind", "gender"}, reached_positive},
      {"reached-declined", people, {"kind", "gender"}, reached_declined},
      {"tested", people, {"code", "kind", "outcome", "age-band"}, tested},
      {"linked-7", people, who, linked_7},
      {"linked-30", people, who, linked_30},
      {"linked-90", people, who, linked_90},
      {"retested", people, who, retested},
      {"regular-access", people, who, regular_access},
      {"given-any", people, {"kind", "gender", "monthly-condoms"}, given_any},
      {"need-met", people, who, need_met},
      {"coverage", people, {"kind", "key-population"}, coverage},
      {"came-twice", people, who, came_twice},
      {"sent-and-seen", people, {"code", "gender"}, sent_and_seen},
  };
}

}  // namespace

const std::vector<Indicator>& indicators() {
  static const std::vector<Indicator> all = [] {
    std::vector<Indicator> out = sums_and_clients();
    for (const Indicator& one : by_conditions()) out.push_back(one);
    return out;
  }();
  return all;
}

const Indicator& indicator(const std::string& id) {
  for (const Indicator& one : indicators())
    if (one.id == id) return one;
  throw std::out_of_range("the model has no indicator " + id);
}

}  // namespace tacit::model
