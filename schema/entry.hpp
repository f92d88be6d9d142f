#pragma once
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "common/base/json.hpp"
#include "crypto/jws.hpp"
#include "crypto/sealed_box.hpp"
#include "crypto/signing.hpp"
#include "schema/limits.hpp"
#include "schema/scope.hpp"

// The envelope of a record (protocol §4): one signed entry, one or two disclosures, a sealed copy for each address.
// Frozen: a change is a new version. Pure; no clock, no I/O.
namespace tacit {

enum class Face { team, audit };
std::string_view to_text(Face face);

struct Address {
  Scope scope;
  std::uint64_t epoch = 0;
  std::uint64_t n = 0;  // counts the device's entries to that scope from 1, without gaps
  Face face = Face::team;
  Hash ct{};  // H(sealed copy)
};

struct Entry {
  OrgId org;
  DeviceId dev;
  std::uint64_t seq = 0;  // from 1
  Hash prev;              // the device's previous entry; first: the link that admitted it
  Hash roster;            // newest link the writer knew
  std::uint64_t log_size = 0;
  Hash log_root{};
  std::vector<Address> to;    // 1…16, no scope and face twice, no scope more than once
  std::vector<Hash> digests;  // _sd: sorted, 1 or 2
};

std::string encode(const Entry& entry);
Result<Entry> decode_entry(std::string_view payload);

// A received entry: its bytes, taken apart. Verify with verify_jws(jws, key) once the signer's key is known.
struct ReceivedEntry {
  ParsedJws jws;
  Entry entry;
  Hash hash;  // H(compact bytes)
};
Result<ReceivedEntry> read_entry(std::string_view compact);

// One face before sealing: its inner members and the body of its kind. A team face may carry the audit disclosure.
struct FaceContent {
  RecordId rid;
  std::string kind;
  int kind_version = 1;
  json::value body;
};

// Where a face goes: scope and the epoch it is sealed to.
struct Destination {
  Scope scope;
  std::uint64_t epoch;
  BoxPublicKey public_key;
  std::uint64_t n;
};

struct EntryDraft {
  OrgId org;
  std::uint64_t seq;
  Hash prev, roster;
  std::uint64_t log_size;
  Hash log_root;
  std::optional<FaceContent> team, audit;  // at least one; same rid and kind
  std::vector<Destination> team_to, audit_to;
};

struct SealedEntry {
  std::string jws;
  Hash hash;
  std::vector<Bytes> copies;                      // in the order of `to`
  std::string team_disclosure, audit_disclosure;  // empty when there is no such face
};
Result<SealedEntry> seal_entry(const EntryDraft& draft, const SigningKey& key);

struct OpenedFace {
  Face face;
  std::string disclosure;  // as received, to be kept
  RecordId rid;
  std::string kind;
  int kind_version = 1;
  json::value body;
  std::optional<std::string> audit_disclosure;  // inside a team face …
  std::vector<OpenedFace> carried;              // … and that one opened: one, or none
};

// Opens a sealed copy and does every check of "After opening": ct, padding, digest in _sd, face name, inner dev, seq;
// and that a carried audit disclosure agrees in rid and kind. The caller has verified the signature.
// decryption_failed when the key is not the right one; alarm_entry_invalid when the content does not fit.
Result<OpenedFace> open_copy(const ReceivedEntry& entry, const Address& address, ByteView copy,
                             const BoxKeyPair& epoch);
// The same checks for a disclosure that is already in clear (vault rebuild, foreign readers).
Result<OpenedFace> open_disclosure(const ReceivedEntry& entry, Face face, std::string_view disclosure);

// The standard SD-JWT presentation of an opened entry (RFC 9901): jws~disclosure~…~
std::string presentation(std::string_view jws, const std::vector<std::string>& disclosures);

}  // namespace tacit
