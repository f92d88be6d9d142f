#include "client/domain/ledger.hpp"

#include <algorithm>
#include <limits>
#include <type_traits>

#include "schema/scope.hpp"
#include "schema/stock_kits.hpp"

namespace tacit::domain {
namespace {

using Kind = Place::Kind;

std::optional<TeamId> first_team(const Version& version) {
  for (const std::string& text : version.scopes)
    if (const auto scope = parse_scope(text); scope && scope->kind == Scope::Kind::team) return scope->id;
  return std::nullopt;
}

bool holds_together(const record::Body& body, const Pack* pack) {
  const auto* move = std::get_if<record::StockMove>(&body);
  return move == nullptr || pack == nullptr || check_kits(move->lines, *pack).has_value();
}

bool is_staff_of(const Version& version, const Place& store) {
  const std::string scope = to_text(Scope::team(TeamId{store.holder}));
  return std::find(version.staff_of.begin(), version.staff_of.end(), scope) != version.staff_of.end();
}

// `store`: of the team whose record it is, which its addresses tell to auditors too. Of audit faces the kinds of places
// are known alone.
bool may_move(const Version& signer, const Place& store, const Movement& one) {
  const bool staff = is_staff_of(signer, store);
  for (const Place& place : {one.source, one.target}) {
    if (place.kind == Kind::store && !(one.face == Face::audit ? staff : is_staff_of(signer, place))) return false;
    if ((place.kind == Kind::transit || place.kind == Kind::kits) && !staff) return false;
  }
  if (staff || one.face == Face::audit) return true;
  const Place own = Place::bag(signer.dev);
  const bool gains = one.source.kind == Kind::adjustment && one.target.kind == Kind::bag;
  return (one.source.kind != Kind::bag || one.source == own) && (!gains || one.target == own);
}

// ---- team faces -----------------------------------------------------------------------------------------------------

class TeamSupply {
 public:
  TeamSupply(const RecordId& root, const DeviceId& dev, const Place& store)
      : root_(root), bag_(Place::bag(dev)), store_(store) {}

  Supply of(const record::Body& body) {
    day_ = record::day_of(body);
    std::visit([this](const auto& one) { collect(one); }, body);
    return std::move(out_);
  }

 private:
  Movement& add(const std::string& commodity, std::int64_t quantity, const Place& from, const Place& to) {
    return out_.movements.emplace_back(Movement{.face = Face::team,
                                                .commodity = commodity,
                                                .lot = {},
                                                .day = day_,
                                                .quantity = quantity,
                                                .source = from,
                                                .target = to,
                                                .sending = {}});
  }

  void collect(const record::StockReceive& r) {
    Movement& movement = add(r.commodity, r.quantity, {Kind::supplier, {}}, store_);
    movement.lot = r.lot;
    movement.value = r.value;
    out_.lots.push_back({r.lot, r.commodity, r.batch, r.expiry});
  }
  void collect(const record::StockIssue& r) { add(r.commodity, r.quantity, store_, Place::bag(r.to)).lot = r.lot; }
  void collect(const record::StockHandOut& r) { add(r.commodity, r.quantity, bag_, {Kind::partner, {}}); }
  void collect(const record::Contact& r) {
    for (const auto& [code, count] : r.given) add(code, count, bag_, {Kind::people, {}});
  }
  void collect(const record::StockMove& r) {
    for (const record::StockLine& line : r.lines) {
      Movement& movement = add(line.commodity, line.quantity, line.from, line.to);
      movement.lot = line.lot;
      movement.reason = r.reason;
      if (line.from.kind == Kind::transit || line.to.kind == Kind::transit) movement.sending = r.of.value_or(root_);
      if (line.lot && (line.to.kind == Kind::transit || line.from.kind == Kind::kits))
        out_.lots.push_back({*line.lot, line.commodity, line.batch, line.expiry});
    }
  }
  template <class Other>
  void collect(const Other&) {}

  RecordId root_;
  Place bag_, store_;
  Day day_;
  Supply out_;
};

// ---- audit faces ----------------------------------------------------------------------------------------------------

class AuditSupply {
 public:
  std::vector<Movement> of(const audit::Body& body) {
    std::visit([this](const auto& one) { collect(one); }, body);
    return std::move(out_);
  }

 private:
  Movement& add(const std::string& period, const std::string& code, std::int64_t quantity, Kind from, Kind to) {
    // The codec has checked the form; a period it cannot read would leave the movement outside every period.
    const auto days = parse_period(period);
    return out_.emplace_back(Movement{.face = Face::audit,
                                      .commodity = code,
                                      .lot = {},
                                      .day = days ? days->from : Day{},
                                      .quantity = quantity,
                                      .source = {from, {}},
                                      .target = {to, {}},
                                      .sending = {}});
  }
  void collect(const audit::Stock& r) {
    if (r.op == audit::Stock::Op::receive)
      add(r.period, r.commodity, r.quantity, Kind::supplier, Kind::store).value = r.value;
    else
      add(r.period, r.commodity, r.quantity, Kind::store, Kind::bag);
  }
  void collect(const audit::Moved& r) {
    for (const auto& line : r.lines) add(r.period, line.commodity, line.quantity, line.from, line.to).reason = r.reason;
  }
  void collect(const audit::Contact& r) {
    for (const auto& [code, count] : r.given) add(r.period, code, count, Kind::bag, Kind::people);
  }
  void collect(const audit::HandOut& r) { add(r.period, r.audit_class, r.quantity, Kind::bag, Kind::partner); }
  template <class Other>
  void collect(const Other&) {}

  std::vector<Movement> out_;
};

}  // namespace

Supply supply_of(const History& history, const Pack* pack) {
  if (!history.effective) return {};
  const Version& version = history.versions[*history.effective];
  const Version& original = *history.original();
  const auto team = first_team(original);
  const Place store = team ? Place::store(*team) : Place{Kind::store, {}};
  Supply out;
  if (const auto body = team_body(version); body && holds_together(*body, pack))
    out = TeamSupply(history.root, original.dev, store).of(*body);
  if (const auto body = audit_body(version)) {
    auto more = AuditSupply().of(*body);
    out.movements.insert(out.movements.end(), std::make_move_iterator(more.begin()),
                         std::make_move_iterator(more.end()));
  }
  std::erase_if(out.movements,
                [&](const Movement& one) { return !may_move(version, store, one) && !may_move(original, store, one); });
  // What moves nothing describes nothing.
  std::erase_if(out.lots, [&](const Lot& lot) {
    return std::none_of(out.movements.begin(), out.movements.end(),
                        [&](const Movement& one) { return one.lot == lot.id; });
  });
  return out;
}

bool has_expired(const Lot& lot, Day on) { return lot.expiry && *lot.expiry < on; }

Result<std::vector<Picked>> pick(std::vector<LotInStore> lots, std::int64_t quantity, Day day) {
  const auto last = [](const Lot& lot) {
    return lot.expiry ? lot.expiry->since_epoch : std::numeric_limits<std::int32_t>::max();
  };
  std::sort(lots.begin(), lots.end(), [&](const LotInStore& a, const LotInStore& b) {
    return std::pair(last(a.lot), a.lot.id) < std::pair(last(b.lot), b.lot.id);
  });
  std::vector<Picked> out;
  for (const LotInStore& one : lots) {
    if (quantity == 0) break;
    const std::int64_t taken = std::min(quantity, one.quantity);
    if (taken <= 0 || has_expired(one.lot, day)) continue;
    out.push_back({one.lot.id, taken});
    quantity -= taken;
  }
  if (quantity > 0) return fail(Code::out_of_stock, "the store does not hold so much that has not expired");
  return out;
}

}  // namespace tacit::domain
