#pragma once
#include <optional>
#include <string>
#include <vector>

#include "client/domain/versions.hpp"
#include "schema/pack.hpp"

// Opened records turned into countable rows. Pure. Figures are sums and distinct counts over these and nothing else.
namespace tacit::domain {

enum class Measure {  // what `quantity` counts
  client,             // a registration (1)
  outing,             // 1
  contact,            // 1 for a client, or the number of anonymous people
  service,            // code = service
  test,               // code = test; `outcome` is set in team faces
  given,              // code = commodity (team face) or class (audit face), kits as kits
  group,              // code = session kind, 1
  participants,       // code = session kind
  referral,           // code = destination
  statement,          // code = indicator, from audit faces that staff signed
  outcome,            // code = what came of a referral or appointment; `about` says of which
  appointment,        // code = service; on the day of the appointment
  intake,             // code = intake
  case_step,          // code = case, kind = step
  stay,               // code = stay, 1
  nights,             // code = stay
  housed,             // code = member
  household,          // 1
  member,             // code = member
  incident,           // code = incident
  told,               // code = test whose result the client was told; `outcome` is set
  attended,           // code = session kind, 1 for each client known to have been there
};

struct Fact {
  Face face;
  Measure measure;
  std::string code;
  std::int64_t quantity = 1;
  // Team face: one day, but an agreement and a stay end when they end (an agreement without an end: on `from`).
  // Audit face: its month or week.
  Day from, until;
  std::string quarter;  // "2021Q1"; of an audit face what it states
  std::string kind;     // outing kind, a case's step, or empty
  std::string time;     // "day", "night" or empty
  std::string site_group;
  std::optional<ByteArray<16>>
      person;  // client id (team) or pseudonym (audit); canonical ids are looked up when counting
  std::string
      outcome;   // team faces: "reactive", … of tests; how intakes, cases and incidents ended; "planned" of stays
  DeviceId dev;  // who recorded it first
  std::optional<RecordId> about = {};
};

// The facts of the version that counts; none for a voided record. An audit fact comes from the audit face, a team fact
// from the team face; a device that opens both has both, told apart by `face`.
std::vector<Fact> facts_of(const History& history, const Pack* pack);

}  // namespace tacit::domain
