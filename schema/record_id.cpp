#include "schema/record_id.hpp"

#include <algorithm>

#include "crypto/hash.hpp"
#include "crypto/random.hpp"

namespace tacit {
namespace {

constexpr std::size_t kRandomBytes = 8;

Hash binding_of(const RecordId& rid, const OrgId& org, const DeviceId& dev) {
  Bytes bound = to_bytes(as_bytes("tacit/v1/rid"));
  append_lp(bound, org.view());
  append_lp(bound, dev.view());
  append(bound, rid.view().first(kRandomBytes));
  return sha256(bound);
}

}  // namespace

RecordId make_record_id(const OrgId& org, const DeviceId& dev) {
  RecordId rid;
  crypto::fill_random(std::span(rid.bytes).first(kRandomBytes));
  const Hash binding = binding_of(rid, org, dev);
  std::copy_n(binding.bytes.begin(), RecordId::kSize - kRandomBytes, rid.bytes.begin() + kRandomBytes);
  return rid;
}

bool is_record_id_of(const RecordId& rid, const OrgId& org, const DeviceId& dev) {
  return std::ranges::equal(rid.view().subspan(kRandomBytes),
                            binding_of(rid, org, dev).view().first(RecordId::kSize - kRandomBytes));
}

}  // namespace tacit
