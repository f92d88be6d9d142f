#pragma once
#include <span>
#include <string_view>

#include "client/sync/leg.hpp"
#include "crypto/merkle.hpp"
#include "schema/api.hpp"

namespace tacit::sync {

// Everything the client believes about the log goes through here (protocol §5). One log is followed: what was shown of
// it last, and proven to continue what was shown before. Every request says how far that is, and nothing of an answer
// counts before its checkpoint is proven to continue it.

// What a request says of the log that this device follows.
std::string query_following(const Context& context, std::string query);

// The note is signed by the log's key for our organisation: alarm_key_mismatch, malformed, wrong_organisation.
Result<Checkpoint> open_note(const Context& context, const Roster& roster, std::string_view note);

// The note is signed by the log's key, of our organisation, and its roster line fits the roster given.
// alarm_key_mismatch, alarm_fork, alarm_rollback, malformed. Size and root are not compared with anything.
Result<Checkpoint> read_note(const Context& context, const Roster& roster, std::string_view note);

// A page of leaves: the note as above, the leaves at their places, and the log a continuation of the followed one,
// which it takes the place of. `leaves` strictly ascending. alarm_fork, alarm_rollback, and as above.
Result<Checkpoint> check_page(Context& context, const Roster& roster, const api::Proven& log,
                              std::span<const IndexedLeaf> leaves);
// The same without a look at the roster line, for a page that was signed before the newest links.
Result<void> check_places(Context& context, const Checkpoint& shown, const api::Proven& log,
                          std::span<const IndexedLeaf> leaves);

// The answer to what this device sent: as check_page, but alarm_entry_missing when the leaves are not at their places.
Result<void> check_sent(Context& context, const Roster& roster, const api::Proven& log,
                        std::span<const IndexedLeaf> leaves);

// What colleagues' entries cite: each is proven to be a part of the log that is followed, or raises its alarm.
class SettleLeg final : public Leg {
 public:
  explicit SettleLeg(Context& context) : context_(context) {}
  Result<Next> next() override;
  Result<void> take(const Result<std::string>& answer) override;

 private:
  void settle(const Claim& claim, const Checkpoint& shown, std::span<const Hash> proof);

  Context& context_;
  std::optional<Claim> asking_;
};

}  // namespace tacit::sync
