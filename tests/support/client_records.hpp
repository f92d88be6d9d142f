#pragma once
#include <gtest/gtest.h>

#include <initializer_list>
#include <stdexcept>
#include <string>
#include <vector>

#include "client/vault/parts.hpp"
#include "crypto/random.hpp"
#include "tests/support/client_world.hpp"

// Records of the street-rounds pack, and ways to save and count them.
namespace tacit::test {

constexpr Day kMarch4{18'690};  // 2021-03-04

inline Personal<std::string> said(std::string text) { return Personal(std::move(text)); }

inline Scope team_scope(std::uint8_t team = 1) { return Scope::team(team_number(team)); }

inline record::Outing outing(Day day = kMarch4) {
  return {.day = day,
          .kind = "street-round",
          .time = record::TimeOfDay::night,
          .site = "spb-station",
          .route = {},
          .crew = {}};
}
inline record::ClientRegister registration(const ClientId& client, Day day = kMarch4) {
  return {.client = client, .code = ClientCode::random(), .attributes = {{"sex", "f"}}, .day = day};
}
inline record::Contact contact(std::optional<ClientId> client, Day day = kMarch4, std::int64_t wounds = 1) {
  return {.day = day,
          .client = client,
          .anonymous = client ? 0 : 3,
          .outing = {},
          .kind = "street-round",
          .time = record::TimeOfDay::day,
          .site = "spb-station",
          .services = {{"wound-care", wounds}},
          .tests = {},
          .given = {{"hygiene-kit", 1}},
          .about = {},
          .note = {}};
}

inline Vault::NewRecord new_record(const Vault& vault, record::Record record,
                                   std::vector<Scope> scopes = {team_scope()}, bool audit_face = true) {
  return {vault.new_record_id().value(), std::move(record), std::move(scopes), audit_face};
}
inline RecordId save(Vault& vault, record::Record record, std::vector<Scope> scopes = {team_scope()},
                     bool audit_face = true) {
  const auto one = new_record(vault, std::move(record), std::move(scopes), audit_face);
  const auto saved = vault.save({one});
  EXPECT_TRUE(saved) << (saved ? "" : saved.error().text.c_str());
  return one.rid;
}
inline RecordId save_private(Vault& vault, record::Record record) {
  return save(vault, std::move(record), {team_scope()}, false);
}

// For ClientWorld::send_lying: auditors are told of forty people.
inline void tell_auditors_of_forty(EntryDraft& draft) { draft.audit->body.as_object()["anonymous"] = 40; }

inline std::int64_t count(const Vault& vault, domain::Measure measure, domain::Face face = domain::Face::team,
                          bool people = false) {
  std::int64_t sum = 0;
  for (const auto& row : vault.run({.face = face,
                         .measure = measure,
                         .codes = {},
                         .kinds = {},
                         .period = {},
                         .distinct_people = people,
                         .by = domain::Breakdown::none}))
    sum += row.value;
  return sum;
}
inline std::int64_t people(const Vault& vault, domain::Face face = domain::Face::team) {
  return count(vault, domain::Measure::contact, face, true);
}

// Another edition of a pack's text.
inline std::string replaced(std::string text, std::initializer_list<std::pair<std::string, std::string>> changes) {
  for (const auto& [from, to] : changes) {
    const auto at = text.find(from);
    if (at == std::string::npos) throw std::runtime_error("not in the pack: " + from);
    text.replace(at, from.size(), to);
  }
  return text;
}

// Every row of every projection, in an order of its own; without row numbers, which only say what came first.
inline std::vector<std::string> projections_of(Vault& vault) {
  Database& db = vault.parts().db;
  std::vector<std::string> out;
  for (const std::string table : {"version", "fact", "client", "alias_edge", "alias", "label", "voucher", "closing"}) {
    std::string columns;
    Statement info = db.prepare_built("SELECT name FROM pragma_table_info('" + table + "')");
    while (info.step())
      if (info.text(0) != "id")
        columns += (columns.empty() ? "quote(" : " || ',' || quote(") + std::string(info.text(0)) + ")";
    Statement row = db.prepare_built("SELECT " + columns + " AS line FROM " + table + " ORDER BY line");
    while (row.step()) out.push_back(table + " " + std::string(row.text(0)));
  }
  return out;
}

// Takes out of the vault all that was ever recorded or received in it.
inline void forget_records(Vault& vault) {
  Database& db = vault.parts().db;
  for (const std::string table :
       {"disclosure", "outgoing", "unopened", "draft", "entry", "seen", "cursor", "own_count", "person", "alarm",
        "claim", "version", "fact", "client", "alias_edge", "alias", "label", "voucher", "closing"})
    db.prepare_built("DELETE FROM " + table).run();
  db.prepare_built("DELETE FROM setting WHERE name IN ('own_seq', 'own_head')").run();
}

}  // namespace tacit::test
