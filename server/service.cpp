#include "server/service.hpp"

#include "common/base/log.hpp"
#include "server/api/router.hpp"
#include "server/store/read_pool.hpp"
#include "server/store/schema.hpp"

namespace tacit::server {
namespace {

net::BootId random_boot() {
  net::BootId out;
  crypto::fill_random(out.bytes);
  return out;
}

}  // namespace

// In the order of construction; destroyed in reverse, so the writer ends before what its jobs use.
constexpr std::size_t kStrangers = 2'000;  // join requests remembered in ten minutes

class Service::Impl {
 public:
  Impl(const Clock& clock, FileLock lock, roster::ServiceKeys service, Database database, std::unique_ptr<Log> log,
       std::unique_ptr<ReadPool> readers, GroupCommit::Limits queue)
      : lock_(std::move(lock)),
        service_(std::move(service)),
        database_(std::move(database)),
        log_(std::move(log)),
        readers_(std::move(readers)),
        guard_(clock, random_boot()),
        strangers_(clock, guard_.boot(), kStrangers),
        writer_(database_, *log_, queue),
        router_({clock, service_, *log_, *log_, *readers_, guard_, strangers_}, writer_) {}

  FileLock lock_;
  const roster::ServiceKeys service_;
  Database database_;
  const std::unique_ptr<Log> log_;
  const std::unique_ptr<ReadPool> readers_;
  net::ReplayGuard guard_, strangers_;
  Writer writer_;
  const Router router_;
};

Service::Service(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Service::~Service() = default;

Result<std::unique_ptr<Service>> Service::open(const Clock& clock, const DataDirectory& directory, ServerKeys keys,
                                               Options options) {
  auto lock = FileLock::acquire(directory.lock());
  if (!lock) return fail(Code::busy, "another tacitd serves this directory");
  TRY(Database database, open_store(directory.database(), keys.database, OpenMode::existing));
  roster::ServiceKeys service = service_keys(keys);
  TRY(std::unique_ptr<Log> log, Log::load(database, std::move(keys.log)));
  TRY(std::unique_ptr<ReadPool> readers, ReadPool::open(directory.database(), keys.database, options.readers));
  log_event(LogLevel::info, "log-verified", {{"size", log->snapshot()->size}});
  return std::unique_ptr<Service>(
      new Service(std::make_unique<Impl>(clock, std::move(*lock), std::move(service), std::move(database),
                                         std::move(log), std::move(readers), options.queue)));
}

void Service::handle(const net::HttpRequest& request, std::function<void(net::HttpResponse)> reply) {
  impl_->router_.handle(request, std::move(reply));
}

const net::BootId& Service::boot() const { return impl_->guard_.boot(); }
std::shared_ptr<const Snapshot> Service::snapshot() const { return impl_->log_->snapshot(); }
void Service::stop() { impl_->writer_.stop(); }

}  // namespace tacit::server
