#include "client/usecases/report.hpp"

#include <algorithm>
#include <array>
#include <map>

#include "client/sync/memory.hpp"
#include "client/usecases/recording.hpp"

namespace tacit::usecases {
namespace {

using domain::Breakdown;
using domain::Face;
using domain::Measure;

std::int64_t total(const std::vector<domain::Row>& rows) { return rows.empty() ? 0 : rows.front().value; }

Result<Role> role_of(const Session& session) {
  TRY(const sync::Memory* memory, session.vault.memory());
  const Roster* roster = session.vault.roster();
  const Roster::Device* device = roster == nullptr ? nullptr : roster->device(memory->signing_key().device_id());
  if (device == nullptr) return fail(Code::not_ready, "this device is not admitted yet: use `tacit sync`");
  return device->role;
}

// What audit faces allow a statement to say.
std::optional<domain::Bounds> bounds_of(const Pack::Indicator& indicator, const ReportLine& line) {
  if (indicator.where.empty() && indicator.count == Pack::Indicator::Count::clients)
    return domain::bounds_of(line.by_quarter);
  if (!line.value) return std::nullopt;
  return domain::Bounds{*line.value, *line.value};
}

ReportLine line_of(const Vault& vault, const Pack& pack, const Pack::Indicator& indicator, Face face,
                   const std::string& asked, Period period, std::string_view language) {
  ReportLine line{.id = indicator.id,
                  .label = label_in(indicator.labels, language),
                  .value = {},
                  .by_quarter = {},
                  .target = indicator.target_in(asked),
                  .verifiable = domain::verifiable_from_audit(indicator, pack),
                  .stated = {}};
  const bool people = indicator.count == Pack::Indicator::Count::clients && indicator.where.empty();
  if (face == Face::team || line.verifiable)
    line.value = total(vault.run(domain::query_of(indicator, pack, face, period, Breakdown::none)));
  if (face == Face::audit && people)
    line.by_quarter = vault.run(domain::query_of(indicator, pack, face, period, Breakdown::quarter));
  if (face == Face::audit)
    if (const auto stated = vault.newest_statement(indicator.id, period)) {
      const auto bounds = bounds_of(indicator, line);
      line.stated = StatedFigure{*stated, bounds, !bounds || bounds->holds(*stated)};
    }
  return line;
}

// How cases, tests and incidents ended is in no audit face, but who they were about may be: a small figure would name
// them, and so would one that leaves few out.
bool points_at_few(const Vault& vault, domain::Query query, std::int64_t value) {
  constexpr std::int64_t kFew = 10;
  if (query.outcomes.empty()) return false;
  query.outcomes.clear();
  const std::int64_t left_out = total(vault.run(query)) - value;
  return (value > 0 && value < kFew) || (left_out > 0 && left_out < kFew);
}

// A statement is about the whole organisation, and a device counts what it can open.
bool in_every_team(const Roster& roster, const Recorder& recorder) {
  const auto teams = roster.teams();
  return std::all_of(teams.begin(), teams.end(), [&](const TeamId& team) {
    return std::find(recorder.teams.begin(), recorder.teams.end(), team) != recorder.teams.end() ||
           roster.closed(Scope::team(team));
  });
}

// What goods did, but for what people were given: that is told with the rest.
void add_goods(const Vault& vault, const std::optional<Period>& days, std::vector<AuditRow>& rows) {
  using Kind = domain::Place::Kind;
  const auto name = [](Kind source, Kind target) -> std::string {
    if (source == Kind::supplier) return "received";
    if (source == Kind::store && target == Kind::bag) return "issued";
    return std::string(to_text(source)) + " to " + std::string(to_text(target));
  };
  std::map<std::array<std::string, 3>, std::int64_t> sums;
  for (const auto& flow : vault.flows(Face::audit, Vault::FlowDay::counted, days))
    if (flow.target.kind != Kind::people && flow.target.kind != Kind::partner)
      sums[{name(flow.source.kind, flow.target.kind), flow.commodity, quarter_of(flow.day)}] += flow.quantity;
  for (const auto& [key, quantity] : sums) rows.push_back({key[0], key[1], key[2], quantity});
}

}  // namespace

Result<Report> make_report(const Session& session, const std::string& period, std::string_view language,
                           std::optional<Face> face) {
  TRY(const Role role, role_of(session));
  TRY(const Period days, parse_period(period));
  const auto pack = session.vault.pack();
  if (!pack) return fail(Code::not_ready, "the organisation's pack is not here yet: use `tacit sync`");
  if (face == Face::team && role == Role::auditor)
    return fail(Code::not_allowed, "an auditor's device opens no team faces");
  if (face == Face::audit && role == Role::worker)
    return fail(Code::not_allowed, "a worker's device opens no audit faces");
  TRY(const sync::Memory* memory, session.vault.memory());
  Report report{.period = period,
                .face = face.value_or(role == Role::auditor ? Face::audit : Face::team),
                .lines = {},
                .late = 0,
                .closed_until = session.vault.closed_until(),
                .unopened = memory->unopened_count()};
  report.late = session.vault.late_in(report.face, days);
  for (const auto& indicator : pack->indicators)
    if (!indicator.retired)
      report.lines.push_back(line_of(session.vault, *pack, indicator, report.face, period, days, language));
  return report;
}

Result<Stated> state_figures(Session& session, const std::string& period, const std::vector<std::string>& indicators) {
  TRY(const Recorder recorder, recorder_of(session));
  if (recorder.role != Role::staff) return fail(Code::not_allowed, "statements are made by staff");
  if (!in_every_team(*session.vault.roster(), recorder))
    return fail(Code::not_allowed,
                "this device is not in every team, so its figures would be too low to be vouched for");
  TRY(const sync::Memory* memory, session.vault.memory());
  if (memory->unopened_count() > 0)
    return fail(Code::not_allowed,
                "records are closed to this device, so its figures would be too low to be vouched for");
  TRY(const Period days, parse_period(period));
  record::Statement statement{.period = period, .figures = {}};
  for (const auto& id : indicators) {
    const auto* indicator = recorder.pack.indicator(id);
    if (indicator == nullptr) return fail(Code::not_found, "the pack has no such indicator: see `tacit report`");
    const auto query = domain::query_of(*indicator, recorder.pack, Face::team, days, Breakdown::none);
    const std::int64_t value = total(session.vault.run(query));
    if (points_at_few(session.vault, query, value))
      return fail(Code::not_allowed,
                  "so few ended that way, or all but so few, that it would tell who: say it in words");
    statement.figures.push_back({id, value});
  }
  TRY(auto record, prepare(recorder, statement, {}));
  const RecordId rid = record.rid;
  std::vector<Vault::NewRecord> records;
  records.push_back(std::move(record));
  CHECK(session.vault.save(records));
  return Stated{rid, std::move(statement.figures)};
}

Result<std::vector<AuditRow>> list_audit_rows(const Session& session, std::optional<std::string> period) {
  TRY(const Role role, role_of(session));
  if (role == Role::worker) return fail(Code::not_allowed, "a worker's device opens no audit faces");
  std::optional<Period> days;
  if (period) {
    TRY(days, parse_period(*period));
  }
  struct Kind {
    Measure measure;
    Literal name;
    std::string_view step = {};
  };
  constexpr std::array kKinds{Kind{Measure::outing, "outings"},
                              Kind{Measure::contact, "contacts"},
                              Kind{Measure::service, "services"},
                              Kind{Measure::test, "tests"},
                              Kind{Measure::group, "groups"},
                              Kind{Measure::participants, "participants"},
                              Kind{Measure::given, "given"},
                              Kind{Measure::intake, "intakes"},
                              Kind{Measure::case_step, "applications", "application"},
                              Kind{Measure::case_step, "agreements", "agreement"},
                              Kind{Measure::case_step, "plans", "plan"}};
  std::vector<AuditRow> rows;
  for (const auto& kind : kKinds) {
    std::vector<std::string> steps;
    if (!kind.step.empty()) steps.emplace_back(kind.step);
    const domain::Query codes{.face = Face::audit,
                              .measure = kind.measure,
                              .codes = {},
                              .kinds = steps,
                              .period = days,
                              .distinct_people = false,
                              .by = Breakdown::code};
    for (const auto& code : session.vault.run(codes)) {
      domain::Query quarters = codes;
      quarters.codes = {code.key};
      quarters.by = Breakdown::quarter;
      for (const auto& quarter : session.vault.run(quarters))
        rows.push_back({std::string(kind.name.view()), code.key, quarter.key, quarter.value});
    }
  }
  add_goods(session.vault, days, rows);
  return rows;
}

}  // namespace tacit::usecases
