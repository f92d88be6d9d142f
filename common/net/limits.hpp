#pragma once
#include <chrono>
#include <cstddef>

namespace tacit::net {

// Everything a peer can make the server spend. Sizes in bytes.
struct ServerLimits {
  std::size_t header_bytes = 16 * 1024;                 // request line and fields; more is 431
  std::size_t header_fields = 48;                       // more is 431
  std::size_t body_bytes = 8 * 1024 * 1024;             // announced; more is 413, before reading any of it
  std::size_t body_bytes_in_flight = 64 * 1024 * 1024;  // announced by all connections together; more is 503
  // At this number, or when the process has no descriptor left, the connection that has kept us waiting longest makes
  // room; if none waits, the newcomer is closed, or has to wait.
  std::size_t connections = 256;
  std::size_t requests_in_flight = 128;              // handed to the handler and unanswered; more is 503
  std::size_t requests_per_connection = 1000;        // then "Connection: close"
  std::chrono::milliseconds handshake_time{10'000};  // TLS
  std::chrono::milliseconds header_time{10'000};     // from the first byte of a request to the end of its head
  std::chrono::milliseconds body_time{30'000};       // for the whole body
  std::chrono::milliseconds answer_time{60'000};     // for the handler; then 503
  std::chrono::milliseconds write_time{30'000};      // for one whole answer
  std::chrono::milliseconds idle_time{60'000};       // between requests
  std::chrono::milliseconds stop_time{5'000};        // stop() waits this long for requests in flight
};

struct ClientLimits {
  std::size_t header_bytes = 16 * 1024;
  std::size_t header_fields = 48;
  std::size_t body_bytes = 32 * 1024 * 1024;
  std::chrono::milliseconds keep_time{30'000};     // an idle connection older than that is opened anew
  std::chrono::milliseconds connect_time{15'000};  // TCP, proxy and TLS each
  std::chrono::milliseconds write_time{60'000};    // for one whole request
  std::chrono::milliseconds answer_time{60'000};   // until the head of the answer is there
  std::chrono::milliseconds body_time{120'000};    // for the whole body of the answer
};

}  // namespace tacit::net
