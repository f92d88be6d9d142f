#include "client/usecases/verify.hpp"

namespace tacit::usecases {

Result<sync::LogReport> verify_log(const Online& online) {
  TRY(Connection connection, Connection::open(online));
  TRY(const sync::Memory* memory, online.vault.memory());
  if (memory->roster() == nullptr) return fail(Code::not_ready, "sync first: the log is checked against the roster");
  sync::LogAudit audit(*memory, online.clock.today());
  for (sync::LogAudit::Step step = audit.start();;) {
    if (!step.effects.empty()) CHECK(online.vault.apply(step.effects));
    if (step.report) return std::move(*step.report);
    step = audit.resume(connection.exchange(*step.request));
  }
}

}  // namespace tacit::usecases
