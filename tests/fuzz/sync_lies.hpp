#pragma once
#include <string>
#include <vector>

#include "common/base/result.hpp"
#include "tests/fuzz/harness.hpp"

namespace tacit::fuzz {

// The ways in which an answer can be spoilt; what is to be spoilt where, the input says.

// One byte is another, or the end is missing.
std::string damaged(std::string answer, Input& input);
std::string shortened(std::string answer, Input& input);
// A JSON answer with one of its values changed, left out, doubled, exchanged with its neighbour, or replaced by one of
// another answer; as it was if it is no JSON.
std::string edited(const std::string& answer, const std::string& other, Input& input);
// What an HTTP error of some status and type means to a client.
Error refusal(Input& input);

}  // namespace tacit::fuzz
