#pragma once
#include <string>
#include <variant>
#include <vector>

#include "common/base/day.hpp"
#include "crypto/sealed_box.hpp"
#include "crypto/signing.hpp"
#include "schema/scope.hpp"

// The roster's operations (protocol §3), as plain values. Who may sign what is decided in schema/roster.hpp.
namespace tacit::roster {

struct DeviceKeys {
  VerifyKey sign_pk;
  BoxPublicKey box_pk;
  bool operator==(const DeviceKeys&) const = default;
};

struct ServiceKeys {
  VerifyKey log_pk;
  ByteArray<32> oprf_pk;       // ristretto255 point of the UIC directory; all zero while there is none
  std::vector<Hash> tls_pins;  // SPKI hashes: one live, at most one spare
  bool operator==(const ServiceKeys&) const = default;
};

enum class HistoryPolicy { grant, from_now };  // whether newcomers may be given earlier epochs

struct Found {
  DeviceKeys device;
  DeviceKeys recovery;
  ServiceKeys service;
  HistoryPolicy history = HistoryPolicy::grant;
};
struct AddTeam {  // op "team"
  TeamId team;
};
struct Admit {
  InvitationId inv;
  DeviceKeys keys;
  Role role;
  std::vector<TeamId> teams;  // sorted, no duplicates; an auditor has none
};
struct Revoke {
  DeviceId dev;
};
struct ChangeRole {  // op "role"
  DeviceId dev;
  Role role;
  std::vector<TeamId> teams;
};
struct Fund {  // opens a grant's scope: staff are in it, and the auditors who are restricted to it
  TeamId grant;
};
struct Restrict {  // an auditor who reads those grants alone from now on; none: the whole organisation
  DeviceId dev;
  std::vector<TeamId> grants;  // sorted, no duplicates
};
struct Wrap {  // a sealed box of the epoch seed to dev's box_pk; ct = H(blob), the blob lies beside the log
  DeviceId dev;
  Hash ct;
};
// The recipients of an epoch are exactly the devices of its wraps, sorted by id; the recovery key is one of them.
struct Epoch {
  Scope scope;
  std::uint64_t n;  // from 1, without gaps
  BoxPublicKey public_key;
  std::vector<Wrap> wraps;
};
struct Grant {
  Scope scope;
  std::uint64_t from, to;  // both included; to - from + 1 == wraps.size()
  DeviceId dev;
  std::vector<Hash> wraps;  // one blob an epoch, in order
};
struct Rekey {  // the signer's own
  BoxPublicKey box_pk;
};
// 32 random bytes shared by a scope, sealed to one of its epochs. Names: "pseudonym/<year>" (scope org) and
// "pack/<generation>" (org; resealed to audit and to every grant).
struct Secret {
  std::string name;
  Scope scope;
  std::uint64_t epoch;
  Hash commit;  // H("tacit/v1/secret" ‖ LP(name) ‖ bytes)
  Hash ct;
};
struct Reseal {
  std::string name;
  Scope scope;
  std::uint64_t epoch;
  Hash ct;
};
struct Service {
  ServiceKeys service;
};
// The programme pack, encrypted under a key derived from the secret "pack/<generation>", so that the server does not
// learn what kind of work the organisation does. digest = H(ciphertext blob).
struct Pack {
  std::uint64_t generation;  // from 1, without gaps
  Hash digest;
};

using Op = std::variant<Found, AddTeam, Admit, Revoke, ChangeRole, Epoch, Grant, Rekey, Secret, Reseal, Service, Pack,
                        Fund, Restrict>;

struct Link {
  std::string org;  // b64 of the organisation id; empty in the genesis
  std::uint64_t seq = 0;
  std::string prev;  // b64 of the previous link's hash; empty in the genesis
  Day day;
  std::vector<Op> ops;
};

// The payload text of a link; strict reading of one. An unknown op or version is Code::update_needed.
std::string encode(const Link& link);
Result<Link> decode(std::string_view payload);

// The hashes of all blobs a link refers to, in the order in which its blobs are uploaded.
std::vector<Hash> blobs_of(const Link& link);

}  // namespace tacit::roster
