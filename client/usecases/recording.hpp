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
};
// not_ready before the first sync (no roster or no pack yet), not_allowed for an auditor or a revoked device.
Result<Recorder> recorder_of(const Session& session);

// The team a record belongs to: the device's only one, or the one named (its label or its 26-character id).
Result<TeamId> choose_team(const Session& session, const Recorder& recorder, const std::optional<std::string>& named);

// A client by code, or by words that match exactly one person in the vault. The error never repeats what was asked.
Result<Vault::Person> find_client(const Session& session, const Personal<std::string>& asked);

// Whether the kind has an audit face at all.
bool has_audit_face(const record::Body& body);

// A record ready to be saved: checked against the pack, with a fresh rid.
Result<Vault::NewRecord> prepare(const Recorder& recorder, const record::Body& body, std::vector<Scope> team_scopes);

}  // namespace tacit::usecases
