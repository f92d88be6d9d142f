#include "crypto/merkle.hpp"

#include <gtest/gtest.h>

#include <set>

#include "crypto/random.hpp"
#include "vectors.hpp"

namespace tacit {
namespace {

constexpr std::uint64_t kSizes = 40;

std::uint64_t split(std::uint64_t n) {
  std::uint64_t k = 1;
  while (k * 2 < n) k *= 2;
  return k;
}

// RFC 6962 §2.1 word for word, over leaf hashes.
Hash naive_root(std::span<const Hash> leaves) {
  if (leaves.empty()) return empty_root();
  if (leaves.size() == 1) return leaves[0];
  const std::uint64_t k = split(leaves.size());
  return node_hash(naive_root(leaves.first(k)), naive_root(leaves.subspan(k)));
}

std::vector<Hash> naive_path(std::uint64_t m, std::span<const Hash> leaves) {
  if (leaves.size() <= 1) return {};
  const std::uint64_t k = split(leaves.size());
  auto path = m < k ? naive_path(m, leaves.first(k)) : naive_path(m - k, leaves.subspan(k));
  path.push_back(m < k ? naive_root(leaves.subspan(k)) : naive_root(leaves.first(k)));
  return path;
}

std::vector<Hash> naive_subproof(std::uint64_t m, std::span<const Hash> leaves, bool whole) {
  if (m == leaves.size()) return whole ? std::vector<Hash>{} : std::vector<Hash>{naive_root(leaves)};
  const std::uint64_t k = split(leaves.size());
  auto proof = m <= k ? naive_subproof(m, leaves.first(k), whole) : naive_subproof(m - k, leaves.subspan(k), false);
  proof.push_back(m <= k ? naive_root(leaves.subspan(k)) : naive_root(leaves.first(k)));
  return proof;
}

class Merkle : public ::testing::Test {
 protected:
  Merkle() {
    for (std::uint64_t i = 0; i < kSizes; ++i) {
      leaves_.push_back(leaf_hash(random_bytes(20)));
      tree_.append(leaves_.back());
    }
  }
  std::span<const Hash> first(std::uint64_t size) const { return std::span(leaves_).first(size); }
  std::vector<IndexedLeaf> at(const std::vector<std::uint64_t>& indexes) const {
    std::vector<IndexedLeaf> out;
    for (const auto i : indexes) out.push_back({i, leaves_[i]});
    return out;
  }
  static std::vector<std::uint64_t> random_subset(std::uint64_t size) {
    const std::uint32_t in_ten = random_below(11);
    std::vector<std::uint64_t> out;
    for (std::uint64_t i = 0; i < size; ++i)
      if (random_below(10) < in_ten) out.push_back(i);
    return out;
  }

  std::vector<Hash> leaves_;
  MerkleTree tree_;
};

// Every proof that differs in one place, or by one hash more or less.
std::vector<std::vector<Hash>> damaged(const std::vector<Hash>& proof) {
  std::vector<std::vector<Hash>> out;
  for (std::size_t i = 0; i < proof.size(); ++i) {
    auto changed = proof;
    changed[i].bytes[i % 32] ^= 1;
    out.push_back(changed);
    auto shorter = proof;
    shorter.erase(shorter.begin() + static_cast<std::ptrdiff_t>(i));
    out.push_back(shorter);
    if (i > 0 && proof[i] != proof[i - 1]) {
      auto swapped = proof;
      std::swap(swapped[i], swapped[i - 1]);
      out.push_back(swapped);
    }
  }
  for (const Hash& extra : {Hash{}, empty_root()}) {
    auto longer = proof;
    longer.push_back(extra);
    out.push_back(longer);
    longer = proof;
    longer.insert(longer.begin(), extra);
    out.push_back(longer);
  }
  return out;
}

TEST(MerkleTree, PublishedRoots_AreMet) {
  const json::value file = vectors::load("rfc6962-roots.json");
  const auto& inputs = file.at("inputs").as_array();
  const auto& roots = file.at("roots").as_array();
  MerkleTree tree;
  EXPECT_EQ(crypto::to_hex(tree.root().view()), std::string_view(roots[0].as_string()));
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    tree.append(leaf_hash(crypto::from_hex(std::string_view(inputs[i].as_string())).value()));
    EXPECT_EQ(crypto::to_hex(tree.root().view()), std::string_view(roots[i + 1].as_string())) << i;
  }
  for (std::size_t i = 0; i < roots.size(); ++i)
    EXPECT_EQ(crypto::to_hex(tree.root_at(i).view()), std::string_view(roots[i].as_string())) << i;
}

TEST(MerkleTree, LeavesAndNodes_CannotBeTakenForEachOther) {
  const Hash a = leaf_hash(as_bytes("a"));
  const Hash b = leaf_hash(as_bytes("b"));
  Bytes both = to_bytes(a.view());
  both.insert(both.end(), b.bytes.begin(), b.bytes.end());
  EXPECT_NE(leaf_hash(both), node_hash(a, b));
}

TEST_F(Merkle, EveryRoot_MatchesTheDefinition) {
  for (std::uint64_t size = 0; size <= kSizes; ++size) EXPECT_EQ(tree_.root_at(size), naive_root(first(size))) << size;
}

TEST_F(Merkle, EveryInclusionProof_MatchesTheDefinitionAndHolds) {
  for (std::uint64_t size = 1; size <= kSizes; ++size)
    for (std::uint64_t i = 0; i < size; ++i) {
      const auto proof = tree_.inclusion_proof(i, size);
      ASSERT_EQ(proof, naive_path(i, first(size)));
      ASSERT_TRUE(verify_inclusion(leaves_[i], i, size, tree_.root_at(size), proof)) << i << " in " << size;
    }
}

TEST_F(Merkle, InclusionOfAnythingElse_IsRefused) {
  for (std::uint64_t size = 1; size <= kSizes; ++size)
    for (std::uint64_t i = 0; i < size; ++i) {
      const Hash root = tree_.root_at(size);
      const auto proof = tree_.inclusion_proof(i, size);
      for (const auto& bad : damaged(proof)) {
        const auto result = verify_inclusion(leaves_[i], i, size, root, bad);
        ASSERT_FALSE(result) << i << " in " << size;
        ASSERT_EQ(result.error().code, Code::alarm_fork);
      }
      for (std::uint64_t other = 0; other < size; ++other) {
        if (other == i) continue;
        ASSERT_FALSE(verify_inclusion(leaves_[i], other, size, root, proof));
        ASSERT_FALSE(verify_inclusion(leaves_[other], i, size, root, proof));
      }
      ASSERT_FALSE(verify_inclusion(leaves_[i], i, size, empty_root(), proof));
    }
}

TEST_F(Merkle, InclusionOutsideTheTree_IsMalformed) {
  EXPECT_EQ(verify_inclusion(leaves_[0], 0, 0, empty_root(), {}).error().code, Code::malformed);
  EXPECT_EQ(verify_inclusion(leaves_[0], 5, 5, tree_.root_at(5), {}).error().code, Code::malformed);
  EXPECT_FALSE(verify_inclusion(leaves_[0], ~0ull - 1, ~0ull, tree_.root_at(5), {}));
}

TEST_F(Merkle, EveryConsistencyProof_MatchesTheDefinitionAndHolds) {
  for (std::uint64_t to = 0; to <= kSizes; ++to)
    for (std::uint64_t from = 0; from <= to; ++from) {
      const auto proof = tree_.consistency_proof(from, to);
      if (from > 0) {
        ASSERT_EQ(proof, naive_subproof(from, first(to), true)) << from << " to " << to;
      }
      ASSERT_TRUE(verify_consistency(from, tree_.root_at(from), to, tree_.root_at(to), proof)) << from << " to " << to;
    }
}

TEST_F(Merkle, ConsistencyOfAnythingElse_IsRefused) {
  const Hash foreign = leaf_hash(as_bytes("elsewhere"));
  for (std::uint64_t to = 1; to <= kSizes; ++to)
    for (std::uint64_t from = 0; from <= to; ++from) {
      const Hash old_root = tree_.root_at(from);
      const Hash new_root = tree_.root_at(to);
      const auto proof = tree_.consistency_proof(from, to);
      ASSERT_FALSE(verify_consistency(from, foreign, to, new_root, proof)) << from << " to " << to;
      if (from > 0) {
        ASSERT_FALSE(verify_consistency(from, old_root, to, foreign, proof)) << from << " to " << to;
      }
      for (const auto& bad : damaged(proof)) {
        const auto result = verify_consistency(from, old_root, to, new_root, bad);
        ASSERT_FALSE(result) << from << " to " << to;
        ASSERT_EQ(result.error().code, Code::alarm_fork);
      }
    }
}

TEST_F(Merkle, ConsistencyWithARewrittenPast_IsRefused) {
  for (std::uint64_t to = 2; to <= kSizes; ++to) {
    MerkleTree rewritten;
    rewritten.append(leaf_hash(as_bytes("rewritten")));
    for (std::uint64_t i = 1; i < to; ++i) rewritten.append(leaves_[i]);
    for (std::uint64_t from = 1; from <= to; ++from)
      ASSERT_FALSE(
          verify_consistency(from, tree_.root_at(from), to, rewritten.root(), rewritten.consistency_proof(from, to)));
  }
}

// Whoever signs the root chooses it: a proof that climbs past the claimed size must fail even where its end would fit.
TEST_F(Merkle, ProofHigherThanTheTree_IsRefusedWhateverTheRoot) {
  const Hash above = leaf_hash(as_bytes("above"));
  for (std::uint64_t size = 1; size <= kSizes; ++size)
    for (std::uint64_t i = 0; i < size; ++i) {
      auto proof = tree_.inclusion_proof(i, size);
      proof.push_back(above);
      ASSERT_FALSE(verify_inclusion(leaves_[i], i, size, node_hash(above, tree_.root_at(size)), proof)) << size;
    }
  for (std::uint64_t to = 2; to <= kSizes; ++to)
    for (std::uint64_t from = 1; from < to; ++from) {
      auto proof = tree_.consistency_proof(from, to);
      proof.push_back(above);
      const Hash past = node_hash(above, tree_.root_at(from)), now = node_hash(above, tree_.root_at(to));
      ASSERT_FALSE(verify_consistency(from, past, to, now, proof)) << from << " to " << to;
    }
}

TEST_F(Merkle, ConsistencyBackwards_IsMalformed) {
  EXPECT_EQ(verify_consistency(5, tree_.root_at(5), 4, tree_.root_at(4), {}).error().code, Code::malformed);
}

TEST_F(Merkle, PageProofOfRandomLeaves_Holds) {
  for (std::uint64_t size = 0; size <= kSizes; ++size)
    for (int round = 0; round < 25; ++round) {
      const auto indexes = random_subset(size);
      const auto proof = tree_.page_proof(indexes, size);
      ASSERT_TRUE(verify_page(at(indexes), size, tree_.root_at(size), proof)) << size;
    }
}

TEST_F(Merkle, PageProof_IsThePathForOneLeafAndNothingForAll) {
  std::vector<std::uint64_t> all;
  for (std::uint64_t i = 0; i < kSizes; ++i) all.push_back(i);
  EXPECT_TRUE(tree_.page_proof(all, kSizes).empty());
  EXPECT_EQ(tree_.page_proof({}, kSizes), std::vector<Hash>{tree_.root()});
  for (std::uint64_t i = 0; i < kSizes; ++i) {
    const auto path = tree_.inclusion_proof(i, kSizes);
    const auto page = tree_.page_proof(std::array{i}, kSizes);
    EXPECT_EQ(std::multiset<Hash>(path.begin(), path.end()), std::multiset<Hash>(page.begin(), page.end()));
  }
}

TEST_F(Merkle, PageOfAnythingElse_IsRefused) {
  for (std::uint64_t size = 1; size <= kSizes; ++size)
    for (int round = 0; round < 4; ++round) {
      const auto indexes = random_subset(size);
      const auto leaves = at(indexes);
      const auto proof = tree_.page_proof(indexes, size);
      const Hash root = tree_.root_at(size);
      for (const auto& bad : damaged(proof)) {
        const auto result = verify_page(leaves, size, root, bad);
        ASSERT_FALSE(result) << size;
        ASSERT_EQ(result.error().code, Code::alarm_fork);
      }
      for (std::size_t i = 0; i < leaves.size(); ++i) {
        auto changed = leaves;
        changed[i].hash.bytes[0] ^= 1;
        ASSERT_FALSE(verify_page(changed, size, root, proof));
        auto dropped = leaves;
        dropped.erase(dropped.begin() + static_cast<std::ptrdiff_t>(i));
        ASSERT_FALSE(verify_page(dropped, size, root, proof));
      }
    }
}

TEST_F(Merkle, PageProofTooShort_IsRefusedWhateverTheRoot) {
  const Hash nothing{};
  const Hash root = node_hash(leaves_[0], nothing);
  EXPECT_TRUE(verify_page(at({0}), 2, root, {{nothing}}));
  EXPECT_FALSE(verify_page(at({0}), 2, root, {}));
}

TEST_F(Merkle, PageOutOfOrderOrOutside_IsMalformed) {
  const Hash root = tree_.root_at(8);
  for (const auto& leaves : {at({3, 2}), at({2, 2}), at({8}), at({1, 9})})
    EXPECT_EQ(verify_page(leaves, 8, root, {}).error().code, Code::malformed);
  EXPECT_EQ(verify_page({}, 0, root, {}).error().code, Code::alarm_fork);
}

TEST_F(Merkle, PageOfAnEmptyTree_IsTheEmptyRoot) {
  EXPECT_TRUE(verify_page({}, 0, empty_root(), {}));
  EXPECT_FALSE(verify_page({}, 0, empty_root(), {{empty_root()}}));
}

TEST_F(Merkle, PageProofOfLeavesOutOfOrder_IsABug) {
  for (const std::vector<std::uint64_t>& wrong : {std::vector<std::uint64_t>{2, 2}, {3, 2}, {40}})
    EXPECT_DEATH(static_cast<void>(tree_.page_proof(wrong, kSizes)), "internal error");
}

TEST_F(Merkle, HugeClaimedSize_EndsQuickly) {
  EXPECT_FALSE(verify_page(at({0, 39}), ~0ull, tree_.root(), {}));
  EXPECT_FALSE(verify_consistency(3, tree_.root_at(3), ~0ull, tree_.root(), tree_.consistency_proof(3, 40)));
}

}  // namespace
}  // namespace tacit
