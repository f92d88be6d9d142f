#include "server/log/writer.hpp"

#include "common/base/log.hpp"

namespace tacit::server {
namespace {

GroupCommit::Hooks hooks_of(Log& log) {
  return {.before_commit = [&log](Database& database) { log.before_commit(database); },
          .after_commit = [&log] { log.after_commit(); },
          .on_rollback = [&log] { log.on_rollback(); }};
}

}  // namespace

Writer::Writer(Database& database, Log& log, GroupCommit::Limits limits) : commits_(database, limits, hooks_of(log)) {
  commits_.start();
}

void Writer::submit(Job job, const Done& done) {
  // A copy, because a refused submit has already taken its argument.
  if (commits_.submit(std::move(job), done)) return;
  log_event(LogLevel::warning, "queue-full");
  done(fail(Code::busy, "too many requests wait for the disk"));
}

}  // namespace tacit::server
