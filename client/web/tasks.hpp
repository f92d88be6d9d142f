#pragma once
#include <string_view>

#include "client/web/job.hpp"

// The calls of docs/web.md that go over the network, each a thin face of one verb: it takes JSON apart at once, and
// asks the verb when its turn comes.
namespace tacit::web {

using MakeTask = Result<Task> (*)(const json::value& body);
// Null if there is none of that name.
MakeTask find_task(std::string_view call);

}  // namespace tacit::web
