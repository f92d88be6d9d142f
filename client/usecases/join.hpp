#pragma once
#include "client/usecases/connection.hpp"

namespace tacit::usecases {

struct Joined {
  DeviceId device;
  std::string fingerprint;  // to be compared face to face with what the steward sees
};
// Asks to be admitted with an invitation's text. May be repeated until a steward has admitted the device; sync then
// brings the rest. expired, or already_done if this vault belongs to another organisation or is admitted.
Result<Joined> join(const Online& online, std::string_view invitation);

}  // namespace tacit::usecases
