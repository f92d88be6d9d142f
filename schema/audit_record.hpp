#pragma once
#include <functional>

#include "schema/pack.hpp"
#include "schema/record.hpp"

// The audit face: what accountability needs and no more. Coarsening is a pure function of the record, the pack and the
// pseudonyms, so a team can check that an audit face is what its team face coarsens to (protocol §4).
// Nothing conditional on an outcome is in here: no result, no referral, no counselling after a result.
namespace tacit::audit {

struct Outing {
  std::string period;  // month "2021-03" or ISO week "2021-W09", as the pack says
  std::string kind;
  record::TimeOfDay time = record::TimeOfDay::day;
  std::string site_group;
  bool operator==(const Outing&) const = default;
};
struct Contact {
  std::string period, quarter;  // quarter "2021Q1": within it the pseudonym is stable, beyond it never
  std::optional<Pseudonym> client;
  std::int64_t anonymous = 0;
  std::string kind;
  record::TimeOfDay time = record::TimeOfDay::day;
  std::string site_group;
  std::vector<record::Counted> services;  // those the pack lets in, sorted by code
  std::vector<std::string> tests;         // which tests were done, never a result; sorted
  std::vector<record::Counted> given;     // by commodity class, sorted
  record::Attributes about;
};
struct Group {
  std::string period, kind, site_group;
  std::int64_t participants = 0;
};
struct Intake {
  std::string period, kind, site_group;
};
struct Case {  // that a step was taken; never that it ended, or how
  std::string period, quarter;
  Pseudonym client;
  std::string kind;
  record::Case::Step step = record::Case::Step::application;
};
struct HandOut {  // in bulk to an institution
  std::string period, site_group, audit_class;
  std::int64_t quantity = 0;
};
struct Link {  // two pseudonyms of one person within one quarter
  std::string quarter;
  Pseudonym kept, duplicate;
};
struct Stock {
  enum class Op { receive, issue } op = Op::receive;
  std::string period, commodity;
  std::int64_t quantity = 0;
  std::string grant;
  std::optional<record::Money> value = {};  // version 3 if there is any, or it was donated
  bool donated = false;
};
// Goods that move otherwise: between which kinds of places, never whose store or bag, and no lot.
struct Moved {
  using Place = record::StockPlace::Kind;
  struct Line {
    std::string commodity;
    Place from = Place::store, to = Place::store;
    std::int64_t quantity = 0;
  };
  std::string period;
  record::StockReason reason = record::StockReason::none;
  std::vector<Line> lines;  // sorted by commodity, from and to; each once
};
using Statement = record::Statement;
using Closing = record::Closing;
using Body = std::variant<Outing, Contact, Group, Link, Stock, Statement, Intake, Case, HandOut, Closing, Moved>;
struct Correct {
  RecordId target;
  Hash entry;
  Body replacement;
};
struct Void {
  RecordId target;
  Hash entry;
};
using Record =
    std::variant<Outing, Contact, Group, Link, Stock, Statement, Intake, Case, HandOut, Closing, Moved, Correct, Void>;

// HMAC-SHA-256(pseudonym key of the quarter, client)[:16]; an error when the year's secret is not known yet.
using Pseudonymise = std::function<Result<Pseudonym>(const ClientId&, std::string_view quarter)>;

struct Coarsening {
  const Pack& pack;
  Pseudonymise pseudonym;
};

// Fails if check() refuses the record: nothing the pack does not name gets into an audit face.
// Empty for kinds without an audit face (client register, consent, label, referral, followup, appointment, household,
// stay, incident), for a count of goods, a closed case, for intakes and cases of which the pack lets nothing in, and
// for corrections of those. A void has one exactly if its target had: the caller says so with `target_had_audit_face`.
Result<std::optional<Record>> coarsen(const record::Record& record, const Coarsening& with, bool target_had_audit_face);

std::string_view kind_of(const Record& record);
int version_of(const Record& record);  // as for team faces
// One form for one value, as for team faces; every list is sorted, so two faces can be compared as text.
json::value encode(const Record& record);
Result<Record> decode(std::string_view kind, int version, const json::value& body);

}  // namespace tacit::audit
