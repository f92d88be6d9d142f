#include "client/web/read.hpp"

#include "schema/hand_over.hpp"

namespace tacit::web {
namespace {

constexpr std::size_t kLongest = 32 * 1024;

record::Attributes attributes(Fields& fields, std::string_view key) {
  record::Attributes out;
  if (!fields.has(key)) return out;
  for (const auto& [code, value] : fields.members(key, limits::kItems)) {
    if (value.is_string())
      out.emplace(code, value.get_string());
    else
      fields.reject();
  }
  return out;
}

const json::array& rows(Fields& fields, std::string_view key) {
  static const json::array kNone;
  return fields.has(key) ? fields.list(key, 0, limits::kItems) : kNone;
}

std::vector<record::Counted> counted(Fields& fields, std::string_view key) {
  std::vector<record::Counted> out;
  for (const auto& row : rows(fields, key)) {
    Fields one(row);
    out.push_back({one.text("code", 1, limits::kCode), one.integer("count", 1, limits::kQuantity)});
    if (const auto read = one.finish(); !read) fields.reject(read.error());
  }
  return out;
}

std::optional<record::TestResult> result_named(std::string_view name) {
  if (name == "reactive") return record::TestResult::reactive;
  if (name == "non-reactive") return record::TestResult::non_reactive;
  if (name == "invalid") return record::TestResult::invalid;
  return std::nullopt;
}

std::vector<record::Test> tests(Fields& fields, std::string_view key) {
  std::vector<record::Test> out;
  for (const auto& row : rows(fields, key)) {
    Fields one(row);
    record::Test test{.test = one.text("code", 1, limits::kCode)};
    const auto result = result_named(one.text("result", 1, limits::kCode));
    if (!result) one.reject();
    test.result = result.value_or(record::TestResult::invalid);
    test.told = flag(one, "told");
    test.counselled_before = flag(one, "before");
    test.counselled_after = flag(one, "after");
    if (const auto read = one.finish(); !read) fields.reject(read.error());
    out.push_back(std::move(test));
  }
  return out;
}

std::optional<record::TimeOfDay> time_of_day(Fields& fields) {
  const auto said = fields.maybe_text("time", 1, limits::kCode);
  if (!said) return std::nullopt;
  if (*said != "day" && *said != "night") fields.reject();
  return *said == "night" ? record::TimeOfDay::night : record::TimeOfDay::day;
}

}  // namespace

std::string text(Fields& fields, std::string_view key) { return fields.maybe_text(key, 0, kLongest).value_or(""); }
bool flag(Fields& fields, std::string_view key) { return fields.has(key) && fields.boolean(key); }

Personal<std::string> personal(Fields& fields, std::string_view key) { return Personal(text(fields, key)); }

std::optional<Personal<std::string>> maybe_personal(Fields& fields, std::string_view key) {
  auto said = fields.maybe_text(key, 0, kLongest);
  return said ? std::optional(Personal(std::move(*said))) : std::nullopt;
}

std::optional<Day> day(Fields& fields, std::string_view key) {
  const auto said = fields.maybe_text(key, 1, limits::kCode);
  if (!said) return std::nullopt;
  const auto parsed = parse_day(*said);
  if (!parsed) fields.reject(parsed.error());
  return parsed ? std::optional(*parsed) : std::nullopt;
}

std::vector<std::string> texts(Fields& fields, std::string_view key) {
  std::vector<std::string> out;
  if (!fields.has(key)) return out;
  for (const auto& one : fields.list(key, 0, limits::kHandOverPeople)) {
    if (one.is_string())
      out.emplace_back(one.get_string());
    else
      fields.reject();
  }
  return out;
}

usecases::NewPerson person_in(Fields& fields) {
  usecases::NewPerson out{.name = personal(fields, "name"),
                          .nickname = personal(fields, "nickname"),
                          .phone = personal(fields, "phone"),
                          .note = personal(fields, "note"),
                          .attributes = attributes(fields, "attributes"),
                          .team = fields.maybe_text("team", 1, limits::kName),
                          .day = day(fields, "day"),
                          .consented = flag(fields, "consent"),
                          .other_codes = personal(fields, "other_codes")};
  if (flag(fields, "by_guardian")) out.consented_by = record::Consent::By::guardian;
  return out;
}

usecases::NewContact contact_in(Fields& fields) {
  usecases::NewContact out;
  out.client = maybe_personal(fields, "code");
  out.anonymous = fields.maybe_integer("anonymous", 0, limits::kQuantity).value_or(0);
  out.day = day(fields, "day");
  out.outing = maybe_id<RecordId>(fields, "outing");
  out.kind = text(fields, "kind");
  out.site = text(fields, "site");
  out.time = time_of_day(fields);
  out.services = counted(fields, "services");
  out.given = counted(fields, "given");
  out.tests = tests(fields, "tests");
  out.note = text(fields, "note");
  out.lots = attributes(fields, "lots");
  out.refer = texts(fields, "refer");
  out.team = fields.maybe_text("team", 1, limits::kName);
  out.again = flag(fields, "again");
  return out;
}

usecases::NewOuting outing_in(Fields& fields) {
  return {.day = day(fields, "day"),
          .kind = text(fields, "kind"),
          .site = text(fields, "site"),
          .route = text(fields, "route"),
          .time = time_of_day(fields).value_or(record::TimeOfDay::day),
          .crew = {},
          .team = fields.maybe_text("team", 1, limits::kName),
          .grants = texts(fields, "grants")};
}

}  // namespace tacit::web
