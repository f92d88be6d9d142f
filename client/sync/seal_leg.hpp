#pragma once
#include "client/sync/faces.hpp"
#include "client/sync/leg.hpp"

namespace tacit::sync {

constexpr std::size_t kSealBatch = 100;  // drafts that become entries in one transaction

// Seals the next drafts of the queue into entries chained to the last one, and remembers them: sending is the next
// leg's. A draft whose destination has no key, or whose pack is missing, waits and does not hold up the others. On the
// device of one who has become an auditor all wait: what it signed now would be valid to nobody.
class SealLeg final : public Leg {
 public:
  explicit SealLeg(Context& context);
  Result<Next> next() override;
  Result<void> take(const Result<std::string>& answer) override;

 private:
  // false: it has to wait
  Result<bool> seal(const Draft& draft);
  Result<std::optional<EntryDraft>> prepare(const Draft& draft);
  Result<std::optional<audit::Record>> audit_face(const Draft& draft);
  bool address(const Scope& scope, std::vector<Destination>& to);
  void advance(const SealedEntry& sealed, const EntryDraft& entry);

  Context& context_;
  Faces faces_;
  OwnChain chain_;
};

}  // namespace tacit::sync
