#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "client/sync/memory.hpp"

namespace tacit::sync {

// A draft as far as its turn depends on it: drafts of one line keep the order in which they were made.
struct Waiting {
  RecordId rid;
  std::string line;
};

// What must not overtake what: a correction or void the record that it is about; and among labels, among statements,
// and among the consents of one client the newest counts. `earlier` are the drafts made before it.
std::string line_of(const Draft& draft, const std::vector<Waiting>& earlier);

// Uniform among all orders in which no line is turned around. `below(n)` is uniform in 0 … n−1.
std::vector<RecordId> shuffle(const std::vector<Waiting>& waiting,
                              const std::function<std::uint32_t(std::uint32_t)>& below);

// The drafts that this run has not looked at yet, in the order in which they are to be sealed. That order is random: an
// auditor and the server see all entries, and who could tell from their order which contact was followed by an entry
// for the team alone would know who was referred.
class SealQueue {
 public:
  // The memory outlives it.
  explicit SealQueue(const Memory& memory) : memory_(memory) {}

  bool empty();
  std::vector<Draft> next(std::size_t limit);
  std::vector<Draft> take(std::size_t limit);
  // Sealed entries have become drafts again: all are looked at anew.
  void forget() { turns_.reset(); }

 private:
  void plan();

  const Memory& memory_;
  std::optional<std::vector<RecordId>> turns_;  // the next one last; none: not looked yet
};

}  // namespace tacit::sync
