#pragma once
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "client/usecases/connection.hpp"
#include "client/vault/vault.hpp"
#include "schema/audit_record.hpp"
#include "tests/simulation/records.hpp"

namespace tacit::simulation {

// What a device knows of one entry, its own ones included.
struct Held {
  Hash hash;
  std::optional<std::uint64_t> index;
  DeviceId dev;
  std::optional<record::Record> team;
  std::optional<audit::Record> audit;
  RecordId rid{};  // zero while nothing is open
};

// Which version of a record counts, as the device sees it.
struct Effective {
  std::optional<Hash> entry;
  bool voided = false;
  bool differs = false;  // somebody who may speak of it seems to tell auditors something else than the team
  auto operator<=>(const Effective&) const = default;
};

// A device of the real client core: its store, and the sync machine over it.
class Device {
 public:
  virtual ~Device() = default;

  virtual const sync::Memory& memory() const = 0;
  virtual SigningKey signing_key() const = 0;  // for its connections
  virtual Result<sync::Outcome> synchronise(const Clock& clock, usecases::Connection& connection, sync::Wish wish) = 0;
  // `claimed`: under the record id of another device; only for one that can lie.
  virtual RecordId draft(const Invented& made, const std::optional<RecordId>& claimed) = 0;
  virtual bool can_lie() const = 0;            // a real vault refuses to
  virtual std::vector<Held> held() const = 0;  // by hash
  virtual Effective effective(const RecordId& root) const = 0;

  DeviceId id() const { return memory().signing_key().device_id(); }
  const Roster::Device* self() const;  // as the roster it knows says; null before the first sync
  roster::DeviceKeys keys() const;
};

// With its store in memory, for most: thousands of them cost nothing.
class LightDevice;
std::unique_ptr<Device> make_light_device(const OrgId& org, const sync::Pin& pin);
// The founder's: belongs to the organisation whose genesis it signs.
struct Founder {
  std::unique_ptr<Device> device;
  std::string genesis;
};
Founder make_founder(const roster::ServiceKeys& service, roster::HistoryPolicy history, Day today);
// With a real vault in `folder`.
std::unique_ptr<Device> make_vault_device(const std::filesystem::path& folder, const OrgId& org, const sync::Pin& pin);

}  // namespace tacit::simulation
