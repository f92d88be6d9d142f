#include "common/net/client.hpp"

#include <algorithm>
#include <atomic>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <mutex>

#include "common/net/head.hpp"
#include "common/net/socks.hpp"
#include "common/net/tls_context.hpp"
#include "common/net/wire.hpp"

namespace tacit::net {
namespace {

using asio::ip::tcp;
constexpr auto kToken = asio::as_tuple(asio::use_awaitable);
constexpr std::size_t kReadBytes = 16 * 1024;
constexpr std::size_t kBodyReadBytes = 64 * 1024;

// How far an attempt came decides whether it may be repeated.
enum class Progress { nothing_received, receiving };

struct Failure {
  Error error;
  Progress progress;
  bool closed_by_peer;
};
using Attempt = tl::expected<HttpResponse, Failure>;

Error error_from(const ErrorCode& error) {
  if (is_timeout(error)) return {Code::timed_out, "the server did not answer in time"};
  return {Code::unavailable, "the connection to the server was lost"};
}

tl::unexpected<Failure> failure(const Error& error, Progress progress) {
  return tl::unexpected<Failure>(Failure{error, progress, false});
}

}  // namespace

class HttpClient::Impl {
 public:
  explicit Impl(ClientOptions options)
      : options_(std::move(options)), trust_(options_.pins), tls_(shared(trust_.context())) {}

  Result<HttpResponse> send(const HttpRequest& request);
  void cancel();

 private:
  static SSL_CTX* shared(SSL_CTX* context) {
    SSL_CTX_up_ref(context);
    return context;
  }
  asio::awaitable<Result<HttpResponse>> converse(const HttpRequest& request, const std::string& head);
  asio::awaitable<Result<void>> open();
  asio::awaitable<Result<std::vector<tcp::endpoint>>> resolve(const Endpoint& endpoint);
  asio::awaitable<Result<void>> ask_proxy();
  asio::awaitable<Result<Bytes>> read_exactly(std::size_t size);
  asio::awaitable<Attempt> attempt(const HttpRequest& request, const std::string& head);
  asio::awaitable<Attempt> read_answer();
  asio::awaitable<Result<void>> read_body(ResponseHead& head, std::string received);
  bool is_kept() const {
    return wire_ && wire_->is_open() && std::chrono::steady_clock::now() - last_used_ < options_.limits.keep_time;
  }

  const ClientOptions options_;
  PinnedClient trust_;
  asio::ssl::context tls_;
  asio::io_context io_{1};
  std::optional<Wire> wire_;
  std::chrono::steady_clock::time_point last_used_;
  std::atomic<bool> cancelled_{false};
};

Result<HttpResponse> HttpClient::Impl::send(const HttpRequest& request) {
  TRY(const std::string head, format_request_head(request, options_.endpoint.authority()));
  std::optional<Result<HttpResponse>> result;
  std::exception_ptr thrown;
  asio::co_spawn(io_, converse(request, head), [&](std::exception_ptr error, Result<HttpResponse> answer) {
    thrown = std::move(error);
    result.emplace(std::move(answer));
  });
  io_.restart();
  if (!cancelled_) io_.run();
  if (thrown) std::rethrow_exception(thrown);
  if (cancelled_ || !result) return fail(Code::unavailable, "the connection was given up");
  last_used_ = std::chrono::steady_clock::now();
  if (!*result) wire_.reset();
  return std::move(*result);
}

asio::awaitable<Result<HttpResponse>> HttpClient::Impl::converse(const HttpRequest& request, const std::string& head) {
  if (is_kept()) {
    Attempt kept = co_await attempt(request, head);
    if (kept) co_return std::move(*kept);
    const Failure& why = kept.error();
    const bool again =
        why.closed_by_peer && why.progress == Progress::nothing_received && request.repeat == Repeat::idempotent;
    if (!again) co_return fail(why.error);
  }
  const auto opened = co_await open();
  if (!opened) co_return fail(opened.error());
  Attempt fresh = co_await attempt(request, head);
  if (fresh) co_return std::move(*fresh);
  co_return fail(fresh.error().error);
}

asio::awaitable<Result<void>> HttpClient::Impl::open() {
  wire_.emplace(io_.get_executor());
  auto endpoints = co_await resolve(options_.proxy.value_or(options_.endpoint));
  if (!endpoints) co_return fail(endpoints.error());
  wire_->expires_after(options_.limits.connect_time);
  if (const ErrorCode error = co_await wire_->connect(std::move(*endpoints))) {
    if (is_timeout(error)) co_return fail(Code::timed_out, "the server could not be reached in time");
    co_return fail(Code::unavailable, "the server could not be reached");
  }
  if (options_.proxy) {
    wire_->expires_after(options_.limits.connect_time);
    const auto through = co_await ask_proxy();
    if (!through) co_return fail(through.error());
  }
  wire_->expires_after(options_.limits.connect_time);
  trust_.forget_other_key();
  if (const ErrorCode error = co_await wire_->handshake(tls_, Wire::Role::client)) {
    if (trust_.saw_other_key()) co_return fail(Code::alarm_key_mismatch, "the server's key is not the pinned one");
    if (is_timeout(error)) co_return fail(error_from(error));
    co_return fail(Code::unavailable, "the server does not speak TLS 1.3 as it should");
  }
  co_return Result<void>();
}

asio::awaitable<Result<std::vector<tcp::endpoint>>> HttpClient::Impl::resolve(const Endpoint& endpoint) {
  ErrorCode no_address;
  const auto address = asio::ip::make_address(endpoint.host, no_address);
  if (!no_address) co_return std::vector{tcp::endpoint(address, endpoint.port)};
  tcp::resolver resolver(io_);
  const auto [error, found] = co_await resolver.async_resolve(endpoint.host, std::to_string(endpoint.port), kToken);
  if (error) co_return fail(Code::unavailable, "the server's name could not be resolved");
  std::vector<tcp::endpoint> out;
  for (const auto& entry : found) out.push_back(entry.endpoint());
  co_return out;
}

asio::awaitable<Result<void>> HttpClient::Impl::ask_proxy() {
  const auto connect = socks_connect(options_.endpoint.host, options_.endpoint.port);
  if (!connect) co_return fail(connect.error());
  if (const ErrorCode error = co_await wire_->write(as_text(kSocksGreeting), {})) co_return fail(error_from(error));
  const auto choice = co_await read_exactly(kSocksChoiceSize);
  if (!choice) co_return fail(choice.error());
  const auto agreed = check_socks_choice(*choice);
  if (!agreed) co_return fail(agreed.error());
  if (const ErrorCode error = co_await wire_->write(as_text(*connect), {})) co_return fail(error_from(error));
  const auto start = co_await read_exactly(kSocksReplyStart);
  if (!start) co_return fail(start.error());
  const auto rest = check_socks_reply(*start);
  if (!rest) co_return fail(rest.error());
  const auto ignored = co_await read_exactly(*rest);
  if (!ignored) co_return fail(ignored.error());
  co_return Result<void>();
}

asio::awaitable<Result<Bytes>> HttpClient::Impl::read_exactly(std::size_t size) {
  Bytes out(size);
  for (std::size_t have = 0; have < size;) {
    const auto got = co_await wire_->read_some(asio::buffer(out.data() + have, size - have));
    if (got.error) co_return fail(error_from(got.error));
    have += got.bytes;
  }
  co_return out;
}

asio::awaitable<Attempt> HttpClient::Impl::attempt(const HttpRequest& request, const std::string& head) {
  wire_->expires_after(options_.limits.write_time);
  const ErrorCode error = co_await wire_->write(head, request.body);
  // A server that refuses a request may close before it has read all of it; its answer is worth more than our error.
  if (error && is_timeout(error)) co_return failure(error_from(error), Progress::nothing_received);
  Attempt answer = co_await read_answer();
  if (!answer && error) answer.error().closed_by_peer = true;
  co_return answer;
}

asio::awaitable<Attempt> HttpClient::Impl::read_answer() {
  const auto& limits = options_.limits;
  HeadScanner scanner(limits.header_bytes);
  std::string received;
  wire_->expires_after(limits.answer_time);
  for (auto state = scanner.scan(received); state != HeadScanner::State::complete; state = scanner.scan(received)) {
    const auto progress = received.empty() ? Progress::nothing_received : Progress::receiving;
    if (state == HeadScanner::State::malformed) {
      co_return failure({Code::malformed, "the server's answer is not HTTP/1.1"}, progress);
    }
    if (state == HeadScanner::State::too_large) {
      co_return failure({Code::too_large, "the head of the server's answer is over the limit"}, progress);
    }
    const std::size_t before = received.size();
    received.resize(before + kReadBytes);
    const auto got = co_await wire_->read_some(asio::buffer(received.data() + before, kReadBytes));
    received.resize(before + got.bytes);
    if (got.error) {
      co_return tl::unexpected<Failure>(Failure{error_from(got.error), progress, !is_timeout(got.error)});
    }
  }
  auto head = parse_response_head(std::string_view(received).substr(0, scanner.size()), limits.header_fields);
  if (!head) co_return failure(head.error(), Progress::receiving);
  received.erase(0, scanner.size());
  const auto whole = co_await read_body(*head, std::move(received));
  if (!whole) co_return failure(whole.error(), Progress::receiving);
  if (head->after == After::close) wire_->close();
  co_return std::move(head->response);
}

asio::awaitable<Result<void>> HttpClient::Impl::read_body(ResponseHead& head, std::string received) {
  const std::size_t size = head.content_length;
  if (size > options_.limits.body_bytes) co_return fail(Code::too_large, "the server's answer is over the limit");
  // There was one request, so nothing can rightly follow its answer.
  if (received.size() > size) co_return fail(Code::malformed, "the server sent more than its answer");
  std::string& body = head.response.body;
  body = std::move(received);
  wire_->expires_after(options_.limits.body_time);
  while (body.size() < size) {
    const std::size_t before = body.size();
    body.resize(before + std::min(size - before, kBodyReadBytes));
    const auto got = co_await wire_->read_some(asio::buffer(body.data() + before, body.size() - before));
    if (got.error) co_return fail(error_from(got.error));
    body.resize(before + got.bytes);
  }
  co_return Result<void>();
}

void HttpClient::Impl::cancel() {
  cancelled_ = true;
  io_.stop();
}

HttpClient::HttpClient(ClientOptions options) : impl_(std::make_unique<Impl>(std::move(options))) {}
HttpClient::~HttpClient() = default;
Result<HttpResponse> HttpClient::send(const HttpRequest& request) { return impl_->send(request); }
void HttpClient::cancel() { impl_->cancel(); }

}  // namespace tacit::net
