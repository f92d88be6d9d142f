#include "client/web/desk.hpp"

#include "client/web/calls.hpp"
#include "client/web/tasks.hpp"

namespace tacit::web {
namespace {

constexpr std::size_t kMaxPassphrase = 1'024;

// A field that is null was not said.
json::value without_nulls(json::value value) {
  if (value.is_array())
    for (auto& one : value.get_array()) one = without_nulls(std::move(one));
  if (!value.is_object()) return value;
  json::object out;
  for (auto& [key, one] : value.get_object())
    if (!one.is_null()) out[key] = without_nulls(std::move(one));
  return out;
}

}  // namespace

Desk::Desk(const Clock& clock, Place place)
    : clock_(clock), place_(std::move(place)), touched_(clock.monotonic()), sending_(mutex_), job_(mutex_) {}

Desk::~Desk() { lock(); }

bool Desk::is_open() {
  const std::lock_guard lock(mutex_);
  return opened_.has_value();
}

void Desk::lock() {
  closed_ = true;
  const std::lock_guard lock(mutex_);
  sending_.stop();
  job_.stop();
  job_.forget();
  opened_.reset();
}

Result<json::object> Desk::answer(std::string_view call, std::string_view body) {
  TRY(json::value parsed, json::parse(body.empty() ? "{}" : body, kMostOfACall));
  const json::value said = without_nulls(std::move(parsed));
  if (call == "lock") {
    lock();
    return json::object{};
  }
  const bool by_somebody = call != "sending" && call != "job";
  if (by_somebody) touched_ = clock_.monotonic();
  const std::lock_guard lock(mutex_);
  if (closed_) return fail(Code::not_ready, "it was locked: use `tacit open` again");
  auto out = call == "unlock" ? unlock(said) : run(call, said);
  // Whoever waited for a long call was there.
  if (by_somebody) touched_ = clock_.monotonic();
  return out;
}

Result<json::object> Desk::unlock(const json::value& body) {
  json::Fields fields(body);
  // Read where it stands: a copy could lie on the stack, which nothing wipes.
  const json::value& said = fields.member("passphrase");
  if (!said.is_string() || said.get_string().empty() || said.get_string().size() > kMaxPassphrase) fields.reject();
  CHECK(fields.finish());
  if (opened_) return fail(Code::already_done, "it is open");
  const SecretText passphrase{std::span<const char>(said.get_string().data(), said.get_string().size())};
  TRY(Vault vault, Vault::open(place_.vault, passphrase));
  opened_.emplace(std::move(vault), clock_, place_.dial);
  return json::object{};
}

Result<json::object> Desk::run(std::string_view call, const json::value& body) {
  if (!opened_) return fail(Code::not_ready, "it is closed: the passphrase first");
  if (call == "stay") return json::object{};
  if (auto beside = run_beside(call, body)) return std::move(*beside);
  const auto found = find_call(call);
  if (found == nullptr) return fail(Code::not_found, "there is no such call");
  return found(*opened_, body);
}

std::optional<Result<json::object>> Desk::run_beside(std::string_view call, const json::value& body) {
  const usecases::Online online{opened_->vault, clock_, opened_->dial};
  if (call == "sending") return sending_.state();
  if (call == "job") {
    json::Fields fields(body);
    const bool takes = fields.has("take") && fields.boolean("take");
    if (const auto read = fields.finish(); !read) return Result<json::object>(fail(read.error()));
    return takes ? job_.take_state() : job_.state();
  }
  if (call == "stop_sending" || call == "stop_job") {
    call == "stop_job" ? job_.stop() : sending_.stop();
    return json::object{};
  }
  const auto begin = [&]() -> Result<void> {
    if (job_.is_running() || sending_.is_running()) return fail(Code::busy, "something goes on already: wait for it");
    if (call == "send") return sending_.start(online);
    TRY(Task task, find_task(call)(body));
    return job_.start(std::string(call), std::move(task), online);
  };
  if (call != "send" && find_task(call) == nullptr) return std::nullopt;
  const auto begun = begin();
  return begun ? Result<json::object>(json::object{}) : Result<json::object>(fail(begun.error()));
}

}  // namespace tacit::web
