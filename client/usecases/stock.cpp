#include "client/usecases/stock.hpp"

#include <algorithm>
#include <map>

#include "client/sync/memory.hpp"
#include "client/usecases/grant.hpp"
#include "crypto/encoding.hpp"
#include "crypto/random.hpp"

namespace tacit::usecases {
namespace {

using domain::Breakdown;
using domain::Measure;

// Sums of one commodity by holder, device or lot, as ids in text form.
std::map<std::string, std::int64_t> sums(const Vault& vault, Measure measure, const std::string& commodity,
                                         Breakdown by) {
  std::map<std::string, std::int64_t> out;
  for (const auto& row : vault.run({.face = domain::Face::team,
                         .measure = measure,
                         .codes = {commodity},
                         .kinds = {},
                         .period = {},
                         .distinct_people = false,
                         .by = by}))
    out[row.key] = row.value;
  return out;
}

std::map<std::string, std::int64_t> store_of(const Vault& vault, const std::string& commodity) {
  auto lots = sums(vault, Measure::received, commodity, Breakdown::lot);
  for (const auto& [lot, quantity] : sums(vault, Measure::issued, commodity, Breakdown::lot)) lots[lot] -= quantity;
  return lots;
}

std::map<std::string, std::int64_t> bags_of(const Vault& vault, const std::string& commodity) {
  auto bags = sums(vault, Measure::issued, commodity, Breakdown::holder);
  for (const auto& [dev, quantity] : sums(vault, Measure::given, commodity, Breakdown::device)) bags[dev] -= quantity;
  return bags;
}

bool has_expired(const Session& session, const LotId& lot, Day day) {
  const auto delivery = session.vault.delivery_of(lot);
  const auto body = delivery ? effective_body(session.vault, *delivery) : std::nullopt;
  const auto* received = body ? std::get_if<record::StockReceive>(&*body) : nullptr;
  return received != nullptr && received->expiry && *received->expiry < day;
}

// Whether the lot was received into this team's store.
bool in_store_of(const Session& session, const LotId& lot, const TeamId& team) {
  const auto delivery = session.vault.delivery_of(lot);
  if (!delivery) return false;
  const auto history = session.vault.history(*delivery);
  if (!history || history->original() == nullptr) return false;
  const auto& scopes = history->original()->scopes;
  return std::find(scopes.begin(), scopes.end(), to_text(Scope::team(team))) != scopes.end();
}

// A stock issue goes to the store's team and to the teams of the worker who carries the bag.
Result<std::vector<Scope>> scopes_of_issue(const Session& session, const TeamId& store, const DeviceId& to) {
  const Roster::Device* holder = session.vault.roster()->device(to);
  if (holder == nullptr || !holder->active()) return fail(Code::not_found, "there is no such active device");
  if (holder->teams.empty()) return fail(Code::invalid_argument, "that device belongs to no team");
  std::vector<Scope> scopes{Scope::team(store)};
  for (const TeamId& team : holder->teams)
    if (team != store && scopes.size() < limits::kAddresses) scopes.push_back(Scope::team(team));
  return scopes;
}

std::vector<Scope> grants_of_lot(const Vault& vault, const LotId& lot) {
  const auto delivery = vault.delivery_of(lot);
  return delivery ? grants_of_record(vault, *delivery) : std::vector<Scope>();
}

}  // namespace

std::optional<std::int64_t> left_in_bag(const Vault& vault, const DeviceId& device, const std::string& commodity) {
  if (!sums(vault, Measure::issued, commodity, Breakdown::holder).contains(id_text(device))) return std::nullopt;
  return bags_of(vault, commodity).at(id_text(device));
}

Result<Delivered> receive_stock(Session& session, const NewDelivery& delivery) {
  TRY(const Recorder recorder, recorder_of(session));
  if (recorder.role != Role::staff) return fail(Code::not_allowed, "deliveries are received by staff");
  TRY(const TeamId team, choose_team(session, recorder, delivery.team));
  const Day day = delivery.day.value_or(session.clock.today());
  if (delivery.expiry && *delivery.expiry < day) return fail(Code::invalid_argument, "this lot has expired already");
  const LotId lot = random_id<LotId>();
  TRY(auto grants, grants_of_delivery(recorder, delivery.grant));
  TRY(auto record, prepare(recorder,
                           record::StockReceive{.day = day,
                                                .commodity = delivery.commodity,
                                                .lot = lot,
                                                .expiry = delivery.expiry,
                                                .quantity = delivery.quantity,
                                                .grant = delivery.grant},
                           {Scope::team(team)}, std::move(grants)));
  TRY(const RecordId rid, save_one(session, std::move(record)));
  return Delivered{rid, lot};
}

Result<RecordId> issue_stock(Session& session, const NewIssue& issue) {
  TRY(const Recorder recorder, recorder_of(session));
  if (recorder.role != Role::staff) return fail(Code::not_allowed, "goods are issued by staff");
  TRY(const TeamId team, choose_team(session, recorder, issue.team));
  const auto lots = store_of(session.vault, issue.commodity);
  const auto held = lots.find(id_text(issue.lot));
  if (held == lots.end() || !in_store_of(session, issue.lot, team))
    return fail(Code::not_found, "the team's store has no such lot of this commodity");
  if (held->second < issue.quantity) return fail(Code::out_of_stock, "the lot does not hold so much");
  const Day day = issue.day.value_or(session.clock.today());
  if (has_expired(session, issue.lot, day))
    return fail(Code::invalid_argument, "this lot has expired: issue another one, the one that expires first");
  TRY(auto scopes, scopes_of_issue(session, team, issue.to));
  TRY(auto record,
      prepare(
          recorder,
          record::StockIssue{
              .day = day, .commodity = issue.commodity, .lot = issue.lot, .quantity = issue.quantity, .to = issue.to},
          std::move(scopes), grants_of_lot(session.vault, issue.lot)));
  return save_one(session, std::move(record));
}

Result<RecordId> hand_out_stock(Session& session, const NewHandOut& given) {
  TRY(const Recorder recorder, recorder_of(session));
  TRY(const TeamId team, choose_team(session, recorder, given.team));
  TRY(auto record, prepare(recorder,
                           record::StockHandOut{.day = given.day.value_or(session.clock.today()),
                                                .commodity = given.commodity,
                                                .quantity = given.quantity,
                                                .to = given.to},
                           {Scope::team(team)}));
  return save_one(session, std::move(record));
}

Result<std::vector<StockLine>> show_stock(const Session& session) {
  TRY(const Recorder recorder, recorder_of(session));
  const std::string me = id_text(recorder.device);
  std::vector<StockLine> lines;
  for (const auto& commodity : recorder.pack.commodities) {
    if (recorder.role == Role::staff)
      for (const auto& [lot, quantity] : store_of(session.vault, commodity.code)) {
        TRY(const LotId id, parse_id<LotId>(lot));
        lines.push_back({commodity.code, id, std::nullopt, quantity});
      }
    for (const auto& [dev, quantity] : bags_of(session.vault, commodity.code)) {
      if (recorder.role != Role::staff && dev != me) continue;
      TRY(const DeviceId id, parse_id<DeviceId>(dev));
      lines.push_back({commodity.code, std::nullopt, id, quantity});
    }
  }
  return lines;
}

}  // namespace tacit::usecases
