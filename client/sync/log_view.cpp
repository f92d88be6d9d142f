#include "client/sync/log_view.hpp"

namespace tacit::sync {
namespace {

// `shown` continues the log that is followed, and is followed from now on.
Result<void> follow(Context& context, const Checkpoint& shown, std::span<const Hash> continues) {
  const auto followed = context.followed();
  if (followed == shown) return {};
  if (followed) {
    if (followed->generation != shown.generation) return fail(Code::alarm_fork, "the log is of another generation");
    if (shown.size < followed->size) return fail(Code::alarm_rollback, "the log is smaller than it was");
    if (shown.roster_seq < followed->roster_seq)
      return fail(Code::alarm_rollback, "the log names an older roster than it did");
    if (shown.roster_seq == followed->roster_seq && shown.roster_hash != followed->roster_hash)
      return fail(Code::alarm_fork, "the log names another roster than it did");
    if (!verify_consistency(followed->size, followed->root, shown.size, shown.root, continues))
      return fail(Code::alarm_fork, "the log does not continue the one that was shown before");
  }
  context.effects.checkpoint = shown;
  return {};
}

}  // namespace

std::string query_following(const Context& context, std::string query) {
  return api::with_log(std::move(query), context.followed_size());
}

Result<Checkpoint> open_note(const Context& context, const Roster& roster, std::string_view note) {
  auto opened = open_checkpoint(note, context.memory.org(), roster.service().log_pk);
  if (!opened && opened.error().code == Code::bad_signature)
    return fail(Code::alarm_key_mismatch, "the log is signed with another key than the roster's");
  return opened;
}

Result<Checkpoint> read_note(const Context& context, const Roster& roster, std::string_view note) {
  auto opened = open_note(context, roster, note);
  if (!opened) return opened;
  if (opened->roster_seq < roster.seq()) return fail(Code::alarm_rollback, "the log's roster is older than ours");
  if (opened->roster_seq == roster.seq() && opened->roster_hash != roster.head())
    return fail(Code::alarm_fork, "the log's roster is not ours");
  return opened;
}

Result<Checkpoint> check_page(Context& context, const Roster& roster, const api::Proven& log,
                              std::span<const IndexedLeaf> leaves) {
  TRY(const Checkpoint shown, read_note(context, roster, log.checkpoint));
  CHECK(check_places(context, shown, log, leaves));
  return shown;
}

Result<void> check_places(Context& context, const Checkpoint& shown, const api::Proven& log,
                          std::span<const IndexedLeaf> leaves) {
  CHECK(verify_page(leaves, shown.size, shown.root, log.proof));
  return follow(context, shown, log.continues);
}

Result<void> check_sent(Context& context, const Roster& roster, const api::Proven& log,
                        std::span<const IndexedLeaf> leaves) {
  TRY(const Checkpoint shown, read_note(context, roster, log.checkpoint));
  if (!verify_page(leaves, shown.size, shown.root, log.proof))
    return fail(Code::alarm_entry_missing, "the log does not show what was sent");
  return follow(context, shown, log.continues);
}

// Those that name exactly the log that is followed need no proof of their own.
Result<Next> SettleLeg::next() {
  const auto followed = context_.followed();
  for (const Claim& claim : context_.memory.claims()) {
    const bool same = followed && claim.size == followed->size && claim.root == followed->root;
    if (same)
      context_.effects.claims_settled.push_back(claim);
    else if (!asking_)
      asking_ = claim;
  }
  if (!asking_) return Next::done();
  return Next::ask(get(api::kCheckpoint, query_following(context_, api::query_from(asking_->size))));
}

Result<void> SettleLeg::take(const Result<std::string>& answer) {
  CHECK(answer);
  TRY(const auto page, api::decode<api::CheckpointAnswer>(*answer));
  TRY(const Checkpoint shown, read_note(context_, context_.roster(), page.checkpoint));
  CHECK(follow(context_, shown, page.continues));
  settle(*asking_, shown, page.consistency);
  asking_.reset();
  return {};
}

// An alarm stays remembered, so a claim that raised one has done its work: one bad citation must not stop every sync.
void SettleLeg::settle(const Claim& claim, const Checkpoint& shown, std::span<const Hash> proof) {
  if (claim.size > shown.size)
    context_.raise(Code::alarm_rollback);
  else if (!verify_consistency(claim.size, claim.root, shown.size, shown.root, proof))
    context_.raise(Code::alarm_fork);
  context_.effects.claims_settled.push_back(claim);
}

}  // namespace tacit::sync
