#include "common/storage/group_commit.hpp"

#include <exception>
#include <utility>

#include "common/base/log.hpp"
#include "common/storage/transaction.hpp"

namespace tacit {
namespace {

// A refused job's traces in the database go with its savepoint.
Result<void> run_alone(Database& database, const GroupCommit::Job& job) {
  Savepoint part(database);
  CHECK(job(database));
  part.release();
  return {};
}

}  // namespace

GroupCommit::GroupCommit(Database& database, Limits limits, Hooks hooks)
    : database_(database), limits_(limits), hooks_(std::move(hooks)) {
  ASSERT_INVARIANT(limits.queue > 0 && limits.batch > 0);
}

GroupCommit::~GroupCommit() { stop(); }

bool GroupCommit::submit(Job job, Done done) {
  {
    const std::lock_guard lock(mutex_);
    if (stopping_ || queue_.size() >= limits_.queue) return false;
    queue_.push_back({std::move(job), std::move(done)});
  }
  changed_.notify_one();
  return true;
}

void GroupCommit::start() {
  ASSERT_INVARIANT(!thread_.joinable());
  thread_ = std::thread([this] { write_until_stopped(); });
}

void GroupCommit::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
  if (thread_.joinable()) thread_.join();
  // Without a thread the waiting jobs are still here.
  while (run_once() > 0) {
  }
}

std::vector<GroupCommit::Waiting> GroupCommit::take() {
  std::vector<Waiting> batch;
  while (!queue_.empty() && batch.size() < limits_.batch) {
    batch.push_back(std::move(queue_.front()));
    queue_.pop_front();
  }
  return batch;
}

std::size_t GroupCommit::run_once() {
  std::vector<Waiting> batch;
  {
    const std::lock_guard lock(mutex_);
    batch = take();
  }
  if (!batch.empty()) run_batch(batch);
  return batch.size();
}

void GroupCommit::write_until_stopped() {
  while (true) {
    std::vector<Waiting> batch;
    {
      std::unique_lock lock(mutex_);
      changed_.wait(lock, [this] { return stopping_ || !queue_.empty(); });
      batch = take();
    }
    // Only when stopping.
    if (batch.empty()) return;
    run_batch(batch);
  }
}

void GroupCommit::run_batch(std::vector<Waiting>& batch) {
  std::vector<Result<void>> results;
  if (!store(batch, results))
    results.assign(batch.size(), fail(Code::unavailable, "nothing was stored; try again later"));
  answer(batch, results);
}

bool GroupCommit::store(std::vector<Waiting>& batch, std::vector<Result<void>>& results) noexcept {
  try {
    if (!store_or_throw(batch, results)) return true;
  } catch (const StorageFailure& failure) {
    log_event(LogLevel::error, "batch-rolled-back", {{"code", failure.code()}, {"system", failure.system_code()}});
    if (hooks_.on_rollback) hooks_.on_rollback();
    return false;
  } catch (const std::exception&) {
    log_event(LogLevel::error, "batch-rolled-back");
    if (hooks_.on_rollback) hooks_.on_rollback();
    return false;
  }
  if (hooks_.after_commit) hooks_.after_commit();
  return true;
}

// False when every job was refused, so that there was nothing to store.
bool GroupCommit::store_or_throw(std::vector<Waiting>& batch, std::vector<Result<void>>& results) {
  Transaction transaction(database_);
  bool any = false;
  for (const Waiting& waiting : batch) {
    results.push_back(run_alone(database_, waiting.job));
    any = any || results.back().has_value();
  }
  if (!any) return false;
  if (hooks_.before_commit) hooks_.before_commit(database_);
  transaction.commit();
  return true;
}

void GroupCommit::answer(std::vector<Waiting>& batch, const std::vector<Result<void>>& results) noexcept {
  for (std::size_t i = 0; i < batch.size(); ++i) batch[i].done(results[i]);
}

}  // namespace tacit
