#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <sstream>

#include "client/sync/memory.hpp"
#include "client/vault/parts.hpp"
#include "crypto/hkdf.hpp"
#include "crypto/org_secret.hpp"

namespace tacit {
namespace {

// Of an id that was registered twice, the first.
constexpr Literal kColumns =
    "SELECT c.client, c.code, c.attributes, p.name, p.nickname, p.phone, p.note, p.other_codes"
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
  person.other_codes = Personal(std::string(row.text(7)));
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

// The quarters of which auditors have a row of this client: what the pack hides from them is none.
std::set<std::string> quarters_told(const Vault::Parts& parts, const ClientId& client) {
  using domain::Measure;
  std::set<std::string> quarters;
  Statement row = parts.db.statement(
      "SELECT DISTINCT measure, code, kind, quarter FROM fact WHERE person = ?1 AND face = 0 AND measure IN (?2, ?3)");
  row.bind_all(client, static_cast<int>(Measure::contact), static_cast<int>(Measure::case_step));
  while (row.step()) {
    const auto* kind = parts.pack ? parts.pack->support_case(row.text(1)) : nullptr;
    const bool step_told = kind != nullptr && kind->audit && row.text(2) != record::to_text(record::Case::Step::closed);
    if (row.integer(0) == static_cast<int>(Measure::contact) || step_told) quarters.emplace(row.text(3));
  }
  return quarters;
}

}  // namespace

// Codes and notes are written as they are, and a number in them with its digits alone: 12-345 is found as 12345 too.
std::string vault::sought_words(const Personal<std::string>& name, const Personal<std::string>& nickname,
                                const Personal<std::string>& phone, const Personal<std::string>& note,
                                const Personal<std::string>& other_codes) {
  const std::string& codes = other_codes.expose(Disclose());
  std::string out =
      fold(name.expose(Disclose()) + " " + nickname.expose(Disclose()) + " " + note.expose(Disclose()) + " " + codes) +
      " " + digits_of(phone.expose(Disclose()));
  for (const std::string& code : lines_of(codes)) out += " " + digits_of(code);
  return out;
}

std::vector<std::string> vault::lines_of(const std::string& text) {
  std::vector<std::string> out;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);)
    if (line.find_first_not_of(" \t\r") != std::string::npos) out.push_back(line);
  return out;
}

std::vector<Vault::Person> Vault::find_people(const Personal<std::string>& words, std::size_t limit) const {
  const std::string& text = words.expose(Disclose());
  if (const auto code = ClientCode::parse(text)) {
    auto exact = people_where(parts_->db, "c.code = ?1", code->bits);
    if (!exact.empty()) return exact;
  }
  const auto parts = parts_of(text);
  if (parts.empty() || limit == 0) return {};
  std::string condition;
  for (std::size_t i = 0; i < parts.size(); ++i)
    condition += (i ? " AND " : "") + ("found_at(folded, ?" + std::to_string(i + 1) + ") > 0");
  // A hit at the start of the name is the better one. Only the index is read for this; those shown are looked up.
  Statement row =
      parts_->db.prepare_built("SELECT client FROM person WHERE " + condition +
                               " ORDER BY found_at(folded, ?1), folded LIMIT ?" + std::to_string(parts.size() + 1));
  for (std::size_t i = 0; i < parts.size(); ++i) row.bind(static_cast<int>(i) + 1, parts[i]);
  // People whose registration is not here are not shown, so more may have to be asked for.
  for (std::size_t asked = limit;; asked *= 4) {
    row.reset();
    row.bind(static_cast<int>(parts.size()) + 1, static_cast<std::int64_t>(asked));
    std::vector<Person> out;
    std::size_t rows = 0;
    while (out.size() < limit && row.step()) {
      ++rows;
      if (auto found = person(row.fixed<ClientId>(0))) out.push_back(std::move(*found));
    }
    if (out.size() == limit || rows < asked) return out;
  }
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

std::vector<Vault::Person> Vault::people_with_identifiers() const {
  return people_where(parts_->db, "p.client IS NOT NULL ORDER BY c.code");
}

bool Vault::has_identifiers() const { return parts_->db.integer("SELECT 1 FROM person LIMIT 1").has_value(); }

Vault::Person Vault::identifiers_of(const ClientId& client) const {
  if (auto known = person(client)) return std::move(*known);
  Person out{.client = client, .code = {}, .name = {}, .nickname = {}, .phone = {}, .note = {}, .attributes = {}};
  Statement row = parts_->db.statement("SELECT name, nickname, phone, note, other_codes FROM person WHERE client = ?1");
  row.bind_all(client);
  if (!row.step()) return out;
  out.has_identifiers = true;
  out.name = Personal(std::string(row.text(0)));
  out.nickname = Personal(std::string(row.text(1)));
  out.phone = Personal(std::string(row.text(2)));
  out.note = Personal(std::string(row.text(3)));
  out.other_codes = Personal(std::string(row.text(4)));
  return out;
}

std::vector<std::string> Vault::registered_in(const ClientId& client) const {
  Statement row = parts_->db.statement("SELECT root FROM client WHERE client = ?1 ORDER BY place LIMIT 1");
  row.bind_all(client);
  if (!row.step()) return {};
  const auto history = vault::load_history(*parts_, row.fixed<RecordId>(0));
  const domain::Version* original = history.original();
  return original == nullptr ? std::vector<std::string>() : original->scopes;
}

ClientId Vault::canonical(const ClientId& client) const {
  Statement row = parts_->db.statement("SELECT canonical FROM alias WHERE person = ?1");
  row.bind_all(client);
  return row.step() ? row.fixed<ClientId>(0) : client;
}

std::vector<RecordId> Vault::links_between(const ClientId& one, const ClientId& other) const {
  std::vector<RecordId> links;
  Statement row = parts_->db.statement(
      "SELECT root FROM alias_edge WHERE (duplicate = ?1 AND kept = ?2) OR (duplicate = ?2 AND kept = ?1) ORDER BY "
      "root");
  row.bind_all(one, other);
  while (row.step()) links.push_back(row.fixed<RecordId>(0));
  return links;
}

std::vector<Vault::Linked> Vault::links_around(const ClientId& client) const {
  std::map<RecordId, Linked> links;
  std::set<ClientId> seen{client};
  for (std::vector<ClientId> waiting{client}; !waiting.empty();) {
    Statement row =
        parts_->db.statement("SELECT root, kept, duplicate FROM alias_edge WHERE kept = ?1 OR duplicate = ?1");
    row.bind_all(waiting.back());
    waiting.pop_back();
    while (row.step()) {
      const Linked link{row.fixed<RecordId>(0), row.fixed<ClientId>(1), row.fixed<ClientId>(2)};
      links.emplace(link.root, link);
      for (const ClientId& end : {link.kept, link.duplicate})
        if (seen.insert(end).second) waiting.push_back(end);
    }
  }
  std::vector<Linked> out;
  for (const auto& [root, link] : links) out.push_back(link);
  return out;
}

std::vector<std::string> Vault::told_quarters(const ClientId& client) const {
  const auto quarters = quarters_told(*parts_, client);
  return {quarters.begin(), quarters.end()};
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
