#pragma once
#include "client/usecases/session.hpp"

// What is kept of people, handed to a colleague's device as a file that the server never sees (protocol §11).
namespace tacit::usecases {

struct NewHandOver {
  std::string to;  // label of the receiving device, or the beginning of its id
  // Codes, or words that match one person each; none: everybody of the teams that both devices are in.
  std::optional<std::vector<Personal<std::string>>> who;
};
struct HandedOver {
  Bytes file;
  std::size_t people;
  DeviceId to;
  std::string to_name;          // label, or empty
  std::size_t other_teams = 0;  // left out of everybody: registered for teams that the receiver is not in
};
// not_ready | not_found (device, or a person of whom nothing is kept here) | not_allowed (no team in common, or a
// person of another team) | invalid_argument (itself; several match) | too_large.
Result<HandedOver> hand_over(const Session& session, const NewHandOver& wanted);

struct AcceptedHandOver {
  DeviceId from;
  std::string from_name;
  Day day;
  std::size_t people = 0;
  std::size_t completed = 0;     // of whom something was learnt and nothing contradicted
  std::size_t unchanged = 0;     // of whom all was known
  std::size_t not_here_yet = 0;  // whose registration this device has not read; they show when it has
  std::vector<ClientCode> differing =
      {};  // of whom something else was known: both are kept, theirs in the private note
};
constexpr std::int32_t kHandOverDays = 30;
// Whole or not at all. Empty fields are filled; a value that differs stays as it is here, and the other one is added to
// the private note. malformed | too_large | update_needed | wrong_kind | decryption_failed (for another device, or
// altered) | wrong_organisation | not_admitted (signer unknown or revoked) | bad_signature | not_allowed (meant for
// another device, or no team in common) | expired | not_ready (dated after today) | already_done.
Result<AcceptedHandOver> accept_hand_over(Session& session, ByteView file);

}  // namespace tacit::usecases
