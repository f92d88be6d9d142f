#pragma once
#include "client/usecases/recording.hpp"

// Periods that close: figures that were told stay as they are, and what comes late counts from the day after.
namespace tacit::usecases {

struct Closed {
  Day until;
  std::vector<RecordId> records;  // one, or several where there are more grants than one record can name
};
// Staff close everything until the end of a period (as parse_period takes it) that is over. It holds for everybody once
// it is sent. Voiding the record opens it again.
// Of what is closed already, only those are told who do not know it yet.
// not_allowed | malformed | invalid_argument (not over, or not whole months) | already_done | not_ready: records wait
// here that would count as late.
Result<Closed> close_period(Session& session, const std::string& period);

// The auditors of a grant that was opened after a closing are told of it. Saves nothing if all know.
Result<std::vector<RecordId>> tell_grants_of_closing(Session& session);

}  // namespace tacit::usecases
