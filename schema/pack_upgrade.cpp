#include <algorithm>

#include "schema/pack_json.hpp"

namespace tacit {
namespace {

class Comparison {
 public:
  Comparison(const Pack& present, const Pack& next) : present_(present), next_(next) {}

  std::vector<PackRemark> compare() {
    head();
    kinds("outings", present_.outings, next_.outings);
    kinds("sessions", present_.sessions, next_.sessions);
    kinds("destinations", present_.destinations, next_.destinations);
    kinds("members", present_.members, next_.members);
    episodes("intakes", present_.intakes, next_.intakes);
    episodes("cases", present_.cases, next_.cases);
    kinds("stays", present_.stays, next_.stays);
    episodes("incidents", present_.incidents, next_.incidents);
    services();
    commodities();
    tests();
    attributes();
    sites();
    for (const auto& row : present_.grants)
      if (const auto* now = find("grants", next_.grants, row.code))
        same(now->scope == row.scope, "grants", row.code, "scope");
    for (const auto& row : present_.follow_ups) find("follow_ups", next_.follow_ups, row.code);
    for (const auto& row : present_.indicators)
      if (next_.indicator(row.id) == nullptr) gone("indicators", row.id);
    return std::move(out_);
  }

 private:
  void say(std::string place, std::string text) { out_.push_back({std::move(place), std::move(text)}); }
  void gone(const std::string& table, const std::string& code) {
    say(table, "records may name " + in_quotes(code) + ": keep it, with \"retired\": true");
  }
  // What was recorded under the present edition is coarsened by the next one too, and would seem to have been
  // falsified.
  void same(bool equal, const std::string& table, const std::string& code, const std::string& member) {
    if (!equal)
      say(table + " (" + code + ")." + member,
          "cannot change under what was recorded: retire the row and add one with a new code");
  }
  template <class Row>
  const Row* find(const std::string& table, const std::vector<Row>& rows, const std::string& code) {
    const auto found = std::find_if(rows.begin(), rows.end(), [&](const Row& row) { return row.code == code; });
    if (found != rows.end()) return &*found;
    gone(table, code);
    return nullptr;
  }

  void head() {
    if (next_.id != present_.id)
      say("id", "must stay " + in_quotes(present_.id) + ", as the organisation's pack has it");
    if (next_.version <= present_.version)
      say("version", "must be higher than " + std::to_string(present_.version) + ", which the organisation has");
    if (next_.audit_period != present_.audit_period) say("audit_period", "cannot change under what was recorded");
  }

  void kinds(const std::string& table, const std::vector<Pack::Kind>& before, const std::vector<Pack::Kind>& after) {
    for (const auto& row : before) find(table, after, row.code);
  }

  void episodes(const std::string& table, const std::vector<Pack::Episode>& before,
                const std::vector<Pack::Episode>& after) {
    for (const auto& row : before)
      if (const auto* now = find(table, after, row.code)) {
        same(now->audit == row.audit, table, row.code, "audit");
        kinds(table + " (" + row.code + ").outcomes", row.outcomes, now->outcomes);
      }
  }

  void services() {
    for (const auto& row : present_.services)
      if (const auto* now = find("services", next_.services, row.code))
        same(now->audit == row.audit, "services", row.code, "audit");
  }

  void commodities() {
    for (const auto& row : present_.commodities)
      if (const auto* now = find("commodities", next_.commodities, row.code)) {
        same(now->audit_class == row.audit_class, "commodities", row.code, "class");
        same(now->unit == row.unit, "commodities", row.code, "unit");
        same(now->contents == row.contents, "commodities", row.code, "contents");
      }
  }

  void tests() {
    for (const auto& row : present_.tests)
      if (const auto* now = find("tests", next_.tests, row.code))
        same(now->audit == row.audit, "tests", row.code, "audit");
  }

  void attributes() {
    for (const auto& row : present_.attributes)
      if (const auto* now = find("attributes", next_.attributes, row.code)) {
        same(now->audit == row.audit, "attributes", row.code, "audit");
        kinds("attributes (" + row.code + ").values", row.values, now->values);
      }
  }

  void sites() {
    for (const auto& row : present_.sites)
      if (const auto* now = find("sites", next_.sites, row.code))
        same(now->group == row.group, "sites", row.code, "group");
  }

  const Pack& present_;
  const Pack& next_;
  std::vector<PackRemark> out_;
};

}  // namespace

std::vector<PackRemark> obstacles_to_upgrade(const Pack& present, const Pack& next) {
  return Comparison(present, next).compare();
}

}  // namespace tacit
