#include "client/usecases/download.hpp"

namespace tacit::usecases {

Result<sync::LogReport> download_log(const Online& online, const Sink& sink, const Progress& progress) {
  TRY(Connection connection, Connection::open(online));
  TRY(const sync::Memory* memory, online.vault.memory());
  if (memory->roster() == nullptr) return fail(Code::not_ready, "sync first: the log is checked against the roster");
  sync::LogDownload download(*memory, online.clock.today());
  for (sync::LogDownload::Step step = download.start();;) {
    CHECK(sink(step.text));
    if (!step.effects.empty()) CHECK(online.vault.apply(step.effects));
    if (step.report) return std::move(*step.report);
    progress(download.leaves(), download.expected());
    step = download.resume(connection.exchange(*step.request));
  }
}

}  // namespace tacit::usecases
