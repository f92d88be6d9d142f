#pragma once
#include "client/sync/leg.hpp"
#include "schema/api.hpp"
#include "schema/entry.hpp"

namespace tacit::sync {

// Compares the own chain with what the log has of it (protocol §4, "Restored vault"): stored entries that arrived are
// marked as sent; what this vault does not know, but its key signed, is adopted. An older or another chain is an alarm.
class OwnLeg final : public Leg {
 public:
  explicit OwnLeg(Context& context);
  Result<Next> next() override;
  Result<void> take(const Result<std::string>& answer) override;

 private:
  Result<void> compare(const api::SentPage::Item& item);
  Result<void> adopt(const ReceivedEntry& entry, const api::SentPage::Item& item);

  Context& context_;
  std::optional<Sent> last_;  // what the log is known to have
  std::uint64_t after_;
  OwnChain chain_;
  bool done_ = false;
};

}  // namespace tacit::sync
