#include <algorithm>
#include <array>

#include "client/usecases/due.hpp"
#include "client/usecases/hand_over.hpp"
#include "client/view/describe.hpp"
#include "client/view/json.hpp"
#include "client/web/calls.hpp"
#include "client/web/read.hpp"
#include "schema/hand_over.hpp"

namespace tacit::web {
namespace {

constexpr std::int64_t kMostFound = 200;
constexpr std::int64_t kEver = 36'500;  // days ahead

Result<json::object> find(Opened& opened, const json::value& body) {
  Fields fields(body);
  const auto words = personal(fields, "words");
  const auto limit = fields.maybe_integer("limit", 1, kMostFound).value_or(20);
  CHECK(fields.finish());
  json::array people;
  for (const auto& one : usecases::find_people(opened.session(), words, static_cast<std::size_t>(limit)))
    people.push_back(view::person_json(one));
  return json::object{{"people", std::move(people)}};
}

// One record, as what counts of it says; as it was recorded, if nothing counts any more.
json::object entry_of_timeline(const Vault& vault, const domain::History& history, const Pack* pack,
                               const std::string& language, const DeviceId& self) {
  json::object out = view::history_json(vault, history);
  auto& versions = out["versions"].as_array();
  for (std::size_t i = 0; i < versions.size(); ++i) {
    if (!history.versions[i].team) continue;
    auto& version = versions[i].as_object();
    version["text"] = view::describe(*history.versions[i].team, pack, language);
    if (const Day day = view::day_of(*history.versions[i].team); day != Day{}) version["day"] = to_text(day);
  }
  const auto* original = history.original();
  const std::size_t shown = history.effective.value_or(0);
  for (const auto* key : {"text", "day", "kind"})
    if (shown < versions.size())
      if (const auto* value = versions[shown].as_object().if_contains(key)) out[key] = *value;
  if (original != nullptr) {
    out["device"] = vault.label(record::Label::Subject::device, id_text(original->dev));
    out["mine"] = original->dev == self;
    out["sent"] = original->index.has_value();
  }
  return out;
}

Result<json::array> timeline_of(Opened& opened, const std::vector<domain::History>& histories) {
  TRY(const auto* memory, opened.vault.memory());
  const auto pack = opened.vault.pack();
  const DeviceId self = memory->signing_key().device_id();
  json::array out;
  for (const auto& history : histories)
    out.push_back(entry_of_timeline(opened.vault, history, pack ? &*pack : nullptr, opened.language(), self));
  return out;
}

// Of one day, what was recorded last comes first.
void sort_by_day(json::array& timeline) {
  const auto day = [](const json::value& one) {
    const auto* text = one.as_object().if_contains("day");
    return text == nullptr ? std::string_view() : std::string_view(text->as_string());
  };
  std::reverse(timeline.begin(), timeline.end());
  std::stable_sort(timeline.begin(), timeline.end(), [&](const auto& a, const auto& b) { return day(a) > day(b); });
}

Result<json::array> due_of(Opened& opened, const ClientId& client) {
  json::array out;
  if (!opened.vault.pack()) return out;
  TRY(const auto all,
      usecases::due_list(opened.session(), {.days_ahead = kEver, .put_off_too = true}, opened.language()));
  const ClientId canonical = opened.vault.canonical(client);
  for (const auto& one : all)
    if (opened.vault.canonical(one.client) == canonical) out.push_back(view::due_json(one));
  return out;
}

Result<json::object> person(Opened& opened, const json::value& body) {
  Fields fields(body);
  const auto code = personal(fields, "code");
  CHECK(fields.finish());
  TRY(const auto shown, usecases::show_person(opened.session(), code));
  TRY(auto timeline, timeline_of(opened, shown.timeline));
  sort_by_day(timeline);
  TRY(auto due, due_of(opened, shown.person.client));
  return json::object{
      {"person", view::person_json(shown.person)}, {"due", std::move(due)}, {"timeline", std::move(timeline)}};
}

// Outings, groups and whatever else is about nobody: the newest of all.
Result<json::object> recent(Opened& opened, const json::value& body) {
  Fields fields(body);
  const auto limit = fields.maybe_integer("limit", 1, kMostFound).value_or(30);
  CHECK(fields.finish());
  TRY(auto timeline, timeline_of(opened, opened.vault.recent(static_cast<std::size_t>(limit))));
  return json::object{{"timeline", std::move(timeline)}};
}

Result<json::object> register_person(Opened& opened, const json::value& body) {
  Fields fields(body);
  const auto wanted = person_in(fields);
  CHECK(fields.finish());
  auto session = opened.session();
  TRY(const auto added, usecases::add_person(session, wanted));
  return json::object{{"code", added.code.to_text()}};
}

Result<json::object> edit(Opened& opened, const json::value& body) {
  Fields fields(body);
  usecases::EditPerson change;
  change.asked = personal(fields, "code");
  change.name = maybe_personal(fields, "name");
  change.nickname = maybe_personal(fields, "nickname");
  change.phone = maybe_personal(fields, "phone");
  change.note = maybe_personal(fields, "note");
  change.other_codes = maybe_personal(fields, "other_codes");
  CHECK(fields.finish());
  auto session = opened.session();
  TRY(const auto changed, usecases::edit_person(session, change));
  return json::object{{"person", view::person_json(changed)}};
}

Result<json::object> hand_over(Opened& opened, const json::value& body) {
  Fields fields(body);
  usecases::NewHandOver wanted{.to = text(fields, "to"), .who = {}};
  if (fields.has("codes")) {
    wanted.who.emplace();
    for (auto& code : texts(fields, "codes")) wanted.who->push_back(Personal(std::move(code)));
  }
  CHECK(fields.finish());
  TRY(const auto handed, usecases::hand_over(opened.session(), wanted));
  return json::object{{"file", crypto::to_base64(handed.file)},
                      {"people", handed.people},
                      {"to_name", handed.to_name},
                      {"other_teams", handed.other_teams}};
}

Result<json::object> accept_hand_over(Opened& opened, const json::value& body) {
  Fields fields(body);
  const std::string written = fields.text("file", 1, limits::kHandOverFile * 4 / 3 + 4);
  CHECK(fields.finish());
  TRY(const Bytes file, crypto::from_base64(written));
  auto session = opened.session();
  TRY(const auto accepted, usecases::accept_hand_over(session, file));
  json::array differing;
  for (const auto& code : accepted.differing) differing.emplace_back(code.to_text());
  return json::object{{"from", accepted.from_name.empty() ? id_text(accepted.from) : accepted.from_name},
                      {"day", to_text(accepted.day)},
                      {"people", accepted.people},
                      {"completed", accepted.completed},
                      {"unchanged", accepted.unchanged},
                      {"not_here_yet", accepted.not_here_yet},
                      {"differing", std::move(differing)}};
}

constexpr std::array kAboutPeople{NamedCall{"find", find},
                                  NamedCall{"person", person},
                                  NamedCall{"recent", recent},
                                  NamedCall{"register", register_person},
                                  NamedCall{"edit", edit},
                                  NamedCall{"hand_over", hand_over},
                                  NamedCall{"accept_hand_over", accept_hand_over}};

}  // namespace

std::span<const NamedCall> calls_about_people() { return kAboutPeople; }

}  // namespace tacit::web
