#include <algorithm>
#include <set>

#include "client/usecases/supply.hpp"
#include "crypto/encoding.hpp"

namespace tacit::usecases {
namespace {

using Kind = domain::Place::Kind;

// Kits made of a lot are of that lot, too.
void follow(const Vault& vault, const LotId& lot, std::set<LotId>& found, Recalled& out) {
  if (!found.insert(lot).second) return;
  out.lots.push_back(vault.lot(lot).value_or(domain::Lot{lot, {}, {}, {}}));
  for (const auto& movement : vault.movements_of(lot)) {
    out.steps.push_back({lot, movement});
    if (movement.target.kind != Kind::kits) continue;
    for (const LotId& made : vault.lots_from(movement.root)) follow(vault, made, found, out);
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
  std::set<LotId> found;
  std::string batch = lot_or_batch;
  std::vector<LotId> lots;
  if (const auto id = parse_id<LotId>(lot_or_batch))
    if (const auto known = vault.lot(*id)) {
      lots.push_back(*id);
      batch = known->batch;
    }
  if (!batch.empty())
    for (const LotId& lot : vault.lots_of_batch(batch)) lots.push_back(lot);
  for (const LotId& lot : lots) follow(vault, lot, found, out);
  if (!batch.empty()) add_people(vault, recorder.pack, batch, out);
  if (out.lots.empty() && out.people.empty()) return fail(Code::not_found, "nothing here has that lot or batch");
  for (const auto& one : vault.holdings())
    if (one.lot && found.contains(*one.lot) && one.quantity() != 0) out.held.push_back(one);
  return out;
}

}  // namespace tacit::usecases
