#include <array>

#include "schema/codec.hpp"
#include "schema/limits.hpp"
#include "schema/roster_ops.hpp"

namespace tacit::roster {
namespace {

using json::Fields;

constexpr std::size_t kSecretName = 32;
constexpr std::size_t kHashText = 43;

template <class T>
bool strictly_ascending(const std::vector<T>& list) {
  return std::adjacent_find(list.begin(), list.end(), [](const T& a, const T& b) { return !(a < b); }) == list.end();
}

BoxPublicKey read_box_key(Fields& f, std::string_view key) {
  const auto out = codec::read_fixed<BoxPublicKey>(f, key);
  if (!f.ok()) return out;
  if (const auto sound = check_box_public_key(out); !sound) f.reject(sound.error());
  return out;
}

Scope read_scope(Fields& f) { return codec::value_or_reject(parse_scope(codec::text_of(f.member("scope"))), f); }

DeviceKeys read_keys(Fields& f) { return {codec::read_fixed<VerifyKey>(f, "sign_pk"), read_box_key(f, "box_pk")}; }

DeviceKeys read_keys(const json::value& from, Fields& outer) {
  Fields f(from);
  const DeviceKeys out = read_keys(f);
  if (const auto done = f.finish(); !done) outer.reject(done.error());
  return out;
}

ServiceKeys read_service_keys(Fields& f) {
  ServiceKeys out;
  out.log_pk = codec::read_fixed<VerifyKey>(f, "log_pk");
  out.oprf_pk = codec::read_fixed<Fixed<struct OprfPoint, 32>>(f, "oprf_pk").bytes;
  out.tls_pins = codec::read_fixed_list<Hash>(f, "tls_pins", 1, 2);
  return out;
}

// An auditor has no teams: it would be given what it must not read.
void read_rights(Fields& f, Role& role, std::vector<TeamId>& teams) {
  role = codec::value_or_reject(parse_role(codec::text_of(f.member("role"))), f);
  teams = codec::read_list<TeamId>(f, "teams", 0, limits::kTeamsOfDevice,
                                   [](const json::value& from) { return parse_id<TeamId>(codec::text_of(from)); });
  if (!strictly_ascending(teams) || (role == Role::auditor && !teams.empty())) f.reject();
}

Op read_found(Fields& f) {
  Found out;
  out.device = read_keys(f.member("device"), f);
  out.recovery = read_keys(f.member("recovery"), f);
  Fields service(f.member("service"));
  out.service = read_service_keys(service);
  if (const auto done = service.finish(); !done) f.reject(done.error());
  Fields policy(f.member("policy"));
  const std::string history = policy.text("history", 1, 16);
  if (history != "grant" && history != "from-now") f.reject();
  out.history = history == "grant" ? HistoryPolicy::grant : HistoryPolicy::from_now;
  if (const auto done = policy.finish(); !done) f.reject(done.error());
  return out;
}
Op read_team(Fields& f) { return AddTeam{codec::read_id<TeamId>(f, "team")}; }
Op read_admit(Fields& f) {
  Admit out;
  out.inv = codec::read_id<InvitationId>(f, "inv");
  out.keys = read_keys(f);
  read_rights(f, out.role, out.teams);
  return out;
}
Op read_revoke(Fields& f) { return Revoke{codec::read_id<DeviceId>(f, "dev")}; }
Op read_role(Fields& f) {
  ChangeRole out;
  out.dev = codec::read_id<DeviceId>(f, "dev");
  read_rights(f, out.role, out.teams);
  return out;
}
Op read_fund(Fields& f) { return Fund{codec::read_id<TeamId>(f, "grant")}; }
Op read_restrict(Fields& f) {
  Restrict out;
  out.dev = codec::read_id<DeviceId>(f, "dev");
  out.grants = codec::read_list<TeamId>(f, "grants", 0, limits::kGrantsOfDevice,
                                        [](const json::value& from) { return parse_id<TeamId>(codec::text_of(from)); });
  if (!strictly_ascending(out.grants)) f.reject();
  return out;
}
Result<Wrap> read_wrap(const json::value& from) {
  Fields f(from);
  const Wrap out{codec::read_id<DeviceId>(f, "dev"), codec::read_fixed<Hash>(f, "ct")};
  CHECK(f.finish());
  return out;
}
Op read_epoch(Fields& f) {
  Epoch out;
  out.scope = read_scope(f);
  out.n = codec::read_count(f, "n", 1);
  out.public_key = read_box_key(f, "public");
  out.wraps = codec::read_list<Wrap>(f, "wraps", 1, limits::kMembers, read_wrap);
  const auto unsorted = [](const Wrap& a, const Wrap& b) { return a.dev >= b.dev; };
  if (std::adjacent_find(out.wraps.begin(), out.wraps.end(), unsorted) != out.wraps.end()) f.reject();
  return out;
}
Op read_grant(Fields& f) {
  Grant out;
  out.scope = read_scope(f);
  out.from = codec::read_count(f, "from", 1);
  out.to = codec::read_count(f, "to", 1);
  out.dev = codec::read_id<DeviceId>(f, "dev");
  out.wraps = codec::read_fixed_list<Hash>(f, "wraps", 1, limits::kRosterLink / kHashText);
  if (out.to < out.from || out.to - out.from + 1 != out.wraps.size()) f.reject();
  return out;
}
Op read_rekey(Fields& f) { return Rekey{read_box_key(f, "box_pk")}; }
Op read_secret(Fields& f) {
  Secret out;
  out.name = f.text("name", 1, kSecretName);
  out.scope = read_scope(f);
  out.epoch = codec::read_count(f, "epoch", 1);
  out.commit = codec::read_fixed<Hash>(f, "commit");
  out.ct = codec::read_fixed<Hash>(f, "ct");
  return out;
}
Op read_reseal(Fields& f) {
  Reseal out;
  out.name = f.text("name", 1, kSecretName);
  out.scope = read_scope(f);
  out.epoch = codec::read_count(f, "epoch", 1);
  out.ct = codec::read_fixed<Hash>(f, "ct");
  return out;
}
Op read_service(Fields& f) { return Service{read_service_keys(f)}; }
Op read_pack(Fields& f) { return Pack{codec::read_count(f, "generation", 1), codec::read_fixed<Hash>(f, "digest")}; }

struct OpReader {
  std::string_view name;
  Op (*read)(Fields&);
};
constexpr std::array kReaders{
    OpReader{"found", read_found},   OpReader{"team", read_team},         OpReader{"admit", read_admit},
    OpReader{"revoke", read_revoke}, OpReader{"role", read_role},         OpReader{"epoch", read_epoch},
    OpReader{"grant", read_grant},   OpReader{"rekey", read_rekey},       OpReader{"secret", read_secret},
    OpReader{"reseal", read_reseal}, OpReader{"service", read_service},   OpReader{"pack", read_pack},
    OpReader{"fund", read_fund},     OpReader{"restrict", read_restrict},
};

Result<Op> read_op(const json::value& from) {
  Fields f(from);
  const std::string name = f.text("op", 1, 32);
  if (!f.ok()) return fail(Code::malformed, "a roster operation without a name");
  for (const OpReader& reader : kReaders) {
    if (reader.name != name) continue;
    Op out = reader.read(f);
    CHECK(f.finish());
    return out;
  }
  return fail(Code::update_needed, "a roster operation of a newer version: update needed");
}

// Empty, or the text of a hash.
std::string read_hash_text(Fields& f, std::string_view key) {
  std::string out = f.text(key, 0, kHashText);
  if (!out.empty() && !parse_b64<Hash>(out)) f.reject();
  return out;
}

}  // namespace

Result<Link> decode(std::string_view payload) {
  TRY(const json::value from, json::parse(payload, limits::kRosterLink));
  Fields f(from);
  codec::read_version(f);
  Link out;
  out.org = read_hash_text(f, "org");
  out.seq = codec::read_count(f, "seq");
  out.prev = read_hash_text(f, "prev");
  out.day = codec::value_or_reject(parse_day(codec::text_of(f.member("day"))), f);
  out.ops = codec::read_list<Op>(f, "ops", 1, limits::kRosterOps, read_op);
  if (out.org.empty() != (out.seq == 0) || out.prev.empty() != (out.seq == 0)) f.reject();
  CHECK(f.finish());
  return out;
}

}  // namespace tacit::roster
