#include <array>

#include "server/api/handlers.hpp"
#include "server/roster/link_append.hpp"
#include "server/roster/pages.hpp"

namespace tacit::server {

Result<Answer> read_roster(const Context& context, const Call& call) {
  TRY(const api::LogQuery query, api::split_log(call.request.query));
  TRY(const std::uint64_t from, api::read_from(query.rest));
  return api::encode(roster_page(context.readers, context.log, *call.snapshot, from, query.size));
}

Result<Answer> extend_roster(const Context& context, const Call& call) {
  TRY(api::LinkRequest request, api::decode<api::LinkRequest>(call.request.body));
  const std::uint64_t follows = request.log;
  TRY(CheckedLink checked, check_link(std::move(request), *call.device));
  Log& log = context.writable_log;
  const auto link = std::make_shared<const CheckedLink>(std::move(checked));
  const auto index = std::make_shared<std::uint64_t>();
  return Work{.job = [&log, link, index](Database& database) -> Result<void> {
                TRY(*index, append_link(database, log, *link));
                return {};
              },
              .answer =
                  [&log, index, follows] {
                    const std::array<std::uint64_t, 1> indexes{*index};
                    return api::encode(api::Appended{*index, log.prove(indexes, *log.snapshot(), follows)});
                  }};
}

Result<Answer> read_wraps(const Context& context, const Call& call) {
  TRY(const std::uint64_t from, api::read_from(call.request.query));
  return api::encode(wraps_page(context.readers, *call.snapshot, *call.device, from));
}

}  // namespace tacit::server
