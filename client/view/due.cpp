#include <algorithm>

#include "client/view/json.hpp"

namespace tacit::view {

json::object due_json(const usecases::Due& due) {
  json::object out{{"follow_up", due.what.key},
                   {"label", due.label},
                   {"started", to_text(due.what.started)},
                   {"due", to_text(due.what.due)},
                   {"days_left", std::max<std::int64_t>(due.days, 0)},
                   {"days_over", std::max<std::int64_t>(-due.days, 0)},
                   {"attempts", due.what.attempts},
                   {"attempts_allowed", due.what.attempts_allowed}};
  if (due.person) out["code"] = due.person->code.to_text();
  if (due.person && due.person->has_identifiers) out["nickname"] = due.person->nickname.expose(Disclose());
  if (due.put_off)
    out["put_off"] =
        json::object{{"until", to_text(due.put_off->until)}, {"reason", due.put_off->reason.expose(Disclose())}};
  return out;
}

}  // namespace tacit::view
