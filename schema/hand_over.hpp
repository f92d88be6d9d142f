#pragma once
#include <string>
#include <vector>

#include "common/base/day.hpp"
#include "common/base/ids.hpp"
#include "common/base/personal.hpp"
#include "crypto/jws.hpp"
#include "crypto/sealed_box.hpp"

// Identifiers on their way from one device to another (protocol §11): a file that the server never sees. Signed by the
// device that hands over, and sealed to the one that receives.
namespace tacit {

namespace limits {
constexpr std::size_t kHandOver = 16 * 1024 * 1024;  // padded, before it is sealed
constexpr std::size_t kHandOverFile = 8 + kSealOverhead + kHandOver;
constexpr std::size_t kHandOverPeople = 20'000;
constexpr std::size_t kIdentifier = 4'000;  // bytes of a name, nickname or phone, or of all other codes of one person
constexpr std::size_t kPrivateNote = 16'000;
}  // namespace limits

struct HandedIdentifiers {
  ClientId client;
  Personal<std::string> name, nickname, phone, note, other_codes;
  bool operator==(const HandedIdentifiers&) const = default;
};

// Who hands over is the signer, and named nowhere else.
struct HandOver {
  OrgId org;
  DeviceId to;
  Day day;
  std::vector<HandedIdentifiers> people;  // by client, each once
  bool operator==(const HandOver&) const = default;
};

// invalid_argument: a text that is no UTF-8. too_large: nobody, too many people, or a text over its limit.
Result<Bytes> seal_hand_over(const HandOver& content, const SigningKey& from, const BoxPublicKey& to);

// Opened and taken apart, not yet believed: until verify_jws says yes, nobody has said it. Whether the signer, the
// receiver and the day are right is for who knows the roster.
struct OpenedHandOver {
  ParsedJws jws;
  Hash signed_hash;  // of the signed object: the same file sealed again has the same
  HandOver content;
};
// malformed: no hand-over, cut short or not in the exact form. too_large | update_needed | wrong_kind.
// decryption_failed: for another device, or altered.
Result<OpenedHandOver> open_hand_over(ByteView file, const BoxKeyPair& receiver);

// The payload alone.
std::string encode(const HandOver& content);
Result<HandOver> decode_hand_over(std::string_view payload);

}  // namespace tacit
