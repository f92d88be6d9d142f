#pragma once
#include "common/storage/group_commit.hpp"
#include "server/log/log.hpp"

namespace tacit::server {

// The only writer of the server's database, with the log's checkpoint published after every commit. A job checks
// only what depends on the log's end (heads, roster, quota); all else was done before. Thread-safe.
class Writer {
 public:
  using Job = GroupCommit::Job;
  using Done = GroupCommit::Done;

  // Database and log outlive it. The thread runs until stop().
  Writer(Database& database, Log& log, GroupCommit::Limits limits);

  // `done` runs on the writer's thread after the commit, or here with Code::busy when the queue is full. It must not
  // throw.
  void submit(Job job, const Done& done);

  // Finishes what waits.
  void stop() { commits_.stop(); }

 private:
  GroupCommit commits_;
};

}  // namespace tacit::server
