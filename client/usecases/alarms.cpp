#include "client/usecases/alarms.hpp"

#include "schema/limits.hpp"
#include "schema/record_json.hpp"

namespace tacit::usecases {

Result<void> settle_alarm(const Session& session, std::int64_t id, const Personal<std::string>& reason) {
  const std::string& text = reason.expose(Disclose());
  if (text.empty()) return fail(Code::invalid_argument, "an alarm is settled with a reason: what was it?");
  if (text.size() > limits::kName) return fail(Code::invalid_argument, "the reason is too long: a sentence is enough");
  // It is printed again: `tacit alarm list --all`.
  if (!record::is_free_text(text)) return fail(Code::invalid_argument, "the reason must be plain text");
  return session.vault.settle_alarm(id, {session.clock.today(), reason});
}

}  // namespace tacit::usecases
