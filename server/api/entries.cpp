#include "server/api/handlers.hpp"
#include "server/log/entry_append.hpp"
#include "server/log/pages.hpp"

namespace tacit::server {

Result<Answer> add_entries(const Context& context, const Call& call) {
  TRY(api::EntriesRequest request, api::decode<api::EntriesRequest>(call.request.body));
  const std::uint64_t follows = request.log;
  TRY(std::vector<CheckedEntry> checked, check_entries(std::move(request), *call.device, call.snapshot->roster->org()));
  Log& log = context.writable_log;
  const auto entries = std::make_shared<const std::vector<CheckedEntry>>(std::move(checked));
  const auto indexes = std::make_shared<std::vector<std::uint64_t>>();
  return Work{.job = [&log, entries, indexes, dev = call.device->id](Database& database) -> Result<void> {
                TRY(*indexes, append_entries(database, log, dev, *entries));
                return {};
              },
              .answer =
                  [&log, indexes, follows] {
                    return api::encode(api::EntriesAppended{*indexes, log.prove(*indexes, *log.snapshot(), follows)});
                  }};
}

Result<Answer> read_entries(const Context& context, const Call& call) {
  TRY(const api::LogQuery whole, api::split_log(call.request.query));
  TRY(const api::ScopeQuery query, api::read_scope(whole.rest));
  if (!call.snapshot->roster->is_member(call.device->id, query.scope))
    return fail(Code::not_allowed, "the device is not a member of this scope");
  return api::encode(entries_page(context.readers, context.log, *call.snapshot, query.scope, query.after, whole.size));
}

Result<Answer> read_sent(const Context& context, const Call& call) {
  TRY(const api::LogQuery query, api::split_log(call.request.query));
  TRY(const std::uint64_t after, api::read_after(query.rest));
  return api::encode(sent_page(context.readers, context.log, *call.snapshot, call.device->id, after, query.size));
}

}  // namespace tacit::server
