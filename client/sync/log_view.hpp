#pragma once
#include <span>
#include <string_view>

#include "client/sync/leg.hpp"
#include "crypto/merkle.hpp"
#include "schema/api.hpp"

namespace tacit::sync {

// Everything the client believes about the log goes through here (protocol §5).

// The note is signed by the log's key for our organisation: alarm_key_mismatch, malformed, wrong_organisation.
Result<Checkpoint> open_note(const Context& context, const Roster& roster, std::string_view note);

// The note is signed by the log's key, of our organisation and generation, and its roster line fits the roster given.
// alarm_key_mismatch, alarm_fork, alarm_rollback, malformed. Size and root are not compared with anything.
Result<Checkpoint> read_note(const Context& context, const Roster& roster, std::string_view note);

// A page of leaves: the note as above and no older than what is remembered; the leaves at their places. A log that is
// larger than ours becomes a claim, to be settled before the run ends. `leaves` strictly ascending.
Result<Checkpoint> check_page(Context& context, const Roster& roster, const api::Proven& log,
                              std::span<const IndexedLeaf> leaves);
// The same without a look at the roster line, for a page that was signed before the newest links.
Result<void> check_places(Context& context, const Checkpoint& shown, const api::Proven& log,
                          std::span<const IndexedLeaf> leaves);

// Gets the newest checkpoint and proof that it continues the one remembered.
class AnchorLeg : public Leg {
 public:
  explicit AnchorLeg(Context& context) : context_(context) {}
  Result<Next> next() override;
  Result<void> take(const Result<std::string>& answer) override;

 protected:
  Context& context_;
  Result<void> move_to(const Checkpoint& checkpoint, std::span<const Hash> proof);

 private:
  bool done_ = false;
};

// The same, and then every claim: each is proven to be a part of the log that is followed, or raises its alarm.
// Under a fast-growing log some claims may stay for the next run.
class SettleLeg final : public AnchorLeg {
 public:
  using AnchorLeg::AnchorLeg;
  Result<Next> next() override;
  Result<void> take(const Result<std::string>& answer) override;

 private:
  Result<void> settle(const Claim& claim, const Checkpoint& shown, std::span<const Hash> proof);
  std::optional<Claim> asking_;  // none: the answer is about the anchor
  bool anchored_ = false;
  int requests_ = 0;
};

}  // namespace tacit::sync
