#include <algorithm>
#include <utility>

#include "schema/pack_json.hpp"
#include "schema/record_json.hpp"

namespace tacit {
namespace {

// 1: without intakes, cases, stays, incidents, members, guardians; 2: without grants
constexpr std::int64_t kFormat = 3;
constexpr std::int64_t kLongestRetest = 3'650;

// Reads the tables in an order in which each names only what has been read before.
class Reader {
 public:
  Reader(const json::value& root, PackProblem& problem) : root_(root, "", problem), problem_(problem) {}

  Pack read() {
    head();
    words();
    pack_.destinations = kinds(root_.table("destinations"));
    pack_.outings = kinds(root_.table("outings"));
    pack_.sessions = kinds(root_.table("sessions"));
    pack_.members = kinds(root_.table("members"));
    pack_.intakes = episodes("intakes");
    pack_.cases = episodes("cases");
    pack_.stays = kinds(root_.table("stays"));
    pack_.incidents = episodes("incidents");
    for (std::size_t i = 0; i < pack_.incidents.size(); ++i)
      if (pack_.incidents[i].audit)
        problem_.report("incidents (" + pack_.incidents[i].code + ").audit", "auditors are told of no incident");
    grants();
    services();
    commodities();
    tests();
    attributes();
    if (root_.has("guardian_consent")) {
      PackObject guarded = root_.object("guardian_consent");
      pack_.guardian_for = read_values(guarded, pack_);
    }
    sites();
    follow_ups();
    indicators();
    root_.finish();
    return std::move(pack_);
  }

 private:
  void head() {
    root_.integer("pack", 1, kFormat);
    pack_.id = root_.code("id");
    pack_.version = root_.integer("version", 1, 1'000'000);
    pack_.languages = root_.maybe_codes("languages");
    if (std::find(pack_.languages.begin(), pack_.languages.end(), "en") == pack_.languages.end())
      root_.report("languages", "must be a list with \"en\" in it");
    pack_.labels = root_.labels("labels", pack_.languages);
    const std::string period = root_.code("audit_period");
    if (period == "week") pack_.audit_period = Pack::AuditPeriod::week;
    if (!period.empty() && period != "week" && period != "month")
      root_.report("audit_period", "must be \"month\" or \"week\"");
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
    if (!code.empty() && !seen.insert(code).second) row.report(key, "another row has the same one");
    return code;
  }

  std::string word_of(PackObject& row, std::string_view key) {
    std::string word = row.code(key);
    if (!word.empty() && !pack_.words.contains(word)) row.report(key, "\"words\" has no text for " + in_quotes(word));
    return word;
  }

  std::vector<Pack::Kind> kinds(std::vector<PackObject> table) {
    std::vector<Pack::Kind> out;
    std::set<std::string> seen;
    for (PackObject& row : table) {
      Pack::Kind read{
          .code = code_of(row, seen), .labels = row.labels("labels", pack_.languages), .retired = row.flag("retired")};
      row.finish();
      out.push_back(std::move(read));
    }
    return out;
  }

  std::vector<Pack::Episode> episodes(std::string_view table) {
    std::vector<Pack::Episode> out;
    std::set<std::string> seen;
    for (PackObject& row : root_.table(table)) {
      Pack::Episode read{.code = code_of(row, seen),
                         .labels = row.labels("labels", pack_.languages),
                         .outcomes = kinds(row.table("outcomes")),
                         .audit = row.flag("audit"),
                         .retired = row.flag("retired")};
      read.after_reactive = after_reactive(row, read.audit);
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

  void grants() {
    std::set<std::string> seen, scopes;
    for (PackObject& row : root_.table("grants")) {
      Pack::Grant read{.code = code_of(row, seen),
                       .labels = row.labels("labels", pack_.languages),
                       .scope = {},
                       .retired = row.flag("retired")};
      const std::string scope = row.code("scope");
      if (const auto id = parse_id<TeamId>(scope); !scope.empty() && id && scopes.insert(scope).second)
        read.scope = *id;
      else
        row.report("scope", "must be an id of its own, as `tacit grant add` makes it");
      row.finish();
      pack_.grants.push_back(std::move(read));
    }
    if (pack_.grants.size() > limits::kGrants) root_.report("grants", "are too many");
  }

  std::string paid_by(PackObject& row) {
    std::string grant = row.maybe_code("grant");
    if (!grant.empty() && pack_.grant(grant) == nullptr)
      row.report("grant", "no grant has the code " + in_quotes(grant));
    return grant;
  }

  void services() {
    std::set<std::string> seen;
    for (PackObject& row : root_.table("services")) {
      Pack::Service read{.code = code_of(row, seen),
                         .group = word_of(row, "group"),
                         .labels = row.labels("labels", pack_.languages),
                         .audit = row.flag("audit"),
                         .foreign = row.maybe_foreign(),
                         .retired = row.flag("retired")};
      read.after_reactive = after_reactive(row, read.audit);
      read.grant = paid_by(row);
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
                           .contents = contents(row),
                           .after_reactive = after_reactive(row, false),
                           .foreign = row.maybe_foreign(),
                           .retired = row.flag("retired"),
                           .lot = row.flag("lot")};
      row.finish();
      pack_.commodities.push_back(std::move(read));
    }
    for (std::size_t i = 0; i < rows.size(); ++i)
      for (const auto& [code, count] : pack_.commodities[i].contents)
        if (const auto* part = pack_.commodity(code); part == nullptr || !part->contents.empty())
          rows[i].report("contents", in_quotes(code) + " is not a plain commodity of this pack");
    for (std::size_t i = 0; i < rows.size(); ++i)
      if (tells_by_class(pack_.commodities[i]))
        rows[i].report("class", "auditors see the class, and all that is in it is given after a reactive result only");
  }

  bool tells_by_class(const Pack::Commodity& commodity) const {
    return commodity.after_reactive &&
           std::none_of(pack_.commodities.begin(), pack_.commodities.end(), [&](const Pack::Commodity& other) {
             return other.audit_class == commodity.audit_class && !other.after_reactive && !other.retired;
           });
  }

  std::map<std::string, std::int64_t> contents(PackObject& row) {
    std::map<std::string, std::int64_t> out;
    std::int64_t all = 0;
    for (const auto& member : row.maybe_members("contents")) {
      const json::value& count = member.value();
      if (count.is_int64() && count.get_int64() >= 1 && count.get_int64() <= limits::kQuantity - all)
        all += out.emplace(member.key(), count.get_int64()).first->second;
      else
        row.report("contents", "each count must be a whole number from 1 to " + std::to_string(limits::kQuantity) +
                                   ", and so must all together");
    }
    return out;
  }

  void tests() {
    std::set<std::string> seen;
    for (PackObject& row : root_.table("tests")) {
      Pack::TestKind read{.code = code_of(row, seen),
                          .labels = row.labels("labels", pack_.languages),
                          .refer_to = row.maybe_code("refer_to"),
                          .audit = row.flag("audit"),
                          .retired = row.flag("retired"),
                          .lot = row.flag("lot")};
      if (row.has("retest_days")) read.retest_days = row.integer("retest_days", 1, kLongestRetest);
      read.after_reactive = after_reactive(row, read.audit);
      refer_to(row, read);
      row.finish();
      pack_.tests.push_back(std::move(read));
    }
  }

  void refer_to(const PackObject& row, const Pack::TestKind& read) const {
    if (read.refer_to.empty()) return;
    const auto* destination = pack_.destination(read.refer_to);
    if (destination == nullptr)
      row.report("refer_to", "no destination has the code " + in_quotes(read.refer_to));
    else if (destination->retired && !read.retired)
      row.report("refer_to", in_quotes(read.refer_to) + " is retired");
  }

  void attributes() {
    std::set<std::string> seen;
    for (PackObject& row : root_.table("attributes")) {
      Pack::Attribute read{.code = code_of(row, seen),
                           .labels = row.labels("labels", pack_.languages),
                           .values = kinds(row.table("values")),
                           .audit = row.flag("audit"),
                           .retired = row.flag("retired")};
      if (read.values.empty()) row.report("values", "must be a list of at least one value");
      row.finish();
      pack_.attributes.push_back(std::move(read));
    }
  }

  void sites() {
    std::set<std::string> seen;
    for (PackObject& row : root_.table("sites")) {
      Pack::Site read{.code = code_of(row, seen),
                      .group = word_of(row, "group"),
                      .labels = row.labels("labels", pack_.languages),
                      .retired = row.flag("retired")};
      row.finish();
      pack_.sites.push_back(std::move(read));
    }
  }

  void follow_ups() {
    std::set<std::string> seen;
    for (PackObject& row : root_.table("follow_ups")) {
      Pack::FollowUp read{.code = code_of(row, seen),
                          .labels = row.labels("labels", pack_.languages),
                          .on = {},
                          .codes = {},
                          .result = {},
                          .days = 0,
                          .services = {},
                          .tests = {},
                          .referrals = {},
                          .tracing = {},
                          .retired = row.flag("retired")};
      read_follow_up(row, pack_, read);
      row.finish();
      pack_.follow_ups.push_back(std::move(read));
    }
  }

  void indicators() {
    std::set<std::string> seen;
    for (PackObject& row : root_.table("indicators")) {
      Pack::Indicator read{.id = code_of(row, seen, "id"),
                           .labels = row.labels("labels", pack_.languages),
                           .count = {},
                           .codes = {},
                           .kinds = {},
                           .target = {},
                           .foreign = row.maybe_foreign(),
                           .retired = row.flag("retired")};
      read_indicator(row, pack_, read);
      row.finish();
      pack_.indicators.push_back(std::move(read));
    }
  }

  PackObject root_;
  PackProblem& problem_;
  Pack pack_;
};

// json::parse says only that something is wrong; an author needs the line.
PackRemark syntax_problem(std::string_view text) {
  boost::json::error_code ec;
  boost::json::stream_parser parser;
  const std::size_t used = parser.write_some(text.data(), text.size(), ec);
  const auto line = 1 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(used), '\n');
  if (ec || used != text.size() || !parser.done()) return {"line " + std::to_string(line), "this is not JSON"};
  return {"pack", "an object has a member twice, or a number is not a plain whole number, or it is nested too deep"};
}

bool newer_format(const json::value& root) {
  const json::object* object = root.if_object();
  const json::value* format = object == nullptr ? nullptr : object->if_contains("pack");
  return format != nullptr && format->is_int64() && format->get_int64() > kFormat;
}

}  // namespace

PackReview review_pack(std::string_view json_text) {
  const auto refuse = [](Code code, Literal text, PackRemark why) {
    return PackReview{fail(code, text), {std::move(why)}, {}};
  };
  if (json_text.size() > limits::kPack)
    return refuse(Code::too_large, "the programme pack is too large",
                  {"pack", "is over " + std::to_string(limits::kPack) + " bytes"});
  const auto root = json::parse(json_text, limits::kPack);
  if (!root) return refuse(Code::malformed, "the programme pack is not strict JSON", syntax_problem(json_text));
  if (newer_format(*root))
    return refuse(Code::update_needed, "the programme pack needs a newer version of this program",
                  {"pack", "is a newer format than this program knows"});
  PackProblem found;
  Pack pack = Reader(*root, found).read();
  if (found.found()) return {fail(Code::malformed, "the programme pack is not valid"), found.take(), {}};
  auto advice = advice_on(pack);
  return {std::move(pack), {}, std::move(advice)};
}

Result<Pack> read_pack(std::string_view json_text, std::string* problem) {
  PackReview review = review_pack(json_text);
  if (problem != nullptr && !review.mistakes.empty())
    *problem = review.mistakes.front().place + ": " + review.mistakes.front().text;
  return std::move(review.pack);
}

}  // namespace tacit
