#include "client/sync/log_view.hpp"

#include <algorithm>

namespace tacit::sync {
namespace {

constexpr int kMaxSettling = 1000;  // requests in one run

Request ask_from(std::uint64_t size) { return get(api::kCheckpoint, api::query_from(size)); }

}  // namespace

Result<Checkpoint> open_note(const Context& context, const Roster& roster, std::string_view note) {
  auto opened = open_checkpoint(note, context.memory.org(), roster.service().log_pk);
  if (!opened && opened.error().code == Code::bad_signature)
    return fail(Code::alarm_key_mismatch, "the log is signed with another key than the roster's");
  return opened;
}

Result<Checkpoint> read_note(const Context& context, const Roster& roster, std::string_view note) {
  auto opened = open_note(context, roster, note);
  if (!opened) return opened;
  const auto remembered = context.memory.checkpoint();
  if (remembered && remembered->generation != opened->generation)
    return fail(Code::alarm_fork, "the log is of another generation");
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
  const auto remembered = context.memory.checkpoint();
  if (remembered && remembered->generation != shown.generation)
    return fail(Code::alarm_fork, "the log is of another generation");
  if (remembered && shown.size < remembered->size) return fail(Code::alarm_rollback, "the log is smaller than it was");
  if (remembered && shown.size == remembered->size) {
    if (shown.root != remembered->root) return fail(Code::alarm_fork, "the log has another root at the same size");
    return {};
  }
  bool known = false;
  const auto compare = [&](const std::vector<Claim>& claims) {
    return std::all_of(claims.begin(), claims.end(), [&](const Claim& claim) {
      if (claim.size != shown.size) return true;
      known = known || !claim.source;
      return claim.source || claim.root == shown.root;
    });
  };
  if (!compare(context.memory.claims()) || !compare(context.effects.claims))
    return fail(Code::alarm_fork, "the log was shown with two roots");
  if (!known) context.effects.claims.push_back({std::nullopt, shown.size, shown.root});
  return {};
}

Result<Next> AnchorLeg::next() {
  if (done_) return Next::done();
  const auto remembered = context_.memory.checkpoint();
  return Next::ask(ask_from(remembered ? remembered->size : 0));
}

Result<void> AnchorLeg::take(const Result<std::string>& answer) {
  CHECK(answer);
  TRY(const auto page, api::decode<api::CheckpointAnswer>(*answer));
  TRY(const Checkpoint shown, read_note(context_, context_.roster(), page.checkpoint));
  done_ = true;
  return move_to(shown, page.consistency);
}

Result<void> AnchorLeg::move_to(const Checkpoint& checkpoint, std::span<const Hash> proof) {
  const auto remembered = context_.memory.checkpoint();
  if (remembered) {
    if (checkpoint.size < remembered->size) return fail(Code::alarm_rollback, "the log is smaller than it was");
    if (!verify_consistency(remembered->size, remembered->root, checkpoint.size, checkpoint.root, proof))
      return fail(Code::alarm_fork, "the log does not continue the one that was shown before");
  }
  if (!remembered || *remembered != checkpoint) context_.effects.checkpoint = checkpoint;
  for (const Claim& claim : context_.memory.claims())
    if (claim.size == checkpoint.size && claim.root == checkpoint.root)
      context_.effects.claims_settled.push_back(claim);
  return {};
}

Result<Next> SettleLeg::next() {
  const auto claims = context_.memory.claims();
  if (claims.empty() || requests_ >= kMaxSettling) return Next::done();
  ++requests_;
  const auto remembered = context_.memory.checkpoint();
  const std::uint64_t ours = remembered ? remembered->size : 0;
  const auto larger = [&](const Claim& claim) { return claim.size > ours; };
  if (!anchored_ || std::any_of(claims.begin(), claims.end(), larger)) {
    asking_.reset();
    return Next::ask(ask_from(ours));
  }
  asking_ = claims.front();
  return Next::ask(ask_from(asking_->size));
}

Result<void> SettleLeg::take(const Result<std::string>& answer) {
  CHECK(answer);
  TRY(const auto page, api::decode<api::CheckpointAnswer>(*answer));
  TRY(const Checkpoint shown, read_note(context_, context_.roster(), page.checkpoint));
  if (asking_) return settle(*asking_, shown, page.consistency);
  anchored_ = true;
  CHECK(move_to(shown, page.consistency));
  for (const Claim& claim : context_.memory.claims()) {
    if (claim.size < shown.size || (claim.size == shown.size && claim.root == shown.root)) continue;
    context_.raise(claim.size > shown.size ? Code::alarm_rollback : Code::alarm_fork);
    context_.effects.claims_settled.push_back(claim);
  }
  return {};
}

// An alarm stays remembered, so a claim that raised one has done its work: one bad citation must not stop every sync.
Result<void> SettleLeg::settle(const Claim& claim, const Checkpoint& shown, std::span<const Hash> proof) {
  const auto remembered = context_.memory.checkpoint();
  if (shown.size < remembered->size) return fail(Code::alarm_rollback, "the log is smaller than it was");
  context_.effects.claims_settled.push_back(claim);
  if (!verify_consistency(claim.size, claim.root, shown.size, shown.root, proof)) {
    context_.raise(Code::alarm_fork);
    return {};
  }
  if (shown.size == remembered->size) {
    if (shown.root != remembered->root) return fail(Code::alarm_fork, "the log has another root at the same size");
    return {};
  }
  context_.effects.claims.push_back({std::nullopt, shown.size, shown.root});
  return {};
}

}  // namespace tacit::sync
