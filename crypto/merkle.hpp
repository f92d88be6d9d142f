#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "common/base/ids.hpp"
#include "common/base/result.hpp"

namespace tacit {

// The tree of RFC 6962 §2.1 over SHA-256. A root fixes the number, order and content of its leaves only together
// with the size: keep both, from one signed checkpoint.
Hash leaf_hash(ByteView leaf);
Hash node_hash(const Hash& left, const Hash& right);
Hash empty_root();

struct IndexedLeaf {
  std::uint64_t index;
  Hash hash;  // of leaf_hash
  bool operator==(const IndexedLeaf&) const = default;
};

// Append-only, all in memory (64 bytes a leaf). Indexes and sizes beyond size() are bugs and abort: check them first.
// Not thread-safe beyond const.
class MerkleTree {
 public:
  void append(const Hash& leaf);
  std::uint64_t size() const { return levels_.empty() ? 0 : levels_.front().size(); }
  Hash root() const { return root_at(size()); }
  Hash root_at(std::uint64_t size) const;
  const Hash& leaf(std::uint64_t index) const;

  // Audit path of leaf `index` in the first `size` leaves; RFC 6962 §2.1.1.
  std::vector<Hash> inclusion_proof(std::uint64_t index, std::uint64_t size) const;
  // That the first `from` leaves are a prefix of the first `to`; RFC 6962 §2.1.2. Empty if from is 0 or to.
  std::vector<Hash> consistency_proof(std::uint64_t from, std::uint64_t to) const;
  // The hashes, left to right, of the largest subtrees (by the RFC's split) of the first `size` leaves that hold none
  // of `indexes` (strictly ascending). With the leaves themselves they give the root: one proof for a whole page.
  std::vector<Hash> page_proof(std::span<const std::uint64_t> indexes, std::uint64_t size) const;

 private:
  Hash range_root(std::uint64_t begin, std::uint64_t end) const;
  void collect_gaps(std::span<const std::uint64_t> indexes, std::uint64_t begin, std::uint64_t end,
                    std::vector<Hash>& out) const;

  // levels_[k][i] is the root of leaves i·2^k … (i+1)·2^k − 1, complete subtrees only.
  std::vector<std::vector<Hash>> levels_;
};

// `alarm_fork` if the proof does not hold, `malformed` if the question makes no sense (index, order, sizes).
Result<void> verify_inclusion(const Hash& leaf, std::uint64_t index, std::uint64_t size, const Hash& root,
                              std::span<const Hash> proof);
// Size 0 is a prefix of everything (with the empty root); equal sizes demand equal roots and no proof.
Result<void> verify_consistency(std::uint64_t from, const Hash& from_root, std::uint64_t to, const Hash& to_root,
                                std::span<const Hash> proof);
// `leaves` strictly ascending by index. Guarantee: these leaves are at these places. Not: that none was left out.
Result<void> verify_page(std::span<const IndexedLeaf> leaves, std::uint64_t size, const Hash& root,
                         std::span<const Hash> proof);

}  // namespace tacit
