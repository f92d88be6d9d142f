#include <algorithm>

#include "crypto/hash.hpp"
#include "crypto/sd_jwt.hpp"
#include "schema/codec.hpp"
#include "schema/entry.hpp"

namespace tacit {
namespace {

constexpr Literal kDoesNotFit = "the opened content is not what its entry was signed for";

tl::unexpected<Error> does_not_fit() { return fail(Code::alarm_entry_invalid, kDoesNotFit); }

bool is_signed(const Entry& entry, std::string_view disclosure) {
  const auto& digests = entry.digests;
  return std::find(digests.begin(), digests.end(), disclosure_digest(disclosure)) != digests.end();
}

Result<OpenedFace> read_value(const Entry& entry, Face face, json::value& value) {
  json::Fields f(value);
  codec::read_version(f);
  OpenedFace out;
  out.face = face;
  out.kind = f.text("kind", 1, limits::kCode);
  out.kind_version = static_cast<int>(f.integer("kv", 1, std::numeric_limits<int>::max()));
  const auto dev = codec::read_id<DeviceId>(f, "dev");
  const std::uint64_t seq = codec::read_count(f, "seq", 1);
  out.rid = codec::read_id<RecordId>(f, "rid");
  if (!f.member("body").is_object()) f.reject();
  if (face == Face::team) out.audit_disclosure = f.maybe_text("audit", 1, limits::kDisclosure);
  CHECK(f.finish());
  if (dev != entry.dev || seq != entry.seq) return does_not_fit();
  out.body = std::move(value.get_object().at("body"));
  return out;
}

// One disclosure on its own: its digest, name and inner members. A newer version stays update_needed, so that the
// caller can keep it; everything else that is wrong is the signer's or the server's doing.
Result<OpenedFace> read_face(const Entry& entry, Face face, std::string_view disclosure) {
  if (!is_signed(entry, disclosure)) return does_not_fit();
  auto parsed = parse_disclosure(disclosure, limits::kDisclosure);
  if (!parsed || parsed->name != to_text(face)) return does_not_fit();
  auto out = read_value(entry, face, parsed->value);
  if (!out && out.error().code != Code::update_needed) return does_not_fit();
  return out;
}

}  // namespace

Result<OpenedFace> open_disclosure(const ReceivedEntry& received, Face face, std::string_view disclosure) {
  const Entry& entry = received.entry;
  TRY(OpenedFace out, read_face(entry, face, disclosure));
  // With two faces, a team face without the audit face would hide from the team what the auditors are told.
  if (face == Face::team && out.audit_disclosure.has_value() != (entry.digests.size() == 2)) return does_not_fit();
  if (out.audit_disclosure) {
    TRY(OpenedFace audit, read_face(entry, Face::audit, *out.audit_disclosure));
    if (audit.rid != out.rid || audit.kind != out.kind) return does_not_fit();
    audit.disclosure = *out.audit_disclosure;
    out.carried.push_back(std::move(audit));
  }
  out.disclosure = disclosure;
  return out;
}

Result<OpenedFace> open_copy(const ReceivedEntry& entry, const Address& address, ByteView copy,
                             const BoxKeyPair& epoch) {
  if (sha256(copy) != address.ct) return does_not_fit();
  TRY(const Bytes padded, open_sealed(epoch, copy));
  const auto disclosure = unpad_bucket(padded);
  if (!disclosure) return does_not_fit();
  return open_disclosure(entry, address.face, as_text(*disclosure));
}

}  // namespace tacit
