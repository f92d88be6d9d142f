#include <algorithm>
#include <array>
#include <utility>

#include "schema/pack_json.hpp"
#include "schema/record_json.hpp"

namespace tacit {
namespace {

using Count = Pack::Indicator::Count;
using Labelled = std::map<std::string, Labels>;
constexpr std::int64_t kFormat = 1;
constexpr std::int64_t kLongestRetest = 3'650;

constexpr std::array<std::pair<std::string_view, Count>, 9> kCounts{{{"clients", Count::clients},
                                                                     {"outings", Count::outings},
                                                                     {"contacts", Count::contacts},
                                                                     {"services", Count::services},
                                                                     {"tests", Count::tests},
                                                                     {"groups", Count::groups},
                                                                     {"participants", Count::participants},
                                                                     {"given", Count::given},
                                                                     {"referrals", Count::referrals}}};

// Reads the tables in an order in which each names only what has been read before.
class Reader {
 public:
  Reader(const json::value& root, PackProblem& problem) : root_(root, "", problem), problem_(problem) {}

  Pack read() {
    head();
    words();
    pack_.destinations = labelled<Pack::Destination>(root_.table("destinations"));
    pack_.outings = labelled<Pack::Kind>(root_.table("outings"));
    pack_.sessions = labelled<Pack::Kind>(root_.table("sessions"));
    services();
    commodities();
    tests();
    attributes();
    sites();
    indicators();
    root_.finish();
    return std::move(pack_);
  }

 private:
  void head() {
    root_.integer("pack", kFormat, kFormat);
    pack_.id = root_.code("id");
    pack_.version = root_.integer("version", 1, 1'000'000);
    pack_.languages = root_.maybe_codes("languages");
    if (std::find(pack_.languages.begin(), pack_.languages.end(), "en") == pack_.languages.end())
      root_.report("languages", "must be a list with \"en\" in it");
    pack_.labels = root_.labels("labels", pack_.languages);
    const std::string period = root_.code("audit_period");
    if (period == "week") pack_.audit_period = Pack::AuditPeriod::week;
    if (period != "week" && period != "month") root_.report("audit_period", "must be \"month\" or \"week\"");
    pack_.consent_version = root_.code("consent_version");
  }

  void words() {
    for (const auto& member : root_.maybe_members("words")) {
      const std::string word(member.key());
      const std::string path = "words." + in_quotes(word);
      if (!record::is_code(word)) problem_.report(path, "the name must be a code: up to 48 of a-z, 0-9 and hyphen");
      pack_.words.emplace(word, read_labels(member.value(), path, pack_.languages, problem_));
    }
  }

  std::string code_of(PackObject& row, std::set<std::string>& seen, std::string_view key = "code") {
    std::string code = row.code(key);
    row.name(code);
    if (!seen.insert(code).second) row.report(key, "another row has the same one");
    return code;
  }

  std::string word_of(PackObject& row, std::string_view key) {
    std::string word = row.code(key);
    if (!pack_.words.contains(word)) row.report(key, "\"words\" has no text for " + in_quotes(word));
    return word;
  }

  template <class Row>
  std::vector<Row> labelled(std::vector<PackObject> table) {
    std::vector<Row> out;
    std::set<std::string> seen;
    for (PackObject& row : table) {
      Row read{.code = code_of(row, seen), .labels = row.labels("labels", pack_.languages)};
      row.finish();
      out.push_back(std::move(read));
    }
    return out;
  }

  // Protocol §4: what is done only because of a result must not show that there was one.
  bool after_reactive(PackObject& row, bool audit) {
    const std::string after = row.maybe_code("after");
    if (!after.empty() && after != "reactive") row.report("after", "must be \"reactive\"; leave it out otherwise");
    if (!after.empty() && audit)
      row.report("audit", "must not be true here: auditors would see who had a reactive result");
    return !after.empty();
  }

  void services() {
    std::set<std::string> seen;
    for (PackObject& row : root_.table("services")) {
      Pack::Service read{.code = code_of(row, seen),
                         .group = word_of(row, "group"),
                         .labels = row.labels("labels", pack_.languages),
                         .audit = row.flag("audit")};
      read.after_reactive = after_reactive(row, read.audit);
      row.finish();
      pack_.services.push_back(std::move(read));
    }
  }

  void commodities() {
    std::set<std::string> seen;
    std::vector<PackObject> rows = root_.table("commodities");
    for (PackObject& row : rows) {
      Pack::Commodity read{.code = code_of(row, seen),
                           .unit = word_of(row, "unit"),
                           .audit_class = word_of(row, "class"),
                           .labels = row.labels("labels", pack_.languages),
                           .contents = contents(row)};
      row.finish();
      pack_.commodities.push_back(std::move(read));
    }
    for (std::size_t i = 0; i < rows.size(); ++i)
      for (const auto& [code, count] : pack_.commodities[i].contents)
        if (const auto* part = pack_.commodity(code); part == nullptr || !part->contents.empty())
          rows[i].report("contents", in_quotes(code) + " is not a plain commodity of this pack");
  }

  std::map<std::string, std::int64_t> contents(PackObject& row) {
    std::map<std::string, std::int64_t> out;
    for (const auto& member : row.maybe_members("contents")) {
      const json::value& count = member.value();
      if (count.is_int64() && count.get_int64() >= 1 && count.get_int64() <= limits::kQuantity)
        out.emplace(member.key(), count.get_int64());
      else
        row.report("contents", "each count must be a whole number from 1 to " + std::to_string(limits::kQuantity));
    }
    return out;
  }

  void tests() {
    std::set<std::string> seen;
    for (PackObject& row : root_.table("tests")) {
      Pack::TestKind read{.code = code_of(row, seen),
                          .labels = row.labels("labels", pack_.languages),
                          .refer_to = row.maybe_code("refer_to"),
                          .audit = row.flag("audit")};
      if (row.has("retest_days")) read.retest_days = row.integer("retest_days", 1, kLongestRetest);
      read.after_reactive = after_reactive(row, read.audit);
      if (!read.refer_to.empty() && pack_.destination(read.refer_to) == nullptr)
        row.report("refer_to", "no destination has the code " + in_quotes(read.refer_to));
      row.finish();
      pack_.tests.push_back(std::move(read));
    }
  }

  void attributes() {
    std::set<std::string> seen;
    for (PackObject& row : root_.table("attributes")) {
      Pack::Attribute read{.code = code_of(row, seen),
                           .labels = row.labels("labels", pack_.languages),
                           .values = labelled<Pack::Kind>(row.table("values")),
                           .audit = row.flag("audit")};
      if (read.values.empty()) row.report("values", "must be a list of at least one value");
      row.finish();
      pack_.attributes.push_back(std::move(read));
    }
  }

  void sites() {
    std::set<std::string> seen;
    for (PackObject& row : root_.table("sites")) {
      Pack::Site read{
          .code = code_of(row, seen), .group = word_of(row, "group"), .labels = row.labels("labels", pack_.languages)};
      row.finish();
      pack_.sites.push_back(std::move(read));
    }
  }

  void indicators() {
    std::set<std::string> seen;
    for (PackObject& row : root_.table("indicators")) {
      Pack::Indicator read{.id = code_of(row, seen, "id"),
                           .labels = row.labels("labels", pack_.languages),
                           .count = count_of(row),
                           .codes = row.maybe_codes("codes"),
                           .kinds = row.maybe_codes("kinds"),
                           .target = std::nullopt};
      if (row.has("target")) read.target = row.integer("target", 1, json::kMaxInteger);
      check_references(row, read);
      row.finish();
      pack_.indicators.push_back(std::move(read));
    }
  }

  static Count count_of(PackObject& row) {
    const std::string name = row.code("count");
    for (const auto& [known, count] : kCounts)
      if (known == name) return count;
    row.report("count",
               "must be clients, outings, contacts, services, tests, groups, participants, given or referrals");
    return Count::clients;
  }

  void check_references(const PackObject& row, const Pack::Indicator& read) {
    const Count count = read.count;
    if (!read.codes.empty() && (count == Count::outings || count == Count::contacts))
      row.report("codes", "outings and contacts have no codes; use \"kinds\"");
    else
      for (const std::string& code : read.codes)
        if (!counts_by(count, code)) row.report("codes", in_quotes(code) + " is nothing this count can count");
    if (!read.kinds.empty() && (count == Count::groups || count == Count::participants || count == Count::referrals))
      row.report("kinds", "this count knows no outing kinds");
    for (const std::string& kind : read.kinds)
      if (pack_.outing(kind) == nullptr) row.report("kinds", "no outing kind has the code " + in_quotes(kind));
  }

  bool counts_by(Count count, const std::string& code) const {
    switch (count) {
      case Count::clients:
      case Count::services: return pack_.service(code) != nullptr;
      case Count::tests: return pack_.test(code) != nullptr;
      case Count::groups:
      case Count::participants: return pack_.session(code) != nullptr;
      case Count::given: return pack_.commodity(code) != nullptr;
      case Count::referrals: return pack_.destination(code) != nullptr;
      case Count::outings:
      case Count::contacts: return false;
    }
    return false;
  }

  PackObject root_;
  PackProblem& problem_;
  Pack pack_;
};

// json::parse says only that something is wrong; an author needs the line.
std::string syntax_problem(std::string_view text) {
  boost::json::error_code ec;
  boost::json::stream_parser parser;
  const std::size_t used = parser.write_some(text.data(), text.size(), ec);
  const auto line = 1 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(used), '\n');
  if (ec || used != text.size() || !parser.done()) return "line " + std::to_string(line) + ": this is not JSON";
  return "pack: an object has a member twice, or a number is not a plain whole number, or it is nested too deep";
}

bool newer_format(const json::value& root) {
  const json::object* object = root.if_object();
  const json::value* format = object == nullptr ? nullptr : object->if_contains("pack");
  return format != nullptr && format->is_int64() && format->get_int64() > kFormat;
}

}  // namespace

Result<Pack> read_pack(std::string_view json_text, std::string* problem) {
  const auto explain = [&](const std::string& text) {
    if (problem != nullptr) *problem = text;
  };
  if (json_text.size() > limits::kPack) {
    explain("pack: is over " + std::to_string(limits::kPack) + " bytes");
    return fail(Code::too_large, "the programme pack is too large");
  }
  const auto root = json::parse(json_text, limits::kPack);
  if (!root) {
    explain(syntax_problem(json_text));
    return fail(Code::malformed, "the programme pack is not strict JSON");
  }
  if (newer_format(*root)) {
    explain("pack: is a newer format than this program knows");
    return fail(Code::update_needed, "the programme pack needs a newer version of this program");
  }
  PackProblem found;
  Pack pack = Reader(*root, found).read();
  if (!found.found()) return pack;
  explain(found.text());
  return fail(Code::malformed, "the programme pack is not valid");
}

}  // namespace tacit
