#pragma once
#include <openssl/ssl.h>

#include <algorithm>
#include <memory>
#include <string>
#include <string_view>

#include "tests/unit/net/support.hpp"

namespace tacit::net {

// A client of OpenSSL's own making, without our rules.
class PlainOpenSsl {
 public:
  explicit PlainOpenSsl(std::uint16_t port, int max_version = TLS1_3_VERSION) : socket_(RawSocket::connect_to(port)) {
    SSL_CTX_set_max_proto_version(context_.get(), max_version);
    SSL_CTX_set_session_cache_mode(context_.get(), SSL_SESS_CACHE_CLIENT);
    SSL_CTX_sess_set_new_cb(context_.get(), [](SSL* ssl, SSL_SESSION*) {
      ++*static_cast<int*>(SSL_get_app_data(ssl));
      return 0;
    });
    ssl_.reset(SSL_new(context_.get()));
    SSL_set_app_data(ssl_.get(), tickets_.get());
    SSL_set_fd(ssl_.get(), socket_.descriptor());
  }
  bool connect() { return SSL_connect(ssl_.get()) == 1; }
  void write(std::string_view bytes) { SSL_write(ssl_.get(), bytes.data(), static_cast<int>(bytes.size())); }
  std::string ask(std::string_view bytes) {
    write(bytes);
    std::string out;
    char buffer[4096];
    for (int got = 0; (got = SSL_read(ssl_.get(), buffer, sizeof buffer)) > 0;) {
      out.append(buffer, static_cast<std::size_t>(got));
    }
    return out;
  }
  std::string read_some() {
    char buffer[4096];
    const int got = SSL_read(ssl_.get(), buffer, sizeof buffer);
    return {buffer, static_cast<std::size_t>(std::max(got, 0))};
  }
  SSL* ssl() const { return ssl_.get(); }
  int tickets() const { return *tickets_; }
  RawSocket& socket() { return socket_; }

 private:
  RawSocket socket_;
  std::unique_ptr<int> tickets_ = std::make_unique<int>(0);
  std::unique_ptr<SSL_CTX, void (*)(SSL_CTX*)> context_{SSL_CTX_new(TLS_client_method()), &SSL_CTX_free};
  std::unique_ptr<SSL, void (*)(SSL*)> ssl_{nullptr, &SSL_free};
};

}  // namespace tacit::net
