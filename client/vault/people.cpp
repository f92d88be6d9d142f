#include <sstream>

#include "client/sync/memory.hpp"
#include "client/vault/parts.hpp"
#include "crypto/hkdf.hpp"
#include "crypto/org_secret.hpp"

namespace tacit {
namespace {

// Of an id that was registered twice, the first.
constexpr Literal kColumns =
    "SELECT c.client, c.code, c.attributes, p.name, p.nickname, p.phone, p.note"
    " FROM client c LEFT JOIN person p ON p.client = c.client"
    " WHERE NOT EXISTS (SELECT 1 FROM client o WHERE o.client = c.client AND o.place < c.place)";

record::Attributes read_attributes(std::string_view text) {
  record::Attributes out;
  const auto value = json::parse(text, 64 * 1024);
  if (!value || !value->is_object()) throw StorageFailure(Code::storage_damaged, "a client row is damaged", 0);
  for (const auto& [key, one] : value->get_object()) out[key] = one.as_string();
  return out;
}

Vault::Person person_in(const Statement& row) {
  Vault::Person person{.client = row.fixed<ClientId>(0),
                       .code = ClientCode{static_cast<std::uint64_t>(row.integer(1))},
                       .name = {},
                       .nickname = {},
                       .phone = {},
                       .note = {},
                       .attributes = read_attributes(row.text(2)),
                       .has_identifiers = !row.is_null(3)};
  if (!person.has_identifiers) return person;
  person.name = Personal(std::string(row.text(3)));
  person.nickname = Personal(std::string(row.text(4)));
  person.phone = Personal(std::string(row.text(5)));
  person.note = Personal(std::string(row.text(6)));
  return person;
}

template <class... Values>
std::vector<Vault::Person> people_where(Database& db, const std::string& condition, const Values&... values) {
  std::vector<Vault::Person> out;
  Statement row = db.prepare_built(std::string(kColumns.view()) + " AND " + condition);
  row.bind_all(values...);
  while (row.step()) out.push_back(person_in(row));
  return out;
}

// Nothing but what phone numbers are written with, and enough of it to be told from a word.
bool looks_like_phone(std::string_view text) {
  return vault::digits_of(text).size() >= 3 && text.find_first_not_of("0123456789+-() .") == std::string_view::npos;
}

// What all have to occur in the folded words of a person: a part of a phone number, or words.
std::vector<std::string> parts_of(const std::string& text) {
  if (looks_like_phone(text)) return {vault::digits_of(text)};
  std::istringstream in(vault::fold(text));
  std::vector<std::string> words;
  for (std::string word; in >> word && words.size() < 8;)
    words.push_back(looks_like_phone(word) ? vault::digits_of(word) : word);
  return words;
}

}  // namespace

std::string vault::sought_words(const Personal<std::string>& name, const Personal<std::string>& nickname,
                                const Personal<std::string>& phone, const Personal<std::string>& note) {
  return fold(name.expose(Disclose()) + " " + nickname.expose(Disclose()) + " " + note.expose(Disclose())) + " " +
         digits_of(phone.expose(Disclose()));
}

std::vector<Vault::Person> Vault::find_people(const Personal<std::string>& words, std::size_t limit) const {
  const std::string& text = words.expose(Disclose());
  if (const auto code = ClientCode::parse(text)) {
    auto exact = people_where(parts_->db, "c.code = ?1", code->bits);
    if (!exact.empty()) return exact;
  }
  const auto parts = parts_of(text);
  if (parts.empty()) return {};
  std::string condition;
  for (std::size_t i = 0; i < parts.size(); ++i)
    condition += (i ? " AND " : "") + ("instr(p.folded, ?" + std::to_string(i + 2) + ") > 0");
  // A hit at the start of the name is the better one.
  Statement row = parts_->db.prepare_built(std::string(kColumns.view()) + " AND " + condition +
                                           " ORDER BY instr(p.folded, ?2), p.folded LIMIT ?1");
  row.bind(1, limit);
  for (std::size_t i = 0; i < parts.size(); ++i) row.bind(static_cast<int>(i) + 2, parts[i]);
  std::vector<Person> out;
  while (row.step()) out.push_back(person_in(row));
  return out;
}

std::optional<Vault::Person> Vault::person(const ClientId& client) const {
  auto found = people_where(parts_->db, "c.client = ?1", client);
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

std::optional<Vault::Person> Vault::person_by_code(const ClientCode& code) const {
  auto found = people_where(parts_->db, "c.code = ?1", code.bits);
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

ClientId Vault::canonical(const ClientId& client) const {
  Statement row = parts_->db.statement("SELECT canonical FROM alias WHERE person = ?1");
  row.bind_all(client);
  return row.step() ? row.fixed<ClientId>(0) : client;
}

std::vector<std::string> Vault::quarters_in_common(const ClientId& one, const ClientId& other) const {
  std::vector<std::string> quarters;
  Statement row = parts_->db.statement(
      "SELECT DISTINCT a.quarter FROM fact a JOIN fact b ON a.quarter = b.quarter"
      " WHERE a.person = ?1 AND b.person = ?2 AND a.face = 0 AND b.face = 0 AND "
      " a.measure IN (?3, ?4, ?5) AND b.measure IN (?3, ?4, ?5)"
      " ORDER BY a.quarter");
  row.bind_all(one, other, static_cast<int>(domain::Measure::contact), static_cast<int>(domain::Measure::case_step),
               static_cast<int>(domain::Measure::stay));
  while (row.step()) quarters.emplace_back(row.text(0));
  return quarters;
}

std::string Vault::label(record::Label::Subject subject, std::string_view id) const {
  // The newest counts: the highest place in the log, and above all a draft of our own.
  Statement row =
      parts_->db.statement("SELECT name FROM label WHERE subject = ?1 AND id = ?2 ORDER BY place DESC LIMIT 1");
  row.bind_all(static_cast<int>(subject), id);
  return row.step() ? std::string(row.text(0)) : std::string();
}

Result<Pseudonym> Vault::pseudonym(const ClientId& client, std::string_view quarter) const {
  TRY(const sync::Memory* memory, this->memory());
  const OrgSecret* secret = memory->secret("pseudonym/" + std::string(quarter.substr(0, 4)));
  if (secret == nullptr) return fail(Code::not_ready, "the year's pseudonym secret is not known yet: sync first");
  return pseudonym_of(pseudonym_key(*secret, quarter), client);
}

}  // namespace tacit
