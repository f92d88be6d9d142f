#include "server/seal/seal_file.hpp"

namespace tacit::server {
namespace {

constexpr std::size_t kCustodians = 1;

}  // namespace

Result<std::string> seal_root(const RootKey& root, const SecretText& passphrase, Argon2Cost cost) {
  TRY(const SealSlots slots, SealSlots::create(root, passphrase, cost, kCustodians));
  return encode_seal_file(slots);
}

Result<RootKey> unseal_root(std::string_view seal, const SecretText& passphrase) {
  TRY(const SealSlots slots, decode_seal_file(seal));
  TRY(SealSlots::Opened opened, slots.open(passphrase));
  return std::move(opened.key);
}

}  // namespace tacit::server
