#include "client/sync/log_audit.hpp"

#include "client/sync/leg.hpp"
#include "schema/api.hpp"
#include "schema/limits.hpp"

namespace tacit::sync {
namespace {

constexpr std::size_t kMaxProblems = 1'000;

bool is_of_kind(const std::string& leaf, Typ typ) {
  const auto parsed = parse_jws(leaf, typ, limits::kRosterLink);
  return parsed || parsed.error().code != Code::wrong_kind;
}

}  // namespace

LogAudit::LogAudit(const Memory& memory, Day today) : memory_(memory), today_(today) {}

LogAudit::Step LogAudit::start() { return ask(); }

LogAudit::Step LogAudit::ask() {
  return {{}, get(api::kLeaves, api::query_from(tree_.size())), std::nullopt, std::nullopt};
}

LogAudit::Step LogAudit::resume(const Result<std::string>& answer) {
  if (!answer) {
    report_.stopped = answer.error();
    return finish();
  }
  auto page = api::decode<api::LeavesPage>(*answer);
  if (!page) {
    report_.stopped = page.error();
    return finish();
  }
  const auto more = take(*page);
  if (!more) report_.stopped = more.error();
  Step step = more && *more ? ask() : finish();
  step.page = std::move(*page);
  return step;
}

LogAudit::Step LogAudit::finish() {
  if (report_.stopped && is_alarm(report_.stopped->code)) found_problem(report_.stopped->code, std::nullopt);
  report_.devices = chains_.size();
  report_.root = tree_.root();
  effects_.day = today_;
  effects_.alarms = report_.problems;
  return {std::move(effects_), std::nullopt, std::move(report_), std::nullopt};
}

void LogAudit::found_problem(Code code, std::optional<std::uint64_t> index) {
  if (report_.problems.size() < kMaxProblems) report_.problems.push_back({code, index});
}

Result<bool> LogAudit::take(const api::LeavesPage& page) {
  if (page.more && page.leaves.empty()) return fail(Code::malformed, "an empty page that is not the last");
  for (const std::string& leaf : page.leaves) {
    add_leaf(leaf);
    if (report_.stopped) return fail(*report_.stopped);
  }
  if (page.more) return true;
  if (!roster_) return fail(Code::alarm_roster_withheld, "the log holds no roster");
  TRY(const Checkpoint shown, open(page.checkpoint));
  conclude(shown);
  return false;
}

Result<Checkpoint> LogAudit::open(const std::string& checkpoint) const {
  auto shown = open_checkpoint(checkpoint, memory_.org(), roster_->service().log_pk);
  if (!shown && shown.error().code == Code::bad_signature)
    return fail(Code::alarm_key_mismatch, "the log is signed with another key than the roster's");
  return shown;
}

void LogAudit::add_leaf(const std::string& leaf) {
  const std::uint64_t index = tree_.size();
  tree_.append(leaf_hash(as_bytes(leaf)));
  ++report_.leaves;
  if (is_of_kind(leaf, Typ::entry)) {
    ++report_.entries;
    if (!add_entry(leaf, index)) found_problem(Code::alarm_entry_invalid, index);
  } else if (is_of_kind(leaf, Typ::roster)) {
    ++report_.links;
    if (!add_link(leaf, index)) found_problem(Code::alarm_roster_invalid, index);
  } else {
    report_.stopped = Error{Code::update_needed, "the log holds a kind of object this version does not know"};
  }
}

bool LogAudit::add_link(const std::string& leaf, std::uint64_t index) {
  if (!roster_) {
    auto founded = Roster::found(leaf, index);
    if (!founded || founded->org() != memory_.org()) return false;
    roster_ = std::move(*founded);
  } else if (const auto appended = roster_->append(leaf, index); !appended) {
    if (appended.error().code == Code::update_needed) report_.stopped = appended.error();
    return false;
  }
  const Roster* ours = memory_.roster();
  if (roster_->seq() <= ours->seq() &&
      (ours->seq_of(roster_->head()) != roster_->seq() || ours->index_of(roster_->seq()) != index))
    found_problem(Code::alarm_fork, index);
  return true;
}

bool LogAudit::add_entry(const std::string& leaf, std::uint64_t index) {
  const auto entry = read_entry(leaf);
  if (!entry || !roster_) return false;
  const Roster::Device* signer = roster_->device(entry->entry.dev);
  if (signer == nullptr || entry->entry.org != roster_->org() || entry->jws.kid != signer->id ||
      !verify_jws(entry->jws, signer->keys.sign_pk) || !signer->active_at(index))
    return false;
  check_entry(*entry, index);
  return true;
}

// A gap is told once: the chain goes on behind it.
void LogAudit::check_entry(const ReceivedEntry& entry, std::uint64_t index) {
  const Entry& content = entry.entry;
  const bool first = !chains_.contains(content.dev);
  Chain& chain = chains_[content.dev];
  const Hash& before = first ? roster_->device(content.dev)->admitted_by : chain.head;
  bool fits = content.seq == chain.seq + 1 && content.prev == before;
  for (const Address& to : content.to) {
    std::uint64_t& count = chain.counts[to.scope];
    fits = fits && to.n == count + 1 && roster_->epoch(to.scope, to.epoch) != nullptr;
    count = to.n;
  }
  if (!fits) found_problem(Code::alarm_entry_withheld, index);
  chain.seq = content.seq;
  chain.head = entry.hash;
  check_citations(content, index);
}

void LogAudit::check_citations(const Entry& entry, std::uint64_t index) {
  if (!roster_->knows(entry.roster)) found_problem(Code::alarm_roster_withheld, index);
  if (entry.log_size > index)
    found_problem(Code::alarm_entry_invalid, index);
  else if (tree_.root_at(entry.log_size) != entry.log_root)
    found_problem(Code::alarm_fork, index);
}

void LogAudit::conclude(const Checkpoint& shown) {
  report_.generation = shown.generation;
  const auto ours = memory_.checkpoint();
  if (tree_.size() != shown.size || tree_.root() != shown.root) return found_problem(Code::alarm_fork, std::nullopt);
  if (roster_->seq() != shown.roster_seq || roster_->head() != shown.roster_hash)
    found_problem(Code::alarm_roster_withheld, std::nullopt);
  const auto compare = [&](std::uint64_t size, const Hash& root) {
    if (size > tree_.size()) found_problem(Code::alarm_rollback, std::nullopt);
    if (size <= tree_.size() && tree_.root_at(size) != root) found_problem(Code::alarm_fork, std::nullopt);
  };
  if (ours) compare(ours->size, ours->root);
  if (ours && ours->generation != shown.generation) found_problem(Code::alarm_fork, std::nullopt);
  if (roster_->seq() < memory_.roster()->seq()) found_problem(Code::alarm_rollback, std::nullopt);
  for (const Claim& claim : memory_.claims()) {
    compare(claim.size, claim.root);
    effects_.claims_settled.push_back(claim);
  }
  for (const Shown& beside : expected_)
    if (!bears_out(beside)) found_problem(Code::alarm_fork, std::nullopt);
  if (report_.problems.empty()) effects_.checkpoint = shown;
}

bool LogAudit::bears_out(const Shown& shown) const {
  const auto checkpoint = open(shown.checkpoint);
  if (!checkpoint || checkpoint->size > tree_.size() || tree_.root_at(checkpoint->size) != checkpoint->root)
    return false;
  if (shown.since)
    return verify_consistency(shown.since->size, shown.since->root, checkpoint->size, checkpoint->root, shown.proof)
        .has_value();
  std::vector<IndexedLeaf> leaves;
  for (const std::uint64_t index : shown.indexes) {
    if (index >= tree_.size()) return false;
    leaves.push_back({index, tree_.leaf(index)});
  }
  return leaves.empty() || verify_page(leaves, checkpoint->size, checkpoint->root, shown.proof).has_value();
}

}  // namespace tacit::sync
