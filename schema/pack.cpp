#include "schema/pack.hpp"

#include <algorithm>
#include <span>
#include <utility>

// Generated from packs/*.json by cmake/EmbedAssets.cmake: file names and contents, sorted by name.
namespace tacit::embedded {
std::span<const std::pair<std::string_view, std::string_view>> packs();
}

namespace tacit {
namespace {

constexpr std::string_view kSuffix = ".json";

template <class Row>
const Row* with_code(const std::vector<Row>& table, std::string_view code) {
  const auto found = std::find_if(table.begin(), table.end(), [&](const Row& row) { return row.code == code; });
  return found == table.end() ? nullptr : &*found;
}

std::string_view id_of(std::string_view file_name) { return file_name.substr(0, file_name.size() - kSuffix.size()); }

}  // namespace

std::string label_in(const Labels& labels, std::string_view language) {
  auto found = labels.find(std::string(language));
  if (found == labels.end()) found = labels.find("en");
  return found == labels.end() ? std::string() : found->second;
}

std::vector<std::string> texts_in_all_languages(const Pack& pack, const Labels& labels) {
  std::vector<std::string> out;
  for (const auto& language : pack.languages) {
    std::string text = label_in(labels, language);
    if (std::find(out.begin(), out.end(), text) == out.end()) out.push_back(std::move(text));
  }
  return out;
}

const Pack::Service* Pack::service(std::string_view code) const { return with_code(services, code); }
const Pack::Kind* Pack::outing(std::string_view code) const { return with_code(outings, code); }
const Pack::Kind* Pack::session(std::string_view code) const { return with_code(sessions, code); }
const Pack::Commodity* Pack::commodity(std::string_view code) const { return with_code(commodities, code); }
const Pack::TestKind* Pack::test(std::string_view code) const { return with_code(tests, code); }
const Pack::Destination* Pack::destination(std::string_view code) const { return with_code(destinations, code); }
const Pack::Episode* Pack::intake(std::string_view code) const { return with_code(intakes, code); }
const Pack::Episode* Pack::support_case(std::string_view code) const { return with_code(cases, code); }
const Pack::Kind* Pack::stay(std::string_view code) const { return with_code(stays, code); }
const Pack::Episode* Pack::incident(std::string_view code) const { return with_code(incidents, code); }
const Pack::Kind* Pack::Episode::outcome(std::string_view wanted) const { return with_code(outcomes, wanted); }
const Pack::Kind* Pack::member(std::string_view code) const { return with_code(members, code); }
const Pack::Attribute* Pack::attribute(std::string_view code) const { return with_code(attributes, code); }
const Pack::Site* Pack::site(std::string_view code) const { return with_code(sites, code); }
const Pack::Grant* Pack::grant(std::string_view code) const { return with_code(grants, code); }

std::optional<std::int64_t> Pack::Indicator::target_in(const std::string& period) const {
  const auto found = targets.find(period);
  return found == targets.end() ? target : found->second;
}

const Pack::Indicator* Pack::indicator(std::string_view wanted) const {
  const auto found =
      std::find_if(indicators.begin(), indicators.end(), [&](const Indicator& each) { return each.id == wanted; });
  return found == indicators.end() ? nullptr : &*found;
}

bool Pack::needs_guardian(const record::Attributes& client) const {
  return std::any_of(client.begin(), client.end(), [&](const auto& one) {
    const auto found = guardian_for.find(one.first);
    return found != guardian_for.end() &&
           std::find(found->second.begin(), found->second.end(), one.second) != found->second.end();
  });
}

std::string Pack::site_group(std::string_view code) const {
  const Site* found = site(code);
  return found == nullptr ? std::string(kNoSiteGroup) : found->group;
}

std::vector<std::string_view> built_in_packs() {
  std::vector<std::string_view> out;
  for (const auto& [file_name, text] : embedded::packs()) out.push_back(id_of(file_name));
  return out;
}

std::optional<std::string_view> built_in_pack(std::string_view id) {
  for (const auto& [file_name, text] : embedded::packs())
    if (id_of(file_name) == id) return text;
  return std::nullopt;
}

}  // namespace tacit
