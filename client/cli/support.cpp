#include "client/usecases/support.hpp"

#include <CLI/CLI.hpp>

#include "client/cli/context.hpp"
#include "client/cli/values.hpp"
#include "crypto/encoding.hpp"

namespace tacit::cli {
namespace {

struct SupportFlags {
  std::string day, until, kind, site, from, step, outcome, team, record;
  std::vector<std::string> members;
  bool client = false, note = false, withdrawn = false, by_guardian = false;
};

// What every verb here begins with.
struct Open {
  Vault vault;
  usecases::Session session;
  std::optional<Day> day;
  std::optional<std::string> team;
  Open(Vault opened, const Clock& clock) : vault(std::move(opened)), session{vault, clock} {}
};
Result<std::unique_ptr<Open>> open(Context& context, const SupportFlags& flags) {
  TRY(auto day, optional_day(flags.day));
  TRY(auto team, optional_text(flags.team));
  TRY(Vault vault, context.open_vault());
  auto out = std::make_unique<Open>(std::move(vault), context.clock);
  out->day = day;
  out->team = std::move(team);
  return out;
}

Result<std::string> ask_note(Context& context, const SupportFlags& flags) {
  if (!flags.note) return std::string();
  return context.terminal.ask("Team note: ", limits::kNote);
}

Result<std::optional<Personal<std::string>>> ask_client_if(Context& context, bool wanted) {
  if (!wanted) return std::optional<Personal<std::string>>();
  TRY(auto client, context.ask_client());
  return std::optional(std::move(client));
}

Result<void> add_intake(Context& context, const SupportFlags& flags) {
  TRY(const auto at, open(context, flags));
  usecases::NewIntake intake{.day = at->day,
                             .kind = flags.kind,
                             .site = flags.site,
                             .from = flags.from,
                             .outcome = flags.outcome,
                             .client = {},
                             .note = {},
                             .team = at->team};
  TRY(intake.client, ask_client_if(context, flags.client));
  TRY(intake.note, ask_note(context, flags));
  TRY(const auto added, usecases::add_intake(at->session, intake));
  context.show_saved(at->session.vault, added.rid, added.note_looks_personal);
  return {};
}

Result<void> add_household(Context& context, const SupportFlags& flags) {
  TRY(const auto at, open(context, flags));
  TRY(const auto members, parse_counts(flags.members));
  TRY(const auto client, context.ask_client());
  TRY(const RecordId rid,
      usecases::add_household(at->session, {.client = client, .members = members, .day = at->day, .team = at->team}));
  context.show_saved(at->session.vault, rid);
  return {};
}

Result<void> add_case_step(Context& context, const SupportFlags& flags) {
  TRY(const auto at, open(context, flags));
  TRY(const auto step, parse_step(flags.step));
  TRY(const auto until, optional_day(flags.until));
  TRY(const auto client, context.ask_client());
  TRY(const auto note, ask_note(context, flags));
  TRY(const auto added, usecases::add_case_step(at->session, {.client = client,
                                                              .kind = flags.kind,
                                                              .step = step,
                                                              .until = until,
                                                              .outcome = flags.outcome,
                                                              .note = note,
                                                              .day = at->day,
                                                              .team = at->team}));
  context.show_saved(at->session.vault, added.rid, added.note_looks_personal);
  return {};
}

Result<void> add_stay(Context& context, const SupportFlags& flags) {
  TRY(const auto at, open(context, flags));
  TRY(const Day until, parse_day(flags.until));
  TRY(const auto people, parse_counts(flags.members));
  TRY(const auto client, context.ask_client());
  TRY(const RecordId rid, usecases::add_stay(at->session, {.client = client,
                                                           .until = until,
                                                           .kind = flags.kind,
                                                           .site = flags.site,
                                                           .people = people,
                                                           .day = at->day,
                                                           .team = at->team}));
  context.show_saved(at->session.vault, rid);
  return {};
}

Result<void> end_stay(Context& context, const SupportFlags& flags) {
  TRY(const auto at, open(context, flags));
  TRY(const RecordId stay, parse_id<RecordId>(flags.record));
  TRY(const auto change, usecases::end_stay(at->session, stay, at->day.value_or(context.clock.today())));
  context.show_saved(at->session.vault, stay);
  if (change.in_closed_period) context.terminal.hint(kClosedFigures);
  return {};
}

Result<void> add_incident(Context& context, const SupportFlags& flags) {
  TRY(const auto at, open(context, flags));
  usecases::NewIncident incident{.client = {},
                                 .kind = flags.kind,
                                 .outcome = flags.outcome,
                                 .site = flags.site,
                                 .note = {},
                                 .day = at->day,
                                 .team = at->team};
  TRY(incident.client, ask_client_if(context, flags.client));
  TRY(incident.note, ask_note(context, flags));
  TRY(const auto added, usecases::add_incident(at->session, incident));
  context.show_saved(at->session.vault, added.rid, added.note_looks_personal);
  return {};
}

Result<void> add_consent(Context& context, const SupportFlags& flags) {
  using By = record::Consent::By;
  TRY(const auto at, open(context, flags));
  TRY(const auto client, context.ask_client());
  TRY(const RecordId rid, usecases::add_consent(at->session, {.client = client,
                                                              .given = !flags.withdrawn,
                                                              .by = flags.by_guardian ? By::guardian : By::self,
                                                              .day = at->day,
                                                              .team = at->team}));
  context.show_saved(at->session.vault, rid);
  return {};
}

using Verb = Result<void> (*)(Context&, const SupportFlags&);

// A verb with the flags that all have; the caller adds its own.
CLI::App* support_verb(CLI::App& group, Context& context, const std::string& name, const std::string& help,
                       const std::shared_ptr<SupportFlags>& flags, Verb does) {
  auto* command = group.add_subcommand(name, help);
  command->add_option("--day", flags->day, "Day, if not today");
  command->add_option("--team", flags->team, "Team, if this device belongs to several");
  command->callback(
      [&context, flags, does] { context.run = [&context, flags, does] { return does(context, *flags); }; });
  return command;
}

CLI::App& group_of(CLI::App& app, const std::string& name, const std::string& help) {
  auto* group = app.add_subcommand(name, help);
  group->require_subcommand(1);
  return *group;
}

void intake_command(CLI::App& app, Context& context) {
  const auto flags = std::make_shared<SupportFlags>();
  auto& group = group_of(app, "intake", "How people came: applications, requests, reports of risk");
  auto* add = support_verb(group, context, "add", "Record an intake; there need be no client yet", flags, add_intake);
  add->add_option("--kind", flags->kind, "Intake of the pack")->required();
  add->add_option("--site", flags->site, "Site of the pack")->required();
  add->add_option("--from", flags->from, "Destination of the pack that sent them");
  add->add_option("--outcome", flags->outcome, "What was decided: one of the intake's outcomes");
  add->add_flag("--client", flags->client, "Ask for the client it became");
  add->add_flag("--note", flags->note, "Ask for a team note");
}

void household_command(CLI::App& app, Context& context) {
  const auto flags = std::make_shared<SupportFlags>();
  auto& group = group_of(app, "household", "Adults and children served together with a client");
  auto* add = support_verb(group, context, "add",
                           "Record who lives together; takes the place of the one before; asks for the client", flags,
                           add_household);
  add->add_option("--member", flags->members, "Member of the pack, or member:count; may be repeated; the client too")
      ->required();
}

void case_command(CLI::App& app, Context& context) {
  const auto flags = std::make_shared<SupportFlags>();
  auto& group = group_of(app, "case", "Longer support: application, agreement, plan, how it ended");
  auto* add = support_verb(group, context, "add", "Record a step of a case; asks for the client", flags, add_case_step);
  add->add_option("--kind", flags->kind, "Case of the pack")->required();
  add->add_option("--step", flags->step, "application, agreement, plan or closed")->required();
  add->add_option("--until", flags->until, "Last day of an agreement: due then");
  add->add_option("--outcome", flags->outcome, "How a closed case ended: one of the case's outcomes");
  add->add_flag("--note", flags->note, "Ask for a team note");
}

void stay_command(CLI::App& app, Context& context) {
  auto& group = group_of(app, "stay", "Nights in temporary housing");
  const auto flags = std::make_shared<SupportFlags>();
  auto* add = support_verb(group, context, "add", "Record a stay; asks for the client", flags, add_stay);
  add->add_option("--until", flags->until, "Day on which they leave, or are to leave: due then")->required();
  add->add_option("--kind", flags->kind, "Stay of the pack")->required();
  add->add_option("--site", flags->site, "Site of the pack")->required();
  add->add_option("--member", flags->members, "Who stays: member of the pack, or member:count; may be repeated");
  const auto ended = std::make_shared<SupportFlags>();
  auto* end = support_verb(group, context, "end", "They have left; --day says when", ended, end_stay);
  end->remove_option(end->get_option("--team"));
  end->add_option("record", ended->record, "The stay, as `tacit history` names it")->required();
}

void incident_command(CLI::App& app, Context& context) {
  const auto flags = std::make_shared<SupportFlags>();
  auto& group = group_of(app, "incident", "Violence, overdoses: never told to auditors");
  auto* add = support_verb(group, context, "add", "Record an incident", flags, add_incident);
  add->add_option("--kind", flags->kind, "Incident of the pack")->required();
  add->add_option("--site", flags->site, "Site of the pack")->required();
  add->add_option("--outcome", flags->outcome, "One of the incident's outcomes");
  add->add_flag("--client", flags->client, "Ask for the client to whom it happened");
  add->add_flag("--note", flags->note, "Ask for a team note");
}

void consent_command(CLI::App& app, Context& context) {
  const auto flags = std::make_shared<SupportFlags>();
  auto& group = group_of(app, "consent", "What a client agreed to");
  auto* add = support_verb(group, context, "add", "Consent to the current text, or its withdrawal; asks for the client",
                           flags, add_consent);
  add->add_flag("--withdrawn", flags->withdrawn, "They withdrew it");
  add->add_flag("--by-guardian", flags->by_guardian, "A guardian said so");
}

}  // namespace

void add_support_commands(CLI::App& app, Context& context) {
  intake_command(app, context);
  household_command(app, context);
  case_command(app, context);
  stay_command(app, context);
  incident_command(app, context);
  consent_command(app, context);
}

}  // namespace tacit::cli
