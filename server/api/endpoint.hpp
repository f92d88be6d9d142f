#pragma once
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <variant>

#include "common/base/clock.hpp"
#include "common/net/http.hpp"
#include "common/net/replay_guard.hpp"
#include "schema/api.hpp"
#include "server/log/log.hpp"
#include "server/log/writer.hpp"

namespace tacit::server {

class ReadPool;

// What handlers stand on. Everything in it is thread-safe and outlives the router.
struct Context {
  const Clock& clock;
  const roster::ServiceKeys& service;
  const Log& log;
  Log& writable_log;  // for jobs only
  ReadPool& readers;
  net::ReplayGuard& guard;
  net::ReplayGuard& strangers;  // of those whom no roster names: they cannot use up the others' memory
};

// One authenticated request.
struct Call {
  const net::HttpRequest& request;
  std::shared_ptr<const Snapshot> snapshot;  // one state for the whole answer
  const Roster::Device* device = nullptr;    // of the snapshot; null when nobody is admitted by it
};

// What the writer has to do, and the answer's body once it is durable.
struct Work {
  Writer::Job job;
  std::function<std::string()> answer;  // on the writer's thread; must not throw
};
using Answer = std::variant<std::string, Work>;

enum class Who {
  anyone,   // unsigned
  founder,  // signed by the device of the genesis link it brings
  joiner,   // signed by the key of the join request it brings
  device,   // an active device
  steward,
};

struct Endpoint {
  std::string_view method;
  std::string_view path;
  Who who;
  // Must not block for long. Errors become problems in one place.
  Result<Answer> (*handle)(const Context& context, const Call& call);
};

// The whole interface, in the order of schema/api.hpp.
std::span<const Endpoint> endpoints();

}  // namespace tacit::server
