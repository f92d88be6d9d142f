#pragma once
#include "client/usecases/sync.hpp"

namespace tacit::usecases {

struct NewTeam {
  std::string name;   // a label: the server sees a random id
  bool join = false;  // this steward becomes a member
};
struct TeamAdded {
  TeamId team;
  sync::Outcome sync;
};
// Stewards only. Interrupted, it goes on when the same name is given again. already_done if a team has that name.
Result<TeamAdded> add_team(const Online& online, const NewTeam& team);

struct TeamLine {
  TeamId team;
  std::string name;
  std::size_t members;
};
Result<std::vector<TeamLine>> list_teams(const Session& session);

// A team by its label or 26-character id. not_found | invalid_argument when two have the name.
Result<TeamId> find_team(const Session& session, std::string_view named);
Result<std::vector<TeamId>> find_teams(const Session& session, const std::vector<std::string>& named);  // sorted

}  // namespace tacit::usecases
