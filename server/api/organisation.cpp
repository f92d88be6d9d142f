#include <array>

#include "common/net/nonce.hpp"
#include "server/api/handlers.hpp"
#include "server/roster/enrolment.hpp"
#include "server/roster/founding.hpp"
#include "server/roster/pages.hpp"

namespace tacit::server {
namespace {

std::string empty_body() { return "{}"; }

}  // namespace

Result<Answer> tell_health(const Context& context, const Call& call) {
  if (!call.request.query.empty()) return fail(Code::malformed, "this takes no parameters");
  const std::chrono::sys_seconds now = context.clock.now();
  return api::encode(api::Health{.boot = net::to_text(context.guard.boot()),
                                 .time = now.time_since_epoch().count(),
                                 .founded = call.snapshot->roster != nullptr});
}

Result<Answer> found_organisation(const Context& context, const Call& call) {
  TRY(api::FoundRequest request, api::decode<api::FoundRequest>(call.request.body));
  TRY(CheckedGenesis genesis, read_genesis(std::move(request)));
  CHECK(check_service(genesis, context.service));
  Log& log = context.writable_log;
  return Work{.job = [&log, genesis](Database& database) -> Result<void> {
                CHECK(found(database, log, genesis));
                return {};
              },
              .answer =
                  [&log] {
                    constexpr std::array<std::uint64_t, 1> kIndexes{0};
                    return api::encode(api::Appended{kIndexes[0], log.prove(kIndexes, *log.snapshot(), 0)});
                  }};
}

Result<Answer> announce_invitation(const Context& context, const Call& call) {
  TRY(const api::Announce request, api::decode<api::Announce>(call.request.body));
  const Log& log = context.log;
  return Work{.job = [&log, request, today = context.clock.today()](
                         Database& database) { return announce(database, log, request, today); },
              .answer = empty_body};
}

Result<Answer> enrol_device(const Context& context, const Call& call) {
  TRY(const api::EnrolRequest request, api::decode<api::EnrolRequest>(call.request.body));
  TRY(const Join join, read_join(request.join.jws));
  return Work{.job = [request, join, today = context.clock.today()](
                         Database& database) { return enrol(database, request, join, today); },
              .answer = empty_body};
}

Result<Answer> list_enrolments(const Context& context, const Call& call) {
  if (!call.request.query.empty()) return fail(Code::malformed, "this takes no parameters");
  return api::encode(waiting_joins(context.readers, context.clock.today()));
}

}  // namespace tacit::server
