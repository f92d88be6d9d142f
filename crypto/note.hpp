#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/bytes.hpp"
#include "common/base/result.hpp"
#include "crypto/signing.hpp"

namespace tacit {

// C2SP signed-note and tlog-cosignature (c2sp.org, v1).
enum class NoteKeyType : std::uint8_t { ed25519 = 0x01, cosignature = 0x04 };
using NoteKeyId = Fixed<struct NoteKeyIdTag, 4>;

// Whose signature is looked for. Names hold no space and no '+'.
struct NoteVerifier {
  NoteKeyType type = NoteKeyType::ed25519;
  std::string name;
  VerifyKey key;
  bool operator==(const NoteVerifier&) const = default;
};
NoteKeyId note_key_id(const NoteVerifier& verifier);  // a hint to find a line by, not a proof
std::string vkey_text(const NoteVerifier& verifier);  // name+hex id+base64(type ‖ key)
Result<NoteVerifier> parse_vkey(std::string_view text);

struct NoteSignature {
  std::string name;
  NoteKeyId id;
  Bytes bytes;  // after the id: 64, or u64 time ‖ 64 for a cosignature
};
// Taken apart, not yet believed.
struct ParsedNote {
  std::string text;  // with its final newline: what is signed
  std::vector<NoteSignature> signatures;
};
Result<ParsedNote> parse_note(std::string_view note, std::size_t max_bytes);

// The whole note with one signature. The text ends with a newline, has no other control characters, and the name is as
// above: anything else is a bug and aborts.
std::string sign_note(std::string_view text, std::string_view name, const SigningKey& key);
// `bad_signature` unless there is exactly one line of this verifier (by name and id) and it holds. Signatures of others
// are ignored, as the standard demands.
Result<void> verify_note(const ParsedNote& note, const NoteVerifier& verifier);

// One signature line with its newline, to be put at the end of the note. It states that the cosigner saw no other
// history than one consistent with this note's; unix_seconds is the cosigner's claim.
std::string cosignature_line(std::string_view text, std::string_view name, const SigningKey& key,
                             std::uint64_t unix_seconds);
// The time claimed.
Result<std::uint64_t> verify_cosignature(const ParsedNote& note, const NoteVerifier& verifier);

}  // namespace tacit
