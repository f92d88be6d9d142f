#pragma once
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

namespace tacit::test {

// Stands on a loopback port of its own between clients and a server, passes bytes on, and on demand keeps them or cuts
// everything after an exact byte. Control it from any one thread; it has a thread of its own.
class TcpProxy {
 public:
  enum class Side { client, server };  // who sent the bytes

  TcpProxy();
  TcpProxy(const TcpProxy&) = delete;
  TcpProxy& operator=(const TcpProxy&) = delete;
  ~TcpProxy();

  std::uint16_t port() const { return port_; }
  void forward_to(std::uint16_t port);  // on 127.0.0.1; until then connections are closed at once

  // Once exactly `bytes` more from that side have been passed on, all connections are closed and new ones too, until
  // mend().
  void cut_after(Side from, std::uint64_t bytes);
  bool mend();  // whether it had been cut

  std::uint64_t passed(Side from) const;  // ever
  void keep_all();                        // from now on
  std::string kept(Side from) const;

 private:
  struct Pair {
    int client;
    int server;
  };
  void work();
  void accept_one();
  bool pass(const Pair& pair, Side from);  // false: that connection is over
  void close_pair(const Pair& pair);
  void close_all();
  void wake() const;

  mutable std::mutex mutex_;
  int listener_ = -1;
  int wake_ = -1;
  std::uint16_t port_ = 0;
  std::uint16_t target_ = 0;
  bool stop_ = false, broken_ = false, keep_ = false;
  std::optional<std::pair<Side, std::uint64_t>> cut_;
  std::map<Side, std::uint64_t> passed_;
  std::map<Side, std::string> kept_;
  std::map<int, Pair> pairs_;  // by the client's descriptor
  std::thread thread_;
};

}  // namespace tacit::test
