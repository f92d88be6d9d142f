#pragma once
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

#include "common/storage/database.hpp"

namespace tacit {

// The only writer of a database: many jobs, one transaction, one fsync.
//
// A batch: BEGIN · each job inside its own savepoint · before_commit · COMMIT · after_commit · every Done.
// - A job that returns an error is undone alone; its neighbours commit. It must not have changed anything in memory:
//   check first, change last.
// - No Done is called before COMMIT has returned, refusals included: a refusal may rest on what a neighbour did.
// - When anything throws up to and including COMMIT, nothing was stored: on_rollback, then every Done of the batch
//   gets Code::unavailable. What jobs had changed in memory is the owner's to drop, in on_rollback.
// - When every job of a batch is refused there is no commit and no hook.
//
// Jobs and hooks run on the writer thread, one after another. Hooks after COMMIT and Dones must not throw: memory
// would no longer match the disk, so the process ends (std::terminate).
class GroupCommit {
 public:
  using Job = std::function<Result<void>(Database&)>;
  using Done = std::function<void(Result<void>)>;

  struct Hooks {
    std::function<void(Database&)> before_commit;  // inside the transaction, e.g. to store the new root
    std::function<void()> after_commit;            // durable now, e.g. to publish the checkpoint
    std::function<void()> on_rollback;             // drop what jobs changed in memory; may not throw
  };
  struct Limits {
    std::size_t queue = 1024;  // waiting jobs; more are refused
    std::size_t batch = 256;   // jobs in one transaction
  };

  // The database is this object's alone to write to, and outlives it.
  GroupCommit(Database& database, Limits limits, Hooks hooks);
  GroupCommit(const GroupCommit&) = delete;
  GroupCommit& operator=(const GroupCommit&) = delete;
  ~GroupCommit();  // stop()

  // Any thread. False when the queue is full or stop() was called; then neither job nor done is ever called.
  [[nodiscard]] bool submit(Job job, Done done);

  void start();  // starts the writer thread
  // Takes no more jobs, finishes the waiting ones, ends the thread. Not from a job or a Done.
  void stop();

  // One batch on the calling thread, for programs and tests without the thread. Returns the number of jobs taken.
  std::size_t run_once();

 private:
  struct Waiting {
    Job job;
    Done done;
  };

  std::vector<Waiting> take();
  void write_until_stopped();
  void run_batch(std::vector<Waiting>& batch);
  bool store(std::vector<Waiting>& batch, std::vector<Result<void>>& results) noexcept;
  bool store_or_throw(std::vector<Waiting>& batch, std::vector<Result<void>>& results);
  void answer(std::vector<Waiting>& batch, const std::vector<Result<void>>& results) noexcept;

  Database& database_;
  const Limits limits_;
  const Hooks hooks_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Waiting> queue_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace tacit
