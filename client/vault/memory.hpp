#pragma once
#include <map>

#include "client/sync/memory.hpp"
#include "client/vault/parts.hpp"

namespace tacit::vault {

// The vault as the sync machine sees it. Keys are held in locked memory while the vault is open; everything else is
// read from the database when asked.
class VaultMemory final : public sync::Memory {
 public:
  VaultMemory(const Vault::Parts& parts, const Vault::Identity& identity);

  const SigningKey& signing_key() const override { return signing_key_; }
  const BoxKeyPair& box_key() const override { return box_key_; }
  OrgId org() const override;
  std::optional<sync::Pin> pin() const override;

  const Roster* roster() const override;
  std::vector<sync::PlacedLink> links() const override;
  const EpochSeed* seed(const Scope& scope, std::uint64_t n) const override;
  const OrgSecret* secret(std::string_view name) const override;
  std::optional<sync::PackText> pack() const override;
  const Pack* programme() const override;
  std::optional<Bytes> blob(const Hash& hash) const override;
  std::uint64_t wraps_from() const override;

  std::optional<Checkpoint> checkpoint() const override;
  std::vector<sync::Claim> claims() const override;

  sync::OwnChain own_chain() const override;
  std::optional<sync::Sent> last_sent() const override;
  std::vector<sync::Sealed> unacknowledged(std::size_t limit) const override;
  std::vector<sync::Draft> drafts(std::size_t skip, std::size_t limit) const override;
  std::optional<sync::Draft> draft(const RecordId& rid) const override;
  std::optional<Hash> own_entry_of(const RecordId& rid) const override;

  std::uint64_t cursor(const Scope& scope) const override;
  std::optional<sync::Seen> seen(const DeviceId& dev, const Scope& scope) const override;
  std::optional<Hash> entry_at(const DeviceId& dev, std::uint64_t seq) const override;
  std::vector<sync::Unopened> unopened(const Scope& scope, std::uint64_t epoch, std::uint64_t after,
                                       std::size_t limit) const override;
  std::uint64_t unopened_count() const override;

  std::vector<Code> alarms() const override;

  // Called when seeds or secrets were added.
  void load_keys();

 private:
  const Vault::Parts& parts_;
  SigningKey signing_key_;
  BoxKeyPair box_key_;
  std::map<std::pair<Scope, std::uint64_t>, EpochSeed> seeds_;
  std::map<std::string, OrgSecret, std::less<>> secrets_;
};

}  // namespace tacit::vault
