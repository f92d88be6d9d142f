#pragma once
#include "client/sync/leg.hpp"

namespace tacit::sync {

// Sends stored entries, exactly as they were stored, oldest first, until the log has them all. The answer must prove
// that it does: alarm_entry_missing. An entry the server refuses because, by the signed roster, one of its scopes was
// closed meanwhile becomes a draft again, with all that follow it: otherwise the chain would be stuck for ever. An
// auditor's device sends nothing; what it sealed before waits for the day on which it may write again.
class SendLeg final : public Leg {
 public:
  explicit SendLeg(Context& context) : context_(context) {}
  Result<Next> next() override;
  Result<void> take(const Result<std::string>& answer) override;

 private:
  Result<void> refused(const Error& error);

  Context& context_;
  std::vector<Sealed> batch_;
  bool stopped_ = false;
};

}  // namespace tacit::sync
