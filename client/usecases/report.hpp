#pragma once
#include "client/usecases/indicator.hpp"

// The pack's indicators over a period, counted on this device from what it could open.
namespace tacit::usecases {

// A staff statement, set against what the audit faces themselves allow (protocol §7).
struct StatedFigure {
  std::int64_t value;
  std::optional<domain::Bounds> bounds;  // none: audit faces say nothing about it
  bool within;                           // or not to be judged
};
struct ReportLine {
  std::string id, label;
  std::optional<std::int64_t> value;    // none: this device, or this period, cannot say
  std::optional<std::int64_t> of;       // what the value is set against,
  bool share = true;                    // and is a part of; or there is so much for each of it
  std::vector<Figure> parts;            // what it is told apart into, if asked for
  std::vector<domain::Row> by_quarter;  // of people in audit faces, who can be told apart within a quarter only
  std::optional<std::int64_t> target;
  domain::CheckedBy checked_by;
  std::optional<StatedFigure> stated;  // from the audit faces; the newest statement of exactly this period
};
struct Report {
  std::string period;
  domain::Face face;  // what it was counted from
  By by;              // what figures are told apart by
  std::vector<ReportLine> lines;
  std::int64_t late = 0;  // records of earlier, closed days that count here
  std::optional<Day> closed_until;
  std::uint64_t unopened = 0;  // entries this device holds no key for: figures may be too low
};
// From team faces on workers' and staff devices, from audit faces on an auditor's; `face` overrides it for staff.
// `by`: what each figure is told apart by too (parse_by). `only`: these indicators; none: all that are not retired.
// malformed (the period) | not_found (`by`, an indicator) | not_ready: sync first | not_allowed: that face
Result<Report> make_report(const Session& session, const std::string& period, std::string_view language,
                           std::optional<domain::Face> face = std::nullopt, const std::string& by = {},
                           const std::vector<std::string>& only = {});

// What every question about figures needs first.
struct Asked {
  Pack pack;
  domain::Face face;
  Period days;
  By by;
};
Result<Asked> ask(const Session& session, const std::string& period, const std::string& by,
                  std::optional<domain::Face> face);

// Staff vouch for figures of a period towards auditors: each is counted now, from team faces.
struct Stated {
  RecordId rid;
  std::vector<record::Figure> figures;
};
Result<Stated> state_figures(Session& session, const std::string& period, const std::vector<std::string>& indicators);

// What an auditor sees besides the indicators: activity and supply rows by quarter.
struct AuditRow {
  std::string what, code, quarter;
  std::int64_t quantity;
};
Result<std::vector<AuditRow>> list_audit_rows(const Session& session, std::optional<std::string> period);

}  // namespace tacit::usecases
