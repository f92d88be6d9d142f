#include "crypto/note.hpp"

#include <algorithm>

#include "crypto/encoding.hpp"
#include "crypto/hash.hpp"

namespace tacit {
namespace {

constexpr std::string_view kDash = "\xe2\x80\x94 ";  // U+2014
constexpr std::size_t kMaxSignatures = 64;
constexpr Literal kNotANote = "not a signed note in the exact form of the standard";

bool is_name(std::string_view name) {
  return !name.empty() && std::ranges::none_of(name, [](char c) {
    return static_cast<unsigned char>(c) <= ' ' || c == 0x7f || c == '+';
  });
}

bool is_text(std::string_view text) {
  return text.ends_with('\n') && std::ranges::all_of(text, [](char c) { return c == '\n' || (c >= ' ' && c <= '~'); });
}

std::string signature_line(const NoteVerifier& signer, ByteView bytes) {
  Bytes blob = to_bytes(note_key_id(signer).view());
  append(blob, bytes);
  std::string out(kDash);
  out += signer.name;
  out += ' ';
  out += crypto::to_base64(blob);
  out += '\n';
  return out;
}

Result<NoteSignature> parse_line(std::string_view line) {
  if (!line.starts_with(kDash)) return fail(Code::malformed, kNotANote);
  line.remove_prefix(kDash.size());
  const std::size_t space = line.find(' ');
  if (space == std::string_view::npos || !is_name(line.substr(0, space))) return fail(Code::malformed, kNotANote);
  TRY(const Bytes blob, crypto::from_base64(line.substr(space + 1)));
  if (blob.size() < 5) return fail(Code::malformed, kNotANote);
  return NoteSignature{std::string(line.substr(0, space)), NoteKeyId::from(blob), Bytes(blob.begin() + 4, blob.end())};
}

// The bytes of the one signature that claims to be this verifier's.
Result<ByteView> find_signature(const ParsedNote& note, const NoteVerifier& verifier, NoteKeyType type) {
  if (verifier.type != type) return fail(Code::wrong_kind, "a note key of another type");
  const NoteKeyId id = note_key_id(verifier);
  const NoteSignature* found = nullptr;
  for (const NoteSignature& signature : note.signatures) {
    if (signature.name != verifier.name || signature.id != id) continue;
    if (found != nullptr) return fail(Code::bad_signature, "the note is signed twice under one name");
    found = &signature;
  }
  if (found == nullptr) return fail(Code::bad_signature, "the note is not signed by this key");
  return ByteView(found->bytes);
}

std::string cosigned_message(std::string_view text, std::uint64_t unix_seconds) {
  std::string out = "cosignature/v1\ntime ";
  out += std::to_string(unix_seconds);
  out += '\n';
  out += text;
  return out;
}

}  // namespace

NoteKeyId note_key_id(const NoteVerifier& verifier) {
  const std::uint8_t separator[] = {'\n', static_cast<std::uint8_t>(verifier.type)};
  return NoteKeyId::from(sha256({as_bytes(verifier.name), separator, verifier.key.view()}).view());
}

std::string vkey_text(const NoteVerifier& verifier) {
  ASSERT_INVARIANT(is_name(verifier.name));
  Bytes key{static_cast<std::uint8_t>(verifier.type)};
  append(key, verifier.key.view());
  return verifier.name + '+' + crypto::to_hex(note_key_id(verifier).view()) + '+' + crypto::to_base64(key);
}

Result<NoteVerifier> parse_vkey(std::string_view text) {
  constexpr Literal kBadKey = "not a verifier key of a signed note";
  const std::size_t first = text.find('+');
  if (first == std::string_view::npos || text.size() < first + 10 || !is_name(text.substr(0, first)))
    return fail(Code::malformed, kBadKey);
  TRY(const Bytes key, crypto::from_base64(text.substr(first + 10)));
  if (key.size() != 33 || (key[0] != 0x01 && key[0] != 0x04)) return fail(Code::malformed, kBadKey);
  NoteVerifier out{static_cast<NoteKeyType>(key[0]), std::string(text.substr(0, first)),
                   VerifyKey::from(ByteView(key).subspan(1))};
  // Writing it again checks the separators, the id and its case.
  if (vkey_text(out) != text) return fail(Code::malformed, kBadKey);
  return out;
}

Result<ParsedNote> parse_note(std::string_view note, std::size_t max_bytes) {
  if (note.size() > max_bytes) return fail(Code::too_large, "the note is over its size limit");
  const std::size_t border = note.rfind("\n\n");
  if (border == std::string_view::npos || !note.ends_with('\n')) return fail(Code::malformed, kNotANote);
  ParsedNote out{std::string(note.substr(0, border + 1)), {}};
  if (!is_text(out.text)) return fail(Code::malformed, kNotANote);
  for (std::string_view rest = note.substr(border + 2); !rest.empty();) {
    const std::size_t end = rest.find('\n');
    TRY(out.signatures.emplace_back(), parse_line(rest.substr(0, end)));
    if (out.signatures.size() > kMaxSignatures) return fail(Code::too_large, "the note has too many signatures");
    rest.remove_prefix(end + 1);
  }
  if (out.signatures.empty()) return fail(Code::malformed, kNotANote);
  return out;
}

std::string sign_note(std::string_view text, std::string_view name, const SigningKey& key) {
  ASSERT_INVARIANT(is_text(text) && is_name(name));
  const NoteVerifier signer{NoteKeyType::ed25519, std::string(name), key.sign_public()};
  std::string out(text);
  out += '\n';
  out += signature_line(signer, key.sign(as_bytes(text)).view());
  return out;
}

Result<void> verify_note(const ParsedNote& note, const NoteVerifier& verifier) {
  TRY(const ByteView bytes, find_signature(note, verifier, NoteKeyType::ed25519));
  if (bytes.size() != Signature::kSize) return fail(Code::bad_signature, "the signature does not hold");
  return verify_signature(verifier.key, as_bytes(note.text), Signature::from(bytes));
}

std::string cosignature_line(std::string_view text, std::string_view name, const SigningKey& key,
                             std::uint64_t unix_seconds) {
  ASSERT_INVARIANT(is_text(text) && is_name(name));
  const NoteVerifier signer{NoteKeyType::cosignature, std::string(name), key.sign_public()};
  Bytes bytes;
  append_u64(bytes, unix_seconds);
  append(bytes, key.sign(as_bytes(cosigned_message(text, unix_seconds))).view());
  return signature_line(signer, bytes);
}

Result<std::uint64_t> verify_cosignature(const ParsedNote& note, const NoteVerifier& verifier) {
  TRY(const ByteView bytes, find_signature(note, verifier, NoteKeyType::cosignature));
  if (bytes.size() != 8 + Signature::kSize) return fail(Code::bad_signature, "the signature does not hold");
  const std::uint64_t time = read_u64(bytes);
  CHECK(verify_signature(verifier.key, as_bytes(cosigned_message(note.text, time)), Signature::from(bytes.subspan(8))));
  return time;
}

}  // namespace tacit
