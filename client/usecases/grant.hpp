#pragma once
#include "client/usecases/recording.hpp"
#include "client/usecases/sync.hpp"

// Who pays. A grant is a row of the pack and a scope of its own: what it pays for goes to its auditors too, and those
// who are restricted to it are given nothing else.
namespace tacit::usecases {

struct NewGrant {
  std::string code;
  std::string label;  // in every language of the pack
};
struct GrantAdded {
  TeamId scope{};
  sync::Outcome sync;
};
// Stewards only: a new edition of the pack with the grant in it, and its scope in the roster, in one link. Repeating it
// after an interruption is safe. already_done if there is such a grant; invalid_argument.
Result<GrantAdded> add_grant(const Online& online, const NewGrant& grant);

struct GrantLine {
  std::string code, label;
  bool retired = false;
  bool open = false;         // its scope is in the roster
  std::size_t auditors = 0;  // restricted to it, perhaps among others
};
Result<std::vector<GrantLine>> list_grants(const Session& session, std::string_view language);

// The ids of these grants for the roster, sorted. not_found.
Result<std::vector<TeamId>> find_grants(const Session& session, const std::vector<std::string>& codes);
// Of an id; the id itself for one that the pack does not have.
std::string code_of_grant(const Vault& vault, const TeamId& grant);

// Where what these grants pay for goes besides `audit`: sorted, at most limits::kGrantsOfDevice. not_found (no such
// grant, or a retired one) | not_ready (nobody opened its scope yet) | too_large.
Result<std::vector<Scope>> scopes_of_grants(const Recorder& recorder, const std::vector<std::string>& codes);
// The grants that paid for a record. Empty if there is no such record.
std::vector<Scope> grants_of_record(const Vault& vault, const RecordId& root);
// Those that paid for any of these lots. too_large.
Result<std::vector<Scope>> grants_of_lots(const Vault& vault, const std::vector<LotId>& lots);
// Those of an outing together with what the pack says of the services: with a grant that is not open, or retired, left
// out.
Result<std::vector<Scope>> grants_of_services(const Recorder& recorder, const std::vector<record::Counted>& services,
                                              std::vector<Scope> outing);
// Those that pay once a record of the same kind says something else: without what paid for a service that is gone, with
// what pays for one that is new, and of a delivery what it says; all else as before.
Result<std::vector<Scope>> grants_that_pay(const Recorder& recorder, const record::Body& was, const record::Body& is,
                                           std::vector<Scope> before);
// In lists that fit into one record each; at least one list.
std::vector<std::vector<Scope>> in_parts(const std::vector<Scope>& grants);
// Of a delivery. A pack that names no grants takes any code.
Result<std::vector<Scope>> grants_of_delivery(const Recorder& recorder, const std::string& grant);

}  // namespace tacit::usecases
