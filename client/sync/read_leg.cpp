#include "client/sync/read_leg.hpp"

#include <algorithm>

#include "client/sync/log_view.hpp"
#include "schema/limits.hpp"

namespace tacit::sync {
namespace {

constexpr std::size_t kReopenBatch = 200;

}  // namespace

ReadLeg::ReadLeg(Context& context, bool may_stop)
    : context_(context), may_stop_(may_stop), scopes_(scopes_read_by(context.roster(), context.self())) {}

Result<Next> ReadLeg::next() {
  if (wants_roster_ || at_ == scopes_.size()) return Next::done();
  const Scope& scope = scopes_[at_];
  const std::string query = api::query_scope(scope, context_.memory.cursor(scope));
  return Next::ask(get(api::kEntries, query_following(context_, query)));
}

Result<void> ReadLeg::take(const Result<std::string>& answer) {
  CHECK(answer);
  TRY(const auto page, api::decode<api::EntriesPage>(*answer));
  const Scope scope = scopes_[at_];
  const std::uint64_t after = context_.memory.cursor(scope);
  if (page.more && page.entries.empty()) return fail(Code::malformed, "an empty page that is not the last");
  if (page.entries.size() > limits::kPageEntries) return fail(Code::too_large, "a page with too many entries");
  CHECK(judge_page(scope, after, page));
  if (wants_roster_) return {};
  if (!page.entries.empty()) context_.effects.cursors.push_back({scope, page.entries.back().index});
  if (!page.more) ++at_;
  return {};
}

Result<void> ReadLeg::judge_page(const Scope& scope, std::uint64_t after, const api::EntriesPage& page) {
  std::uint64_t last = after;
  for (const auto& item : page.entries) {
    if (item.index <= last) return fail(Code::malformed, "a page that is not in the log's order");
    last = item.index;
  }
  std::vector<IndexedLeaf> leaves(page.entries.size());
  std::vector<Result<ReceivedEntry>> entries(page.entries.size());
  context_.spread(page.entries.size(), [&](std::size_t i) {
    const auto& item = page.entries[i];
    leaves[i] = {item.index, leaf_hash(as_bytes(item.jws))};
    entries[i] = read_entry(item.jws);
  });
  CHECK(check_page(context_, context_.roster(), page.log, leaves));
  if (page.entries.empty()) return {};
  if (check_ == nullptr) check_ = std::make_unique<EntryCheck>(context_);
  const auto unknown = [&](const auto& entry) { return check_->needs_newer_roster(entry); };
  wants_roster_ = may_stop_ && std::any_of(entries.begin(), entries.end(), unknown);
  if (wants_roster_) return {};
  check_->begin_page();
  check_->judge(scope, page.entries, entries);
  return {};
}

Result<void> ReopenLeg::take(const Result<std::string>&) { return {}; }

void ReopenLeg::list_places() {
  listed_ = true;
  if (context_.memory.unopened_count() == 0) return;
  for (const Scope& scope : scopes_read_by(context_.roster(), context_.self())) {
    const auto* newest = context_.roster().newest_epoch(scope);
    for (std::uint64_t n = 1; newest != nullptr && n <= newest->n; ++n)
      if (context_.memory.seed(scope, n) != nullptr) places_.push_back({scope, n});
  }
}

Result<Next> ReopenLeg::next() {
  if (!listed_) list_places();
  if (places_.empty()) return Next::done();
  const Place& place = places_.back();
  const auto items = context_.memory.unopened(place.scope, place.epoch, after_, kReopenBatch);
  for (const Unopened& item : items) open(place, item);
  after_ = items.empty() ? 0 : items.back().index;
  if (items.empty()) places_.pop_back();
  return Next::once_more();
}

void ReopenLeg::open(const Place& place, const Unopened& item) {
  const auto entry = read_entry(item.jws);
  ASSERT_INVARIANT(entry.has_value());
  const auto& to = entry->entry.to;
  const auto address = std::find_if(to.begin(), to.end(), [&](const Address& of) { return of.scope == place.scope; });
  ASSERT_INVARIANT(address != to.end());
  OpenedLater later{entry->hash, place.scope, {}};
  auto opened = Faces::open(*entry, *address, item.copy, *ring_.epoch(place.scope, place.epoch));
  if (opened) {
    later.faces = std::move(*opened);
    ++context_.outcome.opened;
  } else {
    context_.raise(Code::alarm_entry_invalid, item.index);
  }
  context_.effects.opened.push_back(std::move(later));
}

}  // namespace tacit::sync
