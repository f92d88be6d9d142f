#include "tests/simulation/device.hpp"

#include <algorithm>

#include "client/domain/face_match.hpp"
#include "client/usecases/sync.hpp"
#include "client/vault/parts.hpp"
#include "crypto/encoding.hpp"
#include "crypto/jws.hpp"
#include "crypto/random.hpp"
#include "tests/simulation/trace.hpp"
#include "tests/support/client_world.hpp"
#include "tests/support/memory_device.hpp"

namespace tacit::simulation {
namespace {

template <class T>
T must(Result<T> result) {
  if (!result) throw Violation(std::string("a device failed: ") + result.error().text.c_str());
  if constexpr (!std::is_void_v<T>) return std::move(*result);
}

void take_face(Held& held, const sync::ClearFace& clear) {
  held.rid = clear.face.rid;
  if (const auto* team = std::get_if<record::Record>(&clear.record)) held.team = *team;
  if (const auto* audit = std::get_if<audit::Record>(&clear.record)) held.audit = *audit;
}

Effective effective_of(const domain::History& history) {
  Effective out{.entry = {}, .voided = history.voided};
  if (history.effective) out.entry = history.versions[*history.effective].entry;
  for (const auto& version : history.versions)
    out.differs = out.differs || (version.allowed && version.faces == domain::FaceMatch::differs);
  return out;
}

}  // namespace

class LightDevice final : public Device {
 public:
  test::MemoryDevice& store() { return store_; }

  const sync::Memory& memory() const override { return store_; }
  SigningKey signing_key() const override { return store_.signing_key_again(); }

  // As usecases/sync.cpp does it with a vault.
  Result<sync::Outcome> synchronise(const Clock& clock, usecases::Connection& connection, sync::Wish wish) override {
    sync::Machine machine(store_, clock.today(), std::move(wish));
    for (sync::Step step = machine.go_on();;) {
      if (!step.effects.empty()) store_.apply(step.effects);
      if (step.outcome) return std::move(*step.outcome);
      step = step.request ? machine.resume(connection.exchange(*step.request)) : machine.go_on();
    }
  }

  RecordId draft(const Invented& made, const std::optional<RecordId>& claimed) override {
    return store_.draft(made.record, made.scopes, made.audit_face, claimed, made.grants);
  }
  bool can_lie() const override { return true; }

  std::vector<Held> held() const override {
    std::vector<Held> out;
    for (const auto& [hash, known] : store_.known()) out.push_back(held_of(hash, known));
    return out;
  }

  Effective effective(const RecordId& root) const override {
    std::vector<domain::Version> versions;
    for (const auto& [hash, known] : store_.known()) {
      const Held entry = held_of(hash, known);
      if (!entry.index || !(entry.team || entry.audit) || vault::root_of(entry.rid, entry.team, entry.audit) != root)
        continue;
      versions.push_back({.rid = entry.rid,
                          .entry = hash,
                          .index = entry.index,
                          .place = static_cast<std::int64_t>(*entry.index),
                          .dev = entry.dev,
                          .team = entry.team,
                          .audit = entry.audit,
                          .scopes = vault::team_scopes_of(must(read_entry(known.jws)).entry),
                          .to_auditors = vault::is_to_auditors(must(read_entry(known.jws)).entry),
                          .grants = vault::grants_of(must(read_entry(known.jws)).entry),
                          .staff_of = vault::staff_scopes(known.signer.role, known.signer.teams)});
    }
    auto history = domain::settle(root, std::move(versions));
    sync::Faces faces(store_);
    domain::judge_faces(history, [&](const record::Record& record) { return faces.coarsen(record, true); });
    return effective_of(history);
  }

 private:
  static Held held_of(const Hash& hash, const test::MemoryDevice::Known& known) {
    Held out{.hash = hash, .index = known.index, .dev = known.dev, .team = {}, .audit = {}};
    for (const auto& [face, clear] : known.faces) take_face(out, clear);
    return out;
  }

  test::MemoryDevice store_;
};

namespace {

class VaultDevice final : public Device {
 public:
  explicit VaultDevice(Vault vault) : vault_(std::move(vault)) {}

  const sync::Memory& memory() const override { return *must(vault_.memory()); }
  SigningKey signing_key() const override { return SigningKey::from_seed(must(vault_.identity()).sign_seed); }
  Result<sync::Outcome> synchronise(const Clock& clock, usecases::Connection& connection, sync::Wish wish) override {
    return usecases::synchronise(vault_, clock, connection, std::move(wish));
  }

  bool can_lie() const override { return false; }
  RecordId draft(const Invented& made, const std::optional<RecordId>& claimed) override {
    if (claimed) throw Violation("a vault is asked to lie");
    const RecordId rid = must(vault_.new_record_id());
    must(vault_.save({{rid, made.record, made.scopes, made.audit_face, made.grants}}));
    return rid;
  }

  std::vector<Held> held() const override {
    std::vector<Held> out;
    Statement row = database().statement("SELECT hash, idx, dev, jws FROM entry ORDER BY hash");
    while (row.step()) {
      Held entry{.hash = row.fixed<Hash>(0), .index = {}, .dev = row.fixed<DeviceId>(2), .team = {}, .audit = {}};
      if (!row.is_null(1)) entry.index = static_cast<std::uint64_t>(row.integer(1));
      const auto content = vault::read_content(database(), entry.hash);
      entry.team = content.team;
      entry.audit = content.audit;
      entry.rid = rid_of(entry.hash, std::string(row.text(3)));
      out.push_back(std::move(entry));
    }
    return out;
  }

  Effective effective(const RecordId& root) const override {
    const auto history = vault_.history(root);
    return history ? effective_of(*history) : Effective{};
  }

 private:
  Database& database() const { return vault_.parts().db; }
  RecordId rid_of(const Hash& entry, const std::string& jws) const {
    Statement face = database().statement("SELECT face, text FROM disclosure WHERE entry = ?1");
    face.bind_all(entry);
    if (!face.step()) return {};
    const Face which = face.integer(0) == static_cast<int>(Face::team) ? Face::team : Face::audit;
    return must(open_disclosure(must(read_entry(jws)), which, face.text(1))).rid;
  }

  mutable Vault vault_;
};

}  // namespace

const Roster::Device* Device::self() const {
  const Roster* roster = memory().roster();
  return roster == nullptr ? nullptr : roster->device(id());
}

roster::DeviceKeys Device::keys() const {
  return {memory().signing_key().sign_public(), memory().box_key().box_public()};
}

std::unique_ptr<Device> make_light_device(const OrgId& org, const sync::Pin& pin) {
  auto device = std::make_unique<LightDevice>();
  device->store().belong_to(org, pin);
  return device;
}

Founder make_founder(const roster::ServiceKeys& service, roster::HistoryPolicy history, Day today) {
  auto device = std::make_unique<LightDevice>();
  const test::MemoryDevice recovery;
  const roster::Found found{device->keys(), recovery.public_keys(), service, history};
  std::string genesis =
      sign_jws(Typ::roster, device->memory().signing_key(), roster::encode(roster::Link{{}, 0, {}, today, {found}}));
  device->store().belong_to(OrgId{hash_of_jws(genesis).bytes});
  return {std::move(device), std::move(genesis)};
}

std::unique_ptr<Device> make_vault_device(const std::filesystem::path& folder, const OrgId& org, const sync::Pin& pin) {
  Vault vault = must(Vault::create(folder, test::secret_text("a passphrase of a simulated device"), kArgon2Floor));
  SigningSeed seed = SigningSeed::random();
  const DeviceId dev = SigningKey::from_seed(seed).device_id();
  must(vault.set_identity({.sign_seed = std::move(seed),
                           .box_seed = BoxSeed::random(),
                           .dev = dev,
                           .url = "https://127.0.0.1",
                           .tls_pins = {},
                           .org = org,
                           .pinned_seq = pin.seq,
                           .pinned_hash = pin.hash}));
  return std::make_unique<VaultDevice>(std::move(vault));
}

}  // namespace tacit::simulation
