#pragma once
#include <string>

#include "client/usecases/session.hpp"

namespace tacit::usecases {

// A record as others' software reads it (protocol §11, a record as a file): its entries as standard SD-JWTs with what
// this device opened. Whoever has the text can read it: it has left the vault's protection.
struct ExportedRecord {
  std::string text;  // one JSON object and a newline
  std::size_t entries;
};
// not_found: no such record here. not_ready: none of its versions is both sealed and open here.
Result<ExportedRecord> export_record(const Session& session, const RecordId& root);

}  // namespace tacit::usecases
