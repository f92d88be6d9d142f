#include "client/usecases/export.hpp"

#include "common/base/json.hpp"
#include "crypto/encoding.hpp"

namespace tacit::usecases {
namespace {

constexpr int kFormat = 1;

const char* state_of(const domain::History& history, std::size_t number) {
  if (!history.versions[number].allowed) return "not-allowed";
  if (history.effective == number) return "counts";
  return history.voided ? "voided" : "replaced";
}

// RFC 8037, with the algorithm's name of RFC 9864.
json::object jwk_of(const Roster::Device& device) {
  return {{"kty", "OKP"},     {"crv", "Ed25519"}, {"x", b64(device.keys.sign_pk)},
          {"alg", "Ed25519"}, {"use", "sig"},     {"kid", id_text(device.id)}};
}

}  // namespace

Result<ExportedRecord> export_record(const Session& session, const RecordId& root) {
  const auto history = session.vault.history(root);
  if (!history) return fail(Code::not_found, "there is no such record here");
  const Roster* roster = session.vault.roster();
  json::array versions;
  for (std::size_t i = 0; i < history->versions.size(); ++i) {
    const domain::Version& version = history->versions[i];
    const Roster::Device* signer = roster == nullptr ? nullptr : roster->device(version.dev);
    if (!version.entry || signer == nullptr) continue;
    const auto disclosures = session.vault.disclosures_of(*version.entry);
    if (disclosures.opened.empty()) continue;
    json::object one{{"sd_jwt", presentation(disclosures.jws, disclosures.opened)},
                     {"signer", jwk_of(*signer)},
                     {"state", state_of(*history, i)}};
    if (version.index) one["index"] = *version.index;
    versions.push_back(std::move(one));
  }
  if (versions.empty()) return fail(Code::not_ready, "nothing of this record was sealed yet: sync first");
  const std::size_t entries = versions.size();
  const json::object file{{"tacit", "record"},
                          {"v", kFormat},
                          {"record", id_text(root)},
                          {"org", b64(roster->org())},
                          {"versions", std::move(versions)}};
  return ExportedRecord{json::serialize(file) + '\n', entries};
}

}  // namespace tacit::usecases
