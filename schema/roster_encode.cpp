#include "crypto/encoding.hpp"
#include "schema/codec.hpp"
#include "schema/roster_ops.hpp"

// One member order for every op: the one in which protocol §3 and schema/roster_ops.hpp name them.
namespace tacit::roster {
namespace {

json::object keys(const DeviceKeys& from) {
  return json::object{{"sign_pk", b64(from.sign_pk)}, {"box_pk", b64(from.box_pk)}};
}

json::object service_keys(const ServiceKeys& from) {
  return json::object{{"log_pk", b64(from.log_pk)},
                      {"oprf_pk", crypto::to_base64url(from.oprf_pk)},
                      {"tls_pins", codec::write_list(from.tls_pins, b64<Hash>)}};
}

json::array ids(const std::vector<TeamId>& from) { return codec::write_list(from, id_text<TeamId>); }

json::object write(const Found& op) {
  const char* history = op.history == HistoryPolicy::grant ? "grant" : "from-now";
  return json::object{{"op", "found"},
                      {"device", keys(op.device)},
                      {"recovery", keys(op.recovery)},
                      {"service", service_keys(op.service)},
                      {"policy", json::object{{"history", history}}}};
}
json::object write(const AddTeam& op) { return json::object{{"op", "team"}, {"team", id_text(op.team)}}; }
json::object write(const Admit& op) {
  return json::object{{"op", "admit"},
                      {"inv", id_text(op.inv)},
                      {"sign_pk", b64(op.keys.sign_pk)},
                      {"box_pk", b64(op.keys.box_pk)},
                      {"role", to_text(op.role)},
                      {"teams", ids(op.teams)}};
}
json::object write(const Revoke& op) { return json::object{{"op", "revoke"}, {"dev", id_text(op.dev)}}; }
json::object write(const ChangeRole& op) {
  return json::object{{"op", "role"}, {"dev", id_text(op.dev)}, {"role", to_text(op.role)}, {"teams", ids(op.teams)}};
}
json::object write(const Epoch& op) {
  const auto wrap = [](const Wrap& from) { return json::object{{"dev", id_text(from.dev)}, {"ct", b64(from.ct)}}; };
  return json::object{{"op", "epoch"},
                      {"scope", to_text(op.scope)},
                      {"n", op.n},
                      {"public", b64(op.public_key)},
                      {"wraps", codec::write_list(op.wraps, wrap)}};
}
json::object write(const Grant& op) {
  return json::object{{"op", "grant"}, {"scope", to_text(op.scope)}, {"from", op.from},
                      {"to", op.to},   {"dev", id_text(op.dev)},     {"wraps", codec::write_list(op.wraps, b64<Hash>)}};
}
json::object write(const Rekey& op) { return json::object{{"op", "rekey"}, {"box_pk", b64(op.box_pk)}}; }
json::object write(const Secret& op) {
  return json::object{{"op", "secret"},    {"name", op.name},          {"scope", to_text(op.scope)},
                      {"epoch", op.epoch}, {"commit", b64(op.commit)}, {"ct", b64(op.ct)}};
}
json::object write(const Reseal& op) {
  return json::object{
      {"op", "reseal"}, {"name", op.name}, {"scope", to_text(op.scope)}, {"epoch", op.epoch}, {"ct", b64(op.ct)}};
}
json::object write(const Service& op) {
  json::object out{{"op", "service"}};
  for (auto& member : service_keys(op.service)) out.emplace(member.key(), member.value());
  return out;
}
json::object write(const Pack& op) {
  return json::object{{"op", "pack"}, {"generation", op.generation}, {"digest", b64(op.digest)}};
}

json::object write(const Fund& op) { return json::object{{"op", "fund"}, {"grant", id_text(op.grant)}}; }
json::object write(const Restrict& op) {
  return json::object{{"op", "restrict"}, {"dev", id_text(op.dev)}, {"grants", ids(op.grants)}};
}

void add_blobs(const Op& op, std::vector<Hash>& out) {
  if (const auto* epoch = std::get_if<Epoch>(&op))
    for (const Wrap& wrap : epoch->wraps) out.push_back(wrap.ct);
  else if (const auto* grant = std::get_if<Grant>(&op))
    out.insert(out.end(), grant->wraps.begin(), grant->wraps.end());
  else if (const auto* secret = std::get_if<Secret>(&op))
    out.push_back(secret->ct);
  else if (const auto* reseal = std::get_if<Reseal>(&op))
    out.push_back(reseal->ct);
  else if (const auto* pack = std::get_if<Pack>(&op))
    out.push_back(pack->digest);
}

}  // namespace

std::string encode(const Link& link) {
  const auto write_op = [](const Op& op) { return std::visit([](const auto& of_kind) { return write(of_kind); }, op); };
  return json::serialize(json::object{{"v", 1},
                                      {"org", link.org},
                                      {"seq", link.seq},
                                      {"prev", link.prev},
                                      {"day", to_text(link.day)},
                                      {"ops", codec::write_list(link.ops, write_op)}});
}

std::vector<Hash> blobs_of(const Link& link) {
  std::vector<Hash> out;
  for (const Op& op : link.ops) add_blobs(op, out);
  return out;
}

}  // namespace tacit::roster
