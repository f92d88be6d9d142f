#include "client/usecases/referral.hpp"

#include <CLI/CLI.hpp>

#include "client/cli/context.hpp"
#include "client/cli/values.hpp"
#include "client/cli/voucher_slip.hpp"
#include "crypto/encoding.hpp"

namespace tacit::cli {
namespace {

struct ReferralFlags {
  std::string to, reason, to_team, day, team;
};
struct SlipFlags {
  std::string record;
  bool destination = false, html = false;
};
struct AppointmentFlags {
  std::string on, at, service, site, day, team;
};
struct OutcomeFlags {
  std::string record, outcome, day;
  bool note = false;
};

Result<void> add_referral(Context& context, const ReferralFlags& flags) {
  TRY(const auto day, optional_day(flags.day));
  TRY(const auto team, optional_text(flags.team));
  TRY(const auto to_team, optional_text(flags.to_team));
  TRY(Vault vault, context.open_vault());
  usecases::Session session{vault, context.clock};
  TRY(const auto client, context.ask_client());
  TRY(const auto voucher, usecases::add_referral(session, {.client = client,
                                                           .destination = flags.to,
                                                           .reason = flags.reason,
                                                           .to_team = to_team,
                                                           .day = day,
                                                           .team = team}));
  const json::object said{
      {"record", id_text(voucher.rid)}, {"destination", voucher.destination}, {"voucher", voucher.number.to_text()}};
  context.show(said, [&] {
    context.terminal.line("Saved. Record: " + id_text(voucher.rid));
    context.terminal.line("Voucher: " + voucher.number.to_text() + " (write it on the slip, and nothing else)");
  });
  context.say_if_late(vault, voucher.rid);
  return {};
}

Result<void> print_slip(Context& context, const SlipFlags& flags) {
  TRY(const RecordId rid, parse_id<RecordId>(flags.record));
  TRY(Vault vault, context.open_vault());
  TRY(const auto referral, usecases::find_referral(vault, rid));
  VoucherSlip slip{.number = referral.voucher, .destination = {}};
  const auto pack = vault.pack();
  const auto* destination = pack ? pack->destination(referral.destination) : nullptr;
  if (flags.destination && destination != nullptr)
    slip.destination = texts_in_all_languages(*pack, destination->labels);
  context.show(json::object{{"voucher", slip.number.to_text()},
                            {"destination", json::array(slip.destination.begin(), slip.destination.end())}},
               [&] {
                 for (const auto& line : flags.html ? slip_as_html(slip) : slip_as_text(slip))
                   context.terminal.line(line);
               });
  return {};
}

Result<void> add_appointment(Context& context, const AppointmentFlags& flags) {
  TRY(const Day on, parse_day(flags.on));
  TRY(const auto day, optional_day(flags.day));
  TRY(const auto team, optional_text(flags.team));
  TRY(Vault vault, context.open_vault());
  usecases::Session session{vault, context.clock};
  TRY(const auto client, context.ask_client());
  TRY(const RecordId rid, usecases::add_appointment(session, {.client = client,
                                                              .on = on,
                                                              .at = flags.at,
                                                              .service = flags.service,
                                                              .site = flags.site,
                                                              .day = day,
                                                              .team = team}));
  context.show_saved(vault, rid);
  return {};
}

Result<void> add_outcome(Context& context, const OutcomeFlags& flags) {
  usecases::NewOutcome outcome;
  TRY(outcome.what, parse_outcome(flags.outcome));
  TRY(outcome.day, optional_day(flags.day));
  if (!flags.record.empty()) {
    TRY(const RecordId of, parse_id<RecordId>(flags.record));
    outcome.of = of;
  }
  TRY(Vault vault, context.open_vault());
  usecases::Session session{vault, context.clock};
  if (!outcome.of) {
    TRY(auto number, context.terminal.ask("Number of the voucher: "));
    outcome.voucher = Personal(std::move(number));
  }
  if (flags.note) {
    TRY(outcome.note, context.terminal.ask("Team note: ", limits::kNote));
  }
  TRY(const auto added, usecases::add_outcome(session, outcome));
  context.show_saved(vault, added.rid, added.note_looks_personal);
  return {};
}

void outcome_flags(CLI::App& command, const std::shared_ptr<OutcomeFlags>& flags) {
  command.add_option("--outcome", flags->outcome, "seen, declined, no-show, refused, result or linked")->required();
  command.add_option("--day", flags->day, "Day, if not today");
  command.add_flag("--note", flags->note, "Ask for a team note");
}

void slip_command(CLI::App& referral, Context& context) {
  auto* slip =
      referral.add_subcommand("slip", "The slip to print or copy by hand: the voucher's number, no code, no reason");
  const auto flags = std::make_shared<SlipFlags>();
  slip->add_option("record", flags->record, "The referral, as `tacit history` names it")->required();
  slip->add_flag("--destination", flags->destination, "Also where it leads to; it may say why somebody goes there");
  slip->add_flag("--html", flags->html, "As a page to print on A6");
  slip->callback([&context, flags] { context.run = [&context, flags] { return print_slip(context, *flags); }; });
}

void referral_command(CLI::App& app, Context& context) {
  auto* group = app.add_subcommand("referral", "Referrals: sending a client on, and what came of it");
  group->require_subcommand(1);
  auto* add = group->add_subcommand("add", "Refer a client: makes a voucher; asks for the client");
  const auto flags = std::make_shared<ReferralFlags>();
  add->add_option("--to", flags->to, "Destination of the pack")->required();
  add->add_option("--reason", flags->reason, "Test or service of the pack; for the teams, not on the voucher");
  add->add_option("--to-team", flags->to_team, "Team of this organisation that receives them: it is told too");
  add->add_option("--day", flags->day, "Day, if not today");
  add->add_option("--team", flags->team, "Team that refers, if this device belongs to several");
  add->callback([&context, flags] { context.run = [&context, flags] { return add_referral(context, *flags); }; });

  auto* confirm = group->add_subcommand("outcome", "What came of it; asks for the number of the voucher");
  const auto outcome = std::make_shared<OutcomeFlags>();
  outcome_flags(*confirm, outcome);
  confirm->add_option("--record", outcome->record, "The referral, instead of its voucher");
  confirm->callback(
      [&context, outcome] { context.run = [&context, outcome] { return add_outcome(context, *outcome); }; });
  slip_command(*group, context);
}

void appointment_command(CLI::App& app, Context& context) {
  auto* group = app.add_subcommand("appointment", "Appointments, and what came of them");
  group->require_subcommand(1);
  auto* add = group->add_subcommand("add", "Make an appointment: due on its day; asks for the client");
  const auto flags = std::make_shared<AppointmentFlags>();
  add->add_option("--on", flags->on, "Day of the appointment")->required();
  add->add_option("--at", flags->at, "Time of day, such as 14:30");
  add->add_option("--service", flags->service, "Service of the pack: recording it settles the appointment")->required();
  add->add_option("--site", flags->site, "Site of the pack")->required();
  add->add_option("--day", flags->day, "Day on which it was made, if not today");
  add->add_option("--team", flags->team, "Team, if this device belongs to several");
  add->callback([&context, flags] { context.run = [&context, flags] { return add_appointment(context, *flags); }; });

  auto* settle = group->add_subcommand("outcome", "What came of it, if not the service itself");
  const auto outcome = std::make_shared<OutcomeFlags>();
  outcome_flags(*settle, outcome);
  settle->add_option("record", outcome->record, "The appointment, as `tacit history` names it")->required();
  settle->callback(
      [&context, outcome] { context.run = [&context, outcome] { return add_outcome(context, *outcome); }; });
}

}  // namespace

void add_referral_commands(CLI::App& app, Context& context) {
  referral_command(app, context);
  appointment_command(app, context);
}

}  // namespace tacit::cli
