#include <algorithm>
#include <cstdlib>
#include <map>

#include "client/usecases/stock_parts.hpp"
#include "crypto/encoding.hpp"
#include "crypto/random.hpp"

namespace tacit::usecases {
namespace {

using Place = record::StockPlace;
using Kind = Place::Kind;
using Reason = record::StockReason;

// As it was that day: sheets are entered later.
std::int64_t book_of(const Vault& vault, const NewCount& count, Day day) {
  for (const auto& one : vault.holdings(count.at, day))
    if (one.commodity == count.commodity && one.lot == count.lot) return one.quantity();
  return 0;
}

// Of the teams that the sending was told, the one of this device; the first is the sender.
Result<TeamId> receiving_team(const Session& session, const Recorder& recorder, const Acceptance& acceptance,
                              const std::vector<Scope>& scopes) {
  std::vector<TeamId> own;
  for (const Scope& scope : scopes)
    if (scope != scopes.front() &&
        std::find(recorder.teams.begin(), recorder.teams.end(), scope.id) != recorder.teams.end())
      own.push_back(scope.id);
  if (own.empty()) return fail(Code::not_allowed, "it was not sent to a team of this device");
  if (own.size() == 1 && !acceptance.team) return own.front();
  TRY(const TeamId chosen, choose_team(session, recorder, acceptance.team));
  if (std::find(own.begin(), own.end(), chosen) == own.end())
    return fail(Code::not_allowed, "it was not sent to that team");
  return chosen;
}

// What of each lot is still on its way.
std::map<LotId, std::int64_t> on_its_way(const Vault& vault, const RecordId& sending) {
  std::map<LotId, std::int64_t> out;
  for (const auto& one : vault.holdings())
    if (one.sending == sending && one.lot && one.quantity() > 0) out[*one.lot] = one.quantity();
  return out;
}

void accept_line(const record::StockLine& sent, std::int64_t waiting, std::int64_t arrived, const Place& store,
                 NewMove& move) {
  record::StockLine line{.commodity = sent.commodity, .lot = sent.lot, .from = sent.to, .to = store};
  line.quantity = arrived;
  if (arrived > 0) move.lines.push_back(line);
  if (arrived == waiting) return;
  const Place away{Kind::adjustment, {}};
  line.quantity = std::abs(waiting - arrived);
  line.from = arrived < waiting ? sent.to : away;
  line.to = arrived < waiting ? away : sent.to;
  move.lines.push_back(line);
}

}  // namespace

record::StockLine settling_line(const std::string& commodity, const std::optional<LotId>& lot, const Place& at,
                                std::int64_t missing, Reason reason) {
  const bool wasted = reason == Reason::damaged || reason == Reason::expired;
  const Place away{wasted ? Kind::waste : Kind::adjustment, {}};
  return {.commodity = commodity,
          .lot = lot,
          .quantity = std::abs(missing),
          .from = missing > 0 ? at : away,
          .to = missing > 0 ? away : at};
}

Result<CountedStock> count_stock(Session& session, const NewCount& count) {
  TRY(const Recorder recorder, recorder_of(session));
  const Day day = count.day.value_or(session.clock.today());
  record::StockCount body{.day = day, .at = count.at, .commodity = count.commodity, .lot = count.lot};
  body.quantity = count.quantity;
  body.missing = book_of(session.vault, count, day) - count.quantity;
  TRY(auto scopes, scopes_to_count(session, recorder, count));
  TRY(auto record, prepare(recorder, body, std::move(scopes)));
  CountedStock out{record.rid, body.missing, std::nullopt};
  std::vector<Vault::NewRecord> records;
  if (body.missing != 0 && count.settle != Reason::none) {
    const auto line = settling_line(count.commodity, count.lot, count.at, body.missing, count.settle);
    TRY(auto settled,
        prepare_move(session, recorder,
                     {.day = day, .lines = {line}, .reason = count.settle, .of = record.rid, .team = count.team}));
    out.settled = settled.rid;
    records.push_back(std::move(settled));
  }
  records.insert(records.begin(), std::move(record));
  CHECK(session.vault.save(records));
  return out;
}

Result<RecordId> accept_stock(Session& session, const Acceptance& acceptance) {
  TRY(const Recorder recorder, recorder_of(session));
  const auto body = effective_body(session.vault, acceptance.of);
  const auto* sent = body ? std::get_if<record::StockMove>(&*body) : nullptr;
  if (sent == nullptr || sent->lines.front().to.kind != Kind::transit || !sent->lines.front().lot)
    return fail(Code::not_found, "there is no such sending here, or it was voided");
  const auto waiting = on_its_way(session.vault, acceptance.of);
  if (waiting.empty()) return fail(Code::already_done, "it was accepted already");
  for (const auto& [lot, quantity] : acceptance.arrived)
    if (quantity < 0 || !waiting.contains(lot))
      return fail(Code::not_found, "nothing of such a lot is on its way with this sending");
  TRY(const auto scopes, scopes_of_record(session.vault, acceptance.of));
  TRY(const TeamId team, receiving_team(session, recorder, acceptance, scopes));
  NewMove move{.day = acceptance.day, .lines = {}, .reason = acceptance.reason, .of = acceptance.of};
  move.team = id_text(team);
  for (const Scope& scope : scopes) move.told.push_back(scope.id);
  for (const auto& line : sent->lines) {
    const auto left = waiting.find(*line.lot);
    if (left == waiting.end()) continue;
    const auto other = acceptance.arrived.find(*line.lot);
    const std::int64_t arrived = other == acceptance.arrived.end() ? left->second : other->second;
    accept_line(line, left->second, arrived, Place::store(team), move);
  }
  return move_stock(session, move);
}

}  // namespace tacit::usecases
