#pragma once
#include <functional>

#include "client/domain/versions.hpp"

namespace tacit::domain {

// What the audit face of a record must be, none if it has none; an error when this device cannot say (yet).
using Coarsen = std::function<Result<std::optional<audit::Record>>(const record::Record&)>;

// Judges every signed version of a settled history: whether auditors are told what the team is told (protocol §4).
// A version differs too when it was kept from auditors who have the original, or from the team. Pure.
void judge_faces(History& history, const Coarsen& coarsen);

}  // namespace tacit::domain
