#pragma once
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <string>

#include "common/base/json.hpp"
#include "crypto/encoding.hpp"
#include "tests/support/source_tree.hpp"

namespace tacit::vectors {

// Published vectors hold numbers and booleans of all kinds, so they are read with Boost.JSON itself.
inline json::value load(const std::string& file) {
  std::ifstream in(tacit::test::source_file("tests/vectors/" + file));
  if (!in) throw std::runtime_error("no vector file " + file);
  return boost::json::parse(std::string(std::istreambuf_iterator<char>(in), {}));
}

inline std::string text(const json::value& test, std::string_view key) {
  return std::string(test.as_object().at(key).as_string());
}

inline Bytes hex(const json::value& test, std::string_view key) { return crypto::from_hex(text(test, key)).value(); }

template <class F>
F hex_as(const json::value& test, std::string_view key) {
  return F::from(hex(test, key));
}

// The bytes with one bit changed.
inline Bytes flipped(ByteView bytes, std::size_t bit) {
  Bytes out = to_bytes(bytes);
  out[bit / 8] = static_cast<std::uint8_t>(out[bit / 8] ^ (1u << (bit % 8)));
  return out;
}

}  // namespace tacit::vectors
