#pragma once
#include <string>

#include "schema/entry.hpp"

// The parts of schema/entry.hpp that sealing and opening share.
namespace tacit {

// What the members of an entry demand of each other: scopes once, 1–8 addresses a face, a digest for each face.
Result<void> check_form(const Entry& entry);

// The value of a disclosure (protocol §4), in this member order:
//   {"v":1,"kind":…,"kv":…,"dev":…,"seq":…,"rid":…,"body":{…}}, and in a team face ,"audit":"<the audit disclosure>"
// `kv` is the version of the kind. `audit` is there exactly if the entry has both faces.
std::string encode_face(const FaceContent& content, const DeviceId& dev, std::uint64_t seq,
                        std::string_view audit_disclosure);

}  // namespace tacit
