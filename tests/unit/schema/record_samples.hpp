#pragma once
#include <fstream>
#include <iterator>
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

inline record::StockMove sample_sending() {
  using namespace record;
  const auto store = StockPlace::store(id_of<TeamId>(21));
  const StockPlace transit{StockPlace::Kind::transit, {}};
  StockMove r{.day = parse_day("2021-03-09").value(), .lines = {}};
  r.lines.push_back({"soap", id_of<LotId>(51), "B-2031/7", parse_day("2023-01-31").value(), 40, store, transit});
  r.lines.push_back({"soap", id_of<LotId>(52), "", std::nullopt, 10, store, transit});
  return r;
}

inline record::StockMove sample_settlement() {
  using namespace record;
  StockMove r{.day = parse_day("2021-03-09").value(), .lines = {}};
  r.lines.push_back({"razor",
                     std::nullopt,
                     "",
                     std::nullopt,
                     3,
                     StockPlace::bag(id_of<DeviceId>(21)),
                     {StockPlace::Kind::adjustment, {}}});
  r.reason = StockReason::stolen;
  r.of = id_of<RecordId>(31);
  return r;
}

// Two kits of the pack, from one lot of each part.
inline record::StockMove kits_of(const Pack& pack, const Pack::Commodity& kit) {
  using namespace record;
  const auto store = StockPlace::store(id_of<TeamId>(21));
  const StockPlace kits{StockPlace::Kind::kits, {}};
  StockMove r{.day = parse_day("2021-03-09").value(), .lines = {}};
  std::uint8_t number = 80;
  for (const auto& [part, count] : kit.contents)
    r.lines.push_back({part, id_of<LotId>(number++), "", std::nullopt, 2 * count, store, kits});
  r.lines.push_back({kit.code, id_of<LotId>(number), "", parse_day("2023-01-31").value(), 2, kits, store});
  return pack.commodity(kit.code) == nullptr ? StockMove{} : r;
}

inline record::StockMove sample_kits() {
  const Pack pack = pack_named("street-rounds");
  return kits_of(pack, *pack.commodity("hygiene-kit"));
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
      StockReceive{day, "soap", lot, parse_day("2023-01-31").value(), 500, "eu-2020", "B-2031/7", Money{12'050, "EUR"},
                   false},
      StockReceive{day, "razor", lot, std::nullopt, 200, "", "", std::nullopt, true},
      sample_sending(),
      sample_settlement(),
      sample_kits(),
      StockCount{day, StockPlace::store(id_of<TeamId>(21)), "soap", lot, 0, 40},
      StockCount{day, StockPlace::bag(device), "soap", std::nullopt, 12, -2},
      StockCount{day, StockPlace::bag(device), "soap", std::nullopt, 12, 0},
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
      record::Statement{"2021", {{"beneficiaries", 2207}, {"rounds", 150}}},
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
      Stock{Stock::Op::receive, "2021-03", "soap", 500, "eu-2020", record::Money{12'050, "EUR"}, false},
      Stock{Stock::Op::receive, "2021-W09", "razor", 200, "", std::nullopt, true},
      Moved{"2021-03", record::StockReason::stolen, {{"razor", Moved::Place::bag, Moved::Place::adjustment, 3}}},
      Moved{"2021-03",
            record::StockReason::none,
            {{"razor", Moved::Place::bag, Moved::Place::store, 3},
             {"soap", Moved::Place::bag, Moved::Place::bag, 4},
             {"soap", Moved::Place::bag, Moved::Place::store, 50}}},
      Intake{"2021-03", "application", "perm"},
      Case{"2021-03", "2021Q1", one, "family-support", record::Case::Step::agreement},
      record::Statement{"2021", {{"beneficiaries", 2207}, {"rounds", 150}}},
      Closing{parse_day("2021-03-31").value()},
      Correct{target, hash, outing},
      Correct{target, hash, anonymous},
      Void{target, hash},
  };
}

}  // namespace tacit::testing
