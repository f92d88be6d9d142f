#include <CLI/CLI.hpp>

#include "client/cli/outing_flags.hpp"
#include "client/cli/records.hpp"
#include "client/cli/values.hpp"
#include "client/usecases/contact.hpp"
#include "crypto/encoding.hpp"

namespace tacit::cli {
namespace {

struct ContactFlags {
  std::int64_t anonymous = 0;
  std::string day, outing, kind, site, time, team;
  std::vector<std::string> services, given, tests, refer, lots;
  bool note = false, again = false;
};
struct GroupFlags {
  std::string day, kind, topic, site, team;
  std::vector<std::string> grants;
  std::int64_t participants = 0;
  bool known = false;
};

Result<usecases::NewContact> contact_of(Context& context, const ContactFlags& flags) {
  usecases::NewContact contact;
  contact.anonymous = flags.anonymous;
  contact.kind = flags.kind;
  contact.site = flags.site;
  contact.refer = flags.refer;
  contact.again = flags.again;
  TRY(contact.lots, parse_lots(flags.lots));
  TRY(contact.day, optional_day(flags.day));
  TRY(contact.team, optional_text(flags.team));
  TRY(contact.services, parse_counts(flags.services));
  TRY(contact.given, parse_counts(flags.given));
  if (!flags.outing.empty()) {
    TRY(const RecordId outing, parse_id<RecordId>(flags.outing));
    contact.outing = outing;
  }
  if (!flags.time.empty()) {
    TRY(const auto time, parse_time(flags.time));
    contact.time = time;
  }
  for (const auto& text : flags.tests) {
    TRY(auto test, parse_test(text));
    contact.tests.push_back(std::move(test));
  }
  if (flags.anonymous == 0) {
    TRY(contact.client, context.ask_client());
  }
  if (flags.note) {
    TRY(contact.note, context.terminal.ask("Team note: ", limits::kNote));
  }
  return contact;
}

Result<void> add_contact(Context& context, const ContactFlags& flags) {
  TRY(Vault vault, context.open_vault());
  usecases::Session session{vault, context.clock};
  TRY(const auto contact, contact_of(context, flags));
  TRY(const auto added, usecases::add_contact(session, contact));
  const auto pack = vault.pack();
  json::array vouchers, offer;
  for (const auto& voucher : added.vouchers)
    vouchers.push_back(json::object{{"destination", voucher.destination}, {"voucher", voucher.number.to_text()}});
  for (const auto& destination : added.offer) offer.emplace_back(destination);
  const json::object said{{"record", id_text(added.rid)},
                          {"vouchers", vouchers},
                          {"offer_referral", offer},
                          {"overdrawn", json::array(added.overdrawn.begin(), added.overdrawn.end())}};
  context.show(said, [&] {
    context.terminal.line("Saved. Record: " + id_text(added.rid));
    for (const auto& voucher : added.vouchers)
      context.terminal.line("Voucher for " + voucher.destination + ": " + voucher.number.to_text());
    for (const auto& destination : added.offer)
      context.terminal.line("A test was reactive: offer a referral now: tacit referral add --to " + destination);
  });
  for (const auto& commodity : added.overdrawn)
    context.terminal.hint("The bag now shows less than nothing of " + commodity +
                          ": if pieces were counted instead of kits, correct the record; else count the bag.");
  if (added.note_looks_personal) context.terminal.hint(kNoteLooksPersonal);
  context.say_if_late(vault, added.rid);
  return {};
}

Result<void> add_outing(Context& context, const OutingFlags& flags) {
  TRY(Vault vault, context.open_vault());
  usecases::Session session{vault, context.clock};
  TRY(const auto outing, outing_of(flags));
  TRY(const RecordId rid, usecases::add_outing(session, outing));
  context.show(json::object{{"record", id_text(rid)}}, [&] {
    context.terminal.line("Saved. Record: " + id_text(rid) + " (give it to `tacit contact add --outing`)");
  });
  context.say_if_late(vault, rid);
  return {};
}

Result<void> add_group(Context& context, const GroupFlags& flags) {
  TRY(Vault vault, context.open_vault());
  usecases::Session session{vault, context.clock};
  usecases::NewGroup group{.day = {},
                           .kind = flags.kind,
                           .topic = flags.topic,
                           .site = flags.site,
                           .participants = flags.participants,
                           .known = {},
                           .team = {},
                           .grants = flags.grants};
  TRY(group.day, optional_day(flags.day));
  TRY(group.team, optional_text(flags.team));
  while (flags.known) {
    TRY(auto code, context.terminal.ask("Code of somebody who was there (empty line ends): "));
    if (code.empty()) break;
    group.known.emplace_back(std::move(code));
  }
  TRY(const RecordId rid, usecases::add_group(session, group));
  context.show_saved(vault, rid);
  return {};
}

void contact_command(CLI::App& app, Context& context) {
  auto* contact =
      app.add_subcommand("contact", "Contacts: one encounter with one client, or with people without a code");
  contact->require_subcommand(1);
  auto* add = contact->add_subcommand("add", "Record a contact; asks for the client unless --anonymous is given");
  const auto flags = std::make_shared<ContactFlags>();
  add->add_option("--anonymous", flags->anonymous, "So many people without a code, instead of a client")
      ->check(CLI::PositiveNumber);
  add->add_option("--outing", flags->outing, "Record of the outing: gives day, kind, time and site");
  add->add_option("--day", flags->day, "Day, if not today");
  add->add_option("--kind", flags->kind, "Outing kind of the pack");
  add->add_option("--site", flags->site, "Site of the pack");
  add->add_option("--time", flags->time, "day or night");
  add->add_option("--service", flags->services, "Service code, or code:count; may be repeated");
  add->add_option("--test", flags->tests,
                  "code=reactive|non-reactive|invalid[,told][,before][,after]; may be repeated");
  add->add_option("--given", flags->given, "Commodity code, or code:count; may be repeated");
  add->add_option("--lot", flags->lots,
                  "code=LOT of a test or of what was given, where the pack keeps it; may be repeated");
  add->add_option("--refer", flags->refer, "Destination: makes a voucher; may be repeated");
  add->add_flag("--note", flags->note, "Ask for a team note");
  add->add_flag("--again", flags->again, "The same as a moment ago, and it did happen twice");
  add->add_option("--team", flags->team, "Team, if this device belongs to several");
  add->callback([&context, flags] { context.run = [&context, flags] { return add_contact(context, *flags); }; });
}

void outing_command(CLI::App& app, Context& context) {
  auto* outing = app.add_subcommand("outing", "Outings: one outreach session");
  outing->require_subcommand(1);
  auto* add = outing->add_subcommand("add", "Record an outing");
  const auto flags = std::make_shared<OutingFlags>();
  add_outing_options(*add, *flags);
  add->callback([&context, flags] { context.run = [&context, flags] { return add_outing(context, *flags); }; });
  add_sheet_commands(*outing, context);
}

void group_command(CLI::App& app, Context& context) {
  auto* group = app.add_subcommand("group", "Group sessions: training, support group, lecture");
  group->require_subcommand(1);
  auto* add = group->add_subcommand("add", "Record a group session by head-count");
  const auto flags = std::make_shared<GroupFlags>();
  add->add_option("--kind", flags->kind, "Session kind of the pack")->required();
  add->add_option("--participants", flags->participants, "Head-count")->required()->check(CLI::PositiveNumber);
  add->add_option("--site", flags->site, "Site of the pack")->required();
  add->add_option("--topic", flags->topic, "Topic");
  add->add_option("--day", flags->day, "Day, if not today");
  add->add_option("--grant", flags->grants, "Who pays, as `tacit grant list` names it; may be repeated");
  add->add_flag("--known", flags->known, "Ask for the codes of those who have one");
  add->add_option("--team", flags->team, "Team, if this device belongs to several");
  add->callback([&context, flags] { context.run = [&context, flags] { return add_group(context, *flags); }; });
}

}  // namespace

void add_recording_commands(CLI::App& app, Context& context) {
  contact_command(app, context);
  outing_command(app, context);
  group_command(app, context);
}

}  // namespace tacit::cli
