#include "client/web/calls.hpp"

#include <algorithm>

namespace tacit::web {

Call find_call(std::string_view name) {
  for (const auto& group : {calls_of_the_day(), calls_about_people(), calls_that_record(), calls_that_change(),
                            calls_about_goods(), calls_about_stores(), calls_about_figures(), calls_about_us()}) {
    const auto found = std::find_if(group.begin(), group.end(), [&](const NamedCall& one) { return one.name == name; });
    if (found != group.end()) return found->call;
  }
  return nullptr;
}

}  // namespace tacit::web
