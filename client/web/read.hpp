#pragma once
#include "client/usecases/activity.hpp"
#include "client/usecases/contact.hpp"
#include "client/usecases/person.hpp"
#include "common/base/json.hpp"
#include "crypto/encoding.hpp"

// What the page says, taken apart. Like json::Fields: reads never throw, the first failure sticks in the fields.
namespace tacit::web {

using json::Fields;

Personal<std::string> personal(Fields& fields, std::string_view key);  // empty if not said
std::optional<Personal<std::string>> maybe_personal(Fields& fields, std::string_view key);
std::string text(Fields& fields, std::string_view key);  // empty if not said
bool flag(Fields& fields, std::string_view key);         // false if not said
std::optional<Day> day(Fields& fields, std::string_view key);
std::vector<std::string> texts(Fields& fields, std::string_view key);
template <class Id>
std::optional<Id> maybe_id(Fields& fields, std::string_view key) {
  const auto written = fields.maybe_text(key, 26, 26);
  if (!written) return std::nullopt;
  const auto id = parse_id<Id>(*written);
  if (!id) fields.reject(id.error());
  return id ? std::optional(*id) : std::nullopt;
}

// The fields of docs/web.md; `finish` is the caller's.
usecases::NewPerson person_in(Fields& fields);
usecases::NewContact contact_in(Fields& fields);
usecases::NewOuting outing_in(Fields& fields);

}  // namespace tacit::web
