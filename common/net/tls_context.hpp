#pragma once
#include <openssl/ssl.h>

#include <memory>
#include <vector>

#include "common/base/ids.hpp"
#include "common/net/tls.hpp"

namespace tacit::net {

// For this module's own files: what OpenSSL is told, in one place.

struct SslContextFree {
  void operator()(SSL_CTX* context) const { SSL_CTX_free(context); }
};
using SslContext = std::unique_ptr<SSL_CTX, SslContextFree>;

struct TlsIdentity::State {
  SslContext context;
  Hash pin;
};

// A client that accepts a server whose key is among the pins, whatever its certificate says, and no other. Stays
// where it is: OpenSSL holds a pointer to it.
class PinnedClient {
 public:
  explicit PinnedClient(std::vector<Hash> pins);
  PinnedClient(const PinnedClient&) = delete;
  PinnedClient& operator=(const PinnedClient&) = delete;

  SSL_CTX* context() const { return context_.get(); }
  // Whether the last handshake failed because the key was another one.
  bool saw_other_key() const { return saw_other_key_; }
  void forget_other_key() { saw_other_key_ = false; }

 private:
  static int accept(X509_STORE_CTX* store, void* self);

  std::vector<Hash> pins_;
  bool saw_other_key_ = false;
  SslContext context_;
};

}  // namespace tacit::net
