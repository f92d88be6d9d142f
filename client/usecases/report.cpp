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

using Indicator = Pack::Indicator;

Result<Role> role_of(const Session& session) {
  TRY(const sync::Memory* memory, session.vault.memory());
  const Roster* roster = session.vault.roster();
  const Roster::Device* device = roster == nullptr ? nullptr : roster->device(memory->signing_key().device_id());
  if (device == nullptr) return fail(Code::not_ready, "this device is not admitted yet: use `tacit sync`");
  return device->role;
}

// What audit faces allow a statement to say.
std::optional<domain::Bounds> bounds_of(const ReportLine& line) {
  if (line.checked_by == domain::CheckedBy::bounds) return domain::bounds_of(line.by_quarter);
  if (!line.value) return std::nullopt;
  return domain::Bounds{*line.value, *line.value};
}

// What auditors see of it besides, and what they were told.
void add_audit(const Vault& vault, const Asked& asked, const Indicator& indicator, ReportLine& line) {
  if (line.checked_by == domain::CheckedBy::bounds)
    line.by_quarter = vault.run(domain::query_of(indicator, asked.pack, Face::audit, asked.days, Breakdown::quarter));
  const auto stated = vault.newest_statement(indicator.id, asked.days);
  if (!stated) return;
  const auto bounds = bounds_of(line);
  line.stated = StatedFigure{*stated, bounds, !bounds || bounds->holds(*stated)};
}

ReportLine line_of(const Vault& vault, const Counter& counter, const Asked& asked, const Indicator& indicator,
                   const std::string& period, std::string_view language) {
  ReportLine line{.id = indicator.id,
                  .label = label_in(indicator.labels, language),
                  .value = {},
                  .of = {},
                  .share = domain::share_of(indicator, asked.pack),
                  .parts = {},
                  .by_quarter = {},
                  .target = indicator.target_in(period),
                  .checked_by = domain::checked_by(indicator, asked.pack),
                  .stated = {}};
  for (const Figure& figure : counter.figures(indicator, asked.days)) {
    line.value = figure.value;
    line.of = figure.of;
  }
  if (asked.by.time != By::Time::whole || asked.by.part != Breakdown::none)
    line.parts = counter.figures(indicator, asked.days, asked.by);
  if (asked.face == Face::audit) add_audit(vault, asked, indicator, line);
  return line;
}

// What audit faces leave out of what is counted: how anything ended, what follows a result, and what clients are.
bool is_hidden(const Indicator& indicator, const Pack& pack) {
  using Count = Indicator::Count;
  const auto after_reactive = [&](const std::string& code) {
    const auto* service = pack.service(code);
    const auto* commodity = pack.commodity(code);
    const auto* test = pack.test(code);
    return (service != nullptr && service->after_reactive) || (commodity != nullptr && commodity->after_reactive) ||
           (test != nullptr && test->after_reactive);
  };
  const bool attributes = std::any_of(indicator.where.begin(), indicator.where.end(),
                                      [&](const auto& one) { return !pack.attribute(one.first)->audit; });
  return attributes || !indicator.outcomes.empty() || indicator.count == Count::people ||
         (indicator.count == Count::outcomes && !indicator.codes.empty()) ||
         std::any_of(indicator.codes.begin(), indicator.codes.end(), after_reactive);
}

// The same without one of the things by which it tells people apart, each in turn.
std::vector<Indicator> wider(const Indicator& indicator) {
  std::vector<Indicator> out;
  const auto without = [&](auto change) {
    out.push_back(indicator);
    change(out.back());
  };
  if (!indicator.outcomes.empty()) without([](Indicator& one) { one.outcomes.clear(); });
  if (!indicator.where.empty()) without([](Indicator& one) { one.where.clear(); });
  for (std::size_t i = 0; i < indicator.all.size(); ++i) {
    if (i > 0) without([i](Indicator& one) { one.all.erase(one.all.begin() + static_cast<std::ptrdiff_t>(i)); });
    if (!indicator.all[i].outcomes.empty()) without([i](Indicator& one) { one.all[i].outcomes.clear(); });
  }
  if (!indicator.any.empty()) without([](Indicator& one) { one.any.clear(); });
  for (std::size_t i = 0; i < indicator.none.size(); ++i)
    without([i](Indicator& one) { one.none.erase(one.none.begin() + static_cast<std::ptrdiff_t>(i)); });
  return out;
}

// Who is behind a small figure may be seen in audit faces though what it says of them is not; so may they be from one
// that leaves few out.
bool points_at_few(const Counter& counter, const Indicator& indicator, const Pack& pack, const Period& days,
                   const Figure& figure) {
  const auto few = [](std::int64_t count) { return count != 0 && -10 < count && count < 10; };
  if (!is_hidden(indicator, pack)) return false;
  if (few(figure.value) || (figure.of && few(*figure.of - figure.value))) return true;
  const auto others = wider(indicator);
  return std::any_of(others.begin(), others.end(), [&](const Indicator& other) {
    return few(counter.figures(other, days).front().value - figure.value);
  });
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
  using PlaceKind = domain::Place::Kind;
  const auto name = [](PlaceKind source, PlaceKind target) -> std::string {
    if (source == PlaceKind::supplier) return "received";
    if (source == PlaceKind::store && target == PlaceKind::bag) return "issued";
    return std::string(to_text(source)) + " to " + std::string(to_text(target));
  };
  std::map<std::array<std::string, 3>, std::int64_t> sums;
  for (const auto& flow : vault.flows(Face::audit, Vault::FlowDay::counted, days))
    if (flow.target.kind != PlaceKind::people && flow.target.kind != PlaceKind::partner)
      sums[{name(flow.source.kind, flow.target.kind), flow.commodity, quarter_of(flow.day)}] += flow.quantity;
  for (const auto& [key, quantity] : sums) rows.push_back({key[0], key[1], key[2], quantity});
}

}  // namespace

Result<Asked> ask(const Session& session, const std::string& period, const std::string& by, std::optional<Face> face) {
  TRY(const Role role, role_of(session));
  TRY(const Period days, parse_period(period));
  const auto pack = session.vault.pack();
  if (!pack) return fail(Code::not_ready, "the organisation's pack is not here yet: use `tacit sync`");
  if (face == Face::team && role == Role::auditor)
    return fail(Code::not_allowed, "an auditor's device opens no team faces");
  if (face == Face::audit && role == Role::worker)
    return fail(Code::not_allowed, "a worker's device opens no audit faces");
  TRY(auto told_apart, parse_by(by, *pack));
  return Asked{*pack, face.value_or(role == Role::auditor ? Face::audit : Face::team), days, std::move(told_apart)};
}

Result<Report> make_report(const Session& session, const std::string& period, std::string_view language,
                           std::optional<Face> face, const std::string& by, const std::vector<std::string>& only) {
  TRY(const Asked asked, ask(session, period, by, face));
  TRY(const sync::Memory* memory, session.vault.memory());
  Report report{.period = period,
                .face = asked.face,
                .by = asked.by,
                .lines = {},
                .late = 0,
                .closed_until = session.vault.closed_until(),
                .unopened = memory->unopened_count()};
  report.late = session.vault.late_in(report.face, asked.days);
  for (const auto& id : only)
    if (asked.pack.indicator(id) == nullptr)
      return fail(Code::not_found, "the pack has no such indicator: `tacit report` without any shows all");
  const Counter counter(session.vault, asked.pack, asked.face);
  for (const auto& indicator : asked.pack.indicators) {
    const bool named = std::find(only.begin(), only.end(), indicator.id) != only.end();
    if (named || (only.empty() && !indicator.retired))
      report.lines.push_back(line_of(session.vault, counter, asked, indicator, period, language));
  }
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
  const Counter counter(session.vault, recorder.pack, Face::team);
  record::Statement statement{.period = period, .figures = {}};
  for (const auto& id : indicators) {
    const auto* indicator = recorder.pack.indicator(id);
    if (indicator == nullptr) return fail(Code::not_found, "the pack has no such indicator: see `tacit report`");
    if (!counter.can_say(*indicator, days))
      return fail(Code::invalid_argument, "that figure can only be told of whole months");
    const auto figures = counter.figures(*indicator, days);
    if (points_at_few(counter, *indicator, recorder.pack, days, figures.front()))
      return fail(Code::not_allowed, "so few are meant, or all but so few, that it would tell who: say it in words");
    statement.figures.push_back({id, figures.front().value});
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
