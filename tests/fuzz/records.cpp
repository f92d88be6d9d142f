#include <algorithm>

#include "crypto/encoding.hpp"
#include "crypto/hash.hpp"
#include "crypto/sd_jwt.hpp"
#include "schema/audit_record.hpp"
#include "schema/entry.hpp"
#include "schema/entry_face.hpp"
#include "schema/limits.hpp"
#include "schema/pack.hpp"
#include "schema/record.hpp"
#include "tests/fuzz/harness.hpp"
#include "tests/fuzz/keys.hpp"

// What a colleague's device may have written: entries, the envelopes of faces, and the records inside.
namespace tacit::fuzz {
namespace {

FUZZ_TARGET(entry) {
  const std::string_view text = as_text(bytes);
  ASSERT_INVARIANT(!read_entry(text) || parse_jws(text, Typ::entry, limits::kEntryJws).has_value());
  const auto entry = decode_entry(text);
  if (!entry) return;
  ASSERT_INVARIANT(text.size() <= limits::kEntryJws && entry->seq >= 1);
  ASSERT_INVARIANT(!entry->to.empty() && entry->to.size() <= 2 * limits::kAddresses && check_form(*entry));
  const auto write = [](const Entry& value) { return encode(value); };
  const std::string written = written_and_read_again(write, decode_entry, *entry);
  ASSERT_INVARIANT(written.size() <= text.size());  // nothing that was not in it
}

// ["salt", face, value] as a disclosure.
std::string disclosed(std::string_view face, std::string_view value) {
  std::string text = R"(["AAAAAAAAAAAAAAAAAAAAAA",")" + std::string(face) + "\"," + std::string(value) + ']';
  return crypto::to_base64url(as_bytes(text));
}

ReceivedEntry entry_with(std::vector<Hash> digests) {
  std::ranges::sort(digests);
  Entry entry;
  entry.dev = key_of('a').device_id();
  entry.seq = 7;
  entry.digests = std::move(digests);
  return {.jws = {}, .entry = std::move(entry), .hash = {}};
}

// First line: the value of the team face, in which "@" stands for the disclosure of the audit face; then that one's.
FUZZ_TARGET(face) {
  Input input(bytes);
  std::string team(input.line());
  const std::string audit = disclosed("audit", input.rest());
  const bool both = team.find('@') != std::string::npos;
  if (both) team.replace(team.find('@'), 1, audit);
  const std::string disclosure = disclosed("team", team);
  std::vector<Hash> digests{disclosure_digest(disclosure)};
  if (both) digests.push_back(disclosure_digest(audit));
  const ReceivedEntry entry = entry_with(digests);
  ASSERT_INVARIANT(!open_disclosure(entry, Face::audit, disclosure));
  const auto opened = open_disclosure(entry, Face::team, disclosure);
  if (!opened) return;
  ASSERT_INVARIANT(opened->disclosure == disclosure && opened->audit_disclosure.has_value() == both);
  ASSERT_INVARIANT(!opened->kind.empty() && opened->kind.size() <= limits::kCode && opened->body.is_object());
  ASSERT_INVARIANT(!both || *opened->audit_disclosure == audit);
  const FaceContent content{opened->rid, opened->kind, opened->kind_version, opened->body};
  const std::string written =
      encode_face(content, entry.entry.dev, entry.entry.seq, opened->audit_disclosure.value_or(""));
  const std::string again = disclosed("team", written);
  digests.front() = disclosure_digest(again);
  const auto reopened = open_disclosure(entry_with(digests), Face::team, again);
  ASSERT_INVARIANT(reopened && reopened->rid == opened->rid && reopened->body == opened->body);
}

const std::vector<Pack>& packs() {
  static const std::vector<Pack> kAll = [] {
    std::vector<Pack> out;
    for (const auto id : built_in_packs()) out.push_back(*read_pack(*built_in_pack(id)));
    return out;
  }();
  return kAll;
}

Result<Pseudonym> pseudonym_of(const ClientId& client, std::string_view quarter) {
  Bytes both = to_bytes(client.view());
  append(both, quarter);
  return Pseudonym::from(sha256(both).view().first(Pseudonym::kSize));
}

// Texts of the ids in a record that no auditor may see.
std::vector<std::string> secrets_of(const record::Record& record) {
  if (const auto* contact = std::get_if<record::Contact>(&record)) {
    if (contact->client) return {id_text(*contact->client)};
  }
  if (const auto* step = std::get_if<record::Case>(&record)) return {id_text(step->client)};
  if (const auto* stay = std::get_if<record::Stay>(&record)) return {id_text(stay->client)};
  if (const auto* link = std::get_if<record::ClientLink>(&record)) {
    return {id_text(link->kept), id_text(link->duplicate)};
  }
  return {};
}

void coarsens_to_a_readable_face(const record::Record& record, const Pack& pack) {
  const auto coarse = audit::coarsen(record, {.pack = pack, .pseudonym = pseudonym_of}, true);
  if (!coarse || !*coarse) return;
  const json::value body = audit::encode(**coarse);
  const auto read = audit::decode(audit::kind_of(**coarse), audit::version_of(**coarse), body);
  ASSERT_INVARIANT(read.has_value() && audit::encode(*read) == body);
  const std::string text = json::serialize(body);
  for (const std::string& secret : secrets_of(record)) ASSERT_INVARIANT(text.find(secret) == std::string::npos);
}

constexpr int kNewest = 3;  // version of any kind

// First line: the kind; then the body.
FUZZ_TARGET(team_record) {
  Input input(bytes);
  const std::string_view kind = input.line();
  const auto body = json::parse(input.rest(), limits::kDisclosure);
  if (!body) return;
  const auto record = record::decode(kind, *body);
  if (!record) return;
  ASSERT_INVARIANT(record::kind_of(*record) == kind && record::encode(*record) == *body);
  const int version = record::version_of(*record);
  ASSERT_INVARIANT(record::decode(kind, version, *body).has_value());
  for (int other = 1; other <= kNewest; ++other)  // one form for one value
    ASSERT_INVARIANT(other == version || !record::decode(kind, other, *body));
  const auto newer = record::decode(kind, kNewest + 1, *body);
  ASSERT_INVARIANT(!newer && newer.error().code == Code::update_needed);
  for (const Pack& pack : packs()) coarsens_to_a_readable_face(*record, pack);
}

FUZZ_TARGET(audit_record) {
  Input input(bytes);
  const std::string_view kind = input.line();
  const auto body = json::parse(input.rest(), limits::kDisclosure);
  if (!body) return;
  auto record = audit::decode(kind, 1, *body);
  for (int version = 2; !record && version <= kNewest; ++version) record = audit::decode(kind, version, *body);
  if (!record) return;
  ASSERT_INVARIANT(audit::kind_of(*record) == kind && audit::encode(*record) == *body);
}

bool is_safe_on_a_terminal(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) >= ' ' && c != '\x7f'; });
}

// What ends a follow-up of a result or a referral is not for auditors.
void follows_openly(const Pack::FollowUp& rule, const Pack& pack) {
  using On = Pack::FollowUp::On;
  ASSERT_INVARIANT(rule.result.has_value() == (rule.on == On::test) && rule.tracing.empty() == (rule.attempts == 0));
  const bool tells = rule.on == On::referral || (rule.result && *rule.result != record::TestResult::non_reactive);
  for (const auto* list : {&rule.services, &rule.tracing})
    for (const auto& code : *list)
      ASSERT_INVARIANT(pack.service(code) != nullptr && !(tells && pack.service(code)->audit));
  for (const auto& code : rule.tests) ASSERT_INVARIANT(pack.test(code) != nullptr);
  for (const auto& code : rule.referrals) ASSERT_INVARIANT(pack.destination(code) != nullptr);
}

void is_consistent(const Pack& pack) {
  for (const auto& commodity : pack.commodities) {
    for (const auto& [code, count] : commodity.contents) ASSERT_INVARIANT(pack.commodity(code) != nullptr && count > 0);
  }
  for (const auto& test : pack.tests) {
    ASSERT_INVARIANT(test.refer_to.empty() || pack.destination(test.refer_to) != nullptr);
    ASSERT_INVARIANT(!test.after_reactive || !test.audit);
  }
  for (const auto& service : pack.services) ASSERT_INVARIANT(!service.after_reactive || !service.audit);
  for (const auto& rule : pack.follow_ups) follows_openly(rule, pack);
  ASSERT_INVARIANT(std::ranges::count(pack.languages, "en") == 1);
  for (const auto& language : pack.languages) {
    ASSERT_INVARIANT(pack.labels.contains(language));
    for (const auto& site : pack.sites) ASSERT_INVARIANT(site.labels.contains(language));
  }
}

FUZZ_TARGET(pack) {
  const auto [pack, mistakes, advice] = review_pack(as_text(bytes));
  for (const auto* remarks : {&mistakes, &advice})
    for (const auto& remark : *remarks)
      ASSERT_INVARIANT(is_safe_on_a_terminal(remark.place) && is_safe_on_a_terminal(remark.text));
  ASSERT_INVARIANT(pack.has_value() == mistakes.empty() && mistakes.size() <= 100);
  if (!pack) return;
  ASSERT_INVARIANT(bytes.size() <= limits::kPack);
  is_consistent(*pack);
  // An edition can follow itself but for its version.
  ASSERT_INVARIANT(obstacles_to_upgrade(*pack, *pack).size() == 1);
}

}  // namespace
}  // namespace tacit::fuzz
