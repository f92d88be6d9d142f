#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/day.hpp"
#include "common/base/ids.hpp"
#include "crypto/checkpoint.hpp"
#include "crypto/sealed_box.hpp"
#include "crypto/secret.hpp"
#include "crypto/signing.hpp"
#include "schema/entry.hpp"
#include "schema/pack.hpp"
#include "schema/record.hpp"
#include "schema/roster.hpp"

namespace tacit::sync {

// A link a newcomer was told of face to face.
struct Pin {
  std::uint64_t seq;
  Hash hash;
};

// A roster link as received, with its place in the log.
struct PlacedLink {
  std::uint64_t index;
  std::string jws;
};

// So many leaves under that root.
struct LogState {
  std::uint64_t size;
  Hash root;
};

// Somebody was shown a log of this size with this root: the device `source`, whose entry says so. Kept until it is
// proven to be part of the log we follow.
struct Claim {
  DeviceId source;
  std::uint64_t size;
  Hash root;
};

// The pack as decrypted: JSON text. Generation 0: chosen by the founder, and not published yet.
struct PackText {
  std::uint64_t generation;
  std::string text;
};

// How many entries a device has addressed to a scope.
struct ScopeCount {
  Scope scope;
  std::uint64_t n;
};

// The newest entry of this device's own chain, sent or only sealed.
struct OwnChain {
  std::uint64_t seq = 0;           // 0: none yet
  Hash head{};                     // meaningless at seq 0
  std::vector<ScopeCount> counts;  // sorted by scope; a scope without entries is absent
};

// An own entry with its exact bytes, stored before it was sent.
struct Sealed {
  RecordId rid;
  std::uint64_t seq;
  Hash hash;
  std::string jws;
  std::vector<Bytes> copies;  // in the order of the entry's `to`
};

// An own entry that the log has.
struct Sent {
  std::uint64_t seq;
  Hash hash;
  std::uint64_t index;
};

// A record that waits to be sealed.
struct Draft {
  RecordId rid;
  record::Record record;
  std::vector<Scope> team_scopes;
  bool audit_face;
  std::vector<Scope> grants = {};  // who gets the audit face besides `audit`
};

// The newest entry of a device that was seen in a scope.
struct Seen {
  std::uint64_t n;
  std::uint64_t seq;
  Hash hash;
};

// A received copy whose epoch's key was not held then.
struct Unopened {
  std::uint64_t index;
  std::string jws;
  Bytes copy;
};

// What the device remembers, as the machine sees it: read-only, and always up to date with the effects of all earlier
// steps. Implemented by the vault, and by tests in memory. References and pointers stay good until the next effects
// are applied. Nothing here fails: a vault that cannot be read throws.
class Memory {
 public:
  virtual ~Memory() = default;

  // ---- who this device is
  virtual const SigningKey& signing_key() const = 0;
  virtual const BoxKeyPair& box_key() const = 0;
  virtual OrgId org() const = 0;
  virtual std::optional<Pin> pin() const = 0;

  // ---- roster and keys
  virtual const Roster* roster() const = 0;           // null before the first sync of a joiner
  virtual std::vector<PlacedLink> links() const = 0;  // all, from the genesis on
  virtual const EpochSeed* seed(const Scope& scope, std::uint64_t n) const = 0;  // null: not held
  virtual const OrgSecret* secret(std::string_view name) const = 0;              // null: not held
  virtual std::optional<PackText> pack() const = 0;               // of the highest generation that could be opened
  virtual const Pack* programme() const = 0;                      // what that text says; null without one
  virtual std::optional<Bytes> blob(const Hash& hash) const = 0;  // kept because it could not be opened yet
  virtual std::uint64_t wraps_from() const = 0;  // links before this seq need not be asked for blobs again; first 0

  // ---- log
  virtual std::optional<Checkpoint> checkpoint() const = 0;  // the last one accepted
  virtual std::vector<Claim> claims() const = 0;             // not settled yet

  // ---- own entries
  virtual OwnChain own_chain() const = 0;
  virtual std::optional<Sent> last_sent() const = 0;                                 // acknowledged, highest seq
  virtual std::vector<Sealed> unacknowledged(std::size_t limit) const = 0;           // ascending seq
  virtual std::vector<Draft> drafts(std::size_t skip, std::size_t limit) const = 0;  // in the order they were made
  virtual std::optional<Draft> draft(const RecordId& rid) const = 0;                 // none: sealed or gone
  // The own entry, sealed or received back, that carries this rid.
  virtual std::optional<Hash> own_entry_of(const RecordId& rid) const = 0;

  // ---- received entries
  virtual std::uint64_t cursor(const Scope& scope) const = 0;  // leaf index read up to; 0: nothing yet
  virtual std::optional<Seen> seen(const DeviceId& dev, const Scope& scope) const = 0;
  virtual std::optional<Hash> entry_at(const DeviceId& dev, std::uint64_t seq) const = 0;  // any known entry, own too
  // Ascending index, only those > `after`.
  virtual std::vector<Unopened> unopened(const Scope& scope, std::uint64_t epoch, std::uint64_t after,
                                         std::size_t limit) const = 0;
  virtual std::uint64_t unopened_count() const = 0;

  // ---- alarms that stand
  virtual std::vector<Code> alarms() const = 0;  // oldest first
};

}  // namespace tacit::sync
