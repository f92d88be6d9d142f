#pragma once
#include "client/usecases/session.hpp"

namespace tacit::usecases {

// Somebody looked into an alarm and says why it needs nothing more. The reason stays in this vault. The same
// misbehaviour afterwards is a new alarm. not_found | already_done | invalid_argument without a reason
Result<void> settle_alarm(const Session& session, std::int64_t id, const Personal<std::string>& reason);

}  // namespace tacit::usecases
