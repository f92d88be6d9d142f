#pragma once
#include "common/base/bytes.hpp"

namespace tacit {

// Protocol §1. Texts of these (26 Crockford characters; base64url for hashes) are made in crypto/encoding.hpp.
using Hash = Fixed<struct HashTag, 32>;        // SHA-256
using OrgId = Fixed<struct OrgTag, 32>;        // hash of the genesis link
using DeviceId = Fixed<struct DeviceTag, 16>;  // first 16 bytes of H(sign_pk)
using TeamId = Fixed<struct TeamTag, 16>;
using InvitationId = Fixed<struct InvitationTag, 16>;
using RecordId = Fixed<struct RecordTag, 16>;  // rid
using ClientId = Fixed<struct ClientTag, 16>;  // permanent, never shown
using LotId = Fixed<struct LotTag, 16>;
using Pseudonym = Fixed<struct PseudonymTag, 16>;  // protocol §7

}  // namespace tacit
