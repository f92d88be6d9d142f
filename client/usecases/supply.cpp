#include "client/usecases/supply.hpp"

#include <algorithm>
#include <set>

#include "client/sync/memory.hpp"

namespace tacit::usecases {
namespace {

using Place = domain::Place;
using Kind = Place::Kind;

bool is_use(const Place& place) { return place.kind == Kind::people || place.kind == Kind::partner; }

// Whose goods are counted: staff's, the stores of their teams and the bags of those they share a team with; a worker's,
// the own bag. A bag that never got any of a commodity gave what was never booked, such as before an import: left out.
class Keeper {
 public:
  Keeper(const Recorder& recorder, const std::vector<domain::Holding>& holdings) : recorder_(recorder) {
    for (const auto& one : holdings)
      if (one.came > 0) stocked_.insert({one.at, one.commodity});
  }
  bool keeps(const Place& place, const std::string& commodity) const {
    if (!stocked_.contains({place, commodity})) return false;
    if (place == Place::bag(recorder_.device)) return true;
    if (recorder_.role != Role::staff) return false;
    if (place.kind == Kind::store) return in_team(TeamId{place.holder});
    const auto* carrier = recorder_.vault->roster()->device(DeviceId{place.holder});
    return place.kind == Kind::bag && carrier != nullptr &&
           std::any_of(carrier->teams.begin(), carrier->teams.end(), [&](const TeamId& team) { return in_team(team); });
  }

 private:
  bool in_team(const TeamId& team) const {
    return std::find(recorder_.teams.begin(), recorder_.teams.end(), team) != recorder_.teams.end();
  }
  const Recorder& recorder_;
  std::set<std::pair<Place, std::string>> stocked_;
};

// What goes into kits is used as much as what is given: both have to be bought anew.
std::map<std::string, domain::StockHistory> histories_of(const Vault& vault, const Keeper& keeper) {
  std::map<std::string, domain::StockHistory> out;
  for (const auto& flow : vault.flows(domain::Face::team, Vault::FlowDay::happened, std::nullopt)) {
    const bool from = keeper.keeps(flow.source, flow.commodity), to = keeper.keeps(flow.target, flow.commodity);
    if (from == to) continue;
    auto& history = out[flow.commodity];
    history.change[flow.day] += to ? flow.quantity : -flow.quantity;
    if (from && (is_use(flow.target) || flow.target.kind == Kind::kits)) history.used[flow.day] += flow.quantity;
  }
  return out;
}

void add_lots(const Session& session, const SupplyQuestion& question, const domain::Holding& one, SupplyLine& line) {
  const Day today = session.clock.today();
  line.in_store += one.quantity();
  const auto lot = one.lot ? session.vault.lot(*one.lot) : std::nullopt;
  if (!lot || !lot->expiry || one.quantity() <= 0) return;
  if (domain::has_expired(*lot, today)) {
    line.expired += one.quantity();
    return;
  }
  if (lot->expiry->since_epoch - today.since_epoch < question.soon) line.expiring += one.quantity();
  line.next_expiry = line.next_expiry ? std::min(*line.next_expiry, *lot->expiry) : *lot->expiry;
}

Result<void> check_question(const SupplyQuestion& question) {
  const auto within = [](std::int64_t value, std::int64_t most) { return value >= 0 && value <= most; };
  if (question.months >= 1 && question.months <= 120 && within(question.least, 120) && within(question.most, 120) &&
      within(question.soon, 3'650))
    return {};
  return fail(Code::invalid_argument, "ask for at most 120 months, and at most 3650 days until lots expire");
}

// ---- bags -----------------------------------------------------------------------------------------------------------

std::int64_t& column_of(BagLine& line, Kind other, bool comes) {
  if (other == Kind::store || other == Kind::bag) return comes ? line.issued : line.returned;
  if (other == Kind::waste) return line.wasted;
  if (other == Kind::adjustment) return line.unexplained;
  return line.given;
}

void post(BagLine& line, const Vault::Flow& flow, bool comes, const Period& period) {
  if (flow.day >= period.until) return;
  const std::int64_t change = comes ? flow.quantity : -flow.quantity;
  line.left += change;
  if (flow.day < period.from) {
    line.before += change;
    return;
  }
  const Kind other = comes ? flow.source.kind : flow.target.kind;
  // What is found explains what was lost.
  column_of(line, other, comes) += other == Kind::adjustment && comes ? -flow.quantity : flow.quantity;
}

// ---- auditors -------------------------------------------------------------------------------------------------------

void post(GoodsLine& line, const Vault::Flow& flow) {
  const Kind from = flow.source.kind, to = flow.target.kind;
  if (from == Kind::people) {
    line.collected += flow.quantity;
    return;
  }
  if (from == Kind::supplier) line.received += flow.quantity;
  if (from == Kind::store && to == Kind::bag) line.issued += flow.quantity;
  if (from == Kind::bag && to == Kind::store) line.returned += flow.quantity;
  if (is_use(flow.target)) line.given += flow.quantity;
  if (to == Kind::waste) line.wasted += flow.quantity;
  if (to == Kind::adjustment) line.unexplained += flow.quantity;
  if (from == Kind::adjustment) line.unexplained -= flow.quantity;
  if (to == Kind::kits) line.kits += flow.quantity;
  if (from == Kind::kits) line.kits -= flow.quantity;
}

GoodsOfGrant goods_of(const Vault& vault, const Pack& pack, const std::optional<Period>& days, std::string grant,
                      const std::optional<Scope>& scope) {
  std::map<std::string, GoodsLine> lines;
  for (const auto& flow : vault.flows(domain::Face::audit, Vault::FlowDay::counted, days, scope)) {
    const auto* commodity = is_use(flow.target) ? nullptr : pack.commodity(flow.commodity);
    const std::string& name = commodity == nullptr ? flow.commodity : commodity->audit_class;
    post(lines.try_emplace(name, GoodsLine{.audit_class = name}).first->second, flow);
  }
  GoodsOfGrant out{std::move(grant), false, {}, vault.value_received(days, scope)};
  for (auto& [name, line] : lines) {
    line.left = line.received - line.given - line.wasted - line.unexplained - line.kits;
    out.lines.push_back(std::move(line));
  }
  return out;
}

}  // namespace

Result<std::vector<SupplyLine>> supply_figures(const Session& session, const SupplyQuestion& question,
                                               std::string_view language) {
  TRY(const Recorder recorder, recorder_of(session));
  CHECK(check_question(question));
  const auto holdings = session.vault.holdings();
  const Keeper keeper(recorder, holdings);
  std::vector<SupplyLine> out;
  for (auto& [code, history] : histories_of(session.vault, keeper)) {
    const auto* commodity = recorder.pack.commodity(code);
    SupplyLine line{.commodity = code,
                    .label = commodity == nullptr ? code : label_in(commodity->labels, language),
                    .figures = {},
                    .next_expiry = {}};
    for (const auto& one : holdings)
      if (one.commodity == code && one.at.kind == Kind::store && keeper.keeps(one.at, code))
        add_lots(session, question, one, line);
    history.expired = line.expired;
    line.figures = domain::figures_of(history, session.clock.today(), question.months);
    const auto ordered = question.ordered.find(code);
    line.order = domain::to_order(line.figures, question.most, ordered == question.ordered.end() ? 0 : ordered->second);
    line.low = line.figures.months && *line.figures.months < question.least * 100;
    line.high = line.figures.months && *line.figures.months > question.most * 100;
    out.push_back(std::move(line));
  }
  return out;
}

Result<std::vector<BagLine>> reconcile_bags(const Session& session, const std::string& period) {
  TRY(const Recorder recorder, recorder_of(session));
  TRY(const Period days, parse_period(period));
  std::map<std::pair<DeviceId, std::string>, BagLine> lines;
  const auto line_of = [&](const Place& bag, const std::string& commodity) -> BagLine& {
    const DeviceId device{bag.holder};
    return lines.try_emplace({device, commodity}, BagLine{.bag = device, .commodity = commodity}).first->second;
  };
  for (const auto& flow : session.vault.flows(domain::Face::team, Vault::FlowDay::happened, std::nullopt)) {
    if (flow.target.kind == Kind::bag) post(line_of(flow.target, flow.commodity), flow, true, days);
    if (flow.source.kind == Kind::bag) post(line_of(flow.source, flow.commodity), flow, false, days);
  }
  std::vector<BagLine> out;
  for (auto& [key, line] : lines) {
    if (recorder.role != Role::staff && line.bag != recorder.device) continue;
    out.push_back(std::move(line));
  }
  return out;
}

Result<std::vector<GoodsOfGrant>> follow_goods(const Session& session, const std::optional<std::string>& period) {
  TRY(const sync::Memory* memory, session.vault.memory());
  const Roster* roster = session.vault.roster();
  const auto* device = roster == nullptr ? nullptr : roster->device(memory->signing_key().device_id());
  const auto pack = session.vault.pack();
  if (device == nullptr || !pack) return fail(Code::not_ready, "this device is not admitted yet: use `tacit sync`");
  if (device->role == Role::worker) return fail(Code::not_allowed, "a worker's device opens no audit faces");
  std::optional<Period> days;
  if (period) {
    TRY(days, parse_period(*period));
  }
  std::vector<GoodsOfGrant> out{goods_of(session.vault, *pack, days, "", std::nullopt)};
  out.front().whole = device->grants.empty();
  for (const auto& grant : pack->grants) {
    auto one = goods_of(session.vault, *pack, days, grant.code, Scope::grant(grant.scope));
    if (!one.lines.empty()) out.push_back(std::move(one));
  }
  return out;
}

}  // namespace tacit::usecases
