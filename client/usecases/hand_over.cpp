#include "client/usecases/hand_over.hpp"

#include <algorithm>
#include <sstream>

#include "client/usecases/member.hpp"
#include "client/usecases/prepared.hpp"
#include "crypto/encoding.hpp"
#include "schema/hand_over.hpp"

namespace tacit::usecases {
namespace {

std::string label_of(const Session& session, const DeviceId& device) {
  return session.vault.label(record::Label::Subject::device, id_text(device));
}

std::set<std::string> common_scopes(const Roster::Device& one, const Roster::Device& other) {
  std::set<std::string> out;
  for (const TeamId& team : one.teams)
    if (other.teams.contains(team)) out.insert(to_text(Scope::team(team)));
  return out;
}

Result<const Roster::Device*> own_device(const Session& session, const Vault::Identity& identity) {
  const Roster* roster = session.vault.roster();
  const Roster::Device* self = roster == nullptr ? nullptr : roster->device(identity.dev);
  if (self == nullptr) return fail(Code::not_ready, "this device is not admitted yet, as far as it knows: sync first");
  if (!self->active()) return fail(Code::not_allowed, "this device has been revoked");
  return self;
}

bool is_of(const Session& session, const Vault::Person& person, const std::set<std::string>& scopes) {
  const auto registered = session.vault.registered_in(person.client);
  return std::any_of(registered.begin(), registered.end(), [&](const auto& scope) { return scopes.contains(scope); });
}

// With every code that is linked to them.
Result<std::vector<Vault::Person>> people_asked(const Session& session, const std::vector<Personal<std::string>>& who) {
  std::set<ClientId> wanted;
  for (const auto& asked : who) {
    TRY(const Vault::Person person, find_client(session, asked));
    wanted.insert(session.vault.canonical(person.client));
  }
  std::set<ClientId> found;
  std::vector<Vault::Person> out;
  for (auto& person : session.vault.people_with_identifiers()) {
    const ClientId canonical = session.vault.canonical(person.client);
    if (!wanted.contains(canonical)) continue;
    found.insert(canonical);
    out.push_back(std::move(person));
  }
  if (found != wanted) return fail(Code::not_found, "of one of them nothing is kept on this device");
  return out;
}

HandedIdentifiers handed(const Vault::Person& person) {
  return {person.client, person.name, person.nickname, person.phone, person.note, person.other_codes};
}

// ---- merging -----------------------------------------------------------------------------------------------------

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> out;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);)
    if (!line.empty()) out.push_back(line);
  return out;
}

// One person here, and what another device knows of them.
class Merge {
 public:
  // `source` says in the note where it came from.
  Merge(Vault::Person here, std::string source) : here_(std::move(here)), source_(std::move(source)) {
    note_ = here_.note.expose(Disclose());
  }

  void take(const HandedIdentifiers& there) {
    take_value(here_.name, there.name, "name: ");
    take_value(here_.nickname, there.nickname, "nickname: ");
    take_value(here_.phone, there.phone, "phone: ");
    take_codes(there.other_codes.expose(Disclose()));
    take_note(there.note.expose(Disclose()));
    here_.note = Personal(note_);
    changed_ = changed_ || !here_.has_identifiers;
    here_.has_identifiers = true;
  }
  const Vault::Person& person() const { return here_; }
  bool changed() const { return changed_; }
  bool differs() const { return differs_; }

 private:
  void take_value(Personal<std::string>& mine, const Personal<std::string>& theirs, std::string_view what) {
    const std::string& text = theirs.expose(Disclose());
    if (text.empty() || mine == theirs) return;
    if (mine.expose(Disclose()).empty()) {
      mine = theirs;
      changed_ = true;
    } else {
      add_to_note(std::string(what) + text);
    }
  }

  void take_codes(const std::string& text) {
    std::string codes = here_.other_codes.expose(Disclose());
    for (const std::string& code : lines_of(text)) {
      const auto known = lines_of(codes);
      if (std::find(known.begin(), known.end(), code) != known.end()) continue;
      codes += (codes.empty() || codes.back() == '\n' ? "" : "\n") + code;
      changed_ = true;
    }
    here_.other_codes = Personal(std::move(codes));
  }

  void take_note(const std::string& text) {
    if (text.empty() || note_.find(text) != std::string::npos) return;
    if (here_.note.expose(Disclose()).empty() && note_.empty()) {
      note_ = text;
      changed_ = true;
    } else {
      add_to_note(text);
    }
  }

  // Once: another hand-over may say the same again.
  void add_to_note(const std::string& text) {
    const auto said = [&](const std::string& line) { return line.starts_with('[') && line.ends_with("] " + text); };
    const auto lines = lines_of(note_);
    if (std::any_of(lines.begin(), lines.end(), said)) return;
    note_ += (note_.empty() ? "[" : "\n[") + source_ + "] " + text;
    differs_ = changed_ = true;
  }

  Vault::Person here_;
  const std::string source_;
  std::string note_;
  bool changed_ = false, differs_ = false;
};

// ---- judging -----------------------------------------------------------------------------------------------------

Result<const Roster::Device*> trusted_sender(const Session& session, const Vault::Identity& identity,
                                             const OpenedHandOver& opened) {
  TRY(const Roster::Device* self, own_device(session, identity));
  if (opened.content.org != session.vault.roster()->org())
    return fail(Code::wrong_organisation, "this hand-over is from another organisation");
  if (opened.content.to != identity.dev) return fail(Code::not_allowed, "this hand-over was meant for another device");
  const Roster::Device* sender = session.vault.roster()->device(opened.jws.kid);
  if (sender == nullptr)
    return fail(Code::not_admitted, "this hand-over is from a device that is not known here: sync, and try again");
  CHECK(verify_jws(opened.jws, sender->keys.sign_pk));
  if (!sender->active()) return fail(Code::not_admitted, "this hand-over is from a device that has been revoked");
  if (common_scopes(*self, *sender).empty())
    return fail(Code::not_allowed, "this hand-over is from a device that shares no team with this one");
  return sender;
}

Result<void> check_day(Day made, Day today) {
  if (made.since_epoch > today.since_epoch + 1)
    return fail(Code::not_ready, "this hand-over is dated after today: one of the two clocks is wrong");
  if (made.since_epoch < today.since_epoch - kHandOverDays)
    return fail(Code::expired, "this hand-over is more than 30 days old: ask for a new one");
  return {};
}

}  // namespace

Result<HandedOver> hand_over(const Session& session, const NewHandOver& wanted) {
  TRY(const Vault::Identity identity, session.vault.identity());
  TRY(const Roster::Device* self, own_device(session, identity));
  TRY(const Roster::Device* to, find_member(session, wanted.to));
  if (to->id == self->id) return fail(Code::invalid_argument, "that is this device itself");
  const auto scopes = common_scopes(*self, *to);
  if (scopes.empty()) return fail(Code::not_allowed, "that device shares no team with this one");
  HandOver content{session.vault.roster()->org(), to->id, session.clock.today(), {}};
  HandedOver out{.file = {}, .people = 0, .to = to->id, .to_name = label_of(session, to->id)};
  auto people = session.vault.people_with_identifiers();
  if (wanted.who) {
    TRY(people, people_asked(session, *wanted.who));
  }
  for (const auto& person : people) {
    if (is_of(session, person, scopes))
      content.people.push_back(handed(person));
    else
      ++out.other_teams;
  }
  if (wanted.who && out.other_teams > 0)
    return fail(Code::not_allowed, "one of them was registered for a team that the other device is not in");
  if (content.people.empty()) return fail(Code::not_found, "there is nobody to hand over");
  std::sort(content.people.begin(), content.people.end(),
            [](const auto& one, const auto& other) { return one.client < other.client; });
  out.people = content.people.size();
  TRY(out.file, seal_hand_over(content, SigningKey::from_seed(identity.sign_seed), to->keys.box_pk));
  return out;
}

Result<AcceptedHandOver> accept_hand_over(Session& session, ByteView file) {
  TRY(const Vault::Identity identity, session.vault.identity());
  TRY(const OpenedHandOver opened, open_hand_over(file, BoxKeyPair::from_seed(identity.box_seed)));
  TRY(const Roster::Device* sender, trusted_sender(session, identity, opened));
  const Day today = session.clock.today();
  CHECK(check_day(opened.content.day, today));
  AcceptedHandOver out{.from = sender->id, .from_name = label_of(session, sender->id), .day = opened.content.day};
  out.people = opened.content.people.size();
  const std::string source =
      to_text(out.day) + " " + (out.from_name.empty() ? id_text(sender->id).substr(0, 8) : out.from_name);
  std::vector<Vault::Person> changed;
  for (const HandedIdentifiers& there : opened.content.people) {
    const bool is_here = session.vault.person(there.client).has_value();
    Merge merge(session.vault.identifiers_of(there.client), source);
    merge.take(there);
    CHECK(check_identifiers(merge.person()));
    if (!is_here) ++out.not_here_yet;
    if (merge.differs() && is_here) out.differing.push_back(merge.person().code);
    if (merge.changed() && !merge.differs()) ++out.completed;
    if (!merge.changed()) ++out.unchanged;
    if (merge.changed()) changed.push_back(merge.person());
  }
  CHECK(session.vault.accept(opened.signed_hash, changed, today));
  return out;
}

}  // namespace tacit::usecases
