#include "tests/bench/office.hpp"

#include <stdexcept>

#include "client/usecases/found.hpp"
#include "client/usecases/invite.hpp"
#include "client/usecases/join.hpp"
#include "client/usecases/member.hpp"
#include "client/usecases/team.hpp"
#include "crypto/random.hpp"

namespace tacit::bench {
namespace {

constexpr const char* kTeam = "Night route";
constexpr std::size_t kSaved = 500;  // in one transaction
constexpr std::int32_t kDays = 350;

template <class T>
T must(Result<T> result) {
  if (!result) throw std::runtime_error(result.error().text.c_str());
  if constexpr (!std::is_void_v<T>) return std::move(*result);
}

SecretText passphrase() {
  constexpr std::string_view kText = "correct horse battery staple";
  return SecretText(std::span<const char>(kText.data(), kText.size()));
}

record::Contact contact_of(const ClientId& client, Day day) {
  return {.day = day,
          .client = client,
          .anonymous = 0,
          .outing = {},
          .kind = "street-round",
          .time = record::TimeOfDay::day,
          .site = "spb-station",
          .services = {{"wound-care", 1}, {"pre-medical-care", 1}},
          .tests = {},
          .given = {{"hygiene-kit", 1}, {"antiseptic", 2}},
          .about = {},
          .note = {}};
}

Vault::Person person_of(const record::ClientRegister& registered, std::size_t number) {
  const std::string mark = std::to_string(number);
  return {.client = registered.client,
          .code = registered.code,
          .name = Personal("Surname" + mark + " Given"),
          .nickname = Personal("nick" + mark),
          .phone = Personal("+7912" + std::to_string(1'000'000 + number)),
          .note = Personal("stands at the station in the evening " + mark),
          .attributes = registered.attributes,
          .has_identifiers = true};
}

}  // namespace

Office::Office(const std::string& program, const std::filesystem::path& directory, std::string_view pack)
    : directory_(directory), server_(program, directory) {
  Vault& founding = vaults_.emplace("founder", new_vault("founder")).first->second;
  must(usecases::found(online(founding), {.invitation = encode(server_.invitation()),
                                          .name = "Bench",
                                          .device_name = "founder",
                                          .pack = std::string(built_in_pack(pack).value()),
                                          .newcomers_see_history = true}));
  must(usecases::add_team(online(founding), {kTeam, true}));
  admit(vaults_.emplace("worker", new_vault("worker")).first->second, "worker", Role::worker);
  // First the keys of the newcomer's own making, then what was granted of the past.
  sync(worker());
  sync(founder());
  sync(worker());
}

Vault Office::new_vault(const std::string& name) const {
  return must(Vault::create(directory_ / name, passphrase(), kArgon2Floor));
}

void Office::admit(Vault& vault, const std::string& name, Role role) {
  const std::vector<std::string> teams{kTeam};
  const auto invited = must(usecases::invite(online(founder()), {name, role, teams, 14}));
  const auto joined = must(usecases::join(online(vault), invited.text));
  must(usecases::admit(online(founder()), joined.fingerprint));
}

sync::Outcome Office::sync(Vault& vault) {
  sync::Outcome outcome = must(usecases::synchronise(online(vault)));
  must(usecases::require_complete(outcome));
  return outcome;
}

void Office::record(std::size_t records) {
  const Scope team = Scope::team(must(usecases::find_team(session(worker()), kTeam)));
  const Day today = clock_.today();
  std::vector<ClientId> clients;
  for (std::size_t done = 0; done < records;) {
    std::vector<Vault::NewRecord> batch;
    std::vector<Vault::Person> people;
    for (; batch.size() < kSaved && done < records; ++done) {
      const Day day{today.since_epoch - kDays + static_cast<std::int32_t>(done) % kDays};
      if (done % 5 != 0) {
        batch.push_back(
            {must(worker().new_record_id()), contact_of(clients[done * 7 % clients.size()], day), {team}, true});
        continue;
      }
      clients.push_back(random_id<ClientId>());
      const record::ClientRegister registered{clients.back(), ClientCode::random(), {{"sex", "f"}}, day};
      people.push_back(person_of(registered, done));
      batch.push_back({must(worker().new_record_id()), registered, {team}, false});
    }
    must(worker().save(batch, people));
  }
}

void Office::register_people(std::size_t people) {
  const Scope team = Scope::team(must(usecases::find_team(session(worker()), kTeam)));
  for (std::size_t done = 0; done < people;) {
    std::vector<Vault::NewRecord> batch;
    std::vector<Vault::Person> identifiers;
    for (; batch.size() < kSaved && done < people; ++done) {
      const record::ClientRegister registered{
          random_id<ClientId>(), ClientCode::random(), {{"sex", "f"}}, clock_.today()};
      identifiers.push_back(person_of(registered, done));
      batch.push_back({must(worker().new_record_id()), registered, {team}, false});
    }
    must(worker().save(batch, identifiers));
  }
}

void Office::save(const std::vector<Made>& records, const std::vector<Vault::Person>& people) {
  const Scope team = Scope::team(must(usecases::find_team(session(worker()), kTeam)));
  std::vector<Vault::NewRecord> batch;
  batch.reserve(records.size());
  for (const Made& made : records)
    batch.push_back({must(worker().new_record_id()), made.record, {team}, made.audit_face});
  must(worker().save(batch, people));
}

std::filesystem::path Office::newcomer(const std::string& name, Role role) {
  {
    Vault vault = new_vault(name);
    admit(vault, name, role);
  }
  // Who holds the past grants it.
  sync(founder());
  sync(worker());
  return directory_ / name;
}

Vault Office::copy_of(const std::filesystem::path& folder) {
  const std::filesystem::path copy = directory_ / ("copy-" + std::to_string(++copies_));
  std::filesystem::copy(folder, copy);
  return must(Vault::open(copy, passphrase()));
}

}  // namespace tacit::bench
