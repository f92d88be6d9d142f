#pragma once
#include <vector>

#include "client/sync/log_view.hpp"

namespace tacit::sync {

// Reads the roster from where it is known to its end. Every link is verified against the chain, every page against the
// log; only a whole and current roster becomes an effect.
class RosterLeg final : public Leg {
 public:
  explicit RosterLeg(Context& context) : context_(context) {}
  Result<Next> next() override;
  Result<void> take(const Result<std::string>& answer) override;

 private:
  struct Page {
    std::vector<IndexedLeaf> leaves;
    api::Proven log;
  };
  Result<void> append(const PlacedLink& link);
  Result<void> finish();
  Result<void> check_pin() const;
  const Roster* newest() const { return grown_ ? &*grown_ : context_.memory.roster(); }

  Context& context_;
  std::optional<Roster> grown_;
  std::vector<PlacedLink> links_;
  std::vector<Page> pages_;       // not checked yet
  std::uint64_t shown_size_ = 0;  // of the log, by the last of them
  int refreshed_ = 0;
  bool done_ = false;
};

}  // namespace tacit::sync
