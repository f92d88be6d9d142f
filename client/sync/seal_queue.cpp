#include "client/sync/seal_queue.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "crypto/encoding.hpp"
#include "crypto/random.hpp"

namespace tacit::sync {
namespace {

constexpr std::size_t kPlanBatch = 1'000;
const std::string kClosings = "closing";

std::optional<RecordId> target_of(const record::Record& record) {
  if (const auto* correct = std::get_if<record::Correct>(&record)) return correct->target;
  if (const auto* annulment = std::get_if<record::Void>(&record)) return annulment->target;
  return std::nullopt;
}

}  // namespace

std::string line_of(const Draft& draft, const std::vector<Waiting>& earlier) {
  const auto target = target_of(draft.record);
  if (target) {
    const auto before = std::ranges::find(earlier, *target, &Waiting::rid);
    if (before != earlier.end()) return before->line;
  }
  const auto* correct = std::get_if<record::Correct>(&draft.record);
  const record::Record said = correct ? record::to_record(correct->replacement) : draft.record;
  if (std::holds_alternative<record::Closing>(said)) return kClosings;
  if (std::holds_alternative<record::Label>(said) || std::holds_alternative<record::Statement>(said))
    return std::string(record::kind_of(said));
  if (const auto* consent = std::get_if<record::Consent>(&said)) return "consent " + id_text(consent->client);
  if (const auto* household = std::get_if<record::Household>(&said)) return "household " + id_text(household->client);
  if (const auto* stay = std::get_if<record::Stay>(&said)) return "stay " + id_text(stay->client);
  if (const auto* outcome = std::get_if<record::Outcome>(&said)) return "followup " + id_text(outcome->of);
  return id_text(target.value_or(draft.rid));
}

// Each line stands where chance put its members, but in the order of the line: all orders that keep the lines come from
// equally many.
std::vector<RecordId> shuffle(const std::vector<Waiting>& waiting,
                              const std::function<std::uint32_t(std::uint32_t)>& below) {
  std::vector<std::size_t> order(waiting.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[below(static_cast<std::uint32_t>(i))]);
  std::map<std::string_view, std::vector<std::size_t>> members;
  for (std::size_t i = waiting.size(); i > 0; --i) members[waiting[i - 1].line].push_back(i - 1);
  std::vector<RecordId> out;
  out.reserve(waiting.size());
  for (const std::size_t drawn : order) {
    auto& line = members[waiting[drawn].line];
    out.push_back(waiting[line.back()].rid);
    line.pop_back();
  }
  return out;
}

void SealQueue::plan() {
  if (turns_) return;
  std::vector<Waiting> waiting;
  for (std::size_t skip = 0;; skip += kPlanBatch) {
    const auto drafts = memory_.drafts(skip, kPlanBatch);
    for (const Draft& draft : drafts) waiting.push_back({draft.rid, line_of(draft, waiting)});
    if (drafts.size() < kPlanBatch) break;
  }
  turns_ = shuffle(waiting, random_below);
  // What was recorded after a closing is late, also when both waited.
  std::set<RecordId> closings;
  for (const Waiting& one : waiting)
    if (one.line == kClosings) closings.insert(one.rid);
  std::stable_partition(turns_->begin(), turns_->end(), [&](const RecordId& rid) { return closings.contains(rid); });
  std::ranges::reverse(*turns_);
}

bool SealQueue::empty() {
  plan();
  return turns_->empty();
}

std::vector<Draft> SealQueue::next(std::size_t limit) {
  plan();
  std::vector<Draft> out;
  for (auto turn = turns_->rbegin(); turn != turns_->rend() && out.size() < limit; ++turn)
    if (auto draft = memory_.draft(*turn)) out.push_back(std::move(*draft));
  return out;
}

std::vector<Draft> SealQueue::take(std::size_t limit) {
  plan();
  std::vector<Draft> out;
  for (; !turns_->empty() && out.size() < limit; turns_->pop_back())
    if (auto draft = memory_.draft(turns_->back())) out.push_back(std::move(*draft));
  return out;
}

}  // namespace tacit::sync
