#pragma once
#include <optional>
#include <string>
#include <vector>

#include "client/usecases/session.hpp"

// What all recording verbs share: who records, for which team, under which pack, and how a record is saved.
namespace tacit::usecases {

struct Recorder {
  const Vault* vault;  // outlives it
  Pack pack;
  DeviceId device;
  Role role;
  std::vector<TeamId> teams;
  Day today;
  bool names_in_notes = true;  // whether notes are searched for names of the vault: too slow for thousands of them
};
// not_ready before the first sync (no roster or no pack yet), not_allowed for an auditor or a revoked device.
Result<Recorder> recorder_of(const Session& session);

// The team a record belongs to: the device's only one, or the one named (its label or its 26-character id).
Result<TeamId> choose_team(const Session& session, const Recorder& recorder, const std::optional<std::string>& named);

// A client by code, or by words that match exactly one person in the vault. The error never repeats what was asked.
Result<Vault::Person> find_client(const Session& session, const Personal<std::string>& asked);

// Whether it has an audit face at all. `body` has passed check().
bool has_audit_face(const record::Body& body, const Pack& pack);

// A guardian's, where the pack wants one for such a client; else not_allowed.
Result<void> check_who_consents(const Pack& pack, const record::Attributes& client, record::Consent::By by);

// What counts of a record that this device can open; none if it was voided.
std::optional<record::Body> effective_body(const Vault& vault, const RecordId& root);
// To whom it went at first. not_found.
Result<std::vector<Scope>> scopes_of_record(const Vault& vault, const RecordId& root);

// Whether a note for the team holds something like a phone number, an e-mail address or a name from the vault. Those
// belong in the private note.
bool looks_personal(const Vault& vault, std::string_view note);
bool holds_an_address(std::string_view note);  // the first two alone

// A record ready to be saved: checked against the pack, with a fresh rid. Nothing is recorded of days to come.
// `grants`: who paid, as far as it has an audit face.
Result<Vault::NewRecord> prepare(const Recorder& recorder, const record::Body& body, std::vector<Scope> team_scopes,
                                 std::vector<Scope> grants = {});
Result<RecordId> save_one(Session& session, Vault::NewRecord record);

}  // namespace tacit::usecases
