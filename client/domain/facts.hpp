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
  received,           // code = commodity, into the store
  issued,             // code = commodity, store -> bag; `holder` = the receiving device
  statement,          // code = indicator, from audit faces that staff signed
};

struct Fact {
  Face face;
  Measure measure;
  std::string code;
  std::int64_t quantity = 1;
  Day from, until;      // team face: one day; audit face: its month or week
  std::string quarter;  // "2021Q1"; of an audit face what it states
  std::string kind;     // outing kind, or empty
  std::string time;     // "day", "night" or empty
  std::string site_group;
  std::optional<ByteArray<16>>
      person;           // client id (team) or pseudonym (audit); canonical ids are looked up when counting
  std::string outcome;  // "reactive", … for tests in team faces
  DeviceId dev;         // who recorded it
  std::optional<DeviceId> holder;
  std::optional<LotId> lot;  // of received and issued, team faces only
};

// The facts of the version that counts; none for a voided record. An audit fact comes from the audit face, a team fact
// from the team face; a device that opens both has both, told apart by `face`.
std::vector<Fact> facts_of(const History& history, const Pack* pack);

}  // namespace tacit::domain
