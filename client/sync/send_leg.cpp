#include "client/sync/send_leg.hpp"

#include <algorithm>

#include "client/sync/log_view.hpp"
#include "schema/entry.hpp"

namespace tacit::sync {
namespace {

constexpr std::size_t kBatchEntries = 100;
constexpr std::size_t kBatchBytes = 4u << 20;  // before base64; limits::kRequestBody bounds the body
constexpr std::size_t kEverything = 1u << 20;

std::size_t size_of(const Sealed& entry) {
  std::size_t out = entry.jws.size();
  for (const Bytes& copy : entry.copies) out += copy.size();
  return out;
}

}  // namespace

Result<Next> SendLeg::next() {
  if (stopped_ || !context_.may_write()) return Next::done();
  batch_ = context_.memory.unacknowledged(kBatchEntries);
  if (batch_.empty()) return Next::done();
  api::EntriesRequest request;
  std::size_t bytes = 0;
  for (const Sealed& entry : batch_) {
    bytes += size_of(entry);
    if (!request.entries.empty() && bytes > kBatchBytes) break;
    request.entries.push_back({entry.jws, entry.copies});
  }
  batch_.resize(request.entries.size());
  request.log = context_.followed_size();
  return Next::ask(post(api::kEntries, api::encode(request)));
}

Result<void> SendLeg::take(const Result<std::string>& answer) {
  if (!answer && answer.error().code == Code::scope_closed) return refused(answer.error());
  CHECK(answer);
  TRY(const auto page, api::decode<api::EntriesAppended>(*answer));
  if (page.indexes.size() != batch_.size()) return fail(Code::malformed, "an answer for other entries than were sent");
  std::vector<IndexedLeaf> leaves;
  for (std::size_t i = 0; i < batch_.size(); ++i)
    leaves.push_back({page.indexes[i], leaf_hash(as_bytes(batch_[i].jws))});
  CHECK(check_sent(context_, context_.roster(), page.log, leaves));
  for (std::size_t i = 0; i < batch_.size(); ++i) context_.effects.sent.push_back({batch_[i].hash, page.indexes[i]});
  context_.outcome.sent += batch_.size();
  return {};
}

Result<void> SendLeg::refused(const Error& error) {
  stopped_ = true;
  const auto waiting = context_.memory.unacknowledged(kEverything);
  OwnChain chain = context_.memory.own_chain();
  const auto closed = [&](const Sealed& sealed) {
    const auto entry = read_entry(sealed.jws);
    return entry && std::any_of(entry->entry.to.begin(), entry->entry.to.end(),
                                [&](const Address& to) { return context_.roster().closed(to.scope); });
  };
  const auto first = std::find_if(waiting.begin(), waiting.end(), closed);
  if (first == waiting.end()) return fail(error);
  for (auto sealed = waiting.end(); sealed != first;) {
    const auto entry = read_entry((--sealed)->jws);
    context_.effects.unsealed.push_back(sealed->hash);
    for (const Address& to : entry->entry.to)
      std::erase_if(chain.counts, [&](ScopeCount& count) { return count.scope == to.scope && --count.n == 0; });
    chain.seq = entry->entry.seq - 1;
    chain.head = entry->entry.prev;
  }
  context_.effects.own_chain = chain;
  context_.to_seal.forget();
  context_.outcome.waiting = 0;  // those are looked at again
  return {};
}

}  // namespace tacit::sync
