#pragma once
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "client/sync/effects.hpp"
#include "client/sync/keyring.hpp"
#include "schema/pack.hpp"

namespace tacit::sync {

// Turns records into faces and opened faces into records, with the pack and pseudonym secrets this device holds.
class Faces {
 public:
  explicit Faces(const Memory& memory);

  bool has_pack() const { return pack_.has_value(); }

  // What the audit face of a record is; empty when its kind has none. not_ready without the pack or the year's secret.
  Result<std::optional<audit::Record>> coarsen(const record::Record& record, bool target_had_audit_face);
  // The years whose secret coarsening these would take, held or not.
  Result<std::set<std::string>> years_of(const record::Record& record) const;

  struct Opened {
    std::vector<ClearFace> faces;
    bool differ = false;  // the audit face is not what the team face coarsens to, as far as this device can tell
  };
  // The copy is this address's and the key the epoch's. Any failure is alarm_entry_invalid.
  Result<Opened> open(const ReceivedEntry& entry, const Address& address, ByteView copy, const BoxKeyPair& epoch);
  // Of an entry this device sealed itself.
  static Result<std::vector<ClearFace>> own(const SealedEntry& sealed);

 private:
  Result<Pseudonym> pseudonym(const ClientId& client, std::string_view quarter);
  bool differ(const ClearFace& team, const ClearFace& audit);

  const Memory& memory_;
  std::optional<Pack> pack_;
  std::map<std::string, PseudonymKey, std::less<>> keys_;  // by quarter
};

}  // namespace tacit::sync
