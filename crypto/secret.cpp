#include "crypto/secret.hpp"

#include <sodium.h>
#include <unistd.h>

#include <cerrno>
#include <new>
#include <system_error>

#include "crypto/init.hpp"

namespace tacit {

LockedBuffer::LockedBuffer(std::size_t size) : size_(size) {
  init_crypto();  // sodium_free aborts on memory from before sodium_init
  data_ = static_cast<std::uint8_t*>(sodium_malloc(size));
  if (data_ == nullptr) throw std::bad_alloc();
}

LockedBuffer::LockedBuffer(LockedBuffer&& other) noexcept
    : data_(std::exchange(other.data_, nullptr)), size_(std::exchange(other.size_, 0)) {}

LockedBuffer& LockedBuffer::operator=(LockedBuffer&& other) noexcept {
  if (this != &other) {
    sodium_free(data_);
    data_ = std::exchange(other.data_, nullptr);
    size_ = std::exchange(other.size_, 0);
  }
  return *this;
}

LockedBuffer::~LockedBuffer() { sodium_free(data_); }

bool crypto::equal_constant_time(ByteView a, ByteView b) {
  return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

SecretText::SecretText(std::span<const char> text) : buffer_(text.size()) {
  std::copy(text.begin(), text.end(), buffer_.bytes().begin());
}

Result<SecretText> SecretText::read_line(int descriptor, std::size_t max_bytes) {
  LockedBuffer line(max_bytes + 1);
  std::size_t used = 0;
  for (;;) {
    // One byte at a time: what follows the line is for the next reader.
    const ssize_t got = ::read(descriptor, line.bytes().data() + used, 1);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) throw std::system_error(errno, std::generic_category(), "cannot read a passphrase");
    if (got == 0 || line.view()[used] == '\n') break;
    if (++used > max_bytes) return fail(Code::too_large, "the line is too long");
  }
  if (used == 0) return fail(Code::invalid_argument, "the line is empty");
  LockedBuffer text(used);
  std::copy_n(line.view().begin(), used, text.bytes().begin());
  return SecretText(std::move(text));
}

}  // namespace tacit
