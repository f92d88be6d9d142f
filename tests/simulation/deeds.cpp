#include <algorithm>

#include "client/vault/parts.hpp"
#include "crypto/random.hpp"
#include "schema/entry.hpp"
#include "schema/invitation.hpp"
#include "tests/simulation/history.hpp"

// What people do in a history. Decisions of the steward become tasks, done in their order at the next occasions.
namespace tacit::simulation {
namespace {

constexpr std::size_t kMostDevices = 8;
constexpr std::size_t kMostTeams = 3;
constexpr std::size_t kMostGrants = 2;
constexpr std::int32_t kInvitationDays = 90;

std::set<TeamId> as_set(const std::vector<TeamId>& teams) { return {teams.begin(), teams.end()}; }

Role some_role(Dice& dice) {
  switch (dice.below(5)) {
    case 0: return Role::auditor;
    case 1:
    case 2: return Role::staff;
    default: return Role::worker;
  }
}

}  // namespace

// `ops` answers with nothing once it has come true.
void History::wish(Actor& actor, std::string what, std::function<std::vector<roster::Op>(const Roster&)> ops,
                   std::function<void()> afterwards) {
  tell(actor, "wants to " + what);
  actor.tasks.push_back([this, &actor, what, ops, afterwards](usecases::Connection& connection) {
    sync::Wish wish;
    wish.ops = [ops](const Roster& roster) -> Result<std::vector<roster::Op>> { return ops(roster); };
    if (synchronise(actor, connection, std::move(wish)).stopped) return false;
    demand(ops(*actor.device->memory().roster()).empty(), "a wish did not come true: " + what);
    tell(actor, "has come to " + what);
    if (afterwards) afterwards();
    return true;
  });
}

void History::add_team() {
  if (teams_.size() == kMostTeams) return;
  const auto team = random_id<TeamId>();
  teams_.push_back(team);
  const bool joins = dice_.once_in(2);
  if (joins) founder().member.teams.insert(team);
  const std::set<TeamId> own = founder().member.teams;
  wish(founder(), "add " + team_name(team), [=, this](const Roster& roster) {
    std::vector<roster::Op> ops;
    if (roster.has_team(team)) return ops;
    ops.emplace_back(roster::AddTeam{team});
    if (joins) ops.emplace_back(roster::ChangeRole{founder().device->id(), Role::staff, {own.begin(), own.end()}});
    return ops;
  });
}

void History::open_grant() {
  if (grants_.size() == kMostGrants) return;
  const auto grant = random_id<TeamId>();
  grants_.push_back(grant);
  wish(founder(), "open grant " + std::to_string(grants_.size()), [grant](const Roster& roster) {
    if (roster.has_grant(grant)) return std::vector<roster::Op>();
    return std::vector<roster::Op>{roster::Fund{grant}};
  });
}

// To some of the grants or, by none, to nothing any more.
void History::restrict_auditor() {
  Actor* const member = some_member();
  if (member == nullptr || member->member.role != Role::auditor) return;
  std::set<TeamId> grants;
  for (const TeamId& grant : grants_)
    if (dice_.once_in(2)) grants.insert(grant);
  member->member.grants = grants;
  wish(founder(), "restrict " + member->member.name + " to " + std::to_string(grants.size()) + " grants",
       [id = member->device->id(), grants](const Roster& roster) {
         const Roster::Device* now = roster.device(id);
         if (!now->active() || now->role != Role::auditor || now->grants == grants) return std::vector<roster::Op>();
         return std::vector<roster::Op>{roster::Restrict{id, {grants.begin(), grants.end()}}};
       });
}

void History::invite() {
  if (actors_.size() == kMostDevices || teams_.empty()) return;
  const Role role = some_role(dice_);
  Actor& newcomer = add_actor(role, role == Role::auditor ? std::vector<TeamId>() : some_teams());
  const Roster& roster = *founder().device->memory().roster();
  const sync::Pin pin{roster.seq(), roster.head()};
  const bool vault = with_vault_ && actors_.size() == 3;
  newcomer.device =
      vault ? make_vault_device(scratch_.at(newcomer.member.name), org_, pin) : make_light_device(org_, pin);
  newcomer.inv = random_id<InvitationId>();
  const auto secret = std::make_shared<const InvitationSecret>(InvitationSecret::random());
  tell(newcomer, vault ? "is invited, with a vault" : "is invited");
  const Day expires{clock_.today().since_epoch + kInvitationDays};
  founder().tasks.push_back([inv = newcomer.inv, expires](usecases::Connection& connection) {
    return connection.exchange({"POST", api::kInvitations, {}, api::encode(api::Announce{inv, expires})}).has_value();
  });
  ask_to_join(newcomer, *secret);
  check_join(newcomer, secret);
}

void History::ask_to_join(Actor& newcomer, const InvitationSecret& secret) {
  auto join = make_join(newcomer.inv, secret, newcomer.device->memory().signing_key(), newcomer.device->keys().box_pk);
  demand(join.has_value(), "a join request cannot be made");
  newcomer.tasks.push_back([&newcomer, body = api::encode(api::EnrolRequest{*join})](usecases::Connection& connection) {
    if (newcomer.member.standing != Member::Standing::invited) return true;
    return connection.exchange({"POST", api::kEnrolments, {}, body}).has_value();
  });
}

// Comes to the end of the steward's list again and again, until the request is there.
void History::check_join(Actor& newcomer, std::shared_ptr<const InvitationSecret> secret) {
  founder().tasks.push_back([this, &newcomer, secret](usecases::Connection& connection) {
    const auto body = connection.exchange({"GET", api::kEnrolments, {}, {}});
    if (!body) return false;
    const auto enrolments = api::decode<api::Enrolments>(*body);
    demand(enrolments.has_value(), "the list of join requests cannot be read");
    for (const SignedJoin& request : enrolments->joins) {
      const auto join = read_join(request.jws);
      if (!join || join->inv != newcomer.inv || !check_join_mac(request, *secret)) continue;
      demand(join->keys == newcomer.device->keys(), "somebody else joins by this invitation");
      admit(newcomer);
      return true;
    }
    check_join(newcomer, secret);
    return true;
  });
}

void History::admit(Actor& newcomer) {
  const roster::Admit op{newcomer.inv,
                         newcomer.device->keys(),
                         newcomer.member.role,
                         {newcomer.member.teams.begin(), newcomer.member.teams.end()}};
  wish(
      founder(), "admit " + newcomer.member.name,
      [op](const Roster& roster) {
        if (roster.device(device_id_of(op.keys.sign_pk)) != nullptr) return std::vector<roster::Op>();
        return std::vector<roster::Op>{op};
      },
      [&newcomer] { newcomer.member.standing = Member::Standing::admitted; });
}

void History::revoke() {
  Actor* const member = some_member();
  if (member == nullptr) return;
  member->member.standing = Member::Standing::revoked;
  wish(founder(), "revoke " + member->member.name, [id = member->device->id()](const Roster& roster) {
    if (!roster.device(id)->active()) return std::vector<roster::Op>();
    return std::vector<roster::Op>{roster::Revoke{id}};
  });
}

void History::change_role() {
  Actor* const member = some_member();
  if (member == nullptr) return;
  const Role role = some_role(dice_);
  assign(*member, role, role == Role::auditor ? std::vector<TeamId>() : some_teams());
}

void History::assign(Actor& member, Role role, std::vector<TeamId> teams) {
  member.member.role = role;
  member.member.teams = as_set(teams);
  if (role != Role::auditor) member.member.grants.clear();
  std::string what = "make " + member.member.name + " " + std::string(to_text(role));
  for (const TeamId& team : teams) what += " " + team_name(team);
  wish(founder(), what, [id = member.device->id(), role, teams](const Roster& roster) {
    const Roster::Device* now = roster.device(id);
    if (!now->active() || (now->role == role && now->teams == as_set(teams))) return std::vector<roster::Op>();
    return std::vector<roster::Op>{roster::ChangeRole{id, role, teams}};
  });
}

// Everybody leaves a team to which this device has sealed something that is not in the log yet. It cannot be sent any
// more: it has to become a draft again.
void History::empty_team(Actor& author) {
  const auto waiting = author.device->memory().unacknowledged(1);
  if (waiting.empty()) return;
  const auto to = read_entry(waiting.front().jws).value().entry.to;
  const auto team = std::ranges::find(to, Scope::Kind::team, [](const Address& of) { return of.scope.kind; });
  if (team == to.end()) return;
  if (&author != &founder()) author.cut_until = timeline_.now() + std::chrono::hours(dice_.between(1, 24));
  for (const auto& member : actors_) {
    std::set<TeamId> teams = member->member.teams;
    if (member->member.standing == Member::Standing::admitted && teams.erase(team->scope.id) == 1)
      assign(*member, member->member.role, {teams.begin(), teams.end()});
  }
  timeline_.after(std::chrono::seconds(1), [this] { session(founder()); });
}

void History::write() {
  Actor& actor = *actors_[dice_.below(actors_.size())];
  const Roster::Device* self = actor.device->self();
  if (self == nullptr || self->role == Role::auditor || !actor.device->memory().pack()) return;
  for (auto count = dice_.between(1, 3); count > 0; --count) {
    if (dice_.once_in(3) || (actor.malicious && dice_.once_in(2)))
      correct(actor);
    else
      write_new(actor);
  }
}

void History::write_new(Actor& actor) {
  const Roster::Device* self = actor.device->self();
  Circumstances with{.today = actor.clock->today(),
                     .team = {},
                     .other_teams = {},
                     .clients = {},
                     .holder = self->id,
                     .role = self->role};
  for (const Written& one : written_)
    if (const auto* registration = std::get_if<record::ClientRegister>(&one.record))
      with.clients.push_back(registration->client);
  if (self->teams.empty() || dice_.once_in(12)) return save(actor, invent_without_team(dice_, with));
  const std::vector<TeamId> known = actor.device->memory().roster()->teams();
  const std::vector<TeamId> own{self->teams.begin(), self->teams.end()};
  // Nothing keeps a malicious member from sealing to a team it is not in.
  with.team = Scope::team(dice_.one_of(actor.malicious ? known : own));
  for (const TeamId& team : known)
    if (Scope::team(team) != with.team) with.other_teams.push_back(Scope::team(team));
  const auto claimed = id_to_steal(actor);
  Invented made = invent(dice_, with);
  for (const TeamId& grant : actor.device->memory().roster()->grants())
    if (made.audit_face && dice_.once_in(2)) made.grants.push_back(Scope::grant(grant));
  save(actor, std::move(made), claimed);
}

// Of somebody else's record, sent or not: as if its sealed faces had been seen before they were in the log.
std::optional<RecordId> History::id_to_steal(const Actor& actor) {
  if (!actor.malicious || !actor.device->can_lie() || !dice_.once_in(4)) return std::nullopt;
  std::set<RecordId> own, others;
  for (const Written& one : written_) (actors_[one.author].get() == &actor ? own : others).insert(one.rid);
  for (const RecordId& rid : own) others.erase(rid);
  if (others.empty()) return std::nullopt;
  return dice_.one_of(std::vector<RecordId>(others.begin(), others.end()));
}

bool History::has_right(const Actor& actor, const Written& original) const {
  if (actors_[original.author].get() == &actor) return true;
  const Roster::Device* self = actor.device->self();
  if (self->role != Role::staff || original.scopes.empty()) return false;
  return original.scopes.front() == Scope::org() ||
         std::any_of(self->teams.begin(), self->teams.end(),
                     [&](const TeamId& team) { return original.scopes.front() == Scope::team(team); });
}

// Corrects or voids something this device has read, or what it wrote itself. Who lies needs no more than an audit face,
// and tries it on the records of teams that they are not in.
void History::correct(Actor& actor) {
  std::vector<Held> candidates = actor.device->held();
  const bool of_others = actor.malicious && dice_.once_in(2);
  std::erase_if(candidates, [&](const Held& held) {
    return !held.index || !(of_others ? held.audit && !held.team : held.team.has_value());
  });
  if (candidates.empty()) return;
  std::sort(candidates.begin(), candidates.end(), [](const Held& a, const Held& b) { return *a.index < *b.index; });
  const Held& target = dice_.one_of(candidates);
  const RecordId root = vault::root_of(target.rid, target.team, target.audit);
  // A thief holds its own record under the id of another's correction.
  const auto original = std::find_if(written_.begin(), written_.end(), [&](const Written& one) {
    return one.rid == root && record::to_body(one.record).has_value();
  });
  demand(original != written_.end(), actor.member.name + " holds a record that nobody wrote");
  if (!actor.malicious && !has_right(actor, *original)) return;
  const auto body = record::to_body(original->record);
  const bool strange = actor.malicious && !original->scopes.empty() && dice_.once_in(4);
  const auto replacement =
      strange ? std::optional(of_another_kind(*body, actor.clock->today())) : changed(dice_, *body);
  Invented made{.kind = {},
                .record = {},
                .scopes = original->scopes,
                .audit_face = original->audit_face,
                .grants = original->grants};
  if (!replacement || dice_.once_in(3))
    made.record = record::Void{root, target.hash, "reason"};
  else
    made.record = record::Correct{root, target.hash, *replacement};
  if (strange) made.audit_face = has_audit_face(made.record);
  made.kind = std::string(record::kind_of(made.record));
  save(actor, std::move(made));
}

void History::save(Actor& actor, Invented made, const std::optional<RecordId>& claimed) {
  const RecordId rid = actor.device->draft(made, claimed);
  std::string line = "writes record " + std::to_string(written_.size()) + ", a " + made.kind;
  for (const Scope& scope : made.scopes) line += scope.kind == Scope::Kind::team ? " " + team_name(scope.id) : " org";
  if (claimed) line += ", under the id of another's record";
  tell(actor, line);
  const auto self = std::find_if(actors_.begin(), actors_.end(), [&](const auto& one) { return one.get() == &actor; });
  written_.push_back({static_cast<std::size_t>(self - actors_.begin()), rid, std::move(made.record),
                      std::move(made.scopes), made.audit_face, std::move(made.grants), claimed.has_value()});
}

}  // namespace tacit::simulation
