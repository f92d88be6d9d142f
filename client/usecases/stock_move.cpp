#include <algorithm>
#include <map>

#include "client/usecases/grant.hpp"
#include "client/usecases/stock_parts.hpp"
#include "crypto/random.hpp"

namespace tacit::usecases {
namespace {

using Place = record::StockPlace;
using Kind = Place::Kind;

bool in_team(const Recorder& recorder, const TeamId& team) {
  return std::find(recorder.teams.begin(), recorder.teams.end(), team) != recorder.teams.end();
}

Result<void> check_place(const Recorder& recorder, const Place& place) {
  if (place.kind == Kind::store && recorder.role != Role::staff)
    return fail(Code::not_allowed, "what is in a store is moved by staff");
  if (place.kind == Kind::store && !in_team(recorder, TeamId{place.holder}))
    return fail(Code::not_allowed, "this device does not belong to the team whose store this is");
  return {};
}

// In every team that is told of what this carrier gives: others know a part of the bag alone.
bool sees_whole_bag(const Recorder& recorder, const Place& bag) {
  const Roster& roster = *recorder.vault->roster();
  const Roster::Device* carrier = roster.device(DeviceId{bag.holder});
  return carrier != nullptr && std::all_of(carrier->teams.begin(), carrier->teams.end(), [&](const TeamId& team) {
           return in_team(recorder, team) || roster.closed(Scope::team(team));
         });
}

// The bag that gives, or that gains from nowhere: whoever moves these speaks for its carrier.
std::optional<Place> bag_spoken_for(const record::StockLine& line) {
  if (line.from.kind == Kind::bag) return line.from;
  if (line.from.kind == Kind::adjustment && line.to.kind == Kind::bag) return line.to;
  return std::nullopt;
}

// Anybody may put something into a colleague's bag; only staff take out of it.
Result<void> check_rights(const Recorder& recorder, const record::StockLine& line) {
  CHECK(check_place(recorder, line.from));
  CHECK(check_place(recorder, line.to));
  for (const Kind kind : {line.from.kind, line.to.kind})
    if ((kind == Kind::transit || kind == Kind::kits) && recorder.role != Role::staff)
      return fail(Code::not_allowed, "goods are sent, accepted and made into kits by staff");
  const auto bag = bag_spoken_for(line);
  if (!bag || *bag == Place::bag(recorder.device)) return {};
  if (recorder.role != Role::staff) return fail(Code::not_allowed, "a worker moves what is in the own bag");
  // What comes back into a store is its staff's to say.
  if (line.to.kind == Kind::store || sees_whole_bag(recorder, *bag)) return {};
  return fail(Code::not_allowed, "the carrier of that bag also records for teams that this device is not in");
}

// What comes into a store goes to a lot that is known, or that its book has.
Result<void> check_lot(const Vault& vault, const record::StockLine& line) {
  if (line.to.kind != Kind::store || line.from.kind == Kind::kits || line.from.kind == Kind::transit) return {};
  const auto known = vault.lot(*line.lot);
  if (known && known->commodity == line.commodity) return {};
  const auto held = lots_in_store(vault, TeamId{line.to.holder}, line.commodity);
  if (std::any_of(held.begin(), held.end(), [&](const auto& one) { return one.lot.id == *line.lot; })) return {};
  return fail(Code::not_found, "there is no such lot of this commodity: see `tacit stock show --empty`");
}

// A store gives what it has. `taken`: by the lines before.
Result<void> check_stock(const Vault& vault, const record::StockLine& line,
                         std::map<std::pair<Place, LotId>, std::int64_t>& taken) {
  if (line.from.kind != Kind::store) return {};
  std::int64_t& so_far = taken[{line.from, *line.lot}];
  so_far += line.quantity;
  for (const auto& lot : lots_in_store(vault, TeamId{line.from.holder}, line.commodity))
    if (lot.lot.id == *line.lot) {
      if (lot.quantity < so_far) return fail(Code::out_of_stock, "the lot does not hold so much");
      return {};
    }
  return fail(Code::not_found, "the team's store has no such lot of this commodity");
}

// A team that was closed reads nothing any more, and a copy for it could never be sealed.
Result<void> tell(const Roster& roster, std::vector<Scope>& scopes, const TeamId& team) {
  const Scope scope = Scope::team(team);
  if (roster.closed(scope) || std::find(scopes.begin(), scopes.end(), scope) != scopes.end()) return {};
  if (scopes.size() == limits::kAddresses)
    return fail(Code::too_large, "these goods concern more teams than one record can be told to");
  scopes.push_back(scope);
  return {};
}

Result<void> tell_carrier(const Session& session, std::vector<Scope>& scopes, const DeviceId& bag) {
  const Roster& roster = *session.vault.roster();
  const Roster::Device* carrier = roster.device(bag);
  if (carrier == nullptr) return fail(Code::not_found, "there is no such device");
  for (const TeamId& team : carrier->teams) CHECK(tell(roster, scopes, team));
  return {};
}

// Whose record it is: the store's team, or one that this device shares with the carrier of a bag it speaks for.
Result<TeamId> team_of_move(const Session& session, const Recorder& recorder, const NewMove& move) {
  for (const auto& line : move.lines)
    for (const Place& place : {line.from, line.to})
      if (place.kind == Kind::store) return TeamId{place.holder};
  for (const auto& line : move.lines)
    if (const auto bag = bag_spoken_for(line); bag && *bag != Place::bag(recorder.device) && !move.team)
      for (const TeamId& team : session.vault.roster()->device(DeviceId{bag->holder})->teams)
        if (in_team(recorder, team) && !session.vault.roster()->closed(Scope::team(team))) return team;
  return choose_team(session, recorder, move.team);
}

Result<std::vector<Scope>> scopes_of_move(const Session& session, const Recorder& recorder, const NewMove& move) {
  TRY(const TeamId team, team_of_move(session, recorder, move));
  std::vector<Scope> scopes{Scope::team(team)};
  for (const auto& line : move.lines)
    for (const Place& place : {line.from, line.to})
      if (place.kind == Kind::bag) CHECK(tell_carrier(session, scopes, DeviceId{place.holder}));
  for (const TeamId& told : move.told) CHECK(tell(*session.vault.roster(), scopes, told));
  return scopes;
}

// Goods go to people who are there.
Result<void> check_receiver(const Session& session, const record::StockLine& line) {
  if (line.to.kind != Kind::bag || line.from.kind == Kind::adjustment) return {};
  const Roster::Device* carrier = session.vault.roster()->device(DeviceId{line.to.holder});
  if (carrier == nullptr || !carrier->active()) return fail(Code::not_found, "there is no such active device");
  if (carrier->teams.empty()) return fail(Code::invalid_argument, "that device belongs to no team");
  return {};
}

// The other team knows the lot from the sending alone.
void describe_lots(const Vault& vault, std::vector<record::StockLine>& lines) {
  for (auto& line : lines) {
    if (line.to.kind != Kind::transit || line.from.kind != Kind::store || !line.lot) continue;
    if (const auto known = vault.lot(*line.lot)) line.batch = known->batch, line.expiry = known->expiry;
  }
}

Result<void> check_sending(const Session& session, const NewMove& move) {
  const bool sent = std::any_of(move.lines.begin(), move.lines.end(), [](const auto& line) {
    return line.from.kind == Kind::store && line.to.kind == Kind::transit;
  });
  if (!sent) return {};
  if (move.told.empty()) return fail(Code::invalid_argument, "say which team it is sent to");
  for (const TeamId& team : move.told) {
    const auto teams = session.vault.roster()->teams();
    if (std::find(teams.begin(), teams.end(), team) == teams.end() || session.vault.roster()->closed(Scope::team(team)))
      return fail(Code::not_found, "there is no such team, or it was closed");
    for (const auto& line : move.lines)
      if (line.from == Place::store(team)) return fail(Code::invalid_argument, "that team has it already");
  }
  return {};
}

}  // namespace

std::vector<domain::LotInStore> lots_in_store(const Vault& vault, const TeamId& team, const std::string& commodity) {
  std::vector<domain::LotInStore> out;
  for (const auto& one : vault.holdings(Place::store(team)))
    if (one.commodity == commodity && one.lot)
      out.push_back({vault.lot(*one.lot).value_or(domain::Lot{*one.lot, commodity, {}, {}}), one.quantity()});
  return out;
}

Result<std::vector<Scope>> scopes_around(const Session& session, const TeamId& store, const DeviceId& bag) {
  CHECK(check_receiver(session, {.commodity = {}, .lot = {}, .from = Place::store(store), .to = Place::bag(bag)}));
  std::vector<Scope> scopes{Scope::team(store)};
  CHECK(tell_carrier(session, scopes, bag));
  return scopes;
}

// Whoever may settle may count.
Result<std::vector<Scope>> scopes_to_count(const Session& session, const Recorder& recorder, const NewCount& count) {
  const NewMove settling{.day = count.day,
                         .lines = {settling_line(count.commodity, count.lot, count.at, 1, record::StockReason::lost)},
                         .team = count.team};
  CHECK(check_rights(recorder, settling.lines.front()));
  const auto found = settling_line(count.commodity, count.lot, count.at, -1, record::StockReason::found);
  if (count.lot) CHECK(check_lot(session.vault, found));
  return scopes_of_move(session, recorder, settling);
}

Result<Vault::NewRecord> prepare_move(const Session& session, const Recorder& recorder, const NewMove& move) {
  std::map<std::pair<Place, LotId>, std::int64_t> taken;
  std::vector<LotId> lots;
  record::StockMove body{
      .day = move.day.value_or(session.clock.today()), .lines = move.lines, .reason = move.reason, .of = move.of};
  describe_lots(session.vault, body.lines);
  CHECK(check(body, recorder.pack));
  CHECK(check_sending(session, move));
  for (const auto& line : move.lines) {
    CHECK(check_rights(recorder, line));
    CHECK(check_receiver(session, line));
    CHECK(check_lot(session.vault, line));
    CHECK(check_stock(session.vault, line, taken));
    if (line.lot) lots.push_back(*line.lot);
  }
  TRY(auto scopes, scopes_of_move(session, recorder, move));
  TRY(auto grants, grants_of_lots(session.vault, lots));
  return prepare(recorder, body, std::move(scopes), std::move(grants));
}

Result<RecordId> move_stock(Session& session, const NewMove& move) {
  TRY(const Recorder recorder, recorder_of(session));
  TRY(auto record, prepare_move(session, recorder, move));
  return save_one(session, std::move(record));
}

Result<record::StockPlace> store_of(const Session& session, const std::optional<std::string>& team) {
  TRY(const Recorder recorder, recorder_of(session));
  TRY(const TeamId chosen, choose_team(session, recorder, team));
  return Place::store(chosen);
}

}  // namespace tacit::usecases
