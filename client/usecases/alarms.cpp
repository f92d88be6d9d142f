#include "client/usecases/alarms.hpp"

#include "schema/limits.hpp"

namespace tacit::usecases {

Result<void> settle_alarm(const Session& session, std::int64_t id, const Personal<std::string>& reason) {
  const std::size_t size = reason.expose(Disclose()).size();
  if (size == 0) return fail(Code::invalid_argument, "an alarm is settled with a reason: what was it?");
  if (size > limits::kName) return fail(Code::invalid_argument, "the reason is too long: a sentence is enough");
  return session.vault.settle_alarm(id, {session.clock.today(), reason});
}

}  // namespace tacit::usecases
