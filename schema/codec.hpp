#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "common/base/json.hpp"
#include "crypto/encoding.hpp"

// How the contract's own values stand in JSON, for the codecs of schema/ only. Readers follow json::Fields: the first
// failure sticks to `f`, and what they return then is empty.
namespace tacit::codec {

// `v` must be 1; anything later needs a newer program, whatever else the object holds. Read it first.
inline void read_version(json::Fields& f) {
  if (f.integer("v", 1) != 1) f.reject({Code::update_needed, "made by a newer version: update needed"});
}

template <class T>
T value_or_reject(Result<T> read, json::Fields& f) {
  if (read) return std::move(*read);
  f.reject(read.error());
  return T{};
}

inline std::uint64_t read_count(json::Fields& f, std::string_view key, std::int64_t min = 0) {
  return static_cast<std::uint64_t>(f.integer(key, min));
}

// The text of a string value; empty for anything else, which no reader below accepts.
inline std::string_view text_of(const json::value& from) {
  const auto* text = from.if_string();
  return text == nullptr ? std::string_view() : std::string_view(text->data(), text->size());
}

template <class F>
F read_fixed(json::Fields& f, std::string_view key) {
  return value_or_reject(parse_b64<F>(text_of(f.member(key))), f);
}

template <class Id>
Id read_id(json::Fields& f, std::string_view key) {
  return value_or_reject(parse_id<Id>(text_of(f.member(key))), f);
}

// A list whose items `read` turns into a Result<Item>.
template <class Item, class Read>
std::vector<Item> read_list(json::Fields& f, std::string_view key, std::size_t min, std::size_t max, const Read& read) {
  std::vector<Item> out;
  const json::array& list = f.list(key, min, max);
  out.reserve(list.size());
  for (const json::value& from : list) {
    Result<Item> item = read(from);
    if (!item) {
      f.reject(item.error());
      return {};
    }
    out.push_back(std::move(*item));
  }
  return out;
}

template <class F>
std::vector<F> read_fixed_list(json::Fields& f, std::string_view key, std::size_t min, std::size_t max) {
  return read_list<F>(f, key, min, max, [](const json::value& from) { return parse_b64<F>(text_of(from)); });
}

template <class List, class Write>
json::array write_list(const List& list, const Write& write) {
  json::array out;
  out.reserve(list.size());
  for (const auto& item : list) out.emplace_back(write(item));
  return out;
}

}  // namespace tacit::codec
