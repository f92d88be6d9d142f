#include <algorithm>

#include "tools/scenario/draft.hpp"
#include "tools/scenario/words.hpp"

namespace tacit::scenario {
namespace {

const std::vector<std::string> kMedical{"pre-medical-advice", "pre-medical-care", "medical-consultation", "wound-care",
                                        "emergency-aid"};
const std::vector<std::string> kSocial{"social-advice",       "information",   "documents-help", "centre-placement",
                                       "medical-appointment", "care-planning", "accompaniment"};
const std::vector<std::string> kMedicines{"fever-medicine", "cold-medicine", "antiseptic", "ointment", "dressing-set"};
const std::vector<std::string> kHygiene{"soap", "wet-wipes", "razor", "face-mask", "toothbrush-set"};
const std::vector<std::string> kPlaces{"polyclinic", "hospital",         "sanitary-station",
                                       "shelter",    "documents-office", "social-adaptation-centre",
                                       "lawyer",     "psychologist"};
struct RapidTest {
  const char* test;
  const char* item;
  const char* destination;
  std::size_t reactive;  // per mille
};
const std::vector<RapidTest> kTests{{"rapid-hiv", "rapid-hiv-test", "aids-centre", 45},
                                    {"rapid-tb", "rapid-tb-test", "tb-dispensary", 25},
                                    {"rapid-hepatitis-c", "rapid-hepatitis-c-test", "infectious-diseases", 90}};

bool cold(Day day) {
  const auto month = static_cast<unsigned>(day.date().month());
  return month <= 3 || month >= 11;
}

class Filler {
 public:
  Filler(Draft& draft, DraftContact& contact) : d_(draft), random_(draft.random), c_(contact) {}

  // Everything but what the goals ask for.
  void fill() {
    if (c_.evening) {
      const OutingPlan& outing = d_.evenings[*c_.evening].truth;
      c_.truth.day = outing.day;
      c_.truth.kind = outing.kind;
      c_.truth.night = outing.night;
      c_.truth.site = outing.site;
    }
    if (random_.chance(c_.evening ? 450 : 1000)) add_service(random_.pick(kSocial));
    if (random_.chance(60)) add_service("disease-counselling");
    if (c_.evening) goods();
    if (!c_.truth.client) return;
    if (c_.evening && random_.chance(130)) tests();
    if (random_.chance(60)) refer(random_.pick(kPlaces));
    c_.truth.note = invent_team_note(random_);
  }

 private:
  void add_service(const std::string& code) { c_.truth.services.emplace(code, 1); }
  void give(const std::string& code, std::int64_t count) { c_.truth.given[code] += count; }
  void refer(const std::string& destination) {
    if (c_.counts && c_.evening) c_.referrals.push_back({d_.new_record(), destination});
  }

  void goods() {
    const bool woman = c_.truth.client && d_.plan.people[*c_.truth.client].attributes.at("sex") == "f";
    const std::int64_t heads = std::max<std::int64_t>(1, c_.truth.anonymous);
    if (random_.chance(350)) give(woman && random_.chance(600) ? "womens-hygiene-kit" : "hygiene-kit", heads);
    if (cold(c_.truth.day) && random_.chance(250)) give("winter-kit", heads);
    if (random_.chance(300)) give(random_.pick(kMedicines), random_.between(1, 2));
    if (random_.chance(250)) give(random_.pick(kHygiene), heads);
    if (random_.chance(400)) give("water", heads);
    if (random_.chance(200)) give("socks", heads);
    if (random_.chance(300)) give("leaflet", heads);
  }

  void tests() {
    add_service("pretest-counselling");
    for (const RapidTest& kind : kTests)
      if (random_.chance(600)) test(kind);
  }
  void test(const RapidTest& kind) {
    give(kind.item, 1);
    TestPlan done{kind.test, Outcome::non_reactive, random_.chance(930), random_.chance(950), false};
    if (random_.chance(kind.reactive)) done.outcome = Outcome::reactive;
    if (random_.chance(12)) done.outcome = Outcome::invalid;
    done.counselled_after = done.told && random_.chance(900);
    if (done.counselled_after) add_service("posttest-counselling");
    if (done.outcome == Outcome::reactive && done.told) {
      add_service("reactive-counselling");
      if (random_.chance(500)) add_service("confirmatory-testing");
      if (random_.chance(900)) refer(kind.destination);
    }
    c_.truth.tests.push_back(std::move(done));
    if (c_.truth.tests.back().outcome == Outcome::invalid) {
      // An invalid one is done again: two of a kind in one contact.
      give(kind.item, 1);
      c_.truth.tests.push_back({kind.test, Outcome::non_reactive, true, true, true});
    }
  }

  Draft& d_;
  Random& random_;
  DraftContact& c_;
};

std::int64_t acts_in(const DraftContact& contact) {
  std::int64_t sum = 0;
  for (const auto& code : kMedical)
    if (const auto at = contact.truth.services.find(code); at != contact.truth.services.end()) sum += at->second;
  return sum;
}

void add_act(Draft& draft, DraftContact& contact) {
  ++contact.truth.services[contact.evening ? draft.random.pick(kMedical) : kMedical.front()];
}

// Exactly `acts` over these contacts; a contact with many acts is a rare one.
void share_acts(Draft& draft, const std::vector<std::size_t>& counted, std::int64_t acts) {
  std::int64_t at_most = 3;
  for (std::int64_t attempts = 0; acts > 0; ++attempts) {
    if (attempts > 50 * static_cast<std::int64_t>(counted.size())) ++at_most, attempts = 0;
    DraftContact& contact = draft.contacts[draft.random.pick(counted)];
    if (acts_in(contact) >= at_most || (!contact.evening && !draft.random.chance(200))) continue;
    add_act(draft, contact);
    --acts;
  }
}

// Most interviews take place in centres and by phone.
void share_interviews(Draft& draft, std::vector<std::size_t> counted, std::int64_t interviews) {
  draft.random.shuffle(counted);
  std::stable_partition(counted.begin(), counted.end(), [&](std::size_t i) {
    const ContactPlan& contact = draft.contacts[i].truth;
    const bool indoors = contact.kind.starts_with("centre") || contact.kind == "phone";
    return contact.client && (indoors ? draft.random.chance(800) : draft.random.chance(50));
  });
  for (std::int64_t i = 0; i < interviews; ++i)
    ++draft.contacts[counted[static_cast<std::size_t>(i) % counted.size()]].truth.services["psychological-interview"];
}

}  // namespace

void fill_contacts(Draft& draft) {
  std::vector<std::size_t> counted;
  for (std::size_t i = 0; i < draft.contacts.size(); ++i) {
    DraftContact& contact = draft.contacts[i];
    if (contact.evening && !draft.evenings[*contact.evening].counts) contact.counts = false;
    Filler(draft, contact).fill();
    if (contact.counts && contact.in_year) {
      counted.push_back(i);
    } else {
      for (std::int64_t acts = draft.random.between(0, 2); acts > 0; --acts) add_act(draft, contact);
      if (draft.random.chance(150)) contact.truth.services["psychological-interview"] = 1;
    }
  }
  share_acts(draft, counted, draft.plan.goals.medical_care);
  share_interviews(draft, counted, draft.plan.goals.interviews);
  for (DraftContact& contact : draft.contacts) contact.written = contact.truth;
}

}  // namespace tacit::scenario
