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
  // Voided with it, since they say the same: the other records of the link, or of the closing.
  std::vector<RecordId> also = {};
  bool in_closed_period = false;  // its figures were closed, and change with this
};
// `replacement` is of the same kind. not_allowed unless this device made the record or is staff of its team.
Result<Change> correct_record(Session& session, const RecordId& root, record::Body replacement);
// Somebody slipped a moment ago: what was just recorded is gone, all of it or nothing. already_done once any of it was
// sealed, from when on only a void takes it back; not_found.
Result<void> undo_records(Session& session, std::span<const RecordId> records);
// Of a link of two codes, and of a closing, all its records. Interrupted, it can be repeated.
Result<Change> void_record(Session& session, const RecordId& root, const std::string& reason);

}  // namespace tacit::usecases
