#include "common/net/server.hpp"

#include <algorithm>
#include <atomic>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <condition_variable>
#include <set>
#include <thread>

#include "common/base/log.hpp"
#include "common/net/exchange.hpp"
#include "common/net/head.hpp"
#include "common/net/problem.hpp"
#include "common/net/spare_memory.hpp"
#include "common/net/tls_context.hpp"
#include "common/net/wire.hpp"

namespace tacit::net {
namespace {

using asio::ip::tcp;
constexpr auto kToken = asio::as_tuple(asio::use_awaitable);
constexpr std::size_t kReadBytes = 4096;
constexpr std::size_t kBodyReadBytes = 64 * 1024;
constexpr std::chrono::milliseconds kFinishTime{1000};
constexpr std::chrono::milliseconds kAcceptPause{100};
constexpr std::chrono::milliseconds kRoomPause{1};

class Session;

// What the sessions of one server share.
struct Core {
  Core(const Clock& time, ServerOptions given, Handler answer)
      : clock(time),
        options(std::move(given)),
        handler(std::move(answer)),
        slots(std::make_shared<Budget>(options.limits.requests_in_flight)),
        bodies(std::make_shared<Budget>(options.limits.body_bytes_in_flight)) {
    if (!options.identity) return;
    SSL_CTX* shared = options.identity->state()->context.get();
    SSL_CTX_up_ref(shared);
    tls.emplace(shared);
  }

  const Clock& clock;
  const ServerOptions options;
  const Handler handler;
  const std::shared_ptr<Budget> slots, bodies;
  std::optional<asio::ssl::context> tls;

  std::mutex mutex;  // guards what follows, and every Session::Place
  std::condition_variable all_gone;
  std::set<Session*> sessions;
  bool stopping = false;
  std::atomic<bool> has_cut = false;  // connections, for others' sake, and was not looked at since
};

// One connection. Runs on its own strand; owned by its coroutine.
class Session : public std::enable_shared_from_this<Session> {
 public:
  Session(Core& core, tcp::socket socket) : core_(core), executor_(socket.get_executor()), wire_(std::move(socket)) {
    const std::lock_guard lock(core_.mutex);
    core_.sessions.insert(this);
  }
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;
  ~Session() {
    const std::lock_guard lock(core_.mutex);
    core_.sessions.erase(this);
    if (core_.sessions.empty()) core_.all_gone.notify_all();
  }

  asio::awaitable<void> run();

  // The rest with core.mutex held.
  struct Place {
    enum class Phase { waiting, working, closing } phase = Phase::waiting;
    std::chrono::steady_clock::time_point since = std::chrono::steady_clock::now();
  };
  const Place& place() const { return place_; }
  // Cuts a connection we are waiting for. From any thread.
  void cut();

 private:
  // nullopt: the peer is gone or too slow.
  using Head = std::optional<Result<RequestHead>>;
  asio::awaitable<After> serve(After wanted);
  asio::awaitable<Head> read_head();
  asio::awaitable<bool> read_body(std::string& body, std::size_t size);
  asio::awaitable<bool> receive();
  asio::awaitable<HttpResponse> ask(HttpRequest request, Share slot, Share body);
  asio::awaitable<After> write(HttpResponse response, After after);
  asio::awaitable<After> refuse(HttpResponse response) { return write(std::move(response), After::close); }
  bool enter(Place::Phase phase);
  std::uint16_t default_port() const { return core_.tls ? 443 : 80; }

  Core& core_;
  const asio::any_io_executor executor_;
  Wire wire_;
  std::string received_;  // and not consumed yet: never more than a head and one read
  Place place_;
};

asio::awaitable<void> Session::run() {
  const auto& limits = core_.options.limits;
  if (!enter(Place::Phase::waiting)) co_return;
  wire_.expires_after(limits.handshake_time);
  if (core_.tls && co_await wire_.handshake(*core_.tls, Wire::Role::server)) co_return;
  std::size_t left = limits.requests_per_connection;
  while (co_await serve(--left == 0 ? After::close : After::keep_open) == After::keep_open) {
  }
  co_await wire_.finish(kFinishTime);
}

asio::awaitable<After> Session::serve(After wanted) {
  if (!enter(Place::Phase::waiting)) co_return After::close;
  Head head = co_await read_head();
  if (!head) co_return After::close;
  if (!*head) {
    const Error error = head->error();
    if (error.code != Code::too_large) co_return co_await refuse(problem(error));
    co_return co_await refuse(problem(431, "too-large", "The request head is too large", error.text));
  }
  RequestHead& request = **head;
  const std::size_t size = request.content_length;
  if (size > core_.options.limits.body_bytes) {
    co_return co_await refuse(problem({Code::too_large, "the body is over the limit"}));
  }
  auto body = Share::of(core_.bodies, size);
  if (!body) co_return co_await refuse(problem({Code::busy, "too many bytes are on their way; try again later"}));
  if (!co_await read_body(request.request.body, size)) co_return After::close;

  if (!enter(Place::Phase::working)) co_return After::close;
  const After after = wanted == After::close ? wanted : request.after;
  auto slot = Share::of(core_.slots, 1);
  if (!slot) co_return co_await write(problem({Code::busy, "too many requests at once; try again later"}), after);
  HttpResponse answer = co_await ask(std::move(request.request), std::move(*slot), std::move(*body));
  co_return co_await write(std::move(answer), after);
}

// The deadline is for the whole head: single bytes do not buy time.
asio::awaitable<Session::Head> Session::read_head() {
  const auto& limits = core_.options.limits;
  HeadScanner scanner(limits.header_bytes);
  wire_.expires_after(received_.empty() ? limits.idle_time : limits.header_time);
  while (true) {
    switch (scanner.scan(received_)) {
      case HeadScanner::State::incomplete: break;
      case HeadScanner::State::malformed: co_return fail(Code::malformed, "this is not HTTP/1.1");
      case HeadScanner::State::too_large: co_return fail(Code::too_large, "the head is over the limit");
      case HeadScanner::State::complete: {
        Head head = parse_request_head(std::string_view(received_).substr(0, scanner.size()), limits.header_fields,
                                       default_port());
        received_.erase(0, scanner.size());
        co_return head;
      }
    }
    const bool first = received_.empty();
    if (!co_await receive()) co_return std::nullopt;
    if (first) wire_.expires_after(limits.header_time);
  }
}

// Grows with what arrives, not with what was announced.
asio::awaitable<bool> Session::read_body(std::string& body, std::size_t size) {
  wire_.expires_after(core_.options.limits.body_time);
  body = received_.substr(0, size);
  received_.erase(0, body.size());
  while (body.size() < size) {
    const std::size_t before = body.size();
    body.resize(before + std::min(size - before, kBodyReadBytes));
    const auto got = co_await wire_.read_some(asio::buffer(body.data() + before, body.size() - before));
    if (got.error) co_return false;
    body.resize(before + got.bytes);
  }
  co_return true;
}

asio::awaitable<bool> Session::receive() {
  const std::size_t before = received_.size();
  received_.resize(before + kReadBytes);
  const auto got = co_await wire_.read_some(asio::buffer(received_.data() + before, kReadBytes));
  received_.resize(before + got.bytes);
  co_return !got.error;
}

asio::awaitable<HttpResponse> Session::ask(HttpRequest request, Share slot, Share body) {
  // Shared, because the wake-up may still be queued when the wait has timed out.
  const auto answered = std::make_shared<asio::steady_timer>(executor_, core_.options.limits.answer_time);
  const auto exchange = std::make_shared<Exchange>(
      [answered, executor = executor_] { asio::post(executor, [answered] { answered->cancel(); }); }, std::move(slot),
      std::move(body));
  struct Leave {
    Exchange& exchange;
    ~Leave() { exchange.abandon(); }
  } const leave{*exchange};

  try {
    core_.handler(std::move(request), Respond(std::make_shared<Respond::State>(exchange)));
  } catch (const std::exception&) {
    // The one boundary. Its Respond is gone by now and has left a 500, unless the handler had answered before.
    log_event(LogLevel::error, "net-handler-failed");
  }
  // On this strand the wake-up cannot run before the wait has begun, so it is not lost.
  co_await answered->async_wait(kToken);
  auto answer = exchange->take();
  co_return answer ? std::move(*answer) : problem({Code::timed_out, "the answer took too long"});
}

asio::awaitable<After> Session::write(HttpResponse response, After after) {
  if (!enter(Place::Phase::working)) co_return After::close;
  for (const auto& [name, value] : core_.options.every_response) response.set_header(name, value);
  response.set_header("date", http_date(core_.clock.now()));
  {
    const std::lock_guard lock(core_.mutex);
    if (core_.stopping) after = After::close;
  }
  auto head = format_response_head(response, after);
  if (!head) {
    log_event(LogLevel::error, "net-answer-not-writable");
    co_return After::close;
  }
  wire_.expires_after(core_.options.limits.write_time);
  if (co_await wire_.write(*head, response.body)) co_return After::close;
  co_return after;
}

// False when the connection was cut meanwhile.
bool Session::enter(Place::Phase phase) {
  const std::lock_guard lock(core_.mutex);
  if (place_.phase == Place::Phase::closing) return false;
  if (core_.stopping && phase == Place::Phase::waiting) return false;
  place_ = {.phase = phase};
  return true;
}

void Session::cut() {
  auto self = weak_from_this().lock();
  if (!self) return;
  place_.phase = Place::Phase::closing;
  // Given away whole: were this the last reference, ~Session would wait for the mutex we hold.
  const auto executor = executor_;
  asio::post(executor, [self = std::move(self)] { self->wire_.close(); });
}

// Cuts the connection that has kept us waiting longest, if there is one.
bool make_room(Core& core) {
  Session* oldest = nullptr;
  for (Session* session : core.sessions) {
    if (session->place().phase != Session::Place::Phase::waiting) continue;
    if (oldest == nullptr || session->place().since < oldest->place().since) oldest = session;
  }
  if (oldest == nullptr) return false;
  oldest->cut();
  core.has_cut = true;
  return true;
}

// No descriptor was left for a newcomer: as at the limit of connections, who keeps us waiting gives way. How long to
// wait before the next try; when nobody gives way, trying at once would spin.
std::chrono::milliseconds after_failed_accept(Core& core, const ErrorCode& error) {
  if (error != asio::error::no_descriptors) return kAcceptPause;
  const std::lock_guard lock(core.mutex);
  const bool one_is_leaving = std::any_of(core.sessions.begin(), core.sessions.end(), [](const Session* session) {
    return session->place().phase == Session::Place::Phase::closing;
  });
  return one_is_leaving || make_room(core) ? kRoomPause : kAcceptPause;
}

bool may_enter(Core& core) {
  const std::lock_guard lock(core.mutex);
  const auto open = std::count_if(core.sessions.begin(), core.sessions.end(), [](const Session* session) {
    return session->place().phase != Session::Place::Phase::closing;
  });
  return !core.stopping && (static_cast<std::size_t>(open) < core.options.limits.connections || make_room(core));
}

asio::awaitable<void> converse(std::shared_ptr<Session> session) { co_await session->run(); }

}  // namespace

class HttpServer::Impl {
 public:
  Impl(const Clock& clock, ServerOptions options, Handler handler)
      : core_(clock, std::move(options), std::move(handler)), io_(std::make_unique<asio::io_context>()) {}
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;
  ~Impl() { stop(); }

  Result<void> listen(const std::string& address, std::uint16_t port);
  void stop();
  std::uint16_t port() const { return port_; }
  std::size_t open_connections() {
    const std::lock_guard lock(core_.mutex);
    return core_.sessions.size();
  }

 private:
  asio::awaitable<void> accept_all();

  Core core_;
  std::unique_ptr<asio::io_context> io_;
  std::optional<tcp::acceptor> acceptor_;
  std::vector<std::thread> threads_;
  std::uint16_t port_ = 0;
};

Result<void> HttpServer::Impl::listen(const std::string& address, std::uint16_t port) {
  ASSERT_INVARIANT(io_ != nullptr && !acceptor_);
  ErrorCode error;
  const auto ip = asio::ip::make_address(address, error);
  if (error) return fail(Code::invalid_argument, "the address to listen on is not numeric");
  tcp::acceptor acceptor(asio::make_strand(*io_));
  const tcp::endpoint endpoint(ip, port);
  acceptor.open(endpoint.protocol(), error);
  if (!error) acceptor.set_option(tcp::acceptor::reuse_address(true), error);
  if (!error) acceptor.bind(endpoint, error);
  if (!error) acceptor.listen(tcp::acceptor::max_listen_connections, error);
  if (error) return fail(Code::unavailable, "the address to listen on is not free");
  port_ = acceptor.local_endpoint().port();
  acceptor_.emplace(std::move(acceptor));

  // An accept loop that died would leave a server that looks alive; so its exceptions end the process.
  asio::co_spawn(acceptor_->get_executor(), accept_all(), [](const std::exception_ptr& error_thrown) {
    if (error_thrown) std::rethrow_exception(error_thrown);
  });
  for (unsigned i = 0; i < std::max(1u, core_.options.threads); ++i) {
    threads_.emplace_back([this] { io_->run(); });
  }
  return {};
}

asio::awaitable<void> HttpServer::Impl::accept_all() {
  asio::steady_timer pause(acceptor_->get_executor());
  SpareMemory spare(acceptor_->get_executor());
  while (true) {
    if (core_.has_cut.exchange(false)) spare.give_back_soon();
    // Only when somebody is there: the kernel takes a descriptor before it looks, and without one left, its error would
    // say nothing about a newcomer.
    co_await acceptor_->async_wait(tcp::acceptor::wait_read, kToken);
    if (!acceptor_->is_open()) co_return;
    auto [error, socket] = co_await acceptor_->async_accept(asio::any_io_executor(asio::make_strand(*io_)), kToken);
    if (error == asio::error::operation_aborted || !acceptor_->is_open()) co_return;
    if (error) {
      pause.expires_after(after_failed_accept(core_, error));
      co_await pause.async_wait(kToken);
      continue;
    }
    if (!may_enter(core_)) continue;  // closes the socket
    const auto executor = socket.get_executor();
    auto session = std::make_shared<Session>(core_, std::move(socket));
    asio::co_spawn(executor, converse(std::move(session)), [](const std::exception_ptr& error_thrown) {
      if (error_thrown) log_event(LogLevel::error, "net-session-failed");
    });
  }
}

void HttpServer::Impl::stop() {
  if (!io_) return;
  if (acceptor_) {
    asio::post(acceptor_->get_executor(), [this] { acceptor_->close(); });
    std::unique_lock lock(core_.mutex);
    core_.stopping = true;
    for (Session* session : core_.sessions) {
      if (session->place().phase == Session::Place::Phase::waiting) session->cut();
    }
    core_.all_gone.wait_for(lock, core_.options.limits.stop_time, [this] { return core_.sessions.empty(); });
  }
  io_->stop();
  for (auto& thread : threads_) thread.join();
  threads_.clear();
  acceptor_.reset();
  io_.reset();  // with every session that is left
}

HttpServer::HttpServer(const Clock& clock, ServerOptions options, Handler handler)
    : impl_(std::make_unique<Impl>(clock, std::move(options), std::move(handler))) {}
HttpServer::~HttpServer() = default;
Result<void> HttpServer::listen(const std::string& address, std::uint16_t port) { return impl_->listen(address, port); }
std::uint16_t HttpServer::port() const { return impl_->port(); }
void HttpServer::stop() { impl_->stop(); }
std::size_t HttpServer::open_connections() const { return impl_->open_connections(); }

}  // namespace tacit::net
