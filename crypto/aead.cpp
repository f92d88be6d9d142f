#include "crypto/aead.hpp"

#include <sodium.h>

#include "crypto/random.hpp"

namespace tacit::crypto {

constexpr std::size_t kNonceSize = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;

Bytes aead_encrypt_raw(ByteView key, AssociatedData context, ByteView message) {
  ASSERT_INVARIANT(key.size() == crypto_aead_xchacha20poly1305_ietf_KEYBYTES);
  Bytes out(message.size() + kAeadOverhead);
  fill_random(std::span(out).first(kNonceSize));
  crypto_aead_xchacha20poly1305_ietf_encrypt(out.data() + kNonceSize, nullptr, message.data(), message.size(),
                                             context.bytes.data(), context.bytes.size(), nullptr, out.data(),
                                             key.data());
  return out;
}

Result<void> aead_decrypt_raw(ByteView key, AssociatedData context, ByteView ciphertext, std::span<std::uint8_t> out) {
  ASSERT_INVARIANT(key.size() == crypto_aead_xchacha20poly1305_ietf_KEYBYTES);
  if (ciphertext.size() != out.size() + kAeadOverhead ||
      crypto_aead_xchacha20poly1305_ietf_decrypt(out.data(), nullptr, nullptr, ciphertext.data() + kNonceSize,
                                                 ciphertext.size() - kNonceSize, context.bytes.data(),
                                                 context.bytes.size(), ciphertext.data(), key.data()) != 0)
    return fail(Code::decryption_failed, "the ciphertext does not open");
  return {};
}

}  // namespace tacit::crypto
