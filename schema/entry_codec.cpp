#include <set>

#include "crypto/sd_jwt.hpp"
#include "schema/codec.hpp"
#include "schema/entry.hpp"
#include "schema/entry_face.hpp"

namespace tacit {
namespace {

constexpr std::size_t kMostAddresses = 2 * limits::kAddresses;
constexpr Literal kMalformed = "an entry that is not in the exact form the protocol demands";

json::object write_address(const Address& from) {
  return json::object{{"scope", to_text(from.scope)},
                      {"epoch", from.epoch},
                      {"n", from.n},
                      {"face", to_text(from.face)},
                      {"ct", b64(from.ct)}};
}

Result<Address> read_address(const json::value& from) {
  json::Fields f(from);
  Address out;
  out.scope = codec::value_or_reject(parse_scope(codec::text_of(f.member("scope"))), f);
  out.epoch = codec::read_count(f, "epoch", 1);
  out.n = codec::read_count(f, "n", 1);
  const std::string_view face = codec::text_of(f.member("face"));
  if (face != to_text(Face::team) && face != to_text(Face::audit)) f.reject();
  out.face = face == to_text(Face::team) ? Face::team : Face::audit;
  out.ct = codec::read_fixed<Hash>(f, "ct");
  CHECK(f.finish());
  return out;
}

}  // namespace

std::string_view to_text(Face face) { return face == Face::team ? "team" : "audit"; }

Result<void> check_form(const Entry& entry) {
  std::set<Scope> scopes;
  std::size_t team = 0, audit = 0;
  for (const Address& address : entry.to) {
    if (!scopes.insert(address.scope).second) return fail(Code::malformed, "an entry addresses a scope twice");
    ++(address.face == Face::team ? team : audit);
  }
  const std::size_t faces = (team > 0 ? 1U : 0U) + (audit > 0 ? 1U : 0U);
  const auto& digests = entry.digests;
  const bool sorted = digests.size() < 2 || digests[0] < digests[1];
  if (team > limits::kAddresses || audit > limits::kAddresses || faces == 0 || digests.size() != faces || !sorted)
    return fail(Code::malformed, kMalformed);
  return {};
}

std::string encode(const Entry& entry) {
  return json::serialize(json::object{{"v", 1},
                                      {"org", b64(entry.org)},
                                      {"dev", id_text(entry.dev)},
                                      {"seq", entry.seq},
                                      {"prev", b64(entry.prev)},
                                      {"roster", b64(entry.roster)},
                                      {"log", json::object{{"size", entry.log_size}, {"root", b64(entry.log_root)}}},
                                      {"to", codec::write_list(entry.to, write_address)},
                                      {"_sd_alg", "sha-256"},
                                      {"_sd", codec::write_list(entry.digests, b64<Hash>)}});
}

Result<Entry> decode_entry(std::string_view payload) {
  TRY(const json::value from, json::parse(payload, limits::kEntryJws));
  json::Fields f(from);
  codec::read_version(f);
  Entry out;
  out.org = codec::read_fixed<OrgId>(f, "org");
  out.dev = codec::read_id<DeviceId>(f, "dev");
  out.seq = codec::read_count(f, "seq", 1);
  out.prev = codec::read_fixed<Hash>(f, "prev");
  out.roster = codec::read_fixed<Hash>(f, "roster");
  json::Fields log(f.member("log"));
  out.log_size = codec::read_count(log, "size");
  out.log_root = codec::read_fixed<Hash>(log, "root");
  if (const auto done = log.finish(); !done) f.reject(done.error());
  out.to = codec::read_list<Address>(f, "to", 1, kMostAddresses, read_address);
  if (codec::text_of(f.member("_sd_alg")) != "sha-256") f.reject();
  out.digests = codec::read_fixed_list<Hash>(f, "_sd", 1, 2);
  CHECK(f.finish());
  CHECK(check_form(out));
  return out;
}

Result<ReceivedEntry> read_entry(std::string_view compact) {
  TRY(ParsedJws jws, parse_jws(compact, Typ::entry, limits::kEntryJws));
  TRY(Entry entry, decode_entry(jws.payload_text));
  if (entry.dev != jws.kid) return fail(Code::malformed, "an entry that names another device than its signer");
  return ReceivedEntry{std::move(jws), std::move(entry), hash_of_jws(compact)};
}

std::string presentation(std::string_view jws, const std::vector<std::string>& disclosures) {
  return sd_jwt_presentation(jws, disclosures);
}

}  // namespace tacit
