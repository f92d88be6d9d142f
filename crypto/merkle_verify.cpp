#include <algorithm>
#include <bit>

#include "crypto/merkle.hpp"

namespace tacit {
namespace {

tl::unexpected<Error> does_not_hold() { return fail(Code::alarm_fork, "the proof does not lead to the signed tree"); }

// Where the walk up from the last node of interest stands (RFC 9162 §2.1.3.2 and §2.1.4.2).
struct Climb {
  std::uint64_t node;
  std::uint64_t last;

  void up() {
    node >>= 1;
    last >>= 1;
  }
  bool left_sibling() const { return (node & 1) != 0 || node == last; }
  void skip_missing_siblings() {
    while ((node & 1) == 0 && node != 0) up();
  }
};

class PageVerifier {
 public:
  explicit PageVerifier(std::span<const Hash> proof) : proof_(proof) {}

  Hash root(std::span<const IndexedLeaf> leaves, std::uint64_t begin, std::uint64_t end) {
    if (leaves.empty()) return next();
    if (end - begin == 1) return leaves.front().hash;
    const std::uint64_t middle = begin + std::bit_floor(end - begin - 1);
    const auto left =
        static_cast<std::size_t>(std::ranges::lower_bound(leaves, middle, {}, &IndexedLeaf::index) - leaves.begin());
    const Hash l = root(leaves.first(left), begin, middle);
    const Hash r = root(leaves.subspan(left), middle, end);
    return node_hash(l, r);
  }
  bool fits() const { return !short_ && proof_.empty(); }

 private:
  Hash next() {
    if (proof_.empty()) {
      short_ = true;
      return {};
    }
    const Hash out = proof_.front();
    proof_ = proof_.subspan(1);
    return out;
  }

  std::span<const Hash> proof_;
  bool short_ = false;
};

}  // namespace

Result<void> verify_inclusion(const Hash& leaf, std::uint64_t index, std::uint64_t size, const Hash& root,
                              std::span<const Hash> proof) {
  if (index >= size) return fail(Code::malformed, "there is no such leaf in a tree of that size");
  Climb at{index, size - 1};
  Hash made = leaf;
  for (const Hash& step : proof) {
    if (at.last == 0) return does_not_hold();
    if (at.left_sibling()) {
      made = node_hash(step, made);
      at.skip_missing_siblings();
    } else {
      made = node_hash(made, step);
    }
    at.up();
  }
  if (at.last != 0 || made != root) return does_not_hold();
  return {};
}

Result<void> verify_consistency(std::uint64_t from, const Hash& from_root, std::uint64_t to, const Hash& to_root,
                                std::span<const Hash> proof) {
  if (from > to) return fail(Code::malformed, "the earlier tree is the larger one");
  if (from == 0 || from == to) {
    const bool holds =
        proof.empty() && (from != 0 || from_root == empty_root()) && (from != to || from_root == to_root);
    return holds ? Result<void>() : does_not_hold();
  }
  Climb at{from - 1, to - 1};
  while ((at.node & 1) != 0) at.up();
  // A complete old tree is its own first step and is left out of the proof.
  if (!std::has_single_bit(from) && proof.empty()) return does_not_hold();
  Hash old_made = std::has_single_bit(from) ? from_root : proof.front();
  Hash new_made = old_made;
  for (const Hash& step : std::has_single_bit(from) ? proof : proof.subspan(1)) {
    if (at.last == 0) return does_not_hold();
    if (at.left_sibling()) {
      old_made = node_hash(step, old_made);
      new_made = node_hash(step, new_made);
      at.skip_missing_siblings();
    } else {
      new_made = node_hash(new_made, step);
    }
    at.up();
  }
  if (at.last != 0 || old_made != from_root || new_made != to_root) return does_not_hold();
  return {};
}

Result<void> verify_page(std::span<const IndexedLeaf> leaves, std::uint64_t size, const Hash& root,
                         std::span<const Hash> proof) {
  const bool ascending =
      std::ranges::adjacent_find(leaves, std::greater_equal<>(), &IndexedLeaf::index) == leaves.end();
  if (!ascending || (!leaves.empty() && leaves.back().index >= size))
    return fail(Code::malformed, "the leaves are not in order or not in the tree");
  if (size == 0) return proof.empty() && root == empty_root() ? Result<void>() : does_not_hold();
  PageVerifier verifier(proof);
  const Hash made = verifier.root(leaves, 0, size);
  if (!verifier.fits() || made != root) return does_not_hold();
  return {};
}

}  // namespace tacit
