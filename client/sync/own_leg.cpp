#include "client/sync/own_leg.hpp"

#include <algorithm>

#include "client/sync/log_view.hpp"

namespace tacit::sync {

// The last one known to be there is asked for again: if it has gone, the log was rolled back.
OwnLeg::OwnLeg(Context& context)
    : context_(context),
      last_(context.memory.last_sent()),
      after_(last_ ? last_->seq - 1 : 0),
      chain_(context.memory.own_chain()) {}

Result<Next> OwnLeg::next() {
  if (done_) return Next::done();
  return Next::ask(get(api::kSent, query_following(context_, api::query_after(after_))));
}

Result<void> OwnLeg::take(const Result<std::string>& answer) {
  CHECK(answer);
  TRY(const auto page, api::decode<api::SentPage>(*answer));
  if (page.more && page.entries.empty()) return fail(Code::malformed, "an empty page that is not the last");
  std::vector<IndexedLeaf> leaves;
  for (const auto& item : page.entries) {
    if (!leaves.empty() && item.index <= leaves.back().index)
      return fail(Code::malformed, "a page that is not in the log's order");
    leaves.push_back({item.index, leaf_hash(as_bytes(item.jws))});
  }
  CHECK(check_page(context_, context_.roster(), page.log, leaves));
  if (last_ && after_ + 1 == last_->seq && page.entries.empty())
    return fail(Code::alarm_rollback, "the log lacks an entry that it had");
  const std::uint64_t before = chain_.seq;
  for (const auto& item : page.entries) CHECK(compare(item));
  if (chain_.seq != before) context_.effects.own_chain = chain_;
  done_ = !page.more;
  return {};
}

Result<void> OwnLeg::compare(const api::SentPage::Item& item) {
  const auto forked = [] { return fail(Code::alarm_fork, "the log shows another chain of this device"); };
  const auto entry = read_entry(item.jws);
  if (!entry || entry->entry.seq != after_ + 1) return forked();
  ++after_;
  if (entry->entry.seq == chain_.seq + 1) return adopt(*entry, item);
  if (context_.memory.entry_at(context_.self(), after_) != entry->hash) return forked();
  if (last_ && last_->seq == after_ && last_->index != item.index) return forked();
  if (!last_ || last_->seq < after_) {
    context_.effects.sent.push_back({entry->hash, item.index});
    ++context_.outcome.sent;
  }
  return {};
}

Result<void> OwnLeg::adopt(const ReceivedEntry& entry, const api::SentPage::Item& item) {
  const auto forked = [] { return fail(Code::alarm_fork, "the log shows another chain of this device"); };
  const Roster::Device* self = context_.roster().device(context_.self());
  const Hash& before = chain_.seq == 0 ? self->admitted_by : chain_.head;
  if (entry.entry.org != context_.memory.org() || entry.entry.dev != self->id || entry.entry.prev != before ||
      !verify_jws(entry.jws, self->keys.sign_pk))
    return forked();
  for (const Address& to : entry.entry.to) {
    const auto less = [](const ScopeCount& count, const Scope& scope) { return count.scope < scope; };
    auto count = std::lower_bound(chain_.counts.begin(), chain_.counts.end(), to.scope, less);
    if (count == chain_.counts.end() || count->scope != to.scope) count = chain_.counts.insert(count, {to.scope, 0});
    if (to.n != ++count->n) return forked();
  }
  chain_.seq = entry.entry.seq;
  chain_.head = entry.hash;
  context_.effects.adopted.push_back({entry.entry.seq, entry.hash, item.index, item.jws});
  return {};
}

}  // namespace tacit::sync
