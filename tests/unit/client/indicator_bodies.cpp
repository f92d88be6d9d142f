#include "tests/unit/client/indicator_bodies.hpp"

#include <map>

namespace tacit::test {
namespace {

using record::TestResult;

int first_day() {
  static const int day = model::calendar().number(2023, 11, 1);
  return day;
}
int last_day() {
  static const int day = model::calendar().number(2024, 12, 31);
  return day;
}

const std::vector<int>& border_days() {
  static const std::vector<int> days = [] {
    std::vector<int> out{model::calendar().number(2024, 2, 28)};
    for (int day = first_day(); day <= last_day(); ++day)
      if (model::calendar().begins_month(day) || model::calendar().ends_month(day)) out.push_back(day);
    return out;
  }();
  return days;
}

std::int32_t day_zero() {
  static const std::int32_t zero = parse_day("2023-01-01").value().since_epoch;
  return zero;
}

}  // namespace

Day day_of_number(int number) { return Day{day_zero() + number}; }
int number_of_day(Day day) { return day.since_epoch - day_zero(); }

int RandomBodies::day() {
  if (dice_.chance(15)) return model::calendar().number(2024, 2, 28) + dice_.below(3);
  return dice_.chance(40) ? dice_.any(border_days()) : first_day() + dice_.below(last_day() - first_day() + 1);
}

record::ClientRegister RandomBodies::registration(const ClientId& client, int day) {
  record::Attributes says;
  if (dice_.chance(85))
    says["key-population"] = dice_.any({"msm", "msm-sex-worker", "msm-injects", "msm-injects", "trans", "partner"});
  if (dice_.chance(85)) says["gender"] = dice_.any({"m", "m", "f", "x"});
  if (dice_.chance(85)) says["age-band"] = dice_.any({"18-24", "25-34", "35-49", "unknown"});
  if (dice_.chance(75)) says["monthly-condoms"] = dice_.any({"10", "10", "30", "0"});
  return {.client = client, .code = ClientCode::random(), .attributes = says, .day = day_of_number(day)};
}

std::vector<record::Counted> RandomBodies::some(int most, std::initializer_list<const char*> codes, int quantity) {
  std::map<std::string, int> drawn;
  for (int left = dice_.below(most + 1); left > 0; --left) drawn[dice_.any(codes)] = 1 + dice_.below(quantity);
  std::vector<record::Counted> out;
  for (const auto& [code, count] : drawn) out.push_back({code, count});
  return out;
}

record::Test RandomBodies::random_test() {
  const auto result = dice_.chance(65)   ? TestResult::non_reactive
                      : dice_.chance(65) ? TestResult::reactive
                                         : TestResult::invalid;
  return {.test = dice_.any({"rapid-hiv", "rapid-hiv", "rapid-syphilis", "rapid-hepatitis-c"}),
          .result = result,
          .told = dice_.chance(75),
          .counselled_before = dice_.chance(50),
          .counselled_after = false};
}

record::Contact RandomBodies::bare_contact(std::optional<ClientId> client, int day) {
  return {.day = day_of_number(day),
          .client = client,
          .anonymous = client ? 0 : 1 + dice_.below(4),
          .outing = {},
          .kind = kind(),
          .time = time(),
          .site = site(),
          .services = {},
          .tests = {},
          .given = {},
          .about = {},
          .note = {}};
}

record::Contact RandomBodies::contact(std::optional<ClientId> client, int day) {
  record::Contact out = bare_contact(client, day);
  out.services = some(3,
                      {"prevention-counselling", "information", "psychologist-consultation", "social-support",
                       "lawyer-consultation", "drop-in"},
                      3);
  for (int left = dice_.any({0, 0, 1, 2}); left > 0; --left) out.tests.push_back(random_test());
  out.given = some(3, {"condom", "lubricant", "protection-kit", "protection-kit-large", "leaflet"}, 12);
  return out;
}

record::Contact RandomBodies::test(const ClientId& client, int day, const std::string& code, TestResult result) {
  record::Contact out = dice_.chance(50) ? contact(client, day) : bare_contact(client, day);
  out.tests.push_back(
      {.test = code, .result = result, .told = dice_.chance(85), .counselled_before = true, .counselled_after = false});
  return out;
}

record::Contact RandomBodies::condoms(const ClientId& client, int day) {
  record::Contact out = bare_contact(client, day);
  out.given = {{dice_.any({"condom", "condom", "protection-kit", "protection-kit-large"}), 1 + dice_.below(12)}};
  if (dice_.chance(20)) out.given.push_back({"leaflet", 1});
  return out;
}

record::GroupSession RandomBodies::session(std::vector<ClientId> known, int day) {
  const auto there = static_cast<std::int64_t>(known.size());
  return {.day = day_of_number(day),
          .kind = dice_.any({"training", "mini-training", "support-group"}),
          .topic = {},
          .site = site(),
          .participants = there + 1 + dice_.below(5),
          .known = std::move(known)};
}

record::Referral RandomBodies::referral(const ClientId& client, int day) {
  return {.client = client,
          .destination = dice_.any({"aids-centre", "aids-centre", "lawyer", "urologist"}),
          .reason = {},
          .voucher = ClientCode::random(),
          .day = day_of_number(day)};
}

record::Outcome RandomBodies::outcome(const ClientId& client, const RecordId& of, int day) {
  using enum record::Outcome::What;
  return {.client = client,
          .of = of,
          .what = dice_.any(std::vector{linked, linked, linked, seen, result, no_show, refused, declined}),
          .day = day_of_number(day),
          .note = {}};
}

record::Appointment RandomBodies::appointment(const ClientId& client, int day) {
  return {.client = client,
          .day = day_of_number(day),
          .on = day_of_number(day + dice_.below(20)),
          .at = {},
          .service = "drop-in",
          .site = site()};
}

record::Incident RandomBodies::incident(std::optional<ClientId> client, int day) {
  return {.day = day_of_number(day),
          .client = client,
          .kind = "violence",
          .outcome = dice_.chance(50) ? "helped" : "",
          .site = site(),
          .note = {}};
}

record::Outing RandomBodies::outing(int day) {
  return {.day = day_of_number(day), .kind = kind(), .time = time(), .site = site(), .route = {}, .crew = {}};
}

record::StockHandOut RandomBodies::hand_out(int day) {
  return {.day = day_of_number(day),
          .commodity = dice_.any({"condom", "protection-kit", "leaflet"}),
          .quantity = 1 + dice_.below(40),
          .to = site()};
}

std::optional<record::Body> RandomBodies::changed(const record::Body& body) {
  const auto other_day = [&](Day before) { return dice_.chance(50) ? number_of_day(before) : day(); };
  if (const auto* met = std::get_if<record::Contact>(&body)) return contact(met->client, other_day(met->day));
  if (const auto* one = std::get_if<record::ClientRegister>(&body)) {
    record::ClientRegister out = registration(one->client, number_of_day(one->day));
    out.code = one->code;
    return out;
  }
  if (const auto* group = std::get_if<record::GroupSession>(&body)) {
    auto known = group->known;
    if (!known.empty()) known.pop_back();
    return session(std::move(known), other_day(group->day));
  }
  if (const auto* sent = std::get_if<record::Referral>(&body)) {
    record::Referral out = referral(sent->client, other_day(sent->day));
    out.voucher = sent->voucher;
    return out;
  }
  if (const auto* came = std::get_if<record::Outcome>(&body))
    return outcome(came->client, came->of, number_of_day(came->day));
  if (const auto* bad = std::get_if<record::Incident>(&body)) return incident(bad->client, other_day(bad->day));
  if (const auto* out = std::get_if<record::Outing>(&body)) return outing(other_day(out->day));
  if (const auto* gone = std::get_if<record::StockHandOut>(&body)) return hand_out(other_day(gone->day));
  return std::nullopt;
}

}  // namespace tacit::test
