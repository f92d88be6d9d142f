#include "tests/simulation/verdict.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "tests/simulation/log_reading.hpp"
#include "tests/simulation/records.hpp"
#include "tests/simulation/trace.hpp"

namespace tacit::simulation {
namespace {

struct Faces {
  bool team = false, audit = false;
  void add(const Faces& more) {
    team = team || more.team;
    audit = audit || more.audit;
  }
  bool within(const Faces& other) const { return (!team || other.team) && (!audit || other.audit); }
};

std::string text_of(const record::Record& record) { return json::serialize(record::encode(record)); }

class Judge {
 public:
  explicit Judge(const Ending& ending)
      : ending_(ending), log_(ending.leaves, ending.devices.front().device->id(), ending.policy) {}

  void judge() {
    judge_log();
    judge_roster();
    know_entries();
    judge_keys();
    for (const Ending::One& one : ending_.devices) judge_device(one);
    for (std::size_t author = 0; author < ending_.devices.size(); ++author) judge_sent(author);
  }

 private:
  using Sent = LogReading::Sent;
  enum class At { least, most };

  bool active(const Ending::One& one) const { return one.member.standing == Member::Standing::admitted; }

  void judge_log() const {
    demand(ending_.checkpoint.size == ending_.leaves.size(), "the log's signed size is not the number of its leaves");
    demand(ending_.checkpoint.root == log_.root(ending_.leaves.size()), "the log's root is not that of its leaves");
  }

  // Every decision of the steward stands in the roster, and nothing else.
  void judge_roster() const {
    demand(log_.now().teams == std::set<TeamId>(ending_.teams.begin(), ending_.teams.end()), "the teams differ");
    demand(log_.now().grants == std::set<TeamId>(ending_.grants.begin(), ending_.grants.end()), "the grants differ");
    std::size_t admitted = 0;
    for (const auto& [member, device] : ending_.devices) {
      const auto found = log_.now().devices.find(device->id());
      const bool in = found != log_.now().devices.end();
      demand(in == (member.standing != Member::Standing::invited), member.name + " is in the roster, or is not");
      if (!in) continue;
      ++admitted;
      demand(found->second.active == (member.standing == Member::Standing::admitted),
             member.name + " is active, or not");
      if (!found->second.active) continue;
      demand(found->second.role == member.role && found->second.teams == member.teams &&
                 found->second.grants == member.grants,
             member.name + " has not the role, the teams or the grants it was given");
    }
    demand(admitted == log_.now().devices.size(), "there is a device that nobody admitted");
  }

  // Which record each entry of the log is: its author's device knows. Revoked before the answer came, it never learns
  // that the entry went in.
  void know_entries() {
    for (const Ending::One& one : ending_.devices)
      for (const Held& held : one.device->held())
        if (held.dev == one.device->id() && (held.index || !active(one))) rids_.emplace(held.hash, held.rid);
    for (const Written& one : ending_.written)
      by_rid_.emplace(std::pair(ending_.devices[one.author].device->id(), one.rid), &one);
    for (const Sent& sent : log_.entries()) {
      demand(rids_.contains(sent.hash), "an entry is in the log that its device does not know");
      in_log_.emplace(sent.entry.dev, rids_.at(sent.hash));
    }
  }
  const Written& written(const Sent& sent) const { return *by_rid_.at({sent.entry.dev, rids_.at(sent.hash)}); }

  // Keys are with those to whom the log says they were given, and no one else; and what a present member holds, all
  // present members hold, if the policy lets newcomers see the past.
  void judge_keys() const {
    for (const auto& [at, epoch] : log_.epochs()) {
      const auto& [scope, n] = at;
      const auto members = log_.now().members(scope);
      for (const auto& [member, device] : ending_.devices) {
        const bool has = device->memory().seed(scope, n) != nullptr;
        const bool given = epoch.given.contains(device->id());
        demand(given || !has, member.name + " has a key of " + to_text(scope) + " that nobody gave it");
        if (member.standing == Member::Standing::admitted)
          demand(has || !given, member.name + " has not got a key of " + to_text(scope) + " that was given to it");
      }
      if (ending_.policy == roster::HistoryPolicy::from_now) continue;
      const auto held =
          std::count_if(members.begin(), members.end(), [&](const auto& m) { return epoch.given.contains(m); });
      demand(held == 0 || held == std::ssize(members), "a member of " + to_text(scope) + " was not granted the past");
    }
  }

  // The faces a device opens of an entry: by the keys it holds in its present scopes at least, and in all it ever was
  // in at most. Nothing that came after it had left a scope.
  Faces opens(const Device& device, const Sent& sent, At bound) const {
    Faces out;
    const Faces whole{!written(sent).scopes.empty(), written(sent).audit_face};
    if (sent.entry.dev == device.id()) return whole;
    if (written(sent).stolen) return out;
    for (const Address& to : sent.entry.to) {
      if (!reads(device, to.scope, sent.index, bound) || !log_.holds(device.id(), to.scope, to.epoch)) continue;
      out.add(to.face == Face::team ? whole : Faces{.team = false, .audit = true});
    }
    return out;
  }
  bool reads(const Device& device, const Scope& scope, std::uint64_t index, At bound) const {
    if (bound == At::most) {
      const auto left = log_.left(device.id(), scope);
      return left && index < *left;
    }
    // What goes to a grant goes to `audit` too, and who is in both reads it there.
    if (scope.kind == Scope::Kind::grant && log_.now().members(Scope::audit()).contains(device.id())) return false;
    return log_.now().members(scope).contains(device.id());
  }
  bool knows(const Device& device, const Sent& sent, At bound) const {
    return sent.entry.dev == device.id() ||
           std::any_of(sent.entry.to.begin(), sent.entry.to.end(),
                       [&](const Address& to) { return reads(device, to.scope, sent.index, bound); });
  }

  void judge_device(const Ending::One& one) const {
    const auto& [member, device] = one;
    judge_alarms(one);
    std::map<Hash, Held> held;
    for (Held& entry : device->held()) held.emplace(entry.hash, entry);
    for (const Sent& sent : log_.entries()) {
      const auto found = held.find(sent.hash);
      judge_entry(one, sent, found == held.end() ? nullptr : &found->second);
    }
    for (const auto& [hash, entry] : held)
      if (entry.index) demand(log_.entry(hash) != nullptr, member.name + " holds an entry that is not in the log");
    if (!active(one)) return;
    const auto checkpoint = device->memory().checkpoint();
    demand(checkpoint && checkpoint->root == log_.root(checkpoint->size), member.name + " follows another log");
    judge_versions(one, held);
  }

  // The server is honest: the only alarm is about a record that goes by another's id, on a device that opened it.
  void judge_alarms(const Ending::One& one) const {
    const auto& [member, device] = one;
    const auto meets = [&](At bound) {
      return std::any_of(log_.entries().begin(), log_.entries().end(), [&](const Sent& sent) {
        return written(sent).stolen && std::any_of(sent.entry.to.begin(), sent.entry.to.end(), [&](const Address& to) {
                 return reads(*device, to.scope, sent.index, bound) && log_.holds(device->id(), to.scope, to.epoch);
               });
      });
    };
    const auto alarms = device->memory().alarms();
    for (const Code alarm : alarms)
      demand(alarm == Code::alarm_entry_invalid && meets(At::most),
             member.name + " has an alarm though the server is honest");
    if (active(one) && meets(At::least))
      demand(!alarms.empty(), member.name + " has no alarm though a record goes by another's id");
  }

  void judge_entry(const Ending::One& one, const Sent& sent, const Held* held) const {
    const auto& [member, device] = one;
    const std::string what = member.name + ", leaf " + std::to_string(sent.index) + ": ";
    const bool own = sent.entry.dev == device->id();
    if (held != nullptr) demand(own || knows(*device, sent, At::most), what + "it holds what it must not get");
    if (active(one) && knows(*device, sent, At::least))
      demand(held != nullptr, what + "it lacks an entry it must hold");
    if (held == nullptr) return;
    if (active(one) || !own) demand(held->index == sent.index, what + "it has the entry at another place");
    const Faces open{held->team.has_value(), held->audit.has_value()};
    demand(open.within(opens(*device, sent, At::most)), what + "it has opened what it must not");
    if (active(one)) demand(opens(*device, sent, At::least).within(open), what + "it has not opened what it must");
    if (held->team)
      demand(text_of(*held->team) == text_of(written(sent).record), what + "the record is not what was written");
    if (open.team || open.audit) demand(held->rid == rids_.at(sent.hash), what + "it takes it for another record");
  }

  // ---- which version of a record counts: read by brute force, from the whole log

  struct Change {
    RecordId target;
    Hash entry;
    bool voids;
    std::size_t kind;  // of the replacement's body
  };
  static std::optional<Change> change_in(const record::Record& record) {
    if (const auto* correct = std::get_if<record::Correct>(&record))
      return Change{correct->target, correct->entry, false, correct->replacement.index()};
    if (const auto* annulment = std::get_if<record::Void>(&record))
      return Change{annulment->target, annulment->entry, true, 0};
    return std::nullopt;
  }

  bool may_change(const Sent& change, const Sent& original) const {
    if (change.entry.dev == original.entry.dev) return true;
    const auto& signer = log_.at(change.index).devices.at(change.entry.dev);
    if (signer.role != Role::staff) return false;
    const auto& scopes = written(original).scopes;
    if (scopes.empty()) return false;
    return scopes.front() == Scope::org() || signer.teams.contains(scopes.front().id);
  }

  Effective effective(const Sent& original, const std::map<Hash, Held>& held) const {
    const Sent* current = &original;
    bool voided = false;
    for (bool moved = true; moved;) {
      moved = false;
      for (const Sent& sent : log_.entries()) {
        const auto change = change_in(written(sent).record);
        if (!change || change->target != rids_.at(original.hash) || change->entry != current->hash) continue;
        if (sent.index < current->index || !may_change(sent, original) || !is_open(held, sent.hash)) continue;
        if (!change->voids && change->kind != record::to_body(written(original).record)->index()) continue;
        current = &sent;
        voided = change->voids;
        moved = true;
        break;
      }
    }
    const bool differs = void_kept_from_auditors(original, held);
    if (voided) return {.entry = {}, .voided = true, .differs = differs};
    return {.entry = current->hash, .voided = false, .differs = differs};
  }
  // Of whoever lies, some keep a void from auditors who have the record.
  bool void_kept_from_auditors(const Sent& original, const std::map<Hash, Held>& held) const {
    const auto seen_by_team = [&](const Hash& hash) {
      const auto here = held.find(hash);
      return here != held.end() && here->second.team.has_value();
    };
    return std::ranges::any_of(log_.entries(), [&](const Sent& sent) {
      const auto change = change_in(written(sent).record);
      return change && change->voids && change->target == rids_.at(original.hash) && may_change(sent, original) &&
             seen_by_team(sent.hash) && seen_by_team(original.hash) && written(original).audit_face &&
             !written(sent).audit_face;
    });
  }
  static bool is_open(const std::map<Hash, Held>& held, const Hash& hash) {
    const auto found = held.find(hash);
    return found != held.end() && (found->second.team || found->second.audit);
  }

  bool reads_now(const Device& device, const Sent& sent) const {
    return std::any_of(sent.entry.to.begin(), sent.entry.to.end(),
                       [&](const Address& to) { return reads(device, to.scope, sent.index, At::least); });
  }

  // What was saved counts on its own device, sent or not: a change that can never be sent counts there alone.
  bool changed_by_what_waits(const Ending::One& one, const RecordId& target) const {
    return std::any_of(ending_.written.begin(), ending_.written.end(), [&](const Written& record) {
      const auto change = change_in(record.record);
      return ending_.devices[record.author].device == one.device && change && change->target == target &&
             must_wait(one, record) && !in_log_.contains({one.device->id(), record.rid});
    });
  }

  // Of records in its present scopes: of those it has left it may have missed a change.
  void judge_versions(const Ending::One& one, const std::map<Hash, Held>& held) const {
    for (const Sent& sent : log_.entries()) {
      if (change_in(written(sent).record) || !reads_now(*one.device, sent) || written(sent).stolen) continue;
      // A thief sees its own record under that id.
      if (sent.entry.dev != one.device->id() && by_rid_.contains({one.device->id(), rids_.at(sent.hash)})) continue;
      if (changed_by_what_waits(one, rids_.at(sent.hash))) continue;
      const auto expected = is_open(held, sent.hash) ? effective(sent, held) : Effective{};
      demand(one.device->effective(rids_.at(sent.hash)) == expected,
             one.member.name + ", leaf " + std::to_string(sent.index) + ": another version of the record counts");
    }
  }

  // ---- what was written is in the log, once

  void judge_sent(std::size_t author) const {
    const auto& one = ending_.devices[author];
    std::map<RecordId, int> times;
    for (const Sent& sent : log_.entries())
      if (sent.entry.dev == one.device->id()) ++times[rids_.at(sent.hash)];
    for (const Written& record : ending_.written) {
      if (record.author != author) continue;
      const int found = times[record.rid];
      demand(found <= 1, one.member.name + " has a record in the log twice");
      if (active(one) && !must_wait(one, record))
        demand(found == 1, one.member.name + " has a record that did not reach the log");
      times.erase(record.rid);
    }
    demand(times.empty(), one.member.name + " has a record in the log that nobody wrote");
  }
  // For a team in which nobody is left, and on the device of one who has become an auditor.
  bool must_wait(const Ending::One& one, const Written& record) const {
    if (log_.now().devices.at(one.device->id()).role == Role::auditor) return true;
    return std::any_of(record.scopes.begin(), record.scopes.end(),
                       [&](const Scope& scope) { return log_.now().members(scope).empty(); });
  }

  const Ending& ending_;
  const LogReading log_;
  std::map<Hash, RecordId> rids_;
  std::map<std::pair<DeviceId, RecordId>, const Written*> by_rid_;
  std::set<std::pair<DeviceId, RecordId>> in_log_;
};

}  // namespace

void judge(const Ending& ending) { Judge(ending).judge(); }

}  // namespace tacit::simulation
