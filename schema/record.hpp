#pragma once
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "common/base/day.hpp"
#include "common/base/ids.hpp"
#include "common/base/json.hpp"
#include "crypto/client_code.hpp"
#include "schema/limits.hpp"
#include "schema/stock.hpp"

// What is recorded: the body of each kind's team face, as plain values. Codes ("rapid-hiv", "street") are those of the
// organisation's pack; whether a code exists is checked against the pack (schema/pack.hpp), not here.
// Each kind is versioned and frozen: a change is a new version with its own golden file.
namespace tacit::record {

using Attributes = std::map<std::string, std::string>;  // pack attribute -> one of its values, e.g. "sex" -> "f"

struct ClientRegister {  // kind "client", op "register"
  ClientId client;
  ClientCode code;
  Attributes attributes;
  Day day;
};
// Kind "client", op "link": both are one person; counted once, as `kept`. One record can tell auditors so for one
// quarter at most: naming several would join that person's pseudonyms across quarters.
struct ClientLink {
  ClientId kept, duplicate;
  Day day;
  std::string quarter = {};  // "2021Q1": its audit face is for this quarter; empty: it has none
};
struct Consent {
  enum class By { self, guardian };
  ClientId client;
  std::string version;
  bool given = false;  // false: withdrawn
  Day day;
  By by = By::self;  // version 2 of the kind, if a guardian
};
struct Label {  // addressed to `org`: readable by workers and staff, not by the server
  enum class Subject { organisation, device, team, site } subject = Subject::organisation;
  std::string id;  // 26 characters of the device or team, the site's code, or empty for the organisation
  std::string name;
};
enum class TimeOfDay { day, night };
struct Outing {
  Day day;
  std::string kind;
  TimeOfDay time = TimeOfDay::day;
  std::string site;
  std::string route;  // may be empty
  std::vector<DeviceId> crew;
};
struct Counted {
  std::string code;
  std::int64_t count = 0;  // 1…kQuantity
};
enum class TestResult { non_reactive, reactive, invalid };
struct Test {
  std::string test;
  TestResult result = TestResult::non_reactive;
  bool told = false, counselled_before = false, counselled_after = false;
};
struct Contact {
  Day day;
  std::optional<ClientId> client;  // or
  std::int64_t anonymous = 0;      // so many people without a code; exactly one of the two
  std::optional<RecordId> outing;
  std::string kind;  // outing kind
  TimeOfDay time = TimeOfDay::day;
  std::string site;
  std::vector<Counted> services;
  std::vector<Test> tests;
  std::vector<Counted> given;  // commodities, from the bag of the device that signs
  Attributes about;            // what the pack lets into the audit face, as it was at this contact
  std::string note;            // team note
  // Test or commodity of this contact -> the lot printed on it, for recalls; where the pack keeps it. Version 2 if any.
  std::map<std::string, std::string> lots = {};
};
struct GroupSession {  // kind "group"
  Day day;
  std::string kind;   // pack session kind
  std::string topic;  // may be empty
  std::string site;
  std::int64_t participants = 0;
  std::vector<ClientId> known;  // at most `participants`
};
struct Referral {
  ClientId client;
  std::string destination;
  std::string reason;  // pack test or service code; may be empty
  ClientCode voucher;  // same form, unrelated
  Day day;
};
// Kind "followup": what came of a referral or an appointment.
struct Outcome {
  enum class What { seen, declined, no_show, refused, result, linked };
  ClientId client;
  RecordId of;
  What what = What::seen;
  Day day;
  std::string note;  // team note
};
struct Appointment {
  ClientId client;
  Day day;         // on which it was made
  Day on;          // on which it is, not before `day`
  std::string at;  // "14:30"; may be empty
  std::string service;
  std::string site;
};
struct Intake {  // how somebody came; there may be no client yet
  Day day;
  std::string kind;  // pack intake: an application, a request, a report of risk
  std::string site;
  std::string from;     // pack destination that sent them; may be empty
  std::string outcome;  // one of the kind's; empty while nothing is decided
  std::optional<ClientId> client;
  std::string note;  // team note
};
struct Household {  // adults and children served together with a client; a newer one takes the place of the one before
  ClientId client;
  Day day;
  std::vector<Counted> members;  // pack members: how many adults, boys, girls; the client is among them
};
struct Case {  // one step of longer support
  enum class Step { application, agreement, plan, closed };
  ClientId client;
  Day day;
  std::string kind;  // pack case
  Step step = Step::application;
  std::optional<Day> until;  // of an agreement that ends
  std::string outcome;       // one of the kind's, when closed
  std::string note;          // team note
};
struct Stay {  // nights in temporary housing: `until` minus `day`
  ClientId client;
  Day day, until;
  bool planned = false;  // the end still lies ahead
  std::string kind;      // pack stay
  std::string site;
  std::vector<Counted> people;  // pack members who stay
};
struct Incident {  // violence, an overdose
  Day day;
  std::optional<ClientId> client;
  std::string kind;     // pack incident
  std::string outcome;  // one of the kind's; may be empty
  std::string site;
  std::string note;  // team note
};
struct StockReceive {  // kind "stock", op "receive": supplier -> store
  Day day;
  std::string commodity;
  LotId lot;
  std::optional<Day> expiry;
  std::int64_t quantity = 0;
  std::string grant;                // may be empty
  std::string batch = {};           // as printed on the package; may be empty. Version 3 if any of these is there
  std::optional<Money> value = {};  // of all of it together
  bool donated = false;             // a donation in kind
};
struct StockIssue {  // kind "stock", op "issue": store -> bag of a device
  Day day;
  std::string commodity;
  LotId lot;
  std::int64_t quantity = 0;
  DeviceId to;
};
struct StockHandOut {  // kind "stock", op "hand-out": in bulk to an institution, from the bag of the device that signs
  Day day;
  std::string commodity;
  std::int64_t quantity = 0;
  std::string to;  // site
};
struct Figure {
  std::string indicator;
  std::int64_t value = 0;
};
struct Statement {     // audit face only: a total that staff vouch for
  std::string period;  // as parse_period takes it
  std::vector<Figure> figures;
};

// Everything up to that day is closed: what comes into the log behind this counts from the day after. Addressed to
// `org` and to all auditors; counts if staff sign it.
struct Closing {
  Day until;  // the last day of a month, or of a week where auditors are told weeks
};

using Body = std::variant<ClientRegister, ClientLink, Consent, Label, Outing, Contact, GroupSession, Referral,
                          StockReceive, StockIssue, Statement, Outcome, Appointment, Intake, Household, Case, Stay,
                          Incident, StockHandOut, Closing, StockMove, StockCount>;

// Names the target by its rid and the version it replaces by entry hash. A correction of a correction names the same
// rid and the correction's entry hash, so versions form a tree with one root.
struct Correct {
  RecordId target;
  Hash entry;
  Body replacement;  // of the target's kind
};
struct Void {
  RecordId target;
  Hash entry;
  std::string reason;  // for the team; at most kName bytes
};

using Record = std::variant<ClientRegister, ClientLink, Consent, Label, Outing, Contact, GroupSession, Referral,
                            StockReceive, StockIssue, Statement, Outcome, Appointment, Intake, Household, Case, Stay,
                            Incident, StockHandOut, Closing, StockMove, StockCount, Correct, Void>;

constexpr int kKindVersion = 1;  // of every kind, where version_of says nothing else

// The version that the face's `kv` names: the first one of the kind that can say this.
int version_of(const Record& record);
std::string_view kind_of(const Record& record);  // "client", "contact", …; what the face's `kind` says
Record to_record(const Body& body);
std::optional<Body> to_body(const Record& record);  // empty for Correct and Void
Day day_of(const Body& body);                       // Label and Statement: the epoch day 0; Closing: its last
std::string_view to_text(Case::Step step);          // "application", …
std::string_view to_text(Outcome::What what);       // "no-show", …

// The canonical body, one form for one value: members in a fixed order, empty optional ones left out. A Statement has
// no team face; its body is what both a draft and its audit face hold. Does not check: call check() (schema/pack.hpp)
// first.
json::value encode(const Record& record);
// Strict: an optional member that is there but empty is malformed. Unknown kind or version: Code::update_needed (the
// caller keeps it opaque). Over a limit of schema/limits.hpp: too_large.
Result<Record> decode(std::string_view kind, int version, const json::value& body);
// Of whichever version of the kind it has the form: for what a person wrote.
Result<Record> decode(std::string_view kind, const json::value& body);

}  // namespace tacit::record
