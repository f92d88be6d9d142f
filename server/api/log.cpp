#include "server/api/handlers.hpp"
#include "server/log/pages.hpp"

namespace tacit::server {

Result<Answer> read_checkpoint(const Context& context, const Call& call) {
  TRY(const std::uint64_t from, api::read_from(call.request.query));
  return api::encode(checkpoint_answer(context.log, *call.snapshot, from));
}

Result<Answer> read_leaves(const Context& context, const Call& call) {
  TRY(const std::uint64_t from, api::read_from(call.request.query));
  return api::encode(leaves_page(context.readers, *call.snapshot, from));
}

}  // namespace tacit::server
