#include "client/sync/effects.hpp"

namespace tacit::sync {

bool Effects::empty() const {
  return links.empty() && seeds.empty() && secrets.empty() && !pack && blobs_kept.empty() && blobs_dropped.empty() &&
         !wraps_from && !checkpoint && claims.empty() && claims_settled.empty() && unsealed.empty() && sealed.empty() &&
         sent.empty() && adopted.empty() && !own_chain && received.empty() && opened.empty() && matched.empty() &&
         seen.empty() && cursors.empty() && alarms.empty();
}

}  // namespace tacit::sync
