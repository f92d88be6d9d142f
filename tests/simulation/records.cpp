#include "tests/simulation/records.hpp"

#include "crypto/encoding.hpp"
#include "crypto/random.hpp"

namespace tacit::simulation {
namespace {

using namespace record;

// A day of this month or the one before, so that quarters and years are mixed.
Day some_day(Dice& dice, Day today) { return Day{today.since_epoch - static_cast<std::int32_t>(dice.below(40))}; }

Contact contact(Dice& dice, const Circumstances& with) {
  Contact out{};
  out.day = some_day(dice, with.today);
  out.kind = "street-round";
  out.site = dice.once_in(2) ? "moscow-station-north" : "moscow-centre";
  out.services = {{"wound-care", dice.between(1, 3)}};
  out.given = {{"hygiene-kit", dice.between(1, 5)}};
  if (dice.once_in(3)) out.tests = {{"rapid-hiv", TestResult::reactive, true, true, true}};
  if (dice.once_in(3)) out.note = std::string(dice.below(900), 'n');
  if (with.clients.empty() || dice.once_in(4))
    out.anonymous = dice.between(1, 4);
  else
    out.client = dice.one_of(with.clients);
  return out;
}

Outing outing(Dice& dice, const Circumstances& with) {
  return {.day = some_day(dice, with.today),
          .kind = "street-round",
          .time = TimeOfDay::night,
          .site = "moscow-station-north",
          .route = "route",
          .crew = {}};
}

GroupSession group(Dice& dice, const Circumstances& with) {
  GroupSession out{.day = some_day(dice, with.today),
                   .kind = "support-group",
                   .topic = "topic",
                   .site = "moscow-centre",
                   .participants = dice.between(2, 9),
                   .known = {}};
  if (!with.clients.empty()) out.known = {dice.one_of(with.clients)};
  return out;
}

Record stock(Dice& dice, const Circumstances& with) {
  const auto lot = random_id<LotId>();
  const auto bag = StockPlace::bag(with.holder);
  if (dice.once_in(6))
    return StockMove{.day = with.today,
                     .lines = {{.commodity = "hygiene-kit",
                                .lot = {},
                                .quantity = dice.between(1, 9),
                                .from = bag,
                                .to = {StockPlace::Kind::waste, {}}}},
                     .reason = StockReason::damaged};
  if (dice.once_in(9)) return StockCount{with.today, bag, "hygiene-kit", std::nullopt, dice.between(0, 9), 0};
  if (dice.once_in(4))
    return StockHandOut{.day = with.today, .commodity = "hygiene-kit", .quantity = 9, .to = "moscow-station-north"};
  if (dice.once_in(2))
    return StockIssue{.day = with.today, .commodity = "hygiene-kit", .lot = lot, .quantity = 7, .to = with.holder};
  return StockReceive{.day = with.today,
                      .commodity = "hygiene-kit",
                      .lot = lot,
                      .expiry = {},
                      .quantity = dice.between(10, 500),
                      .grant = {}};
}

Record about_client(Dice& dice, const Circumstances& with) {
  const ClientId client = dice.one_of(with.clients);
  switch (dice.below(6)) {
    case 0:
      return Consent{.client = client,
                     .version = "2021-1",
                     .given = dice.once_in(2),
                     .day = with.today,
                     .by = dice.once_in(2) ? Consent::By::guardian : Consent::By::self};
    case 2:
      return Outcome{.client = client,
                     .of = random_id<RecordId>(),
                     .what = Outcome::What::no_show,
                     .day = with.today,
                     .note = "note"};
    case 3:
      return Appointment{.client = client,
                         .day = with.today,
                         .on = Day{with.today.since_epoch + 7},
                         .at = "09:30",
                         .service = "wound-care",
                         .site = "moscow-centre"};
    case 4:
      return Incident{.day = with.today,
                      .client = client,
                      .kind = "violence",
                      .outcome = {},
                      .site = "moscow-centre",
                      .note = "note"};
    case 1: {
      const ClientId other = dice.one_of(with.clients);
      if (other == client) break;
      const std::string quarter = dice.once_in(2) ? quarter_of(with.today) : std::string();
      return ClientLink{.kept = client, .duplicate = other, .day = with.today, .quarter = quarter};
    }
    default: break;
  }
  return Referral{.client = client,
                  .destination = "aids-centre",
                  .reason = "rapid-hiv",
                  .voucher = ClientCode::random(),
                  .day = with.today};
}

std::string name_of_kind(const Record& record) { return std::string(kind_of(record)); }

Invented to(Record record, std::vector<Scope> scopes) {
  const bool audit = has_audit_face(record);
  return {.kind = name_of_kind(record), .record = std::move(record), .scopes = std::move(scopes), .audit_face = audit};
}

}  // namespace

Invented invent(Dice& dice, const Circumstances& with) {
  const std::vector<Scope> team{with.team};
  switch (dice.below(10)) {
    case 0:
      return to(ClientRegister{.client = random_id<ClientId>(),
                               .code = ClientCode::random(),
                               .attributes = {{"sex", "f"}},
                               .day = with.today},
                team);
    case 1: return to(outing(dice, with), team);
    case 2: return to(group(dice, with), team);
    case 3:
      if (with.role == Role::staff) return to(stock(dice, with), team);
      break;
    case 4:
    case 5: {
      if (with.clients.empty()) break;
      Record record = about_client(dice, with);
      if (std::holds_alternative<Referral>(record) && !with.other_teams.empty())
        return to(std::move(record), {with.team, dice.one_of(with.other_teams)});
      return to(std::move(record), team);
    }
    default: break;
  }
  return to(contact(dice, with), team);
}

Invented invent_without_team(Dice& dice, const Circumstances& with) {
  if (with.role == Role::staff && dice.once_in(2))
    return to(record::Statement{.period = "2021", .figures = {{"beneficiaries", dice.between(1, 99)}}}, {});
  if (with.role == Role::staff && dice.once_in(3)) {
    Day until = with.today;
    while (month_of(until) == month_of(with.today)) --until.since_epoch;
    return to(Closing{until}, {Scope::org()});
  }
  return to(Label{Label::Subject::site, "moscow-centre", "name " + std::to_string(dice.below(100))}, {Scope::org()});
}

std::optional<Body> changed(Dice& dice, const Body& body) {
  Body out = body;
  if (auto* contact = std::get_if<Contact>(&out))
    contact->services = {{"social-advice", dice.between(1, 9)}};
  else if (auto* outing = std::get_if<Outing>(&out))
    outing->kind = "foot-round";
  else if (auto* group = std::get_if<GroupSession>(&out))
    group->participants += dice.between(1, 9);
  else if (auto* referral = std::get_if<Referral>(&out))
    referral->destination = "tb-dispensary";
  else if (auto* registration = std::get_if<ClientRegister>(&out))
    registration->attributes = {{"sex", "m"}};
  else if (auto* received = std::get_if<StockReceive>(&out))
    received->quantity += dice.between(1, 9);
  else if (auto* issued = std::get_if<StockIssue>(&out))
    issued->quantity += dice.between(1, 9);
  else if (auto* handed = std::get_if<StockHandOut>(&out))
    handed->quantity += dice.between(1, 9);
  else if (auto* incident = std::get_if<Incident>(&out))
    incident->outcome = "complaint";
  else if (auto* outcome = std::get_if<Outcome>(&out))
    outcome->what = Outcome::What::linked;
  else if (auto* label = std::get_if<Label>(&out))
    label->name = "corrected " + std::to_string(dice.below(100));
  else
    return std::nullopt;
  return out;
}

Body of_another_kind(const Body& body, Day today) {
  if (std::holds_alternative<Outing>(body))
    return GroupSession{
        .day = today, .kind = "support-group", .topic = {}, .site = "moscow-centre", .participants = 3, .known = {}};
  return Outing{
      .day = today, .kind = "foot-round", .time = TimeOfDay::day, .site = "moscow-underpass", .route = {}, .crew = {}};
}

bool has_audit_face(const Record& record) {
  if (const auto* link = std::get_if<ClientLink>(&record)) return !link->quarter.empty();
  if (const auto* correct = std::get_if<Correct>(&record)) return has_audit_face(to_record(correct->replacement));
  return std::holds_alternative<Outing>(record) || std::holds_alternative<Contact>(record) ||
         std::holds_alternative<GroupSession>(record) || std::holds_alternative<StockReceive>(record) ||
         std::holds_alternative<StockIssue>(record) || std::holds_alternative<StockHandOut>(record) ||
         std::holds_alternative<StockMove>(record) || std::holds_alternative<record::Statement>(record) ||
         std::holds_alternative<Closing>(record);
}

}  // namespace tacit::simulation
