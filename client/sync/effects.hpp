#pragma once
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <variant>
#include <vector>

#include "client/sync/memory.hpp"
#include "schema/audit_record.hpp"

namespace tacit::sync {

struct HeldSeed {
  Scope scope;
  std::uint64_t n;
  EpochSeed seed;
};
struct HeldSecret {
  std::string name;
  OrgSecret secret;
};

// A face in clear with what it says. `opaque`: a kind or version this program does not know; kept as it is.
struct Opaque {};
struct ClearFace {
  OpenedFace face;
  std::variant<Opaque, record::Record, audit::Record>
      record;  // a team face holds the first kind, an audit face the other
};

// Who signed, as the roster says for the entry's place in the log. Corrections and voids are judged by it.
struct Signer {
  DeviceId dev;
  Role role;
  bool steward;
  std::set<TeamId> teams;
};

// A valid entry with one copy for a scope this device reads. The same entry comes once for each such scope; the bytes
// are the same, the faces may differ.
struct Received {
  std::uint64_t index;
  Hash hash;
  std::string jws;
  Entry entry;
  Signer signer;
  Scope scope;                   // the one it was read in
  std::uint64_t epoch;           // the copy's
  std::vector<ClearFace> faces;  // none: not opened; two: a team face and the audit face it carries
  Bytes copy;                    // kept when the key is not held; empty if opened, unusable, or never handed out
};

// An entry known before, whose copy could be opened now.
struct OpenedLater {
  Hash hash;
  Scope scope;
  std::vector<ClearFace> faces;  // none: its content does not fit (an alarm says so); do not try again
};

// A draft that became a signed entry; it is still to be sent.
struct NewlySealed {
  Sealed entry;
  std::vector<ClearFace> faces;  // its own, to be kept with it: the audit face too
};

struct NewlySent {
  Hash hash;
  std::uint64_t index;
};
// An entry of this device's own chain that the log has and this vault does not (it was restored from a copy). Its faces
// come back when its scopes are read.
struct Adopted {
  std::uint64_t seq;
  Hash hash;
  std::uint64_t index;
  std::string jws;
};
// A draft that turned out to be in the log already (restored vault): no draft any more.
struct Matched {
  RecordId rid;
  Hash hash;
};
struct ScopeCursor {
  Scope scope;
  std::uint64_t after;
};
struct SeenIn {
  DeviceId dev;
  Scope scope;
  Seen seen;
};
// Remembered once for the same code and place.
struct Alarm {
  Code code;
  std::optional<std::uint64_t> index;  // leaf, if it is about one
  auto operator<=>(const Alarm&) const = default;
};

// Everything one step wants remembered. Applied whole, in one transaction, and committed before the step's request is
// sent; in the order of the members. Values are upserts: applying the same effects twice changes nothing more.
struct Effects {
  Day day;                        // for alarms, and from when sent bytes are kept
  std::vector<PlacedLink> links;  // to be appended to the roster, in order; the first of all is the genesis
  std::vector<HeldSeed> seeds;
  std::vector<HeldSecret> secrets;
  std::optional<PackText> pack;
  std::vector<Bytes> blobs_kept;  // known by H(blob) = SHA-256
  std::vector<Hash> blobs_dropped;
  std::optional<std::uint64_t> wraps_from;
  std::optional<Checkpoint> checkpoint;
  std::vector<Claim> claims;  // one from a device replaces that device's earlier one
  std::vector<Claim> claims_settled;
  std::vector<Hash> unsealed;  // sealed entries that can never be sent: drafts again, in their old order
  std::vector<NewlySealed> sealed;
  std::vector<NewlySent> sent;   // of sealed entries
  std::vector<Adopted> adopted;  // known by (own device, seq) from now on, like sealed ones that were sent
  std::optional<OwnChain> own_chain;
  std::vector<Received> received;
  std::vector<OpenedLater> opened;
  std::vector<Matched> matched;
  std::vector<SeenIn> seen;
  std::vector<ScopeCursor> cursors;
  std::vector<Alarm> alarms;

  bool empty() const;
};

}  // namespace tacit::sync
