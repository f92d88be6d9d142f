#include <charconv>

#include "common/base/json.hpp"
#include "schema/roster_state.hpp"

// Who may say which keys a scope has: epochs, grants of earlier ones, shared secrets, the pack.
namespace tacit::roster {
namespace {

constexpr std::string_view kPseudonym = "pseudonym/";
constexpr std::string_view kPack = "pack/";

// Plain decimal from 1 without leading zeros; 0 for anything else.
std::uint64_t number_of(std::string_view text) {
  std::uint64_t out = 0;
  if (text.empty() || text.front() == '0') return 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  return error == std::errc() && end == text.data() + text.size() ? out : 0;
}

bool is_pack_name(std::string_view name) {
  if (!name.starts_with(kPack)) return false;
  const std::uint64_t generation = number_of(name.substr(kPack.size()));
  return generation >= 1 && generation <= static_cast<std::uint64_t>(json::kMaxInteger);
}

bool is_pseudonym_name(std::string_view name) {
  if (!name.starts_with(kPseudonym)) return false;
  const std::uint64_t year = number_of(name.substr(kPseudonym.size()));
  return year >= 2000 && year <= 2199;
}

}  // namespace

Result<void> Change::demand_member(const Scope& scope) const {
  if (!state_.members.contains(scope)) return fail(Code::scope_closed, "nobody is in this scope");
  if (!state_.is_member(place_.signer, scope)) return fail(Code::not_allowed, "only a member of the scope may do this");
  return {};
}

Result<void> Change::demand_newest_epoch(const Scope& scope, std::uint64_t epoch) const {
  if (epoch == 0 || epoch != state_.newest_epoch(scope))
    return fail(Code::mischained, "not the newest epoch of its scope");
  return {};
}

bool Change::holds(const DeviceId& dev, const EpochState& epoch) const {
  const auto given = [&](const Wrap& wrap) { return wrap.dev == dev; };
  return epoch.sealed_to.contains(dev) || std::any_of(epoch.granted.begin(), epoch.granted.end(), given);
}

// Both sides are sorted and without duplicates, the wraps by the codec.
Result<void> Change::check_recipients(const Epoch& op) const {
  std::set<DeviceId> expected = state_.members.at(op.scope);
  expected.insert(device_id_of(state_.recovery.sign_pk));
  const auto same = [](const Wrap& wrap, const DeviceId& dev) { return wrap.dev == dev; };
  if (!std::equal(op.wraps.begin(), op.wraps.end(), expected.begin(), expected.end(), same))
    return fail(Code::alarm_recipients_mismatch, "an epoch is not sealed to exactly the members and the recovery key");
  return {};
}

Result<void> Change::operator()(const Epoch& op) {
  CHECK(demand_member(op.scope));
  if (op.n != state_.newest_epoch(op.scope) + 1) return fail(Code::mischained, "not the next epoch of its scope");
  CHECK(check_recipients(op));
  auto epoch = std::make_shared<EpochState>(EpochState{.scope = op.scope,
                                                       .n = op.n,
                                                       .public_key = op.public_key,
                                                       .link = place_.link,
                                                       .link_seq = place_.seq,
                                                       .day = place_.day,
                                                       .wraps = op.wraps,
                                                       .sealed_to = {},
                                                       .granted = {}});
  for (const Wrap& wrap : op.wraps) {
    const Device* device = state_.device(wrap.dev);
    epoch->sealed_to.emplace(wrap.dev, device == nullptr ? state_.recovery.box_pk : device->keys.box_pk);
  }
  auto& epochs = state_.epochs[op.scope];
  undo_.emplace_back([&epochs, count = epochs.size()] { epochs.resize(count); });
  epochs.push_back(std::move(epoch));
  return {};
}

Result<void> Change::operator()(const Grant& op) {
  CHECK(demand_member(op.scope));
  if (state_.history != HistoryPolicy::grant) return fail(Code::not_allowed, "newcomers get no earlier epochs here");
  if (!state_.is_member(op.dev, op.scope)) return fail(Code::not_allowed, "only a member may be given earlier epochs");
  if (op.to > state_.newest_epoch(op.scope)) return fail(Code::not_found, "there is no such epoch");
  auto& epochs = state_.epochs.at(op.scope);
  for (std::uint64_t n = op.from; n <= op.to; ++n)
    if (!holds(place_.signer, *epochs[n - 1])) return fail(Code::not_allowed, "the signer does not hold this epoch");
  for (std::uint64_t n = op.from; n <= op.to; ++n) {
    EpochPtr& slot = epochs[n - 1];
    auto extended = std::make_shared<EpochState>(*slot);
    extended->granted.push_back({op.dev, op.wraps[n - op.from]});
    undo_.emplace_back([&epochs, n, before = slot] { epochs[n - 1] = before; });
    slot = std::move(extended);
  }
  return {};
}

Result<void> Change::operator()(const Secret& op) {
  if (!is_pack_name(op.name) && !is_pseudonym_name(op.name)) return fail(Code::malformed, "not the name of a secret");
  if (op.scope != Scope::org()) return fail(Code::malformed, "a secret is first sealed to the whole organisation");
  CHECK(demand_member(op.scope));
  if (is_pack_name(op.name)) CHECK(demand_steward());
  if (state_.secrets.contains(op.name)) return fail(Code::already_done, "this secret exists");
  CHECK(demand_newest_epoch(op.scope, op.epoch));
  undo_.emplace_back([this, name = op.name] { state_.secrets.erase(name); });
  state_.secrets.emplace(op.name, SecretState{op.name, op.commit, {{op.scope, op.epoch, op.ct}}});
  return {};
}

Result<void> Change::operator()(const Reseal& op) {
  const bool auditors = op.scope == Scope::audit() || op.scope.kind == Scope::Kind::grant;
  const bool fits = op.scope == Scope::org() || (auditors && is_pack_name(op.name));
  if (!fits) return fail(Code::malformed, "this secret is not for this scope");
  CHECK(demand_member(op.scope));
  const auto secret = state_.secrets.find(op.name);
  if (secret == state_.secrets.end()) return fail(Code::not_found, "there is no such secret");
  CHECK(demand_newest_epoch(op.scope, op.epoch));
  auto& copies = secret->second.copies;
  undo_.emplace_back([&copies, count = copies.size()] { copies.resize(count); });
  copies.push_back({op.scope, op.epoch, op.ct});
  return {};
}

Result<void> Change::operator()(const Pack& op) {
  CHECK(demand_steward());
  const std::uint64_t newest = state_.pack ? state_.pack->generation : 0;
  if (op.generation <= newest) return fail(Code::already_done, "this generation of the pack exists");
  if (op.generation != newest + 1) return fail(Code::mischained, "not the next generation of the pack");
  if (!state_.secrets.contains(std::string(kPack) + std::to_string(op.generation)))
    return fail(Code::not_ready, "the secret of this pack has to come first");
  undo_.emplace_back([this, before = state_.pack] { state_.pack = before; });
  state_.pack = op;
  return {};
}

}  // namespace tacit::roster
