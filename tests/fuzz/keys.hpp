#pragma once
#include "crypto/signing.hpp"

namespace tacit::fuzz {

// The signing key that a letter stands for; made once.
const SigningKey& key_of(char letter);

}  // namespace tacit::fuzz
