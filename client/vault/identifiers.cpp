#include "client/vault/parts.hpp"

// What is written about people beside their records: identifiers, hand-overs, pairs that are not one person.
namespace tacit {
namespace {

std::pair<ClientId, ClientId> in_order(const ClientId& one, const ClientId& other) {
  return one < other ? std::pair(one, other) : std::pair(other, one);
}

}  // namespace

void vault::write_identifiers(Database& db, const Vault::Person& person) {
  db.run(
      "INSERT OR REPLACE INTO person (client, name, nickname, phone, note, folded, other_codes)"
      " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
      person.client, person.name.expose(Disclose()), person.nickname.expose(Disclose()),
      person.phone.expose(Disclose()), person.note.expose(Disclose()),
      sought_words(person.name, person.nickname, person.phone, person.note, person.other_codes),
      person.other_codes.expose(Disclose()));
}

void Vault::put_identifiers(const std::vector<Person>& people) {
  Transaction transaction(parts_->db);
  for (const Person& person : people) vault::write_identifiers(parts_->db, person);
  transaction.commit();
}

bool Vault::accepted(const Hash& hand_over) const {
  return parts_->db.integer("SELECT 1 FROM accepted_hand_over WHERE signed = ?1", hand_over).has_value();
}

Result<void> Vault::accept(const Hash& hand_over, const std::vector<Person>& people, Day today) {
  if (accepted(hand_over)) return fail(Code::already_done, "this hand-over was accepted before: nothing is changed");
  Transaction transaction(parts_->db);
  for (const Person& person : people) vault::write_identifiers(parts_->db, person);
  parts_->db.run("INSERT INTO accepted_hand_over (signed, day) VALUES (?1, ?2)", hand_over, today.since_epoch);
  transaction.commit();
  return {};
}

void Vault::keep_distinct(const ClientId& one, const ClientId& other) {
  const auto [low, high] = in_order(one, other);
  parts_->db.run("INSERT OR IGNORE INTO distinct_pair (one, other) VALUES (?1, ?2)", low, high);
}

}  // namespace tacit
