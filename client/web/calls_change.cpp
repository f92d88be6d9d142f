#include <array>

#include "client/usecases/change.hpp"
#include "client/web/calls.hpp"
#include "client/web/read.hpp"

namespace tacit::web {
namespace {

Result<RecordId> record_in(Fields& fields) {
  const auto record = maybe_id<RecordId>(fields, "record");
  if (!record) return fail(Code::invalid_argument, "say which record");
  return *record;
}

json::object change_json(const usecases::Change& change) {
  json::array also;
  for (const RecordId& rid : change.also) also.emplace_back(id_text(rid));
  return {{"how", change.how == usecases::Changed::draft ? "draft" : "recorded"},
          {"record", id_text(change.rid)},
          {"also", std::move(also)},
          {"in_closed_period", change.in_closed_period}};
}

Result<json::object> undo(Opened& opened, const json::value& body) {
  Fields fields(body);
  std::vector<RecordId> records;
  for (const auto& text : texts(fields, "records")) {
    TRY(records.emplace_back(), parse_id<RecordId>(text));
  }
  CHECK(fields.finish());
  auto session = opened.session();
  CHECK(usecases::undo_records(session, records));
  return json::object{};
}

Result<json::object> annul(Opened& opened, const json::value& body) {
  Fields fields(body);
  TRY(const RecordId record, record_in(fields));
  const std::string reason = text(fields, "reason");
  CHECK(fields.finish());
  auto session = opened.session();
  TRY(const auto change, usecases::void_record(session, record, reason));
  return change_json(change);
}

Result<json::object> correct(Opened& opened, const json::value& body) {
  Fields fields(body);
  TRY(const RecordId record, record_in(fields));
  const json::value& said = fields.member("body");
  CHECK(fields.finish());
  const auto present = usecases::effective_body(opened.vault, record);
  if (!present) return fail(Code::not_found, "nothing of this record counts here");
  TRY(const auto replacement, record::decode(record::kind_of(record::to_record(*present)), said));
  const auto wanted = record::to_body(replacement);
  if (!wanted) return fail(Code::invalid_argument, "a correction says what the record should have said");
  auto session = opened.session();
  TRY(const auto change, usecases::correct_record(session, record, *wanted));
  return change_json(change);
}

constexpr std::array kChanges{NamedCall{"undo", undo}, NamedCall{"void", annul}, NamedCall{"correct", correct}};

}  // namespace

std::span<const NamedCall> calls_that_change() { return kChanges; }

}  // namespace tacit::web
