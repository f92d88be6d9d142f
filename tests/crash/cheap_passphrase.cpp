#include <cstddef>

// Stands in for Argon2id in processes that the crash tests drive: it does no I/O, so there is nothing in it to
// interrupt, and tens of thousands of passphrases would take hours. Linked or preloaded in front of libsodium, whose
// functions are declared here as libsodium 1.0.18 has them.
extern "C" {

int crypto_generichash(unsigned char* out, std::size_t size, const unsigned char* in, unsigned long long in_size,
                       const unsigned char* key, std::size_t key_size);

int crypto_pwhash(unsigned char* out, unsigned long long size, const char* passphrase,
                  unsigned long long passphrase_size, const unsigned char* salt, unsigned long long, std::size_t, int);

int crypto_pwhash(unsigned char* out, unsigned long long size, const char* passphrase,
                  unsigned long long passphrase_size, const unsigned char* salt, unsigned long long, std::size_t, int) {
  constexpr std::size_t kSaltBytes = 16;
  return crypto_generichash(out, size, reinterpret_cast<const unsigned char*>(passphrase), passphrase_size, salt,
                            kSaltBytes);
}

}  // extern "C"
