#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "client/sync/machine.hpp"
#include "crypto/merkle.hpp"
#include "schema/api.hpp"

namespace tacit::sync {

// What a check of the whole log found.
struct LogReport {
  std::uint64_t leaves = 0, entries = 0, links = 0;
  std::uint64_t devices = 0;  // that have written entries
  Hash root{};                // computed here from the leaves
  std::uint64_t generation = 0;
  std::vector<Alarm> problems;   // in the log's order; empty: everything holds
  std::optional<Error> stopped;  // why it could not be finished
};

// What a server showed beside the leaves: a checkpoint, and what it proved with it.
struct Shown {
  std::string checkpoint;
  std::vector<Hash> proof;
  std::optional<LogState> since;       // the proof is that the checkpoint's log continues this one
  std::vector<std::uint64_t> indexes;  // else, unless empty: the page proof of these leaves
};

// An auditor's check of every leaf (protocol §5): the tree is computed anew from the bytes and must have the signed
// root and continue what this device was shown before; every link must be that of the verified roster; every entry must
// be signed by a device active at its place, chained without gap as a whole and in each scope, and cite links and
// log states that stood before it. Needs no key of any scope, and opens nothing. Sans-I/O, like Machine.
class LogAudit {
 public:
  struct Step {
    Effects effects;  // alarms, and the checkpoint at the end
    std::optional<Request> request;
    std::optional<LogReport> report;        // exactly one of the two
    std::optional<api::LeavesPage> page{};  // what was just taken, whatever was found in it
  };

  // The memory has a roster and outlives the audit.
  LogAudit(const Memory& memory, Day today);
  Step start();
  Step resume(const Result<std::string>& answer);

  // At the end, the leaves must bear this out too; else it is a fork.
  void expect(Shown shown) { expected_.push_back(std::move(shown)); }

 private:
  struct Chain {
    std::uint64_t seq = 0;
    Hash head{};
    std::map<Scope, std::uint64_t> counts;
  };
  Result<bool> take(const api::LeavesPage& page);  // whether there is more
  void add_leaf(const std::string& leaf);
  bool add_link(const std::string& leaf, std::uint64_t index);
  bool add_entry(const std::string& leaf, std::uint64_t index);
  void check_entry(const ReceivedEntry& entry, std::uint64_t index);
  void check_citations(const Entry& entry, std::uint64_t index);
  Result<Checkpoint> open(const std::string& checkpoint) const;
  void conclude(const Checkpoint& shown);
  bool bears_out(const Shown& shown) const;
  void found_problem(Code code, std::optional<std::uint64_t> index);
  Step ask();
  Step finish();

  const Memory& memory_;
  const Day today_;
  std::optional<Roster> roster_;  // as far as the leaves have come
  MerkleTree tree_;
  std::map<DeviceId, Chain> chains_;
  std::vector<Shown> expected_;
  LogReport report_;
  Effects effects_;
};

}  // namespace tacit::sync
