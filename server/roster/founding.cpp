#include "server/roster/founding.hpp"

#include "crypto/hash.hpp"
#include "crypto/jws.hpp"
#include "server/store/admission_store.hpp"
#include "server/store/leaf_store.hpp"

namespace tacit::server {
namespace {

constexpr std::uint64_t kGenesisIndex = 0;

// A first link may do more than found. What else it does fits or makes no sense: nothing is here yet that it could
// conflict with, and no alarm is the sender's to raise.
Result<Roster> founded_by(const std::string& genesis) {
  auto roster = Roster::found(genesis, kGenesisIndex);
  if (roster) return roster;
  switch (roster.error().code) {
    case Code::malformed:
    case Code::too_large:
    case Code::update_needed:
    case Code::bad_signature:
    case Code::wrong_kind: return roster;
    default: return fail(Code::invalid_argument, roster.error().text);
  }
}

}  // namespace

Result<CheckedGenesis> read_genesis(api::FoundRequest request) {
  TRY(Roster roster, founded_by(request.genesis));
  TRY(const ParsedJws jws, parse_jws(request.genesis, Typ::roster, limits::kRosterLink));
  TRY(const roster::Link link, roster::decode(jws.payload_text));
  if (!roster::blobs_of(link).empty()) return fail(Code::malformed, "the first link cannot name blobs");
  return CheckedGenesis{std::move(request.genesis), request.inv, request.mac,
                        std::make_shared<const Roster>(std::move(roster))};
}

Result<void> check_service(const CheckedGenesis& genesis, const roster::ServiceKeys& own) {
  if (genesis.roster->service() == own) return {};
  return fail(Code::invalid_argument, "the first link names the keys of another server");
}

Result<std::uint64_t> found(Database& database, Log& log, const CheckedGenesis& genesis) {
  if (log.roster() != nullptr) {
    if (log.roster()->index_of(0) == kGenesisIndex && log.roster()->org() == genesis.roster->org())
      return kGenesisIndex;
    return fail(Code::already_done, "an organisation has been founded here");
  }
  AdmissionStore admission(database);
  const auto founding = admission.founding();
  const Error refused{Code::not_allowed, "the founding invitation is not this server's"};
  if (!founding || founding->inv != genesis.inv) return fail(refused);
  if (!equal_macs(founding_mac(founding->secret, genesis.jws), genesis.mac)) return fail(refused);
  admission.forget_founding();
  LeafStore store(database);
  store.append_leaf(kGenesisIndex, genesis.jws);
  store.append_link(0, kGenesisIndex);
  log.add_link(genesis.roster, leaf_hash(as_bytes(genesis.jws)));
  return kGenesisIndex;
}

}  // namespace tacit::server
