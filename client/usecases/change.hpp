#pragma once
#include "client/usecases/recording.hpp"

// Honest changes: an unsent record is edited, a sent one gets a correction or a void that everybody sees.
namespace tacit::usecases {

enum class Changed {
  draft,     // had not left this device: edited, or gone
  recorded,  // a new entry says so
};
struct Change {
  Changed how;
  RecordId rid;  // of the new entry, or of the draft
  // Voided with it: the other records of the same link, one for each quarter in which both people were met.
  std::vector<RecordId> also = {};
  bool in_closed_period = false;  // its figures were closed, and change with this
};
// `replacement` is of the same kind. not_allowed unless this device made the record or is staff of its team.
Result<Change> correct_record(Session& session, const RecordId& root, record::Body replacement);
// Of a link of two codes, all its records: both count as two people again.
Result<Change> void_record(Session& session, const RecordId& root, const std::string& reason);

}  // namespace tacit::usecases
