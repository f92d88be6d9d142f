#include <algorithm>

#include "crypto/encoding.hpp"
#include "crypto/hash.hpp"
#include "crypto/sd_jwt.hpp"
#include "schema/entry_face.hpp"

namespace tacit {
namespace {

// A face that is being sealed: the same disclosure, hence the same salt, for all of its addresses.
struct Sealing {
  Face face;
  const std::vector<Destination>& to;
  std::string disclosure;
};

Result<void> seal_face(const Sealing& from, Entry& entry, std::vector<Bytes>& copies) {
  entry.digests.push_back(disclosure_digest(from.disclosure));
  TRY(const Bytes padded, pad_to_bucket(as_bytes(from.disclosure)));
  for (const Destination& to : from.to) {
    TRY(Bytes copy, seal_to(to.public_key, padded));
    entry.to.push_back({to.scope, to.epoch, to.n, from.face, sha256(copy)});
    copies.push_back(std::move(copy));
  }
  return {};
}

Result<void> check_draft(const EntryDraft& draft) {
  const bool agree =
      !draft.team || !draft.audit || (draft.team->rid == draft.audit->rid && draft.team->kind == draft.audit->kind);
  if (!agree) return fail(Code::invalid_argument, "the faces of an entry are of one record: same rid and kind");
  if (draft.team.has_value() == draft.team_to.empty() || draft.audit.has_value() == draft.audit_to.empty())
    return fail(Code::invalid_argument, "each face of an entry has an address, and each address a face");
  for (const auto* face : {&draft.team, &draft.audit}) {
    if (!face->has_value()) continue;
    const FaceContent& content = **face;
    if (content.kind.empty() || content.kind.size() > limits::kCode || content.kind_version < 1 ||
        !content.body.is_object())
      return fail(Code::invalid_argument, "a face has a kind, its version from 1, and an object as its body");
  }
  return {};
}

}  // namespace

std::string encode_face(const FaceContent& content, const DeviceId& dev, std::uint64_t seq,
                        std::string_view audit_disclosure) {
  std::string out = R"({"v":1,"kind":)";
  out += json::serialize(json::value(content.kind));
  out += R"(,"kv":)" + std::to_string(content.kind_version);
  out += R"(,"dev":")" + id_text(dev);
  out += R"(","seq":)" + std::to_string(seq);
  out += R"(,"rid":")" + id_text(content.rid);
  out += R"(","body":)" + json::serialize(content.body);
  if (!audit_disclosure.empty()) {
    out += R"(,"audit":")";
    out += audit_disclosure;
    out += '"';
  }
  out += '}';
  return out;
}

Result<SealedEntry> seal_entry(const EntryDraft& draft, const SigningKey& key) {
  CHECK(check_draft(draft));
  Entry entry{.org = draft.org,
              .dev = key.device_id(),
              .seq = draft.seq,
              .prev = draft.prev,
              .roster = draft.roster,
              .log_size = draft.log_size,
              .log_root = draft.log_root,
              .to = {},
              .digests = {}};
  Sealing team{Face::team, draft.team_to, {}}, audit{Face::audit, draft.audit_to, {}};
  if (draft.audit)
    audit.disclosure = make_disclosure(to_text(Face::audit), encode_face(*draft.audit, entry.dev, entry.seq, {}));
  if (draft.team)
    team.disclosure =
        make_disclosure(to_text(Face::team), encode_face(*draft.team, entry.dev, entry.seq, audit.disclosure));
  SealedEntry out;
  for (const Sealing* face : {&team, &audit})
    if (!face->disclosure.empty()) CHECK(seal_face(*face, entry, out.copies));
  std::sort(entry.digests.begin(), entry.digests.end());
  CHECK(check_form(entry));
  out.jws = sign_jws(Typ::entry, key, encode(entry));
  if (out.jws.size() > limits::kEntryJws) return fail(Code::too_large, "the entry is over its size limit");
  out.hash = hash_of_jws(out.jws);
  out.team_disclosure = std::move(team.disclosure);
  out.audit_disclosure = std::move(audit.disclosure);
  return out;
}

}  // namespace tacit
