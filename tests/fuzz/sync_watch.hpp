#pragma once
#include <map>
#include <set>

#include "tests/fuzz/sync_stage.hpp"

namespace tacit::fuzz {

// What has to hold of one device whatever its server answers, judged from outside at each step of a sync.
class Watch {
 public:
  // All outlive the watch; `servers` are those in play, whose leaves are all that can be true of the log.
  Watch(const test::MemoryDevice& device, const std::vector<test::FakeServer>& servers);

  void about_to_apply(const sync::Effects& effects);
  void applied(const sync::Effects& effects);
  void about_to_send(const sync::Request& request);
  void drafted(const RecordId& rid) { promised_.insert(rid); }
  // After syncs with a server that never lied: everything is in the log, once, but for what only a closed team may
  // read.
  void everything_arrived(const test::FakeServer& server) const;

 private:
  void own_chain_never_forks(const sync::Effects& effects);
  void anchor_never_goes_back(const Checkpoint& next);
  void comes_from_a_member(const sync::Received& received) const;
  void stands_in_a_log(std::uint64_t index, const std::string& leaf) const;
  void keys_are_the_announced_ones(const sync::Effects& effects) const;
  void nothing_is_lost() const;

  const test::MemoryDevice& device_;
  const std::vector<test::FakeServer>& servers_;
  std::map<std::uint64_t, Hash> own_;  // by sequence number: what it signed, or adopted as its own
  std::set<RecordId> promised_;        // every record that was ever saved on it
  std::optional<Checkpoint> anchor_;
};

}  // namespace tacit::fuzz
