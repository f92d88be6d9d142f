#pragma once
#include <cstddef>
#include <cstdint>

// Every bound of the contract, in one place. Over a bound is Code::too_large; nothing is truncated.
namespace tacit::limits {

constexpr std::size_t kEntryJws = 16 * 1024;
constexpr std::size_t kAddresses = 8;              // scopes one disclosure is addressed to (protocol §4)
constexpr std::size_t kDisclosure = 131'071;       // the largest bucket must still hold one byte of padding
constexpr std::size_t kSealedCopy = 131'072 + 48;  // bucket + sealed-box overhead
constexpr std::size_t kRosterLink = 512 * 1024;
constexpr std::size_t kRosterOps = 64;
constexpr std::size_t kMembers = 1'000;  // recipients of one epoch
constexpr std::size_t kTeamsOfDevice = 64;
constexpr std::size_t kTeams = 1'000;
constexpr std::size_t kGrants = 64;         // with auditors of their own
constexpr std::size_t kGrantsOfDevice = 7;  // and of one record: with `audit`, so many fit into kAddresses
constexpr std::size_t kBlob = 256 * 1024;   // a wrap, a sealed secret or a sealed pack
constexpr std::size_t kJoin = 2 * 1024;
constexpr std::size_t kInvitationText = 1'024;
constexpr std::size_t kPack = 200 * 1024;
constexpr std::size_t kPendingEnrolments = 64;
constexpr std::size_t kBatchEntries = 500;  // in one append
constexpr std::size_t kPageEntries = 500;   // in one answer
constexpr std::size_t kPageBytes = 4 * 1024 * 1024;
constexpr std::size_t kRequestBody = 8 * 1024 * 1024;
constexpr std::size_t kAnswerBody = 16 * 1024 * 1024;

constexpr std::size_t kNote = 2'000;  // bytes of a team note
constexpr std::size_t kName = 200;    // bytes of a label
constexpr std::size_t kCode = 48;     // bytes of a pack code such as "rapid-hiv"
constexpr std::size_t kItems = 64;    // services, tests, goods in one record
constexpr std::int64_t kQuantity = 10'000'000;

}  // namespace tacit::limits
