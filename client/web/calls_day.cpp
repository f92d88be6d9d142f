#include <array>
#include <qrcodegen/qrcodegen.hpp>

#include "client/usecases/member.hpp"
#include "client/usecases/recording.hpp"
#include "client/usecases/status.hpp"
#include "client/view/json.hpp"
#include "client/view/organisation.hpp"
#include "client/web/calls.hpp"
#include "client/web/outing_in_progress.hpp"
#include "client/web/read.hpp"

namespace tacit::web {
namespace {

constexpr std::size_t kQrText = limits::kInvitationText;
constexpr std::int64_t kDaysAhead = 3'650;
constexpr std::size_t kMostUnsaved = 512 * 1024;
constexpr std::string_view kUnsaved = "unsaved";

json::object device_json(const usecases::Status& status) {
  json::object out{{"id", status.device}, {"name", status.name}, {"steward", status.steward}};
  if (status.role) out["role"] = std::string(to_text(*status.role));
  return out;
}

json::array teams_json(const Opened& opened) {
  json::array out;
  const Roster* roster = opened.vault.roster();
  const auto memory = opened.vault.memory();
  const Roster::Device* self =
      roster == nullptr || !memory ? nullptr : roster->device((*memory)->signing_key().device_id());
  if (self == nullptr) return out;
  for (const TeamId& team : self->teams) {
    const std::string id = id_text(team), name = opened.vault.label(record::Label::Subject::team, id);
    out.push_back(json::object{{"id", id}, {"name", name.empty() ? id : name}});
  }
  return out;
}

json::array colleagues_json(Opened& opened) {
  json::array out;
  const auto members = usecases::list_members(opened.session());
  if (!members) return out;  // nobody is known before the first sync
  for (const auto& one : *members)
    if (one.active)
      out.push_back(
          json::object{{"id", id_text(one.device)}, {"name", one.name}, {"role", std::string(to_text(one.role))}});
  return out;
}

// The pack goes as the organisation wrote it: docs/packs.md says what stands where.
Result<json::object> programme(Opened& opened, const json::value& body) {
  CHECK(Fields(body).finish());
  const auto status = usecases::status_of(opened.session());
  json::object out{{"organisation", status.organisation},
                   {"device", device_json(status)},
                   {"teams", teams_json(opened)},
                   {"colleagues", colleagues_json(opened)},
                   {"language", opened.vault.choice("language")},
                   {"day", to_text(opened.clock.today())},
                   {"unsaved", opened.vault.choice(kUnsaved)},
                   {"pack", nullptr}};
  const auto memory = opened.vault.memory();
  if (const auto text = memory ? (*memory)->pack() : std::nullopt) {
    TRY(out["pack"], json::parse(text->text, limits::kPack));
  }
  return out;
}

Result<json::object> set_language(Opened& opened, const json::value& body) {
  Fields fields(body);
  const std::string language = fields.text("language", 2, 8);
  CHECK(fields.finish());
  opened.vault.keep_choice("language", language);
  return json::object{};
}

// What was begun on the page and is no record yet, in the page's own words: a test may run longer than it stays open.
Result<json::object> keep(Opened& opened, const json::value& body) {
  Fields fields(body);
  const std::string unsaved = fields.text("unsaved", 0, kMostUnsaved);
  CHECK(fields.finish());
  opened.vault.keep_choice(kUnsaved, unsaved);
  return json::object{};
}

json::array alarms_json(const Vault& vault) {
  json::array out;
  for (const auto& alarm : vault.alarms()) out.push_back(view::alarm_json(alarm));
  return out;
}

Result<json::array> due_list(Opened& opened, const usecases::DueQuery& query) {
  json::array out;
  TRY(const auto due, usecases::due_list(opened.session(), query, opened.language()));
  for (const auto& one : due) out.push_back(view::due_json(one));
  return out;
}

Result<json::object> today(Opened& opened, const json::value& body) {
  CHECK(Fields(body).finish());
  const Day day = opened.clock.today();
  json::object out{{"day", to_text(day)},
                   {"unsent", opened.vault.unsent()},
                   {"alarms", alarms_json(opened.vault)},
                   {"outing", outing_in_progress(opened.vault)},
                   {"due", json::array()},
                   {"bag", json::array()},
                   {"backup_days", nullptr}};
  if (const auto last = opened.vault.last_backup()) out["backup_days"] = day.since_epoch - last->since_epoch;
  // Nothing is due and nothing is carried before the first sync; the page says so.
  if (!opened.vault.pack()) return out;
  TRY(out["due"], due_list(opened, {}));
  // Auditors carry nothing, and a device that was revoked is told nothing of goods any more.
  auto bag = bag_json(opened);
  if (!bag && bag.error().code != Code::not_allowed) return fail(bag.error());
  if (bag) out["bag"] = std::move(*bag);
  return out;
}

Result<json::object> due(Opened& opened, const json::value& body) {
  Fields fields(body);
  usecases::DueQuery query;
  query.days_ahead = fields.maybe_integer("days", 0, kDaysAhead).value_or(0);
  query.put_off_too = flag(fields, "all");
  CHECK(fields.finish());
  TRY(auto list, due_list(opened, query));
  return json::object{{"due", std::move(list)}};
}

Result<json::object> put_off(Opened& opened, const json::value& body) {
  Fields fields(body);
  const auto until = day(fields, "until");
  const usecases::NewPutOff wanted{.client = personal(fields, "code"),
                                   .key = text(fields, "follow_up"),
                                   .until = until.value_or(Day{}),
                                   .reason = personal(fields, "reason")};
  if (!until) fields.reject();
  CHECK(fields.finish());
  CHECK(usecases::put_off(opened.session(), wanted));
  return json::object{};
}

Result<json::object> qr(Opened&, const json::value& body) {
  Fields fields(body);
  const std::string said = fields.text("text", 1, kQrText);
  CHECK(fields.finish());
  const auto code = qrcodegen::QrCode::encodeText(said.c_str(), qrcodegen::QrCode::Ecc::LOW);
  json::array rows;
  for (int y = 0; y < code.getSize(); ++y) {
    std::string row;
    for (int x = 0; x < code.getSize(); ++x) row += code.getModule(x, y) ? '1' : '0';
    rows.emplace_back(row);
  }
  return json::object{{"rows", std::move(rows)}};
}

constexpr std::array kOfTheDay{NamedCall{"programme", programme},
                               NamedCall{"set_language", set_language},
                               NamedCall{"keep", keep},
                               NamedCall{"today", today},
                               NamedCall{"due", due},
                               NamedCall{"put_off", put_off},
                               NamedCall{"qr", qr}};

}  // namespace

std::span<const NamedCall> calls_of_the_day() { return kOfTheDay; }

}  // namespace tacit::web
