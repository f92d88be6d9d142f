#include "client/i18n/alarms.hpp"

namespace tacit::i18n {
namespace {

constexpr AlarmText kTable[] = {
    {Code::alarm_fork, "the server showed two histories that exclude each other",
     "all records in this vault; a fork opens none of them",
     "do not trust figures from this server; tell the steward, and compare the root that `tacit --json audit verify` "
     "shows "
     "with a colleague's"},
    {Code::alarm_rollback, "the server showed an older state than it had shown before",
     "all records in this vault, sent ones too",
     "ask the steward whether the server was restored from a backup; if nobody restored it, somebody set it back on "
     "purpose"},
    {Code::alarm_entry_missing,
     "a record or a change of the roster that was sent is not in the log, or not proven to be",
     "the record: it is still in this vault",
     "sync again; if it is raised again, tell the steward: the server drops records"},
    {Code::alarm_entry_withheld, "the server keeps a colleague's record back",
     "all records in this vault, and the order of those that were shown",
     "figures may be too low: compare with the colleague who recorded it, and tell the steward"},
    {Code::alarm_roster_withheld, "the server hides a change of who is in the organisation",
     "all records in this vault; what was sealed before",
     "record on, but do not sync until the steward has looked: a device that was shut out may still be given keys"},
    {Code::alarm_face_missing, "the server did not hand out the content of a record",
     "that the record exists, who made it and where it stands in the log",
     "ask the colleague whose device made it, and tell the steward"},
    {Code::alarm_key_mismatch, "a key is missing, or is not the one that was announced",
     "all records in this vault; nothing was sealed to the other key",
     "do not go on over this connection: somebody may stand between you and the server; tell the steward"},
    {Code::alarm_recipients_mismatch, "somebody made keys for more or for fewer devices than belong",
     "all records sealed before; nothing of this device was sealed to those keys",
     "do not sync until the steward has looked: it may be a device that nobody admitted"},
    {Code::alarm_roster_invalid, "the roster breaks its own rules: the change was not taken over",
     "all records in this vault; who is in the organisation is as it was before",
     "do not sync until the steward has looked: the server or a member tried to change who belongs"},
    {Code::alarm_entry_invalid, "a record is not what its signature or its id says: it was left out",
     "all other records; nothing of it is counted",
     "tell the steward, who can see by `tacit audit verify` which device sent it"},
};

}  // namespace

std::span<const AlarmText> english_alarms() { return kTable; }

}  // namespace tacit::i18n
