#pragma once
#include <optional>

#include "client/sync/compose.hpp"
#include "client/sync/faces.hpp"
#include "client/sync/leg.hpp"

namespace tacit::sync {

// Brings the roster to where it should be, link after link, until there is nothing left to write. When somebody else
// was faster (protocol §3, compare-and-set), it ends and lost() says so: read the roster and begin again.
class LinkLeg final : public Leg {
 public:
  explicit LinkLeg(Context& context) : context_(context) {}
  Result<Next> next() override;
  Result<void> take(const Result<std::string>& answer) override;
  bool lost() const { return lost_; }

 private:
  Result<std::set<std::string>> years_wanted() const;

  Context& context_;
  std::optional<ComposedLink> sending_;
  bool lost_ = false;
  bool with_wish_ = false;  // in the link being sent
  int made_ = 0;
};

}  // namespace tacit::sync
