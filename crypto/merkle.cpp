#include "crypto/merkle.hpp"

#include <algorithm>
#include <bit>

#include "crypto/hash.hpp"

namespace tacit {
namespace {

// The RFC's split: the largest power of two smaller than n; n ≥ 2.
std::uint64_t split_of(std::uint64_t n) { return std::bit_floor(n - 1); }

bool strictly_ascending(std::span<const std::uint64_t> indexes) {
  return std::adjacent_find(indexes.begin(), indexes.end(), std::greater_equal<>()) == indexes.end();
}

}  // namespace

Hash leaf_hash(ByteView leaf) {
  static constexpr std::uint8_t kLeaf[] = {0x00};
  return sha256({kLeaf, leaf});
}

Hash node_hash(const Hash& left, const Hash& right) {
  static constexpr std::uint8_t kNode[] = {0x01};
  return sha256({kNode, left.view(), right.view()});
}

Hash empty_root() { return sha256(ByteView()); }

void MerkleTree::append(const Hash& leaf) {
  Hash made = leaf;
  for (std::size_t k = 0;; ++k) {
    if (k == levels_.size()) levels_.emplace_back();
    auto& level = levels_[k];
    level.push_back(made);
    if (level.size() % 2 != 0) return;
    made = node_hash(level[level.size() - 2], level.back());
  }
}

const Hash& MerkleTree::leaf(std::uint64_t index) const {
  ASSERT_INVARIANT(index < size());
  return levels_.front()[index];
}

Hash MerkleTree::root_at(std::uint64_t size) const {
  ASSERT_INVARIANT(size <= this->size());
  return size == 0 ? empty_root() : range_root(0, size);
}

Hash MerkleTree::range_root(std::uint64_t begin, std::uint64_t end) const {
  const std::uint64_t n = end - begin;
  if (std::has_single_bit(n)) {
    const auto k = static_cast<std::size_t>(std::countr_zero(n));
    return levels_[k][begin >> k];  // every range that the RFC's split makes begins at a multiple of its size
  }
  const std::uint64_t middle = begin + split_of(n);
  return node_hash(range_root(begin, middle), range_root(middle, end));
}

std::vector<Hash> MerkleTree::inclusion_proof(std::uint64_t index, std::uint64_t size) const {
  ASSERT_INVARIANT(index < size && size <= this->size());
  std::vector<Hash> out;
  std::uint64_t begin = 0;
  std::uint64_t end = size;
  while (end - begin > 1) {
    const std::uint64_t middle = begin + split_of(end - begin);
    out.push_back(index < middle ? range_root(middle, end) : range_root(begin, middle));
    (index < middle ? end : begin) = middle;
  }
  std::reverse(out.begin(), out.end());
  return out;
}

std::vector<Hash> MerkleTree::consistency_proof(std::uint64_t from, std::uint64_t to) const {
  ASSERT_INVARIANT(from <= to && to <= size());
  std::vector<Hash> out;
  if (from == 0 || from == to) return out;
  std::uint64_t begin = 0;
  std::uint64_t end = to;
  while (end != from) {
    const std::uint64_t middle = begin + split_of(end - begin);
    out.push_back(from <= middle ? range_root(middle, end) : range_root(begin, middle));
    (from <= middle ? end : begin) = middle;
  }
  // The old tree itself is known to whoever asks, unless it is split.
  if (begin != 0) out.push_back(range_root(begin, end));
  std::reverse(out.begin(), out.end());
  return out;
}

std::vector<Hash> MerkleTree::page_proof(std::span<const std::uint64_t> indexes, std::uint64_t size) const {
  ASSERT_INVARIANT(size <= this->size() && strictly_ascending(indexes) && (indexes.empty() || indexes.back() < size));
  std::vector<Hash> out;
  if (size > 0) collect_gaps(indexes, 0, size, out);
  return out;
}

void MerkleTree::collect_gaps(std::span<const std::uint64_t> indexes, std::uint64_t begin, std::uint64_t end,
                              std::vector<Hash>& out) const {
  if (indexes.empty()) {
    out.push_back(range_root(begin, end));
    return;
  }
  if (indexes.size() == end - begin) return;
  const std::uint64_t middle = begin + split_of(end - begin);
  const auto left = static_cast<std::size_t>(std::ranges::lower_bound(indexes, middle) - indexes.begin());
  collect_gaps(indexes.first(left), begin, middle, out);
  collect_gaps(indexes.subspan(left), middle, end, out);
}

}  // namespace tacit
