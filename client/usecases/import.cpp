#include "client/usecases/import.hpp"

#include <algorithm>
#include <set>

#include "client/usecases/grant.hpp"
#include "client/usecases/import_cells.hpp"
#include "client/usecases/link.hpp"
#include "client/usecases/prepared.hpp"
#include "crypto/encoding.hpp"
#include "crypto/hash.hpp"
#include "crypto/random.hpp"

namespace tacit::usecases {
namespace {

constexpr std::size_t kMostKey = 200;  // bytes
constexpr std::string_view kPeople = "people";

// A row without a key of its own is itself its key; the same row once more is another one.
std::string key_of_whole(const csv::Row& row, std::map<std::string, std::size_t>& seen) {
  Sha256 hash;
  for (const auto& field : row.fields) {
    const std::string& text = field.expose(Disclose());
    hash.add(as_bytes(std::to_string(text.size()) + ":")).add(as_bytes(text));
  }
  const std::string base = crypto::to_hex(hash.finish().view());
  return "row " + base + " " + std::to_string(++seen[base]);
}

class Import {
 public:
  Import(Session& session, Recorder recorder, const TeamId& team, const ImportMapping& mapping,
         const ColumnIndex& index)
      : session_(session), recorder_(std::move(recorder)), team_(team), mapping_(mapping), columns_(index) {}

  void take(const csv::Row& row) {
    ++out_.rows;
    const std::size_t before = out_.mistakes.size();
    ImportCells cells(columns_, row, mapping_.days, out_.mistakes);
    const auto key = key_of(cells, row);
    if (key && session_.vault.imported(mapping_.source, kind_of(mapping_), *key)) {
      ++out_.already;
      return;
    }
    std::visit([&](const auto& columns) { read(cells, columns, row.line); }, mapping_.columns);
    if (out_.mistakes.size() != before) {
      out_.wrong.push_back(row.line);
      return;
    }
    ++out_.made;
    keep(*key);
  }

  Result<ImportOutcome> finish(const ImportWish& wish) {
    drop_repeated_links(records_);
    out_.records = records_.size();
    const bool wanted =
        wish.trial == ImportWish::Trial::real && (out_.wrong.empty() || wish.wrong_rows == ImportWish::WrongRows::skip);
    if (wanted) {
      CHECK(session_.vault.save(records_, people_, imported_));
      out_.saved = true;
    }
    return std::move(out_);
  }

 private:
  struct Made {
    std::vector<Vault::NewRecord> records;
    std::optional<Vault::Person> person;
  };

  std::optional<Personal<std::string>> key_of(ImportCells& cells, const csv::Row& row) {
    if (!cells.ok()) return std::nullopt;
    if (mapping_.key.empty()) return Personal(key_of_whole(row, whole_rows_));
    const std::string said = cells.text(mapping_.key, kMostKey);
    if (said.empty())
      cells.wrong(mapping_.key, "the key is empty: every row needs one of its own");
    else if (!keys_.insert(said).second)
      cells.wrong(mapping_.key, "an earlier row has the same key");
    if (!cells.ok()) return std::nullopt;
    return Personal("key " + said);
  }

  void read(ImportCells& cells, const PeopleColumns& columns, std::size_t) {
    NewPerson said;
    said.name = Personal(cells.text(columns.name));
    said.nickname = Personal(cells.text(columns.nickname));
    said.phone = Personal(cells.text(columns.phone));
    said.note = Personal(cells.text(columns.note));
    said.day = cells.day(columns.day);
    const std::string consent = cells.code(columns.consent);
    if (!consent.empty() && consent != "yes" && consent != "no" && consent != "guardian")
      cells.wrong(columns.consent.column, "the consent is yes, guardian or no: say in `values` which text means which");
    said.consented = consent == "yes" || consent == "guardian";
    if (consent == "guardian") said.consented_by = record::Consent::By::guardian;
    for (const auto& [attribute, choice] : columns.attributes)
      if (std::string value = cells.code(choice); !value.empty()) said.attributes.emplace(attribute, std::move(value));
    if (!cells.ok()) return;
    auto prepared = prepare_person(session_, recorder_, team_, said);
    if (!prepared) return cells.wrong({}, prepared.error().text);
    made_ = {std::move(prepared->records), std::move(prepared->identifiers)};
  }

  void read(ImportCells& cells, const ContactColumns& columns, std::size_t line) {
    record::Contact body{.day = {},
                         .client = {},
                         .anonymous = 0,
                         .outing = {},
                         .kind = cells.needed_code(columns.kind),
                         .time = {},
                         .site = cells.needed_code(columns.site),
                         .services = {},
                         .tests = {},
                         .given = {},
                         .about = {},
                         .note = {}};
    NewContact said;
    if (const auto day = cells.day(columns.day))
      body.day = *day;
    else if (cells.ok())
      cells.wrong(columns.day, "the day is missing");
    if (const std::string time = cells.code(columns.time); time == "night")
      body.time = record::TimeOfDay::night;
    else if (!time.empty() && time != "day")
      cells.wrong(columns.time.column, "the time is day or night: say in `values` which text means which");
    said.services = cells.counts(columns.services);
    said.given = cells.counts(columns.given);
    said.tests = cells.tests(columns.tests);
    said.note = cells.text(columns.note, limits::kNote);
    const auto person = who(cells, columns, said);
    if (!cells.ok()) return;
    if (person) body.client = session_.vault.canonical(person->client);
    auto prepared = prepare_contact(recorder_, team_, said, std::move(body),
                                    person ? person->attributes : record::Attributes(), {});
    if (!prepared) return cells.wrong({}, prepared.error().text);
    if (prepared->added.note_looks_personal) out_.personal.push_back(line);
    made_ = {std::move(prepared->records), std::nullopt};
  }

  std::optional<Vault::Person> who(ImportCells& cells, const ContactColumns& columns, NewContact& said) {
    const std::string client = cells.text(columns.client, kMostKey);
    const auto anonymous = cells.count(columns.anonymous);
    said.anonymous = anonymous.value_or(0);
    const std::string& place = columns.client.empty() ? columns.anonymous : columns.client;
    if (client.empty() && said.anonymous == 0)
      cells.wrong(place, "the row has neither a client nor a number of people without a code");
    if (!client.empty() && said.anonymous != 0)
      cells.wrong(place, "the row has a client and a number of people without a code: one of the two is meant");
    if (client.empty()) return std::nullopt;
    auto person = columns.client_source.empty() ? by_code(client) : by_source(client, columns.client_source);
    if (!person && columns.client_source.empty())
      cells.wrong(columns.client, "this vault has no client of this code");
    else if (!person)
      cells.wrong(columns.client, "nobody was imported under this code: import the people first");
    return person;
  }
  std::optional<Vault::Person> by_code(const std::string& text) const {
    const auto code = ClientCode::parse(text);
    return code ? session_.vault.person_by_code(*code) : std::nullopt;
  }
  std::optional<Vault::Person> by_source(const std::string& text, const std::string& source) const {
    const auto found = session_.vault.imported(source, kPeople, Personal("key " + text));
    return found && found->client ? session_.vault.person(*found->client) : std::nullopt;
  }

  void read(ImportCells& cells, const StockColumns& columns, std::size_t) {
    record::StockReceive body{.day = cells.day(columns.day).value_or(session_.clock.today()),
                              .commodity = cells.needed_code(columns.commodity),
                              .lot = random_id<LotId>(),
                              .expiry = cells.day(columns.expiry),
                              .quantity = 0,
                              .grant = cells.code(columns.grant)};
    const std::size_t before = out_.mistakes.size();
    if (const auto quantity = cells.count(columns.quantity)) body.quantity = *quantity;
    if (body.quantity == 0 && out_.mistakes.size() == before)
      cells.wrong(columns.quantity, "the quantity is missing or 0: leave such rows out");
    if (body.expiry && *body.expiry < body.day)
      cells.wrong(columns.expiry, "this lot had expired on its day: leave it out, or correct one of the two");
    if (!cells.ok()) return;
    auto grants = grants_of_delivery(recorder_, body.grant);
    if (!grants) return cells.wrong(columns.grant.column, grants.error().text);
    auto prepared = prepare(recorder_, body, {Scope::team(team_)}, std::move(*grants));
    if (!prepared) return cells.wrong({}, prepared.error().text);
    made_ = {{}, std::nullopt};
    made_.records.push_back(std::move(*prepared));
  }

  void keep(const Personal<std::string>& key) {
    Vault::Imported one{.source = mapping_.source,
                        .kind = std::string(kind_of(mapping_)),
                        .key = key,
                        .rid = made_.records.front().rid,
                        .client = {}};
    if (made_.person) {
      one.client = made_.person->client;
      people_.push_back(std::move(*made_.person));
    }
    imported_.push_back(std::move(one));
    records_.insert(records_.end(), std::make_move_iterator(made_.records.begin()),
                    std::make_move_iterator(made_.records.end()));
    made_ = {};
  }

  Session& session_;
  const Recorder recorder_;
  const TeamId team_;
  const ImportMapping& mapping_;
  const ColumnIndex& columns_;
  ImportOutcome out_;
  Made made_;
  std::set<std::string> keys_;
  std::map<std::string, std::size_t> whole_rows_;
  std::vector<Vault::NewRecord> records_;
  std::vector<Vault::Person> people_;
  std::vector<Vault::Imported> imported_;
};

// What the mapping names of the pack has to be there: else every row would be wrong for one typing mistake.
struct CodesInPack {
  const Pack& pack;
  std::string problem = {};

  void expect(bool found, const std::string& where, const std::string& code) {
    if (!found && problem.empty()) problem = where + ": the pack has no such code: " + code;
  }
  template <class Has>
  void choice(const ImportChoice& choice, const std::string& where, const Has& has) {
    if (!choice.fixed.empty()) expect(has(choice.fixed), where, choice.fixed);
    for (const auto& [said, code] : choice.values)
      if (!code.empty()) expect(has(code), where, code);
  }
  template <class Has>
  void counts(const ImportCounts& counts, const std::string& where, const Has& has) {
    choice(counts.list, where, has);
    for (const auto& [column, code] : counts.counts) expect(has(code), where, code);
  }

  void operator()(const PeopleColumns& c) {
    for (const auto& [code, one] : c.attributes) {
      const Pack::Attribute* attribute = pack.attribute(code);
      expect(attribute != nullptr, "columns.attributes", code);
      if (attribute == nullptr) continue;
      choice(one, "columns.attributes." + code, [attribute](const std::string& value) {
        return std::any_of(attribute->values.begin(), attribute->values.end(),
                           [&](const Pack::Kind& kind) { return kind.code == value; });
      });
    }
  }
  void operator()(const ContactColumns& c) {
    choice(c.kind, "columns.kind", [this](const auto& code) { return pack.outing(code) != nullptr; });
    choice(c.time, "columns.time", [](const auto& code) { return code == "day" || code == "night"; });
    counts(c.services, "columns.services", [this](const auto& code) { return pack.service(code) != nullptr; });
    counts(c.given, "columns.given", [this](const auto& code) { return pack.commodity(code) != nullptr; });
    for (const auto& [code, one] : c.tests) expect(pack.test(code) != nullptr, "columns.tests", code);
  }
  void operator()(const StockColumns& c) {
    choice(c.commodity, "columns.commodity", [this](const auto& code) { return pack.commodity(code) != nullptr; });
  }
};

Result<ColumnIndex> index_of(const csv::Table& table, const ImportMapping& mapping, std::string& problem) {
  ColumnIndex out;
  for (const std::string& name : table.header) out.emplace(name, out.size());
  for (const std::string& wanted : columns_of(mapping)) {
    if (out.contains(wanted)) continue;
    problem = "there is no column " + wanted;
    return fail(Code::malformed, "the mapping names a column that the file does not have");
  }
  return out;
}

}  // namespace

Result<ImportOutcome> import_table(Session& session, const csv::Table& table, const ImportMapping& mapping,
                                   const ImportWish& wish, std::string* problem) {
  std::string here;
  std::string& told = problem == nullptr ? here : *problem;
  TRY(Recorder recorder, recorder_of(session));
  recorder.names_in_notes = false;
  TRY(const TeamId team, choose_team(session, recorder, wish.team));
  if (std::holds_alternative<StockColumns>(mapping.columns) && recorder.role != Role::staff)
    return fail(Code::not_allowed, "deliveries are received by staff");
  TRY(const ColumnIndex index, index_of(table, mapping, told));
  CodesInPack codes{recorder.pack};
  std::visit(codes, mapping.columns);
  if (!codes.problem.empty()) {
    told = codes.problem;
    return fail(Code::malformed, "the mapping names a code that the pack does not have");
  }
  Import import(session, std::move(recorder), team, mapping, index);
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    import.take(table.rows[i]);
    if (wish.progress) wish.progress(i + 1, table.rows.size());
  }
  return import.finish(wish);
}

}  // namespace tacit::usecases
