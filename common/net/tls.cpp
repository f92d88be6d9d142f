#include "common/net/tls.hpp"

#include <openssl/evp.h>
#include <openssl/x509.h>

#include <algorithm>
#include <array>
#include <stdexcept>

#include "common/net/tls_context.hpp"
#include "crypto/hash.hpp"

namespace tacit::net {
namespace {

struct KeyFree {
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
};
struct CertificateFree {
  void operator()(X509* certificate) const { X509_free(certificate); }
};
using Key = std::unique_ptr<EVP_PKEY, KeyFree>;
using Certificate = std::unique_ptr<X509, CertificateFree>;

constexpr long kValidSeconds = 100L * 365 * 24 * 3600;
// RFC 8410 §4: SEQUENCE { SEQUENCE { 1.3.101.112 }, BIT STRING }, then the 32 bytes of the key.
constexpr std::array<std::uint8_t, 12> kSpkiStart{0x30, 0x2a, 0x30, 0x05, 0x06, 0x03,
                                                  0x2b, 0x65, 0x70, 0x03, 0x21, 0x00};

void demand(bool done, const char* what) {
  if (!done) throw std::runtime_error(what);
}

Key key_of(const TlsSeed& seed) {
  const ByteView bytes = seed.expose(Expose());
  Key key(EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, bytes.data(), bytes.size()));
  demand(key != nullptr, "OpenSSL could not take the TLS key");
  return key;
}

// The same for every server: nothing in it tells one from another but the key. No start of validity is derived
// from the clock, which would tell when the server was started.
Certificate certificate_of(EVP_PKEY* key) {
  Certificate made(X509_new());
  demand(made != nullptr, "OpenSSL could not make a certificate");
  X509* x = made.get();
  constexpr time_t kFrom = 1577836800;  // 2020-01-01
  X509_NAME* name = X509_get_subject_name(x);
  const auto* text = reinterpret_cast<const unsigned char*>("localhost");
  bool ok = X509_set_version(x, X509_VERSION_3) == 1;
  ok = ok && ASN1_INTEGER_set(X509_get_serialNumber(x), 1) == 1;
  ok = ok && ASN1_TIME_set(X509_getm_notBefore(x), kFrom) != nullptr;
  ok = ok && ASN1_TIME_set(X509_getm_notAfter(x), kFrom + kValidSeconds) != nullptr;
  ok = ok && X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, text, -1, -1, 0) == 1;
  ok = ok && X509_set_issuer_name(x, name) == 1;
  ok = ok && X509_set_pubkey(x, key) == 1;
  ok = ok && X509_sign(x, key, nullptr) > 0;
  demand(ok, "OpenSSL could not make a certificate");
  return made;
}

Hash pin_of(X509* certificate) {
  unsigned char* der = nullptr;
  const int size = i2d_X509_PUBKEY(X509_get_X509_PUBKEY(certificate), &der);
  demand(size > 0, "OpenSSL could not write a public key");
  const std::unique_ptr<unsigned char, void (*)(unsigned char*)> owner(
      der, [](unsigned char* bytes) { OPENSSL_free(bytes); });
  return sha256(ByteView(der, static_cast<std::size_t>(size)));
}

SslContext make_context(const SSL_METHOD* method) {
  SslContext context(SSL_CTX_new(method));
  demand(context != nullptr, "OpenSSL could not make a context");
  SSL_CTX* c = context.get();
  bool ok = SSL_CTX_set_min_proto_version(c, TLS1_3_VERSION) == 1;
  ok = ok && SSL_CTX_set_max_proto_version(c, TLS1_3_VERSION) == 1;
  ok = ok && SSL_CTX_set1_sigalgs_list(c, "ed25519") == 1;
  ok = ok && SSL_CTX_set_num_tickets(c, 0) == 1;
  ok = ok && SSL_CTX_set_max_early_data(c, 0) == 1;
  demand(ok, "OpenSSL refused the TLS settings");
  SSL_CTX_set_options(c, SSL_OP_NO_TICKET | SSL_OP_NO_COMPRESSION | SSL_OP_NO_RENEGOTIATION);
  SSL_CTX_set_session_cache_mode(c, SSL_SESS_CACHE_OFF);
  // Idle connections give their buffers back.
  SSL_CTX_set_mode(c, SSL_MODE_RELEASE_BUFFERS | SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
  return context;
}

}  // namespace

TlsIdentity TlsIdentity::from_seed(const TlsSeed& seed) {
  const Key key = key_of(seed);
  const Certificate certificate = certificate_of(key.get());
  auto state = std::make_shared<State>(State{make_context(TLS_server_method()), pin_of(certificate.get())});
  const bool ok = SSL_CTX_use_certificate(state->context.get(), certificate.get()) == 1 &&
                  SSL_CTX_use_PrivateKey(state->context.get(), key.get()) == 1;
  demand(ok, "OpenSSL refused the TLS key");
  return TlsIdentity(std::move(state));
}

const Hash& TlsIdentity::spki_pin() const { return state_->pin; }

Hash spki_pin_of(const VerifyKey& key) { return sha256({kSpkiStart, key.view()}); }

PinnedClient::PinnedClient(std::vector<Hash> pins)
    : pins_(std::move(pins)), context_(make_context(TLS_client_method())) {
  SSL_CTX_set_verify(context_.get(), SSL_VERIFY_PEER, nullptr);
  SSL_CTX_set_cert_verify_callback(context_.get(), &PinnedClient::accept, this);
}

// Replaces OpenSSL's chain building altogether. That the server owns the key is proven by TLS itself
// (CertificateVerify, RFC 8446 §4.4.3).
int PinnedClient::accept(X509_STORE_CTX* store, void* self) {
  auto& client = *static_cast<PinnedClient*>(self);
  X509* shown = X509_STORE_CTX_get0_cert(store);
  const bool known =
      shown != nullptr && std::find(client.pins_.begin(), client.pins_.end(), pin_of(shown)) != client.pins_.end();
  client.saw_other_key_ = !known;
  X509_STORE_CTX_set_error(store, known ? X509_V_OK : X509_V_ERR_CERT_REJECTED);
  return known ? 1 : 0;
}

}  // namespace tacit::net
