#include "tests/fuzz/keys.hpp"

#include <map>

namespace tacit::fuzz {

const SigningKey& key_of(char letter) {
  static std::map<char, SigningKey> made;
  const auto found = made.find(letter);
  if (found != made.end()) return found->second;
  const auto seed = SigningSeed::copy_from(Bytes(32, static_cast<std::uint8_t>(letter)));
  return made.emplace(letter, SigningKey::from_seed(seed)).first->second;
}

}  // namespace tacit::fuzz
