#pragma once
#include "client/usecases/recording.hpp"

// Outings, group sessions and labels.
namespace tacit::usecases {

struct NewOuting {
  std::optional<Day> day;
  std::string kind, site, route;
  record::TimeOfDay time = record::TimeOfDay::day;
  std::vector<DeviceId> crew;  // default: this device
  std::optional<std::string> team;
  std::vector<std::string> grants = {};  // codes of those who pay for it and for what is done on it
};
Result<RecordId> add_outing(Session& session, const NewOuting& outing);

struct NewGroup {
  std::optional<Day> day;
  std::string kind, topic, site;
  std::int64_t participants = 0;
  std::vector<Personal<std::string>> known;  // codes of those who have one
  std::optional<std::string> team;
  std::vector<std::string> grants = {};
};
Result<RecordId> add_group(Session& session, const NewGroup& group);

}  // namespace tacit::usecases
