#include "tools/scenario/actor.hpp"

#include "client/usecases/stock.hpp"

namespace tacit::scenario {
namespace {

record::TimeOfDay time_of(bool night) { return night ? record::TimeOfDay::night : record::TimeOfDay::day; }

std::vector<record::Counted> counted(const Counts& counts) {
  std::vector<record::Counted> out;
  for (const auto& [code, count] : counts) out.push_back({code, count});
  return out;
}

std::vector<record::Test> tests_of(const std::vector<TestPlan>& plans) {
  std::vector<record::Test> out;
  for (const TestPlan& plan : plans) {
    const auto result = plan.outcome == Outcome::reactive  ? record::TestResult::reactive
                        : plan.outcome == Outcome::invalid ? record::TestResult::invalid
                                                           : record::TestResult::non_reactive;
    out.push_back({plan.test, result, plan.told, plan.counselled_before, plan.counselled_after});
  }
  return out;
}

Result<void> as_planned(Stage planned, usecases::Changed changed) {
  const bool draft = changed == usecases::Changed::draft;
  if (draft != (planned == Stage::draft))
    return fail(Code::mischained, "the record was sent earlier or later than planned");
  return {};
}

}  // namespace

Result<void> Actor::act(const Action& action) {
  return std::visit([this](const auto& one) { return act(one); }, action);
}

Result<void> Actor::act(const Evening& evening) {
  usecases::NewEvening sheet;
  const auto outing = std::get<record::Outing>(body_of(evening.outing));
  sheet.outing = {.day = outing.day,
                  .kind = outing.kind,
                  .site = outing.site,
                  .route = outing.route,
                  .time = outing.time,
                  .crew = outing.crew,
                  .team = {}};
  for (const Meeting& meeting : evening.meetings) {
    usecases::MetPerson row{.registers = {}, .contact = new_contact(meeting.contact, meeting.registers)};
    if (meeting.registers) row.registers = new_person(*meeting.registers);
    for (const ReferralPlan& referral : meeting.referrals) row.contact.refer.push_back(referral.destination);
    sheet.met.push_back(std::move(row));
  }
  TRY(const usecases::AddedEvening added, usecases::add_evening(session_, sheet));
  made_.records[evening.record] = added.outing;
  for (std::size_t i = 0; i < added.rows.size(); ++i) {
    const Meeting& meeting = evening.meetings[i];
    const usecases::EnteredRow& row = added.rows[i];
    made_.records[meeting.record] = row.contact.rid;
    if (meeting.registers) made_.people[*meeting.registers] = {row.person->client, row.person->code};
    for (std::size_t r = 0; r < meeting.referrals.size(); ++r)
      made_.records[meeting.referrals[r].record] = row.contact.vouchers[r].rid;
  }
  return {};
}

Result<void> Actor::act(const Call& call) {
  TRY(const auto added, usecases::add_contact(session_, new_contact(call.contact, std::nullopt)));
  made_.records[call.record] = added.rid;
  return {};
}

Result<void> Actor::act(const Register& one) {
  TRY(const auto added, usecases::add_person(session_, new_person(one.person)));
  made_.people[one.person] = {added.client, added.code};
  return {};
}

Result<void> Actor::act(const Group& group) {
  const GroupPlan& plan = group.group;
  usecases::NewGroup said{.day = plan.day,
                          .kind = plan.kind,
                          .topic = plan.topic,
                          .site = plan.site,
                          .participants = plan.participants,
                          .known = {},
                          .team = {}};
  for (const std::size_t person : plan.known) said.known.push_back(code_of(person));
  TRY(made_.records[group.record], usecases::add_group(session_, said));
  return {};
}

Result<void> Actor::act(const Receive& delivery) {
  TRY(const auto received, usecases::receive_stock(session_, {.day = delivery.day,
                                                              .expiry = delivery.expiry,
                                                              .commodity = delivery.commodity,
                                                              .grant = delivery.grant,
                                                              .quantity = delivery.quantity,
                                                              .team = team()}));
  made_.records[delivery.record] = received.rid;
  made_.lots[delivery.lot] = received.lot;
  return {};
}

Result<void> Actor::act(const Issue& issue) {
  const IssuePlan& plan = issue.issue;
  TRY(const auto issued, usecases::issue_stock(session_, {.day = plan.day,
                                                          .commodity = plan.commodity,
                                                          .lot = made_.lots[plan.lot],
                                                          .quantity = plan.quantity,
                                                          .to = made_.devices[plan.to],
                                                          .team = team()}));
  made_.records[issue.record] = issued.front();
  return {};
}

Result<void> Actor::act(const Correction& correction) {
  auto body = std::visit([this](const auto& content) { return body_of(content); }, correction.content);
  TRY(const auto change, usecases::correct_record(session_, made_.records[correction.record], std::move(body)));
  return as_planned(correction.stage, change.how);
}

Result<void> Actor::act(const Voiding& voiding) {
  TRY(const auto change, usecases::void_record(session_, made_.records[voiding.record], voiding.reason));
  return as_planned(voiding.stage, change.how);
}

Result<void> Actor::act(const Link& link) {
  CHECK(usecases::link_people(session_, {.kept = code_of(link.kept),
                                         .duplicate = code_of(link.duplicate),
                                         .team = plan_.teams[plan_.people[link.kept].team].name,
                                         .day = link.day}));
  return {};
}

Result<void> Actor::act(const Sync&) {
  device_.synchronise();
  return {};
}

// ---- from plan to what the verbs take -------------------------------------------------------------------------------
usecases::NewPerson Actor::new_person(std::size_t person) const {
  const PersonPlan& plan = plan_.people[person];
  return {.name = Personal(plan.name),
          .nickname = Personal(plan.nickname),
          .phone = Personal(plan.phone),
          .note = Personal(plan.note),
          .attributes = plan.attributes,
          .team = {},
          .day = plan.day,
          .consented = plan.consented};
}

usecases::NewContact Actor::new_contact(const ContactPlan& contact, std::optional<std::size_t> registers) const {
  usecases::NewContact said{.client = {},
                            .anonymous = contact.anonymous,
                            .day = contact.day,
                            .outing = {},
                            .kind = contact.kind,
                            .site = contact.site,
                            .time = time_of(contact.night),
                            .services = counted(contact.services),
                            .given = counted(contact.given),
                            .tests = tests_of(contact.tests),
                            .note = contact.note,
                            .refer = {},
                            .team = {}};
  if (contact.client && !registers) said.client = code_of(*contact.client);
  return said;
}

Personal<std::string> Actor::code_of(std::size_t person) const { return Personal(made_.people[person].code.to_text()); }

record::Body Actor::body_of(const OutingPlan& outing) const {
  record::Outing body{.day = outing.day,
                      .kind = outing.kind,
                      .time = time_of(outing.night),
                      .site = outing.site,
                      .route = outing.route,
                      .crew = {}};
  for (const std::size_t member : outing.crew) body.crew.push_back(made_.devices[member]);
  return body;
}

record::Body Actor::body_of(const ContactPlan& contact) const {
  record::Contact body{.day = contact.day,
                       .client = {},
                       .anonymous = contact.anonymous,
                       .outing = {},
                       .kind = contact.kind,
                       .time = time_of(contact.night),
                       .site = contact.site,
                       .services = counted(contact.services),
                       .tests = tests_of(contact.tests),
                       .given = counted(contact.given),
                       .about = {},
                       .note = contact.note};
  if (contact.outing) body.outing = made_.records[*contact.outing];
  if (contact.client) {
    body.client = made_.people[*contact.client].client;
    const auto pack = device_.vault().pack();
    for (const auto& [code, value] : plan_.people[*contact.client].attributes)
      if (pack && pack->attribute(code)->audit) body.about[code] = value;
  }
  return body;
}

record::Body Actor::body_of(const GroupPlan& group) const {
  record::GroupSession body{.day = group.day,
                            .kind = group.kind,
                            .topic = group.topic,
                            .site = group.site,
                            .participants = group.participants,
                            .known = {}};
  for (const std::size_t person : group.known) body.known.push_back(made_.people[person].client);
  return body;
}

record::Body Actor::body_of(const IssuePlan& issue) const {
  return record::StockIssue{.day = issue.day,
                            .commodity = issue.commodity,
                            .lot = made_.lots[issue.lot],
                            .quantity = issue.quantity,
                            .to = made_.devices[issue.to]};
}

}  // namespace tacit::scenario
