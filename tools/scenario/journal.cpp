#include "tools/scenario/journal.hpp"

#include <ostream>

#include "common/base/json.hpp"

namespace tacit::scenario {
namespace {

json::object of_counts(const Counts& counts) {
  json::object out;
  for (const auto& [code, count] : counts) out[code] = count;
  return out;
}

json::object of_texts(const std::map<std::string, std::string>& texts) {
  json::object out;
  for (const auto& [code, value] : texts) out[code] = value;
  return out;
}

const char* text_of(Outcome outcome) {
  switch (outcome) {
    case Outcome::non_reactive: return "non-reactive";
    case Outcome::reactive: return "reactive";
    case Outcome::invalid: return "invalid";
  }
  return "invalid";
}

json::object fields(const OutingPlan& outing) {
  return {{"day", to_text(outing.day)},
          {"kind", outing.kind},
          {"time", outing.night ? "night" : "day"},
          {"site", outing.site}};
}
json::object fields(const ContactPlan& contact) {
  json::object out{{"day", to_text(contact.day)},
                   {"kind", contact.kind},
                   {"time", contact.night ? "night" : "day"},
                   {"site", contact.site}};
  if (contact.client) out["person"] = *contact.client;
  if (contact.anonymous > 0) out["anonymous"] = contact.anonymous;
  out["services"] = of_counts(contact.services);
  json::array tests;
  for (const TestPlan& test : contact.tests)
    tests.push_back(json::object{{"test", test.test}, {"outcome", text_of(test.outcome)}, {"told", test.told}});
  out["tests"] = std::move(tests);
  out["given"] = of_counts(contact.given);
  return out;
}
json::object fields(const GroupPlan& group) {
  return {
      {"day", to_text(group.day)}, {"kind", group.kind}, {"site", group.site}, {"participants", group.participants}};
}
json::object fields(const IssuePlan& issue) {
  return {{"day", to_text(issue.day)}, {"commodity", issue.commodity}, {"quantity", issue.quantity}, {"to", issue.to}};
}

const char* text_of(Episode what) {
  constexpr const char* kNames[] = {"intake", "household", "case", "stay", "incident"};
  return kNames[static_cast<std::size_t>(what)];
}
json::object fields(const SupportPlan& plan) {
  json::object out{{"day", to_text(plan.day)}, {"people", of_counts(plan.people)}};
  for (const auto& [name, text] :
       {std::pair{"kind", &plan.kind}, {"site", &plan.site}, {"step", &plan.step}, {"outcome", &plan.outcome}})
    if (!text->empty()) out[name] = *text;
  if (plan.client) out["person"] = *plan.client;
  if (plan.until) out["until"] = to_text(*plan.until);
  return out;
}

const char* text_of(Stage stage) { return stage == Stage::draft ? "draft" : "sent"; }

class Writer {
 public:
  Writer(const Plan& plan, std::ostream& out) : plan_(plan), out_(out) {}

  void write() {
    json::array phases;
    for (const Phase& phase : plan_.phases) phases.emplace_back(to_text(phase.from));
    out_ << json::serialize(json::object{{"event", "scenario"},
                                         {"name", plan_.scenario},
                                         {"year", plan_.year},
                                         {"seed", plan_.seed},
                                         {"size", plan_.size},
                                         {"phases", std::move(phases)}})
         << '\n';
    for (phase_ = 0; phase_ < plan_.phases.size(); ++phase_)
      for (device_ = 0; device_ < plan_.devices.size(); ++device_)
        for (const Action& action : plan_.phases[phase_].actions[device_])
          std::visit([this](const auto& one) { event(one); }, action);
  }

 private:
  void line(const char* event, std::optional<std::size_t> record, const json::object& more) {
    const DevicePlan& device = plan_.devices[device_];
    json::object out{
        {"event", event}, {"phase", phase_}, {"device", device.name}, {"team", plan_.teams[device.team].name}};
    if (record) out["record"] = *record;
    for (const auto& [key, value] : more) out[key] = value;
    out_ << json::serialize(out) << '\n';
  }
  void registration(std::size_t person) {
    const PersonPlan& one = plan_.people[person];
    line("register", std::nullopt,
         {{"person", person}, {"human", one.human}, {"day", to_text(one.day)}, {"is", of_texts(one.attributes)}});
  }

  void event(const Evening& evening) {
    line("outing", evening.record, fields(evening.outing));
    for (const Meeting& meeting : evening.meetings) {
      if (meeting.registers) registration(*meeting.registers);
      auto contact = fields(meeting.contact);
      contact["outing"] = evening.record;
      line("contact", meeting.record, std::move(contact));
      for (const ReferralPlan& referral : meeting.referrals)
        line("referral", referral.record,
             {{"day", to_text(meeting.contact.day)},
              {"person", *meeting.contact.client},
              {"destination", referral.destination}});
    }
  }
  void event(const Call& call) { line("contact", call.record, fields(call.contact)); }
  void event(const Register& one) { registration(one.person); }
  void event(const Group& group) { line("group", group.record, fields(group.group)); }
  void event(const Receive& one) {
    line("receive", one.record, {{"day", to_text(one.day)}, {"commodity", one.commodity}, {"quantity", one.quantity}});
  }
  void event(const Issue& issue) { line("issue", issue.record, fields(issue.issue)); }
  void event(const Support& one) { line(text_of(one.support.what), one.record, fields(one.support)); }
  void event(const Correction& one) {
    line("correct", one.record,
         {{"stage", text_of(one.stage)},
          {"to", std::visit([](const auto& content) { return fields(content); }, one.content)}});
  }
  void event(const Voiding& one) { line("void", one.record, {{"stage", text_of(one.stage)}}); }
  void event(const Link& link) { line("link", std::nullopt, {{"kept", link.kept}, {"duplicate", link.duplicate}}); }
  void event(const Sync&) { line("sync", std::nullopt, {}); }

  const Plan& plan_;
  std::ostream& out_;
  std::size_t phase_ = 0, device_ = 0;
};

}  // namespace

void write_journal(const Plan& plan, std::ostream& out) { Writer(plan, out).write(); }

}  // namespace tacit::scenario
