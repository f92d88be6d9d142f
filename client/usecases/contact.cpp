#include <algorithm>

#include "client/usecases/grant.hpp"
#include "client/usecases/link.hpp"
#include "client/usecases/prepared.hpp"
#include "client/usecases/stock.hpp"
#include "crypto/random.hpp"

namespace tacit::usecases {
namespace {

// What the outing in progress says for everybody met on it.
Result<void> fill_from_outing(const Session& session, const RecordId& outing, record::Contact& contact, bool day_said,
                              bool time_said) {
  const auto history = session.vault.history(outing);
  if (!history || !history->effective) return fail(Code::not_found, "there is no such outing");
  const auto& version = history->versions[*history->effective];
  const record::Outing* found = nullptr;
  if (version.team) {
    found = std::get_if<record::Outing>(&*version.team);
    if (const auto* correct = std::get_if<record::Correct>(&*version.team))
      found = std::get_if<record::Outing>(&correct->replacement);
  }
  if (found == nullptr) return fail(Code::invalid_argument, "that record is not an outing");
  contact.outing = outing;
  if (!day_said) contact.day = found->day;
  if (!time_said) contact.time = found->time;
  if (contact.kind.empty()) contact.kind = found->kind;
  if (contact.site.empty()) contact.site = found->site;
  return {};
}

record::Attributes audit_attributes(const Pack& pack, const record::Attributes& all) {
  record::Attributes about;
  for (const auto& [code, value] : all)
    if (const auto* attribute = pack.attribute(code); attribute != nullptr && attribute->audit) about[code] = value;
  return about;
}

std::vector<std::string> offered_after(const Pack& pack, const NewContact& contact) {
  std::vector<std::string> offer;
  for (const auto& test : contact.tests) {
    if (test.result != record::TestResult::reactive) continue;
    const auto* kind = pack.test(test.test);
    if (kind == nullptr || kind->refer_to.empty()) continue;
    const bool done = std::find(contact.refer.begin(), contact.refer.end(), kind->refer_to) != contact.refer.end();
    const bool listed = std::find(offer.begin(), offer.end(), kind->refer_to) != offer.end();
    if (!done && !listed) offer.push_back(kind->refer_to);
  }
  return offer;
}

// The reactive test a destination is meant for, if there is one.
std::string reason_for(const Pack& pack, const NewContact& contact, const std::string& destination) {
  for (const auto& test : contact.tests) {
    const auto* kind = pack.test(test.test);
    if (kind != nullptr && test.result == record::TestResult::reactive && kind->refer_to == destination)
      return test.test;
  }
  return {};
}

}  // namespace

Result<PreparedContact> prepare_contact(const Recorder& recorder, const TeamId& team, const NewContact& said,
                                        record::Contact body, const record::Attributes& attributes,
                                        const std::vector<Scope>& grants) {
  body.anonymous = said.anonymous;
  body.services = said.services;
  body.tests = said.tests;
  body.given = said.given;
  body.note = said.note;
  body.lots = said.lots;
  if (body.client) body.about = audit_attributes(recorder.pack, attributes);
  if (!said.refer.empty() && !body.client)
    return fail(Code::invalid_argument, "a referral needs a client: register the person first");
  TRY(auto paid_by, grants_of_services(recorder, body.services, grants));
  TRY(auto main_record, prepare(recorder, body, {Scope::team(team)}, paid_by));
  PreparedContact out{
      .added = {.rid = main_record.rid,
                .vouchers = {},
                .offer = offered_after(recorder.pack, said),
                .note_looks_personal =
                    recorder.names_in_notes ? looks_personal(*recorder.vault, said.note) : holds_an_address(said.note)},
      .records = {}};
  out.records.push_back(std::move(main_record));
  if (body.client) {
    TRY(auto links, prepare_missing_links(recorder, team, *body.client, body.day, paid_by));
    std::ranges::move(links, std::back_inserter(out.records));
  }
  for (const auto& destination : said.refer) {
    const ClientCode number = ClientCode::random();
    TRY(auto referral, prepare(recorder,
                               record::Referral{.client = *body.client,
                                                .destination = destination,
                                                .reason = reason_for(recorder.pack, said, destination),
                                                .voucher = number,
                                                .day = body.day},
                               {Scope::team(team)}));
    out.added.vouchers.push_back({destination, number, referral.rid});
    out.records.push_back(std::move(referral));
  }
  return out;
}

namespace {

constexpr std::size_t kRecent = 24;  // records among which a second tap is looked for

bool same(const record::Contact& a, const record::Contact& b) {
  return record::encode(record::Record(a)) == record::encode(record::Record(b));
}

bool said_before(const Recorder& recorder, const record::Record& contact) {
  for (const auto& history : recorder.vault->recent(kRecent)) {
    if (!history.effective) continue;
    const auto& version = history.versions[*history.effective];
    if (version.dev != recorder.device || !version.team) continue;
    const auto* found = std::get_if<record::Contact>(&*version.team);
    if (found != nullptr && same(*found, std::get<record::Contact>(contact))) return true;
  }
  return false;
}

std::vector<std::string> overdrawn_by(const Recorder& recorder, const std::vector<record::Counted>& given) {
  std::vector<std::string> out;
  for (const auto& one : given)
    if (left_in_bag(*recorder.vault, recorder.device, one.code).value_or(0) < 0) out.push_back(one.code);
  return out;
}

}  // namespace

Result<AddedContact> add_contact(Session& session, const NewContact& contact) {
  TRY(const Recorder recorder, recorder_of(session));
  TRY(const TeamId team, choose_team(session, recorder, contact.team));
  record::Contact body{.day = contact.day.value_or(session.clock.today()),
                       .client = {},
                       .anonymous = 0,
                       .outing = {},
                       .kind = contact.kind,
                       .time = contact.time.value_or(record::TimeOfDay::day),
                       .site = contact.site,
                       .services = {},
                       .tests = {},
                       .given = {},
                       .about = {},
                       .note = {}};
  if (contact.outing)
    CHECK(fill_from_outing(session, *contact.outing, body, contact.day.has_value(), contact.time.has_value()));
  if (body.kind.empty()) return fail(Code::invalid_argument, "say at which outing it was, or of which kind");
  record::Attributes attributes;
  if (contact.client) {
    TRY(Vault::Person person, find_client(session, *contact.client));
    body.client = session.vault.canonical(person.client);  // a duplicate is not carried on
    attributes = std::move(person.attributes);
  }
  std::vector<Scope> grants;
  if (contact.outing) grants = grants_of_record(session.vault, *contact.outing);
  TRY(PreparedContact prepared, prepare_contact(recorder, team, contact, std::move(body), attributes, grants));
  if (!contact.again && said_before(recorder, prepared.records.front().record))
    return fail(Code::already_done, "exactly this was recorded a moment ago; if it happened twice, say --again");
  CHECK(session.vault.save(prepared.records));
  prepared.added.overdrawn = overdrawn_by(recorder, contact.given);
  return std::move(prepared.added);
}

}  // namespace tacit::usecases
