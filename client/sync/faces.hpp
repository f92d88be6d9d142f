#pragma once
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "client/sync/effects.hpp"
#include "client/sync/keyring.hpp"
#include "schema/pack.hpp"

namespace tacit::sync {

// Turns records into faces and opened faces into records, with the pack and pseudonym secrets this device holds.
class Faces {
 public:
  // `fresh`: secrets that the memory will hold only once the present effects are applied. Both outlive this.
  explicit Faces(const Memory& memory, std::span<const HeldSecret> fresh = {}) : memory_(memory), fresh_(fresh) {}

  bool has_pack() const { return memory_.programme() != nullptr; }

  // What the audit face of a record is; empty when its kind has none. not_ready without the pack or the year's secret.
  Result<std::optional<audit::Record>> coarsen(const record::Record& record, bool target_had_audit_face);
  // The years whose secret coarsening these would take, held or not.
  Result<std::set<std::string>> years_of(const record::Record& record) const;

  // The copy is this address's and the key the epoch's. Any failure is alarm_entry_invalid. On any thread.
  static Result<std::vector<ClearFace>> open(const ReceivedEntry& entry, const Address& address, ByteView copy,
                                             const BoxKeyPair& epoch);
  // Of an entry this device sealed itself.
  static Result<std::vector<ClearFace>> own(const SealedEntry& sealed);

 private:
  Result<Pseudonym> pseudonym(const ClientId& client, std::string_view quarter);

  const OrgSecret* secret(const std::string& name) const;

  const Memory& memory_;
  const std::span<const HeldSecret> fresh_;
  std::map<std::string, PseudonymKey, std::less<>> keys_;  // by quarter
};

}  // namespace tacit::sync
