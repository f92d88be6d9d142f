#include "client/usecases/support.hpp"
#include "tools/scenario/actor.hpp"

// Longer support, as a device records and corrects it.
namespace tacit::scenario {
namespace {

std::vector<record::Counted> counted_of(const Counts& counts) {
  std::vector<record::Counted> out;
  for (const auto& [code, count] : counts) out.push_back({code, count});
  return out;
}

record::Case::Step step_of(const std::string& text) {
  if (text == "agreement") return record::Case::Step::agreement;
  if (text == "plan") return record::Case::Step::plan;
  return text == "closed" ? record::Case::Step::closed : record::Case::Step::application;
}

}  // namespace

Result<void> Actor::act(const Support& support) {
  const SupportPlan& plan = support.support;
  RecordId& made = made_.records[support.record];
  switch (plan.what) {
    case Episode::intake: {
      TRY(const auto noted, usecases::add_intake(session_, {.day = plan.day,
                                                            .kind = plan.kind,
                                                            .site = plan.site,
                                                            .from = {},
                                                            .outcome = plan.outcome,
                                                            .client = {},
                                                            .note = {},
                                                            .team = {}}));
      made = noted.rid;
      return {};
    }
    case Episode::household: {
      TRY(made,
          usecases::add_household(
              session_,
              {.client = code_of(*plan.client), .members = counted_of(plan.people), .day = plan.day, .team = {}}));
      return {};
    }
    case Episode::case_step: return act_on_case(plan, made);
    case Episode::stay: {
      TRY(made, usecases::add_stay(session_, {.client = code_of(*plan.client),
                                              .until = *plan.until,
                                              .kind = plan.kind,
                                              .site = plan.site,
                                              .people = counted_of(plan.people),
                                              .day = plan.day,
                                              .team = {}}));
      return {};
    }
    case Episode::incident: return act_on_incident(plan, made);
  }
  return {};
}

Result<void> Actor::act_on_case(const SupportPlan& plan, RecordId& made) {
  TRY(const auto noted, usecases::add_case_step(session_, {.client = code_of(*plan.client),
                                                           .kind = plan.kind,
                                                           .step = step_of(plan.step),
                                                           .until = plan.until,
                                                           .outcome = plan.outcome,
                                                           .note = {},
                                                           .day = plan.day,
                                                           .team = {}}));
  made = noted.rid;
  return {};
}

Result<void> Actor::act_on_incident(const SupportPlan& plan, RecordId& made) {
  TRY(const auto noted, usecases::add_incident(session_, {.client = {},
                                                          .kind = plan.kind,
                                                          .outcome = plan.outcome,
                                                          .site = plan.site,
                                                          .note = {},
                                                          .day = plan.day,
                                                          .team = {}}));
  made = noted.rid;
  return {};
}

record::Body Actor::body_of(const SupportPlan& plan) const {
  const ClientId client = plan.client ? made_.people[*plan.client].client : ClientId{};
  switch (plan.what) {
    case Episode::intake:
      return record::Intake{.day = plan.day,
                            .kind = plan.kind,
                            .site = plan.site,
                            .from = {},
                            .outcome = plan.outcome,
                            .client = {},
                            .note = {}};
    case Episode::household:
      return record::Household{.client = client, .day = plan.day, .members = counted_of(plan.people)};
    case Episode::case_step:
      return record::Case{.client = client,
                          .day = plan.day,
                          .kind = plan.kind,
                          .step = step_of(plan.step),
                          .until = plan.until,
                          .outcome = plan.outcome,
                          .note = {}};
    case Episode::stay:
      return record::Stay{.client = client,
                          .day = plan.day,
                          .until = plan.until.value_or(plan.day),
                          .planned = false,
                          .kind = plan.kind,
                          .site = plan.site,
                          .people = counted_of(plan.people)};
    case Episode::incident: break;
  }
  return record::Incident{
      .day = plan.day, .client = {}, .kind = plan.kind, .outcome = plan.outcome, .site = plan.site, .note = {}};
}

}  // namespace tacit::scenario
