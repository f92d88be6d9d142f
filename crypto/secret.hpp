#pragma once
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>

#include "common/base/bytes.hpp"
#include "common/base/result.hpp"

namespace tacit {

// Names the places where secret bytes are read on purpose: `grep "Expose()"` finds them all.
struct Expose {
  explicit constexpr Expose() = default;
};

// Owned memory from sodium_malloc: between guard pages, wiped when freed.
// Not guaranteed: that it is never swapped. Locking is asked for, but the system's limit (often 8 MiB, and each
// buffer costs at least one locked page) may be reached, and libsodium then goes on without. Throws std::bad_alloc.
class LockedBuffer {
 public:
  explicit LockedBuffer(std::size_t size);
  LockedBuffer(LockedBuffer&& other) noexcept;
  LockedBuffer& operator=(LockedBuffer&& other) noexcept;
  LockedBuffer(const LockedBuffer&) = delete;
  LockedBuffer& operator=(const LockedBuffer&) = delete;
  ~LockedBuffer();

  std::span<std::uint8_t> bytes() { return {data_, size_}; }
  ByteView view() const { return {data_, size_}; }

 private:
  std::uint8_t* data_;
  std::size_t size_;
};

namespace crypto {
void fill_random(std::span<std::uint8_t> out);
// Constant time in the content, not in the sizes.
bool equal_constant_time(ByteView a, ByteView b);
}  // namespace crypto

// N secret bytes of one purpose (the tag). Moves only; cannot be copied, printed, formatted, compared with == or
// turned into another purpose's type: tests/compile_fail proves it. A moved-from secret may only be destroyed or
// assigned to; touching it is a bug and aborts. Not thread-safe beyond const reading.
template <class Tag, std::size_t N>
class Secret {
 public:
  static constexpr std::size_t kSize = N;

  static Secret random() { return made_by(crypto::fill_random); }
  // The caller has checked the size and wipes its own copy.
  static Secret copy_from(ByteView bytes) {
    ASSERT_INVARIANT(bytes.size() == N);
    return made_by([&](std::span<std::uint8_t, N> out) { std::copy_n(bytes.begin(), N, out.begin()); });
  }
  // `write` gets the N fresh bytes and must set all of them.
  template <std::invocable<std::span<std::uint8_t, N>> Write>
  static Secret made_by(Write&& write) {
    Secret out;
    std::forward<Write>(write)(std::span<std::uint8_t, N>(out.buffer_.bytes().data(), N));
    return out;
  }

  Secret(Secret&&) noexcept = default;
  Secret& operator=(Secret&&) noexcept = default;
  Secret(const Secret&) = delete;
  Secret& operator=(const Secret&) = delete;

  ByteView expose(Expose) const {
    ASSERT_INVARIANT(buffer_.view().size() == N);
    return buffer_.view();
  }
  // A second owner of the same bytes, asked for by name.
  Secret duplicate() const { return copy_from(expose(Expose())); }
  bool equals(const Secret& other) const {
    return crypto::equal_constant_time(expose(Expose()), other.expose(Expose()));
  }
  bool operator==(const Secret&) const = delete;  // use equals()

 private:
  Secret() : buffer_(N) {}
  LockedBuffer buffer_;
};

// A passphrase or other secret text of any length, held like Secret. Bytes are kept as given (no normalisation).
class SecretText {
 public:
  // The caller wipes its own copy.
  explicit SecretText(std::span<const char> text);
  explicit SecretText(LockedBuffer text) : buffer_(std::move(text)) {}
  // Reads one line, up to a newline or the end; the newline is taken and not kept, later bytes stay unread.
  // `too_large` over max_bytes, `invalid_argument` when the line is empty; throws std::system_error if reading fails.
  static Result<SecretText> read_line(int descriptor, std::size_t max_bytes);

  SecretText(SecretText&&) noexcept = default;
  SecretText& operator=(SecretText&&) noexcept = default;

  ByteView expose(Expose) const { return buffer_.view(); }
  std::size_t size() const { return buffer_.view().size(); }
  bool equals(const SecretText& other) const {
    return crypto::equal_constant_time(buffer_.view(), other.buffer_.view());
  }
  bool operator==(const SecretText&) const = delete;  // use equals()

 private:
  LockedBuffer buffer_;
};

// What a key may be used for besides its own functions: aead.hpp and hash.hpp take only tags that say so.
struct AeadPurpose {};
struct MacPurpose {};

using SigningSeed = Secret<struct SigningSeedTag, 32>;    // Ed25519
using BoxSeed = Secret<struct BoxSeedTag, 32>;            // of a BoxKeyPair
using BoxSecretKey = Secret<struct BoxSecretKeyTag, 32>;  // X25519
using EpochSeed = Secret<struct EpochSeedTag, 32>;
using InvitationSecret = Secret<struct InvitationSecretTag, 16>;
using OrgSecret = Secret<struct OrgSecretTag, 32>;  // roster op `secret`
using RecoverySeed = Secret<struct RecoverySeedTag, 32>;
using VaultKey = Secret<struct VaultKeyTag, 32>;
using RootKey = Secret<struct RootKeyTag, 32>;          // of the server
using DatabaseKey = Secret<struct DatabaseKeyTag, 32>;  // raw key for SQLCipher
using OprfSeed = Secret<struct OprfSeedTag, 32>;
using TlsSeed = Secret<struct TlsSeedTag, 32>;
using SlotRoot = Secret<struct SlotRootTag, 32>;  // Argon2id output

struct SlotKeyTag : AeadPurpose {};
struct PackKeyTag : AeadPurpose {};
struct JoinMacKeyTag : MacPurpose {};
struct PseudonymKeyTag : MacPurpose {};
using SlotKey = Secret<SlotKeyTag, 32>;
using PackKey = Secret<PackKeyTag, 32>;
using JoinMacKey = Secret<JoinMacKeyTag, 32>;
using PseudonymKey = Secret<PseudonymKeyTag, 32>;

}  // namespace tacit
