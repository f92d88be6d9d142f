#pragma once
#include <map>
#include <optional>
#include <utility>

#include "client/sync/memory.hpp"
#include "crypto/hkdf.hpp"

namespace tacit::sync {

// The epoch key pairs that the remembered seeds yield, derived once each.
class Keyring {
 public:
  explicit Keyring(const Memory& memory) : memory_(memory) {}

  // Null: the seed is not held. Good as long as the keyring.
  const BoxKeyPair* epoch(const Scope& scope, std::uint64_t n) {
    const std::pair key(scope, n);
    if (const auto found = pairs_.find(key); found != pairs_.end()) return &found->second;
    const EpochSeed* seed = memory_.seed(scope, n);
    if (seed == nullptr) return nullptr;
    return &pairs_.emplace(key, epoch_key_pair(*seed, memory_.org(), to_text(scope), n)).first->second;
  }

 private:
  const Memory& memory_;
  std::map<std::pair<Scope, std::uint64_t>, BoxKeyPair> pairs_;
};

}  // namespace tacit::sync
