#include <algorithm>
#include <set>

#include "client/usecases/supply.hpp"
#include "crypto/encoding.hpp"

namespace tacit::usecases {
namespace {

using Kind = domain::Place::Kind;

struct Search {
  const Vault& vault;
  const Pack& pack;
  std::set<std::string> commodities;  // that are recalled
  std::set<LotId> found;
};

bool is_kit(const Pack& pack, const std::string& code) {
  const auto* commodity = pack.commodity(code);
  return commodity != nullptr && !commodity->contents.empty();
}

// Kits made of a lot are of that lot, too; of kits that were opened only the parts that are recalled.
void follow(Search& search, const LotId& lot, Recalled& out) {
  const Vault& vault = search.vault;
  if (!search.found.insert(lot).second) return;
  out.lots.push_back(vault.lot(lot).value_or(domain::Lot{lot, {}, {}, {}}));
  for (const auto& movement : vault.movements_of(lot)) {
    out.steps.push_back({lot, movement});
    if (movement.target.kind != Kind::kits) continue;
    for (const LotId& made : vault.lots_from(movement.root)) {
      const auto known = vault.lot(made);
      if (known && (is_kit(search.pack, known->commodity) || search.commodities.contains(known->commodity)))
        follow(search, made, out);
    }
  }
}

// Makers number their batches alike, so a commodity has to be that of the lot; of a test only the number is known.
bool may_be(const Recalled& found, const Pack& pack, const std::string& code) {
  return found.lots.empty() || pack.commodity(code) == nullptr ||
         std::any_of(found.lots.begin(), found.lots.end(), [&](const auto& lot) { return lot.commodity == code; });
}

void add_people(const Vault& vault, const Pack& pack, const std::string& batch, Recalled& out) {
  std::set<RecordId> met;
  for (const auto& [rid, code] : vault.contacts_that_used(batch)) {
    if (!may_be(out, pack, code) || !met.insert(rid).second) continue;
    const auto body = effective_body(vault, rid);
    const auto* contact = body ? std::get_if<record::Contact>(&*body) : nullptr;
    if (contact != nullptr) out.people.push_back({rid, contact->day, contact->client});
  }
  std::sort(out.people.begin(), out.people.end(), [](const auto& a, const auto& b) { return a.day < b.day; });
}

}  // namespace

Result<Recalled> recall_lot(const Session& session, const std::string& lot_or_batch) {
  TRY(const Recorder recorder, recorder_of(session));
  const Vault& vault = session.vault;
  Recalled out;
  Search search{vault, recorder.pack, {}, {}};
  std::string batch = lot_or_batch;
  std::vector<LotId> lots;
  if (const auto id = parse_id<LotId>(lot_or_batch))
    if (const auto known = vault.lot(*id)) {
      lots.push_back(*id);
      search.commodities.insert(known->commodity);
      batch = known->batch;
    }
  const bool named = !lots.empty();
  if (!batch.empty())
    for (const LotId& lot : vault.lots_of_batch(batch)) {
      const std::string commodity = vault.lot(lot)->commodity;
      if (!named || search.commodities.contains(commodity)) lots.push_back(lot);
      if (!named) search.commodities.insert(commodity);
    }
  for (const LotId& lot : lots) follow(search, lot, out);
  if (!batch.empty()) add_people(vault, recorder.pack, batch, out);
  if (out.lots.empty() && out.people.empty()) return fail(Code::not_found, "nothing here has that lot or batch");
  for (const auto& one : vault.holdings())
    if (one.lot && search.found.contains(*one.lot) && one.quantity() != 0) out.held.push_back(one);
  return out;
}

}  // namespace tacit::usecases
