#pragma once
#include <atomic>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

#include "common/net/http.hpp"
#include "crypto/secret.hpp"

namespace tacit::web {

// Who may talk to the web face at all (docs/web.md, "What the gate refuses"). Every request passes here before anything
// else looks at it. Thread-safe.
//
// Not guaranteed: anything against a program that runs as the same person and reads this process or the browser.
class Gate {
 public:
  Gate();  // fresh secrets
  // Nothing is let in before. Once.
  void open_at(std::uint16_t port) { port_ = port; }

  enum class Way {
    entry,  // the launcher page posts its token
    page,   // a file of the page
    hello,  // the one call without the key
    call
  };
  struct Refusal {
    int status;
    Literal text;
  };
  std::variant<Way, Refusal> look_at(const net::HttpRequest& request) const;

  // Whether it is the launcher's token; true once at most.
  bool enter(std::string_view form_body);

  // Secret texts: only for the launcher's page, the answer to the entry, and answers to calls.
  std::string entry_token() const;
  std::string cookie() const;  // name=value
  std::string call_key() const;
  // Stands in every answer to a call, so that the page notices when another program has taken the port.
  std::string answer_mark() const;
  std::string origin() const;  // "http://127.0.0.1:PORT"

 private:
  using Token = Secret<struct WebTokenTag, 32>;
  bool has_cookie(const net::HttpRequest& request) const;
  std::variant<Way, Refusal> look_at_call(const net::HttpRequest& request) const;

  std::atomic<std::uint16_t> port_ = 0;
  std::atomic<bool> entered_ = false;
  const Token entry_, session_, key_, mark_;
};

}  // namespace tacit::web
