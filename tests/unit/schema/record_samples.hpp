#pragma once
#include <algorithm>
#include <fstream>
#include <iterator>
#include <random>
#include <stdexcept>
#include <string>
#include <vector>

#include "crypto/encoding.hpp"
#include "schema/audit_record.hpp"
#include "schema/pack.hpp"
#include "schema/record.hpp"

// Records for the tests of the schema: fixed ones, one of each form, and random ones with codes of a pack.
namespace tacit::testing {

template <class Id>
Id id_of(std::uint8_t seed) {
  Id out;
  for (std::size_t i = 0; i < Id::kSize; ++i) out.bytes[i] = static_cast<std::uint8_t>(seed + i * 7);
  return out;
}

inline Pack pack_named(std::string_view id) {
  std::string problem;
  auto pack = read_pack(built_in_pack(id).value(), &problem);
  if (!pack) throw std::runtime_error(problem);
  return *pack;
}

// The codes of two packs together, so that there is a row in each table.
inline Pack pack_with_all() {
  Pack out = pack_named("street-rounds");
  const Pack families = pack_named("family-centre");
  out.intakes = families.intakes;
  out.cases = families.cases;
  out.stays = families.stays;
  out.members = families.members;
  return out;
}

inline std::string read_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) throw std::runtime_error("cannot read " + path);
  return {std::istreambuf_iterator<char>(in), {}};
}

inline record::Contact sample_contact() {
  record::Contact r;
  r.day = parse_day("2021-03-09").value();
  r.client = id_of<ClientId>(1);
  r.outing = id_of<RecordId>(2);
  r.kind = "street-round";
  r.time = record::TimeOfDay::night;
  r.site = "moscow-station-east";
  r.services = {{"pre-medical-care", 2}, {"reactive-counselling", 1}, {"information", 1}};
  r.tests = {{"rapid-tb", record::TestResult::invalid, false, true, false},
             {"rapid-tb", record::TestResult::non_reactive, true, true, true},
             {"rapid-hiv", record::TestResult::reactive, true, true, true}};
  r.given = {{"soap", 2}, {"razor", 1}, {"hygiene-kit", 1}};
  r.about = {{"age-band", "30-44"}, {"sex", "f"}, {"stays-at", "street"}};
  r.note = "asked for a doctor on Thursday";
  return r;
}

inline record::Contact contact_with_lots() {
  record::Contact r;
  r.day = parse_day("2021-03-09").value();
  r.anonymous = 1;
  r.kind = "street-round";
  r.site = "moscow-station-east";
  r.tests = {{"rapid-hiv", record::TestResult::non_reactive, true, true, true}};
  r.given = {{"ointment", 2}};
  r.lots = {{"ointment", "B-2031/7"}, {"rapid-hiv", "K 17"}};
  return r;
}

inline record::Contact anonymous_contact() {
  record::Contact r;
  r.day = parse_day("2021-12-31").value();
  r.anonymous = 3;
  r.kind = "foot-round";
  r.site = "perm-station";
  return r;
}

// One of each form, with and without the optional members; grouped by the kind they are frozen under.
inline std::vector<record::Record> sample_records() {
  using namespace record;
  const Day day = parse_day("2021-03-09").value();
  const ClientCode code{0x2A5F3C19D7E64};
  const auto client = id_of<ClientId>(1), other = id_of<ClientId>(11);
  const auto device = id_of<DeviceId>(21);
  const auto target = id_of<RecordId>(31);
  const auto hash = id_of<Hash>(41);
  const auto lot = id_of<LotId>(51);
  return {
      ClientRegister{client, code, {{"age-band", "30-44"}, {"sex", "f"}}, day},
      ClientRegister{client, code, {}, day},
      ClientLink{client, other, day},
      ClientLink{client, other, day, "2021Q1"},
      Consent{client, "2021-1", true, day},
      Label{Label::Subject::organisation, "", "Samusocial"},
      Label{Label::Subject::device, id_text(device), "Anna's laptop"},
      Label{Label::Subject::team, id_text(device), "Perm"},
      Label{Label::Subject::site, "perm-station", "Перрон 1"},
      Outing{day, "street-round", TimeOfDay::night, "moscow-station-east", "ring", {device}},
      Outing{day, "foot-round", TimeOfDay::day, "perm-station", "", {}},
      sample_contact(),
      anonymous_contact(),
      contact_with_lots(),
      GroupSession{day, "cooking-class", "soup", "moscow-womens-branch", 9, {client, other}},
      GroupSession{day, "students-lecture", "", "moscow-university", 80, {}},
      Referral{client, "aids-centre", "rapid-hiv", code, day},
      Referral{client, "polyclinic", "", code, day},
      StockReceive{day, "soap", lot, parse_day("2023-01-31").value(), 500, "eu-2020"},
      StockReceive{day, "razor", lot, std::nullopt, 200, ""},
      StockIssue{day, "soap", lot, 40, device},
      StockHandOut{day, "soap", 30, "perm-station"},
      Consent{client, "2021-1", true, day, Consent::By::guardian},
      Outcome{client, target, Outcome::What::no_show, day, "moved away"},
      Outcome{client, target, Outcome::What::linked, day, ""},
      Appointment{client, day, parse_day("2021-03-12").value(), "14:30", "medical-consultation", "perm-station"},
      Appointment{client, day, day, "", "wound-care", "perm-station"},
      Intake{day, "application", "perm-station", "polyclinic", "accepted", client, "came with her sister"},
      Intake{day, "risk-report", "perm-station", "", "", std::nullopt, ""},
      Household{client, day, {{"woman", 1}, {"boy", 2}}},
      Case{client, day, "family-support", Case::Step::application, std::nullopt, "", ""},
      Case{client, day, "family-support", Case::Step::agreement, parse_day("2021-09-09").value(), "", "six months"},
      Case{client, day, "family-support", Case::Step::closed, std::nullopt, "child-kept", ""},
      Stay{client, day, parse_day("2021-04-09").value(), true, "mother-and-child", "perm-station", {{"woman", 1}}},
      Stay{client, day, parse_day("2021-03-10").value(), false, "mother-and-child", "perm-station", {}},
      Incident{day, client, "violence", "complaint", "perm-station", "at night"},
      Incident{day, std::nullopt, "overdose", "", "perm-station", ""},
      Closing{parse_day("2021-03-31").value()},
      Statement{"2021", {{"beneficiaries", 2207}, {"rounds", 150}}},
      Correct{target, hash, anonymous_contact()},
      Correct{target, hash, Outing{day, "street-round", TimeOfDay::day, "perm-station", "", {}}},
      Void{target, hash, "entered twice"},
      Void{target, hash, ""},
  };
}

inline std::vector<audit::Record> sample_audit_records() {
  using namespace audit;
  const auto one = id_of<Pseudonym>(61), two = id_of<Pseudonym>(71);
  const auto target = id_of<RecordId>(31);
  const auto hash = id_of<Hash>(41);
  Contact contact;
  contact.period = "2021-03";
  contact.quarter = "2021Q1";
  contact.client = one;
  contact.kind = "street-round";
  contact.time = record::TimeOfDay::night;
  contact.site_group = "moscow";
  contact.services = {{"information", 1}, {"pre-medical-care", 2}};
  contact.tests = {"rapid-hiv", "rapid-tb"};
  contact.given = {{"hygiene", 3}, {"kit", 1}};
  contact.about = {{"age-band", "30-44"}, {"sex", "f"}};
  Contact anonymous;
  anonymous.period = "2020-W53";
  anonymous.quarter = "2020Q4";
  anonymous.anonymous = 3;
  anonymous.kind = "foot-round";
  anonymous.site_group = "other";
  const Outing outing{"2021-03", "street-round", record::TimeOfDay::night, "moscow"};
  return {
      outing,
      contact,
      anonymous,
      Group{"2021-03", "cooking-class", "moscow", 9},
      Link{"2021Q1", one, two},
      Stock{Stock::Op::receive, "2021-03", "soap", 500, "eu-2020"},
      Stock{Stock::Op::receive, "2021-03", "razor", 200, ""},
      Stock{Stock::Op::issue, "2021-03", "soap", 40, ""},
      HandOut{"2021-03", "perm", "hygiene", 30},
      Intake{"2021-03", "application", "perm"},
      Case{"2021-03", "2021Q1", one, "family-support", record::Case::Step::agreement},
      record::Statement{"2021", {{"beneficiaries", 2207}, {"rounds", 150}}},
      Closing{parse_day("2021-03-31").value()},
      Correct{target, hash, outing},
      Correct{target, hash, anonymous},
      Void{target, hash},
  };
}

// Random records that pass check() for the pack.
class RandomRecords {
 public:
  RandomRecords(const Pack& pack, std::uint32_t seed) : pack_(pack), random_(seed) {}

  record::Record record() {
    if (below(10) == 0) return record::Void{id<RecordId>(), id<Hash>(), below(2) ? text() : ""};
    if (below(6) == 0) return record::Correct{id<RecordId>(), id<Hash>(), body()};
    return record::to_record(body());
  }

  record::Body body() {
    switch (below(pack_.cases.empty() ? 11 : 19)) {
      case 11: return record::StockHandOut{day(), any(pack_.commodities).code, quantity(), site()};
      case 12:
        return record::Outcome{id<ClientId>(), id<RecordId>(), static_cast<record::Outcome::What>(below(6)), day(),
                               below(2) ? text() : ""};
      case 13: {
        const Day made = day();
        return record::Appointment{id<ClientId>(),
                                   made,
                                   Day{made.since_epoch + static_cast<std::int32_t>(below(60))},
                                   below(2) ? "09:05" : "",
                                   any(pack_.services).code,
                                   site()};
      }
      case 14: {
        const auto& kind = any(pack_.intakes);
        return record::Intake{day(),
                              kind.code,
                              site(),
                              below(2) ? any(pack_.destinations).code : "",
                              below(2) ? any(kind.outcomes).code : "",
                              below(2) ? std::optional(id<ClientId>()) : std::nullopt,
                              below(2) ? text() : ""};
      }
      case 15: return record::Household{id<ClientId>(), day(), {{any(pack_.members).code, quantity()}}};
      case 16: return case_step();
      case 17: {
        const Day from = day();
        return record::Stay{id<ClientId>(),
                            from,
                            Day{from.since_epoch + 1 + static_cast<std::int32_t>(below(200))},
                            below(2) == 0,
                            any(pack_.stays).code,
                            site(),
                            counted(pack_.members)};
      }
      case 18: {
        const auto& kind = any(pack_.incidents);
        return record::Incident{day(),     below(2) ? std::optional(id<ClientId>()) : std::nullopt,
                                kind.code, below(2) ? any(kind.outcomes).code : "",
                                site(),    below(2) ? text() : ""};
      }
      case 0: return record::ClientRegister{id<ClientId>(), code(), attributes(), day()};
      case 1: return record::ClientLink{id<ClientId>(), id<ClientId>(), day(), "2021Q3"};
      case 2: return record::Consent{id<ClientId>(), "2021-1", below(2) == 0, day()};
      case 3: return record::Label{record::Label::Subject::team, id_text(id<TeamId>()), text()};
      case 4:
        return record::Outing{day(), any(pack_.outings).code, time(), site(), below(2) ? text() : "", ids<DeviceId>()};
      case 5:
      case 6: return contact();
      case 7: {
        auto known = ids<ClientId>();
        const auto more = static_cast<std::int64_t>(known.size() + 1 + below(99));
        return record::GroupSession{day(), any(pack_.sessions).code, below(2) ? text() : "", site(), more, known};
      }
      case 8:
        return record::Referral{id<ClientId>(), any(pack_.destinations).code,
                                below(2) && !pack_.tests.empty() ? any(pack_.tests).code : "", code(), day()};
      case 9:
        if (below(2))
          return record::StockIssue{day(), any(pack_.commodities).code, id<LotId>(), quantity(), id<DeviceId>()};
        return record::StockReceive{day(),       any(pack_.commodities).code,
                                    id<LotId>(), below(2) ? std::optional<Day>(day()) : std::nullopt,
                                    quantity(),  below(2) ? "eu-2020" : ""};
      default: return record::Statement{"2021Q1", {{any(pack_.indicators).id, quantity()}}};
    }
  }

  record::Case case_step() {
    using Step = record::Case::Step;
    const auto& kind = any(pack_.cases);
    record::Case r{id<ClientId>(), day(), kind.code, static_cast<Step>(below(4)), std::nullopt, "", ""};
    if (r.step == Step::agreement && below(2)) r.until = Day{r.day.since_epoch + static_cast<std::int32_t>(below(400))};
    if (r.step == Step::closed && below(2)) r.outcome = any(kind.outcomes).code;
    if (below(2)) r.note = text();
    return r;
  }

  record::Contact contact() {
    record::Contact r;
    r.day = day();
    if (below(4))
      r.client = id<ClientId>();
    else
      r.anonymous = 1 + below(5);
    if (below(2)) r.outing = id<RecordId>();
    r.kind = any(pack_.outings).code;
    r.time = time();
    r.site = site();
    r.services = counted(pack_.services);
    for (std::uint32_t i = pack_.tests.empty() ? 0 : below(4); i > 0; --i) {
      const bool told = below(2) == 0;
      r.tests.push_back({any(pack_.tests).code, static_cast<record::TestResult>(below(3)), told, below(2) == 0,
                         told && below(2) == 0});
    }
    r.given = counted(pack_.commodities);
    r.about = attributes();
    for (const auto& test : r.tests)
      if (below(2) && pack_.test(test.test)->lot) r.lots[test.test] = "B " + std::to_string(random_());
    if (below(2)) r.note = text();
    return r;
  }

  std::uint32_t below(std::uint32_t bound) { return static_cast<std::uint32_t>(random_()) % bound; }

 private:
  template <class Id>
  Id id() {
    Id out;
    for (auto& byte : out.bytes) byte = static_cast<std::uint8_t>(random_());
    return out;
  }
  template <class Id>
  std::vector<Id> ids() {
    std::vector<Id> out(below(4));
    for (auto& each : out) each = id<Id>();
    return out;
  }
  template <class Row>
  const Row& any(const std::vector<Row>& table) {
    return table[below(static_cast<std::uint32_t>(table.size()))];
  }
  template <class Row>
  std::vector<record::Counted> counted(const std::vector<Row>& table) {
    std::vector<record::Counted> out;
    for (const Row& row : table)
      if (below(6) == 0) out.push_back({row.code, quantity()});
    std::shuffle(out.begin(), out.end(), random_);
    return out;
  }
  record::Attributes attributes() {
    record::Attributes out;
    for (const auto& attribute : pack_.attributes)
      if (below(2)) out[attribute.code] = any(attribute.values).code;
    return out;
  }
  ClientCode code() { return {((std::uint64_t{random_()} << 32) | random_()) & ((std::uint64_t{1} << 50) - 1)}; }
  Day day() { return {18'262 + static_cast<std::int32_t>(below(1'500))}; }
  std::int64_t quantity() { return 1 + below(below(2) ? 5 : 1'000'000); }
  record::TimeOfDay time() { return below(2) ? record::TimeOfDay::day : record::TimeOfDay::night; }
  std::string site() { return below(5) ? any(pack_.sites).code : "own-site-" + std::to_string(below(100)); }
  std::string text() {
    static const std::vector<std::string> kTexts{"Zürich \"quoted\"\nsecond line", "Анна, вагон 7", "ZZ-CANARY",
                                                 "\\ / €"};
    return any(kTexts) + " " + std::to_string(random_());
  }

  const Pack& pack_;
  std::mt19937 random_;
};

}  // namespace tacit::testing
