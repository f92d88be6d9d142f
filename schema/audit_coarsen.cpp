#include <algorithm>
#include <set>
#include <tuple>

#include "schema/audit_record.hpp"

namespace tacit::audit {
namespace {

using Coarse = Result<std::optional<Body>>;

std::string period_of(Day day, const Pack& pack) {
  return pack.audit_period == Pack::AuditPeriod::week ? iso_week_of(day) : month_of(day);
}

std::vector<record::Counted> counted(const std::map<std::string, std::int64_t>& sums) {
  std::vector<record::Counted> out;
  out.reserve(sums.size());
  for (const auto& [code, count] : sums) out.push_back({code, count});
  return out;
}

// check() has found every code of the contact in the pack.
void let_in(const record::Contact& from, const Pack& pack, Contact& to) {
  std::map<std::string, std::int64_t> services, classes;
  for (const auto& [code, count] : from.services)
    if (pack.service(code)->audit) services[code] += count;
  for (const auto& [code, count] : from.given) classes[pack.commodity(code)->audit_class] += count;
  to.services = counted(services);
  to.given = counted(classes);
  // Each kind of test once: a second one of the same kind tells that the first was reactive or invalid.
  std::set<std::string> tests;
  for (const record::Test& test : from.tests)
    if (pack.test(test.test)->audit) tests.insert(test.test);
  to.tests.assign(tests.begin(), tests.end());
  for (const auto& [attribute, value] : from.about)
    if (pack.attribute(attribute)->audit) to.about.emplace(attribute, value);
}

std::vector<Moved::Line> sums_of(const std::vector<record::StockLine>& lines) {
  std::map<std::tuple<std::string, std::string_view, std::string_view>, Moved::Line> sums;
  for (const record::StockLine& line : lines) {
    const auto from = line.from.kind, to = line.to.kind;
    auto& sum = sums.try_emplace({line.commodity, record::to_text(from), record::to_text(to)},
                                 Moved::Line{line.commodity, from, to, 0})
                    .first->second;
    sum.quantity += line.quantity;
  }
  std::vector<Moved::Line> out;
  for (auto& [key, sum] : sums) out.push_back(std::move(sum));
  return out;
}

struct Coarsener {
  const Coarsening& with;

  Coarse operator()(const record::ClientRegister&) const { return std::nullopt; }
  Coarse operator()(const record::Consent&) const { return std::nullopt; }
  Coarse operator()(const record::Label&) const { return std::nullopt; }
  Coarse operator()(const record::Referral&) const { return std::nullopt; }

  Coarse operator()(const record::Outcome&) const { return std::nullopt; }
  Coarse operator()(const record::Appointment&) const { return std::nullopt; }
  Coarse operator()(const record::Household&) const { return std::nullopt; }
  // Its nights would tell the exact days, and a correction that it ended early.
  Coarse operator()(const record::Stay&) const { return std::nullopt; }
  Coarse operator()(const record::Incident&) const { return std::nullopt; }

  Coarse operator()(const record::Intake& r) const {
    if (!with.pack.intake(r.kind)->audit) return std::nullopt;
    return Body(Intake{period_of(r.day, with.pack), r.kind, with.pack.site_group(r.site)});
  }

  Coarse operator()(const record::Case& r) const {
    if (!with.pack.support_case(r.kind)->audit || r.step == record::Case::Step::closed) return std::nullopt;
    const std::string quarter = quarter_of(r.day);
    TRY(const Pseudonym client, with.pseudonym(r.client, quarter));
    return Body(Case{period_of(r.day, with.pack), quarter, client, r.kind, r.step});
  }

  Coarse operator()(const record::StockHandOut& r) const {
    return Body(HandOut{period_of(r.day, with.pack), with.pack.site_group(r.to),
                        with.pack.commodity(r.commodity)->audit_class, r.quantity});
  }

  Coarse operator()(const record::ClientLink& r) const {
    if (r.quarter.empty()) return std::nullopt;
    TRY(const Pseudonym kept, with.pseudonym(r.kept, r.quarter));
    TRY(const Pseudonym duplicate, with.pseudonym(r.duplicate, r.quarter));
    return Body(Link{r.quarter, kept, duplicate});
  }

  Coarse operator()(const record::Outing& r) const {
    return Body(Outing{period_of(r.day, with.pack), r.kind, r.time, with.pack.site_group(r.site)});
  }

  Coarse operator()(const record::Contact& r) const {
    Contact out;
    out.period = period_of(r.day, with.pack);
    out.quarter = quarter_of(r.day);
    if (r.client) {
      TRY(out.client, with.pseudonym(*r.client, out.quarter));
    }
    out.anonymous = r.anonymous;
    out.kind = r.kind;
    out.time = r.time;
    out.site_group = with.pack.site_group(r.site);
    let_in(r, with.pack, out);
    return Body(std::move(out));
  }

  Coarse operator()(const record::GroupSession& r) const {
    return Body(Group{period_of(r.day, with.pack), r.kind, with.pack.site_group(r.site), r.participants});
  }

  Coarse operator()(const record::StockReceive& r) const {
    return Body(
        Stock{Stock::Op::receive, period_of(r.day, with.pack), r.commodity, r.quantity, r.grant, r.value, r.donated});
  }

  Coarse operator()(const record::StockMove& r) const {
    return Body(Moved{period_of(r.day, with.pack), r.reason, sums_of(r.lines)});
  }

  // What somebody counted is for those who keep the store; what follows from it is told.
  Coarse operator()(const record::StockCount&) const { return std::nullopt; }

  Coarse operator()(const record::StockIssue& r) const {
    return Body(Stock{Stock::Op::issue, period_of(r.day, with.pack), r.commodity, r.quantity, {}});
  }

  Coarse operator()(const record::Statement& r) const { return Body(r); }
  Coarse operator()(const record::Closing& r) const { return Body(r); }
};

}  // namespace

Result<std::optional<Record>> coarsen(const record::Record& record, const Coarsening& with,
                                      bool target_had_audit_face) {
  if (const auto* r = std::get_if<record::Void>(&record)) {
    if (!target_had_audit_face) return std::nullopt;
    return Record(Void{r->target, r->entry});
  }
  const auto* correct = std::get_if<record::Correct>(&record);
  const record::Body body = correct != nullptr ? correct->replacement : *record::to_body(record);
  CHECK(check(body, with.pack));
  const Coarsener coarsener{with};
  TRY(auto coarse, std::visit(coarsener, body));
  if (!coarse) return std::nullopt;
  if (correct != nullptr) return Record(Correct{correct->target, correct->entry, std::move(*coarse)});
  return std::visit([](auto& b) { return Record(std::move(b)); }, *coarse);
}

}  // namespace tacit::audit
