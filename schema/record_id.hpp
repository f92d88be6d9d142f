#pragma once
#include "common/base/ids.hpp"

namespace tacit {

// The rid of a record (protocol §1): eight random bytes, and the beginning of a hash that binds them to the device that
// makes the record. So nobody else can enter a record under it first. Not guaranteed: that a device never draws the
// same twice; the vault looks (Vault::new_record_id).
RecordId make_record_id(const OrgId& org, const DeviceId& dev);
bool is_record_id_of(const RecordId& rid, const OrgId& org, const DeviceId& dev);

}  // namespace tacit
