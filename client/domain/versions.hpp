#pragma once
#include <optional>
#include <string>
#include <vector>

#include "schema/audit_record.hpp"
#include "schema/record.hpp"

// Which version of a record counts (protocol §4, Corrections). Pure.
namespace tacit::domain {

enum class Face { team, audit };

// Whether auditors are told what the team is told. Stored by its number.
enum class FaceMatch {
  matches,  // or there is nothing to compare: this device sees one face only
  differs,
  not_judged,  // for want of the pack, a code in it, a pseudonym secret or a newer program
};

// One known statement about a record: the original, a correction or a void.
struct Version {
  RecordId rid;                        // of the entry itself
  std::optional<Hash> entry;           // none while it is an unsent draft
  std::optional<std::uint64_t> index;  // leaf index; none while not in the log
  std::int64_t place = 0;              // orders them: the leaf index, or without one a number above every index
  DeviceId dev;
  std::optional<record::Record> team;  // as far as it could be opened
  std::optional<audit::Record> audit;
  std::vector<std::string> scopes;       // texts of the scopes its team face went to
  bool to_auditors = false;              // an audit face went to all auditors, not to those of a grant alone
  std::vector<std::string> grants = {};  // texts of the grants' scopes that it went to
  std::vector<std::string> staff_of;     // texts of the scopes in which the signer was staff when it signed
  bool opaque = false;                   // one of its faces is of a kind or version that this program does not know
  bool allowed = true;                   // set by settle(): false for what was not the signer's to say
  FaceMatch faces = FaceMatch::matches;  // set by judge_faces()
};

// What a version says of itself, whether it is the original or a correction. None for a void, and for a face that is
// not there or not open.
std::optional<record::Body> team_body(const Version& version);
std::optional<audit::Body> audit_body(const Version& version);

struct History {
  RecordId root;
  std::vector<Version> versions;  // by place: oldest first, drafts last
  // Index into `versions` of the one that counts; none if it was voided, or while the original is not known.
  std::optional<std::size_t> effective;
  // The same, but the void itself when that is what counts.
  std::optional<std::size_t> last;
  bool voided = false;
  bool competing = false;  // two versions replace the same one: shown until settled

  const Version* original() const;  // null: not known (yet)
};

// From all versions about one root, in any order. The original is the entry with
// the lowest leaf index that carries the root's rid; the same rid again counts once from the same device (sent anew)
// and never from another. A replacement is allowed from the original's device or from staff of a team it was addressed
// to, if it is later and of the same kind. From the original on, each step goes to the allowed replacement with the
// lowest leaf index; drafts come last.
History settle(const RecordId& root, std::vector<Version> versions);

}  // namespace tacit::domain
