#pragma once
#include <optional>
#include <string>
#include <vector>

#include "common/base/bytes.hpp"
#include "schema/entry.hpp"
#include "schema/invitation.hpp"
#include "schema/limits.hpp"
#include "schema/scope.hpp"

// Every message of the HTTP interface (schema/openapi.yaml says the same for other implementers). JSON bodies, strict
// reading, base64url for bytes. One struct a body, `encode` and `decode_*` for each. All paths and queries are built
// and read here too, so that server and client cannot disagree.
//
// | method, path                 | who                              | request -> answer
// | GET  /v1/health              | anyone, unsigned                 | -> Health
// | POST /v1/organisation        | founder, self-signed             | FoundRequest -> Appended
// | POST /v1/invitations         | steward                          | Announce -> Empty
// | POST /v1/enrolments          | a device to be, signed by its key| EnrolRequest -> Empty
// | GET  /v1/enrolments          | steward                          | -> Enrolments
// | GET  /v1/roster?from=SEQ[&log=SIZE] | active device             | -> RosterPage
// | POST /v1/roster              | active device                    | LinkRequest -> Appended
// | GET  /v1/wraps?from=SEQ      | active device, its own           | -> WrapsPage
// | POST /v1/entries             | active device                    | EntriesRequest -> EntriesAppended
// | GET  /v1/entries?scope=S&after=INDEX[&log=SIZE] | its members   | -> EntriesPage
// | GET  /v1/sent?after=SEQ[&log=SIZE] | active device, its own     | -> SentPage
// | GET  /v1/log/checkpoint?from=SIZE[&log=SIZE] | active device    | -> CheckpointAnswer
// | GET  /v1/log/leaves?from=INDEX | active device                  | -> LeavesPage
namespace tacit::api {

constexpr const char* kHealth = "/v1/health";
constexpr const char* kOrganisation = "/v1/organisation";
constexpr const char* kInvitations = "/v1/invitations";
constexpr const char* kEnrolments = "/v1/enrolments";
constexpr const char* kRoster = "/v1/roster";
constexpr const char* kWraps = "/v1/wraps";
constexpr const char* kEntries = "/v1/entries";
constexpr const char* kSent = "/v1/sent";
constexpr const char* kCheckpoint = "/v1/log/checkpoint";
constexpr const char* kLeaves = "/v1/log/leaves";

struct Health {
  std::string boot;   // b64 of 16 random bytes; the first half of every nonce
  std::int64_t time;  // Unix seconds, to learn the clock offset
  bool founded;
};

// A page of leaves with the proof that they stand at these positions: `proof` is the page proof (crypto/merkle.hpp) of
// their indexes in the tree of the checkpoint that comes along. `continues` is the consistency proof from the size that
// the request gave as `log`, up to which its sender follows the log: so no page has to be believed before it is proven.
// Empty when that is 0, the same size, or larger than the log.
struct Proven {
  std::string checkpoint;  // signed note text
  std::vector<Hash> proof;
  std::vector<Hash> continues;
};

struct FoundRequest {
  std::string genesis;  // JWS
  InvitationId inv;
  Hash mac;  // founding_mac
};
struct Appended {
  std::uint64_t index;
  Proven log;
};
struct Announce {
  InvitationId inv;
  Day expires;
};
struct EnrolRequest {
  SignedJoin join;
};
struct Enrolments {
  std::vector<SignedJoin> joins;
};
struct RosterPage {
  struct Item {
    std::uint64_t index;
    std::string jws;
  };
  std::vector<Item> links;  // from SEQ on, in order
  Proven log;
  bool more;
};
struct LinkRequest {
  std::string link;          // JWS
  std::vector<Bytes> blobs;  // in the order of roster::blobs_of
  std::uint64_t log = 0;
};
struct WrapsPage {
  std::vector<Bytes> blobs;  // wraps, grants, sealed secrets and packs for this device, from roster links >= from
  std::uint64_t next;        // ask again from here …
  bool more;                 // … if true
};
struct NewEntry {
  std::string jws;
  std::vector<Bytes> copies;  // in the order of `to`
};
struct EntriesRequest {
  std::vector<NewEntry> entries;  // consecutive seqs of one device
  std::uint64_t log = 0;
};
struct EntriesAppended {
  std::vector<std::uint64_t> indexes;  // in the order of the request; those already there keep theirs
  Proven log;
};
struct EntriesPage {
  struct Copy {
    std::uint64_t to;  // position in the entry's `to`
    Bytes bytes;
  };
  struct Item {
    std::uint64_t index;
    std::string jws;
    std::vector<Copy> copies;  // those addressed to the scope asked for, and not shredded
  };
  std::vector<Item> entries;  // of that scope with leaf index > after, ascending
  Proven log;
  bool more;
};
struct SentPage {
  struct Item {
    std::uint64_t index;
    std::string jws;
  };
  std::vector<Item> entries;  // the caller's own with seq > after, ascending
  Proven log;
  bool more;
};
struct CheckpointAnswer {
  std::string checkpoint;
  std::vector<Hash> consistency;  // from `from` to the checkpoint's size, empty as below; of whatever log was cited
  std::vector<Hash> continues;    // from `log`, as in Proven
};
struct LeavesPage {
  std::vector<std::string> leaves;  // the leaf bytes (JWS text), from INDEX on
  std::string checkpoint;
  bool more;
};

std::string encode(const Health&);
std::string encode(const FoundRequest&);
std::string encode(const Appended&);
std::string encode(const Announce&);
std::string encode(const EnrolRequest&);
std::string encode(const Enrolments&);
std::string encode(const RosterPage&);
std::string encode(const LinkRequest&);
std::string encode(const WrapsPage&);
std::string encode(const EntriesRequest&);
std::string encode(const EntriesAppended&);
std::string encode(const EntriesPage&);
std::string encode(const SentPage&);
std::string encode(const CheckpointAnswer&);
std::string encode(const LeavesPage&);

// decode<Health>(body) etc.; explicit instantiations for every struct above.
template <class Message>
Result<Message> decode(std::string_view body);

// Queries. One parameter each (entries: two), strict: unknown, repeated or missing parameters are malformed.
std::string query_from(std::uint64_t from);    // "from=12"
std::string query_after(std::uint64_t after);  // "after=12"
// Where the answer has a checkpoint, "&log=34" may follow; 0 is the same as nothing.
std::string with_log(std::string query, std::uint64_t size);
struct LogQuery {
  std::string_view rest;
  std::uint64_t size;
};
Result<LogQuery> split_log(std::string_view query);
// "scope=team/…&after=12"; after 0: from the start (leaf 0 is the genesis).
std::string query_scope(const Scope& scope, std::uint64_t after);
Result<std::uint64_t> read_from(std::string_view query);
Result<std::uint64_t> read_after(std::string_view query);
struct ScopeQuery {
  Scope scope;
  std::uint64_t after;
};
Result<ScopeQuery> read_scope(std::string_view query);

}  // namespace tacit::api
