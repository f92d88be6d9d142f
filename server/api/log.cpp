#include "server/api/handlers.hpp"
#include "server/log/pages.hpp"

namespace tacit::server {

Result<Answer> read_checkpoint(const Context& context, const Call& call) {
  TRY(const api::LogQuery query, api::split_log(call.request.query));
  TRY(const std::uint64_t from, api::read_from(query.rest));
  return api::encode(checkpoint_answer(context.log, *call.snapshot, from, query.size));
}

Result<Answer> read_leaves(const Context& context, const Call& call) {
  TRY(const std::uint64_t from, api::read_from(call.request.query));
  return api::encode(leaves_page(context.readers, *call.snapshot, from));
}

}  // namespace tacit::server
