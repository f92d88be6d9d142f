#include "client/domain/facts.hpp"

#include <type_traits>

namespace tacit::domain {
namespace {

Literal text_of(record::TimeOfDay time) {
  if (time == record::TimeOfDay::night) return "night";
  return "day";
}

Literal text_of(record::TestResult result) {
  switch (result) {
    case record::TestResult::reactive: return "reactive";
    case record::TestResult::non_reactive: return "non-reactive";
    case record::TestResult::invalid: return "invalid";
  }
  return "invalid";
}

// Fills the list; every fact starts as a copy of `base`.
class Collector {
 public:
  explicit Collector(Fact base) : base_(std::move(base)) {}
  Fact& add(Measure measure, std::string code, std::int64_t quantity) {
    Fact fact = base_;
    fact.measure = measure;
    fact.code = std::move(code);
    fact.quantity = quantity;
    facts_.push_back(std::move(fact));
    return facts_.back();
  }
  Fact& base() { return base_; }
  std::vector<Fact> take() { return std::move(facts_); }

 private:
  Fact base_;
  std::vector<Fact> facts_;
};

// ---- team faces -----------------------------------------------------------------------------------------------------

class TeamFacts {
 public:
  TeamFacts(const DeviceId& dev, const Pack* pack)
      : pack_(pack),
        out_(Fact{.face = Face::team,
                  .measure = {},
                  .code = {},
                  .from = {},
                  .until = {},
                  .quarter = {},
                  .kind = {},
                  .time = {},
                  .site_group = {},
                  .person = {},
                  .outcome = {},
                  .dev = dev}) {}

  std::vector<Fact> of(const record::Body& body) {
    const Day day = record::day_of(body);
    out_.base().from = day;
    out_.base().until = Day{day.since_epoch + 1};
    out_.base().quarter = quarter_of(day);
    std::visit([this](const auto& one) { collect(one); }, body);
    return out_.take();
  }

 private:
  void place(const std::string& site) {
    out_.base().site_group = pack_ ? pack_->site_group(site) : std::string(kNoSiteGroup);
  }
  void who(const ClientId& client) { out_.base().person = client.bytes; }

  void collect(const record::ClientRegister& r) {
    who(r.client);
    out_.add(Measure::client, {}, 1);
  }
  void collect(const record::Outing& r) {
    place(r.site);
    out_.base().kind = r.kind;
    out_.base().time = text_of(r.time).view();
    out_.add(Measure::outing, r.kind, 1);
  }
  void collect(const record::Contact& r) {
    place(r.site);
    out_.base().kind = r.kind;
    out_.base().time = text_of(r.time).view();
    if (r.client) who(*r.client);
    out_.add(Measure::contact, r.kind, r.client ? 1 : r.anonymous);
    for (const auto& service : r.services) out_.add(Measure::service, service.code, service.count);
    for (const auto& test : r.tests) {
      out_.add(Measure::test, test.test, 1).outcome = text_of(test.result).view();
      if (test.told) out_.add(Measure::told, test.test, 1).outcome = text_of(test.result).view();
    }
    for (const auto& item : r.given) out_.add(Measure::given, item.code, item.count);
  }
  void collect(const record::GroupSession& r) {
    place(r.site);
    out_.add(Measure::group, r.kind, 1);
    out_.add(Measure::participants, r.kind, r.participants);
    for (const auto& client : r.known) out_.add(Measure::attended, r.kind, 1).person = client.bytes;
  }
  void collect(const record::Referral& r) {
    who(r.client);
    out_.add(Measure::referral, r.destination, 1);
  }
  void collect(const record::Outcome& r) {
    who(r.client);
    out_.add(Measure::outcome, std::string(record::to_text(r.what)), 1).about = r.of;
  }
  void collect(const record::Appointment& r) {
    place(r.site);
    who(r.client);
    out_.base().from = r.on;
    out_.base().until = Day{r.on.since_epoch + 1};
    out_.base().quarter = quarter_of(r.on);
    out_.add(Measure::appointment, r.service, 1);
  }
  void collect(const record::Intake& r) {
    place(r.site);
    if (r.client) who(*r.client);
    out_.base().outcome = r.outcome;
    out_.add(Measure::intake, r.kind, 1);
  }
  void collect(const record::Household& r) {
    who(r.client);
    out_.add(Measure::household, {}, 1);
    for (const auto& [code, count] : r.members) out_.add(Measure::member, code, count);
  }
  void collect(const record::Case& r) {
    who(r.client);
    out_.base().kind = record::to_text(r.step);
    out_.base().outcome = r.outcome;
    if (r.step == record::Case::Step::agreement) out_.base().until = r.until.value_or(r.day);
    out_.add(Measure::case_step, r.kind, 1);
  }
  void collect(const record::Stay& r) {
    place(r.site);
    who(r.client);
    out_.base().until = r.until;
    if (r.planned) out_.base().outcome = "planned";
    out_.add(Measure::stay, r.kind, 1);
    if (!r.planned) out_.add(Measure::nights, r.kind, r.until.since_epoch - r.day.since_epoch);
    for (const auto& [code, count] : r.people) out_.add(Measure::housed, code, count);
  }
  void collect(const record::Incident& r) {
    place(r.site);
    if (r.client) who(*r.client);
    out_.base().outcome = r.outcome;
    out_.add(Measure::incident, r.kind, 1);
  }
  void collect(const record::StockHandOut& r) {
    place(r.to);
    out_.add(Measure::given, r.commodity, r.quantity);
  }
  // Other movements of goods: domain/ledger.hpp.
  void collect(const record::StockReceive&) {}
  void collect(const record::StockIssue&) {}
  void collect(const record::StockMove&) {}
  void collect(const record::StockCount&) {}
  void collect(const record::ClientLink&) {}
  void collect(const record::Consent&) {}
  void collect(const record::Label&) {}
  void collect(const record::Statement&) {}
  void collect(const record::Closing&) {}

  const Pack* pack_;
  Collector out_;
};

// ---- audit faces ----------------------------------------------------------------------------------------------------

class AuditFacts {
 public:
  explicit AuditFacts(const DeviceId& dev)
      : out_(Fact{.face = Face::audit,
                  .measure = {},
                  .code = {},
                  .from = {},
                  .until = {},
                  .quarter = {},
                  .kind = {},
                  .time = {},
                  .site_group = {},
                  .person = {},
                  .outcome = {},
                  .dev = dev}) {}

  std::vector<Fact> of(const audit::Body& body) {
    std::visit([this](const auto& one) { collect(one); }, body);
    return out_.take();
  }

 private:
  void when(const std::string& text) {
    // The codec has checked the form; a period it cannot read would leave the fact outside every period.
    if (const auto period = parse_period(text)) {
      out_.base().from = period->from;
      out_.base().until = period->until;
      out_.base().quarter = quarter_of(period->from);
    }
  }
  void collect(const audit::Outing& r) {
    when(r.period);
    out_.base().kind = r.kind;
    out_.base().time = text_of(r.time).view();
    out_.base().site_group = r.site_group;
    out_.add(Measure::outing, r.kind, 1);
  }
  void collect(const audit::Contact& r) {
    when(r.period);
    out_.base().quarter = r.quarter;
    out_.base().kind = r.kind;
    out_.base().time = text_of(r.time).view();
    out_.base().site_group = r.site_group;
    if (r.client) out_.base().person = r.client->bytes;
    out_.add(Measure::contact, r.kind, r.client ? 1 : r.anonymous);
    for (const auto& service : r.services) out_.add(Measure::service, service.code, service.count);
    for (const auto& test : r.tests) out_.add(Measure::test, test, 1);
    for (const auto& item : r.given) out_.add(Measure::given, item.code, item.count);
  }
  void collect(const audit::Group& r) {
    when(r.period);
    out_.base().site_group = r.site_group;
    out_.add(Measure::group, r.kind, 1);
    out_.add(Measure::participants, r.kind, r.participants);
  }
  void collect(const audit::Intake& r) {
    when(r.period);
    out_.base().site_group = r.site_group;
    out_.add(Measure::intake, r.kind, 1);
  }
  void collect(const audit::Case& r) {
    when(r.period);
    out_.base().quarter = r.quarter;
    out_.base().person = r.client.bytes;
    out_.base().kind = record::to_text(r.step);
    out_.add(Measure::case_step, r.kind, 1);
  }
  void collect(const audit::HandOut& r) {
    when(r.period);
    out_.base().site_group = r.site_group;
    out_.add(Measure::given, r.audit_class, r.quantity);
  }
  void collect(const audit::Statement& r) {
    when(r.period);
    for (const auto& figure : r.figures) out_.add(Measure::statement, figure.indicator, figure.value);
  }
  void collect(const audit::Stock&) {}
  void collect(const audit::Moved&) {}
  void collect(const audit::Link&) {}
  void collect(const audit::Closing&) {}

  Collector out_;
};

// Only staff vouch for figures.
bool counts(const audit::Body& body, const Version& version) {
  return !std::holds_alternative<audit::Statement>(body) || !version.staff_of.empty();
}

}  // namespace

std::vector<Fact> facts_of(const History& history, const Pack* pack) {
  std::vector<Fact> facts;
  if (!history.effective) return facts;
  const Version& version = history.versions[*history.effective];
  // Whoever corrects it did not do it.
  const DeviceId dev = history.original()->dev;
  if (const auto body = team_body(version)) facts = TeamFacts(dev, pack).of(*body);
  if (const auto body = audit_body(version); body && counts(*body, version)) {
    auto more = AuditFacts(dev).of(*body);
    facts.insert(facts.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
  }
  return facts;
}

}  // namespace tacit::domain
