#include "crypto/secret.hpp"

#include <fmt/format.h>
#include <fmt/ostream.h>

#include <iostream>

#include "common/base/log.hpp"
#include "crypto/aead.hpp"

namespace tacit {

void use(VaultKey& key, const PseudonymKey& mac_key, const PackKey& pack_key, const SecretText& text) {
  // What is allowed.
  VaultKey moved = std::move(key);
  key = moved.duplicate();
  const bool same = key.equals(moved) && text.equals(text);
  const ByteView bytes = key.expose(Expose());
  const Bytes box = aead_encrypt(pack_key, AssociatedData({}), bytes);
  std::cout << box.size() << fmt::format("{}", text.size());
  log_event(LogLevel::info, "keys", {{"same", same}});

#if defined(CASE_copy)
  VaultKey copy = key;
#elif defined(CASE_assign)
  moved = key;
#elif defined(CASE_compare)
  const bool equal = key == moved;
#elif defined(CASE_stream)
  std::cout << key;
#elif defined(CASE_format)
  std::cout << fmt::format("{}", key);
#elif defined(CASE_other_purpose)
  RootKey other = std::move(key);
#elif defined(CASE_as_bytes)
  const ByteView view = key;
#elif defined(CASE_expose_without_token)
  const ByteView view = key.expose({});
#elif defined(CASE_default_made)
  VaultKey empty;
#elif defined(CASE_log)
  log_event(LogLevel::info, "keys", {{"key", key}});
#elif defined(CASE_mac_key_encrypts)
  const Bytes other_box = aead_encrypt(mac_key, AssociatedData({}), bytes);
#elif defined(CASE_context_forgotten)
  const Bytes other_box = aead_encrypt(pack_key, bytes, bytes);
#elif defined(CASE_text_copy)
  SecretText copy = text;
#elif defined(CASE_text_stream)
  std::cout << text;
#elif defined(CASE_text_format)
  std::cout << fmt::format("{}", text);
#elif defined(CASE_text_compare)
  const bool equal = text == text;
#endif
}

}  // namespace tacit
