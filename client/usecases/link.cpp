#include "client/usecases/link.hpp"

#include <algorithm>
#include <deque>
#include <map>
#include <set>
#include <tuple>

#include "client/usecases/grant.hpp"

namespace tacit::usecases {
namespace {

struct Edge {
  ClientId kept, duplicate;
  auto operator<=>(const Edge&) const = default;
};
// A link that auditors have to be told of, and which grants.
struct Telling {
  Edge edge;
  std::vector<Scope> grants;
};

// Of what auditors are told of it: contacts and steps of cases.
bool is_about(const record::Body& body, const ClientId& client) {
  if (const auto* contact = std::get_if<record::Contact>(&body)) return contact->client == client;
  const auto* step = std::get_if<record::Case>(&body);
  return step != nullptr && step->client == client;
}

// Whose auditors have rows of this very code in that quarter.
std::set<Scope> grants_told_of(const Vault& vault, const ClientId& client, std::string_view quarter) {
  std::set<Scope> out;
  for (const auto& history : vault.histories_of(client)) {
    const auto body = effective_body(vault, history.root);
    if (!body || !is_about(*body, client) || quarter_of(record::day_of(*body)) != quarter) continue;
    for (const Scope& grant : grants_of_record(vault, history.root)) out.insert(grant);
  }
  return out;
}

// Codes of one person, and what was recorded that says so. Auditors have to be able to follow links from each code that
// they have rows of to every other one; only links that somebody recorded are told, so that a void takes all back.
class Group {
 public:
  Group(const Vault& vault, const ClientId& client) : vault_(vault) { add(vault.links_around(client)); }
  void add(const std::vector<Vault::Linked>& links) {
    for (const auto& link : links) {
      edges_.insert({link.kept, link.duplicate});
      roots_.emplace(Edge{link.kept, link.duplicate}, link.root);
      const auto body = effective_body(vault_, link.root);
      const auto* said = body ? std::get_if<record::ClientLink>(&*body) : nullptr;
      if (said == nullptr || said->quarter.empty()) continue;
      auto& told = told_[{{link.kept, link.duplicate}, said->quarter}];
      for (const Scope& grant : grants_of_record(vault_, link.root)) told.insert(grant);
    }
  }
  void add(const Edge& edge) { edges_.insert(edge); }

  std::set<ClientId> members() const {
    std::set<ClientId> out;
    for (const Edge& edge : edges_) out.insert({edge.kept, edge.duplicate});
    return out;
  }

  // The links that are not told yet where they have to be. `rows`: who has rows in that quarter, and which grants were
  // told of them.
  std::vector<Telling> missing(const std::string& quarter, const std::map<ClientId, std::set<Scope>>& rows) const {
    std::set<Scope> grants;
    std::set<ClientId> all;
    for (const auto& [client, told] : rows) {
      all.insert(client);
      grants.insert(told.begin(), told.end());
    }
    std::map<Edge, std::vector<Scope>> needed;
    for (const Edge& edge : between(all)) needed[edge];
    for (const Scope& grant : grants) {
      std::set<ClientId> theirs;
      for (const auto& [client, told] : rows)
        if (told.contains(grant)) theirs.insert(client);
      for (const Edge& edge : between(theirs)) needed[edge].push_back(grant);
    }
    std::vector<Telling> out;
    for (auto& [edge, list] : needed) {
      const auto told = told_.find({edge, quarter});
      if (told != told_.end()) std::erase_if(list, [&](const Scope& grant) { return told->second.contains(grant); });
      if (told != told_.end() && list.empty()) continue;
      for (auto& part : in_parts(list)) out.push_back({edge, std::move(part)});
    }
    return out;
  }

  // Whoever may void a link may void what repeats it; but nobody reads in a team that has no members any more, and what
  // goes there waits for ever.
  std::vector<Scope> scopes_of(const Edge& edge, const TeamId& otherwise) const {
    std::vector<Scope> scopes;
    if (const auto root = roots_.find(edge); root != roots_.end())
      scopes = scopes_of_record(vault_, root->second).value_or(std::vector<Scope>());
    std::erase_if(scopes, [&](const Scope& scope) { return vault_.roster()->closed(scope); });
    return scopes.empty() ? std::vector<Scope>{Scope::team(otherwise)} : scopes;
  }

 private:
  // The links on the ways from the first of them to each other one.
  std::set<Edge> between(const std::set<ClientId>& clients) const {
    std::set<Edge> out;
    if (clients.size() < 2) return out;
    std::map<ClientId, const Edge*> came_by{{*clients.begin(), nullptr}};
    for (std::deque<ClientId> waiting{*clients.begin()}; !waiting.empty(); waiting.pop_front())
      for (const Edge& edge : edges_) {
        if (edge.kept != waiting.front() && edge.duplicate != waiting.front()) continue;
        const ClientId& end = edge.kept == waiting.front() ? edge.duplicate : edge.kept;
        if (came_by.emplace(end, &edge).second) waiting.push_back(end);
      }
    for (ClientId at : clients)
      for (auto way = came_by.find(at); way != came_by.end() && way->second != nullptr; way = came_by.find(at)) {
        out.insert(*way->second);
        at = way->second->kept == at ? way->second->duplicate : way->second->kept;
      }
    return out;
  }

  const Vault& vault_;
  std::set<Edge> edges_;
  std::map<std::pair<Edge, std::string>, std::set<Scope>> told_;
  std::map<Edge, RecordId> roots_;  // a record of each
};

Result<Vault::NewRecord> link_of(const Recorder& recorder, const Telling& one, Day day, std::string quarter,
                                 std::vector<Scope> scopes) {
  return prepare(recorder,
                 record::ClientLink{
                     .kept = one.edge.kept, .duplicate = one.edge.duplicate, .day = day, .quarter = std::move(quarter)},
                 std::move(scopes), one.grants);
}

}  // namespace

Result<std::vector<Vault::NewRecord>> prepare_links(const Recorder& recorder, const TeamId& team, const ClientId& kept,
                                                    const ClientId& duplicate, Day day) {
  const Vault& vault = *recorder.vault;
  const Edge fresh{kept, duplicate};
  Group group(vault, kept);
  group.add(vault.links_around(duplicate));
  group.add(fresh);
  std::map<std::string, std::map<ClientId, std::set<Scope>>> rows;
  for (const ClientId& member : group.members())
    for (const std::string& quarter : vault.told_quarters(member))
      rows[quarter][member] = grants_told_of(vault, member, quarter);
  std::vector<Vault::NewRecord> ours, others;
  for (const auto& [quarter, clients] : rows)
    for (const Telling& one : group.missing(quarter, clients)) {
      TRY(auto record, link_of(recorder, one, day, quarter, group.scopes_of(one.edge, team)));
      (one.edge == fresh ? ours : others).push_back(std::move(record));
    }
  if (ours.empty()) {
    TRY(auto record, link_of(recorder, {fresh, {}}, day, {}, {Scope::team(team)}));
    ours.push_back(std::move(record));
  }
  std::ranges::move(others, std::back_inserter(ours));
  return ours;
}

Result<std::vector<Vault::NewRecord>> prepare_missing_links(const Recorder& recorder, const TeamId& team,
                                                            const ClientId& client, Day day,
                                                            const std::vector<Scope>& grants) {
  const Vault& vault = *recorder.vault;
  const std::string quarter = quarter_of(day);
  const Group group(vault, client);
  std::map<ClientId, std::set<Scope>> rows;
  for (const ClientId& member : group.members()) {
    const auto told = vault.told_quarters(member);
    if (std::ranges::find(told, quarter) != told.end()) rows[member] = grants_told_of(vault, member, quarter);
  }
  rows[client].insert(grants.begin(), grants.end());
  std::vector<Vault::NewRecord> records;
  for (const Telling& one : group.missing(quarter, rows)) {
    TRY(auto record, link_of(recorder, one, recorder.today, quarter, group.scopes_of(one.edge, team)));
    records.push_back(std::move(record));
  }
  return records;
}

void drop_repeated_links(std::vector<Vault::NewRecord>& records) {
  std::set<std::tuple<ClientId, ClientId, std::string, std::vector<Scope>>> seen;
  std::erase_if(records, [&](const Vault::NewRecord& one) {
    const auto* link = std::get_if<record::ClientLink>(&one.record);
    return link != nullptr && !seen.emplace(link->kept, link->duplicate, link->quarter, one.grants).second;
  });
}

}  // namespace tacit::usecases
