#include "client/usecases/stock.hpp"

#include <algorithm>

#include "client/sync/memory.hpp"
#include "client/usecases/grant.hpp"
#include "client/usecases/stock_parts.hpp"
#include "crypto/encoding.hpp"
#include "crypto/random.hpp"

namespace tacit::usecases {
namespace {

using Place = record::StockPlace;

Result<Vault::NewRecord> prepare_issue(const Session& session, const Recorder& recorder, const NewIssue& issue,
                                       const domain::Picked& taken, const TeamId& store, Day day) {
  const auto known = session.vault.lot(taken.lot);
  if (known && domain::has_expired(*known, day)) {
    if (!issue.expired_anyway)
      return fail(Code::invalid_argument, "this lot has expired: issue another one, or say that it is issued anyway");
    return prepare_move(session, recorder,
                        {.day = day,
                         .lines = {{.commodity = issue.commodity,
                                    .lot = taken.lot,
                                    .quantity = taken.quantity,
                                    .from = Place::store(store),
                                    .to = Place::bag(issue.to)}},
                         .reason = record::StockReason::expired_anyway});
  }
  TRY(auto scopes, scopes_around(session, store, issue.to));
  TRY(auto grants, grants_of_lots(session.vault, {taken.lot}));
  return prepare(
      recorder,
      record::StockIssue{
          .day = day, .commodity = issue.commodity, .lot = taken.lot, .quantity = taken.quantity, .to = issue.to},
      std::move(scopes), std::move(grants));
}

Result<std::vector<domain::Picked>> lots_for(const Session& session, const NewIssue& issue, const TeamId& team,
                                             Day day) {
  const auto held = lots_in_store(session.vault, team, issue.commodity);
  if (!issue.lot) return domain::pick(held, issue.quantity, day);
  const auto one = std::find_if(held.begin(), held.end(), [&](const auto& lot) { return lot.lot.id == *issue.lot; });
  if (one == held.end()) return fail(Code::not_found, "the team's store has no such lot of this commodity");
  if (one->quantity < issue.quantity) return fail(Code::out_of_stock, "the lot does not hold so much");
  return std::vector{domain::Picked{*issue.lot, issue.quantity}};
}

bool is_shown(const domain::Holding& one, const Recorder& recorder, bool empty) {
  if (one.at.kind == Place::Kind::bag) return recorder.role == Role::staff || one.at == Place::bag(recorder.device);
  if (recorder.role != Role::staff || (one.quantity() == 0 && !empty)) return false;
  if (one.at.kind == Place::Kind::transit && one.quantity() == 0) return false;
  return one.at.kind == Place::Kind::transit ||
         std::any_of(recorder.teams.begin(), recorder.teams.end(),
                     [&](const TeamId& team) { return one.at == Place::store(team); });
}

}  // namespace

std::optional<std::int64_t> left_in_bag(const Vault& vault, const DeviceId& device, const std::string& commodity) {
  for (const auto& one : vault.holdings(Place::bag(device)))
    if (one.commodity == commodity && one.came > 0) return one.quantity();
  return std::nullopt;
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
                                                .grant = delivery.grant,
                                                .batch = delivery.batch,
                                                .value = delivery.value,
                                                .donated = delivery.donated},
                           {Scope::team(team)}, std::move(grants)));
  TRY(const RecordId rid, save_one(session, std::move(record)));
  return Delivered{rid, lot};
}

Result<std::vector<RecordId>> issue_stock(Session& session, const NewIssue& issue) {
  TRY(const Recorder recorder, recorder_of(session));
  if (recorder.role != Role::staff) return fail(Code::not_allowed, "goods are issued by staff");
  TRY(const TeamId team, choose_team(session, recorder, issue.team));
  const Day day = issue.day.value_or(session.clock.today());
  TRY(const auto lots, lots_for(session, issue, team, day));
  std::vector<Vault::NewRecord> records;
  std::vector<RecordId> out;
  for (const auto& taken : lots) {
    TRY(auto record, prepare_issue(session, recorder, issue, taken, team, day));
    out.push_back(record.rid);
    records.push_back(std::move(record));
  }
  CHECK(session.vault.save(records));
  return out;
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

Result<std::vector<StockLine>> show_stock(const Session& session, bool empty) {
  TRY(const Recorder recorder, recorder_of(session));
  std::vector<StockLine> lines;
  for (const auto& one : session.vault.holdings()) {
    if (!is_shown(one, recorder, empty)) continue;
    StockLine line{.commodity = one.commodity, .quantity = one.quantity(), .at = one.at, .sending = one.sending};
    if (one.lot) {
      line.lot = session.vault.lot(*one.lot).value_or(domain::Lot{*one.lot, one.commodity, {}, {}});
      line.expired = domain::has_expired(*line.lot, session.clock.today());
    }
    lines.push_back(std::move(line));
  }
  return lines;
}

}  // namespace tacit::usecases
