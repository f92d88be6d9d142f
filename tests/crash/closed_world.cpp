#include "tests/crash/closed_world.hpp"

#include "client/usecases/activity.hpp"
#include "client/usecases/contact.hpp"
#include "client/usecases/invite.hpp"
#include "client/usecases/join.hpp"
#include "client/usecases/member.hpp"
#include "client/usecases/team.hpp"
#include "client/usecases/verify.hpp"
#include "tests/support/client_records.hpp"
#include "tests/support/test_client.hpp"

namespace tacit::test {
namespace {

class Wire final : public net::Transport {
 public:
  Wire(server::Service& service, std::string cut) : service_(service), cut_(std::move(cut)) {}
  Result<net::HttpResponse> send(const net::HttpRequest& request) override {
    if (request.method == "POST" && request.path == cut_) return fail(Code::unavailable, "cut");
    return ServiceTransport(service_).send(request);
  }

 private:
  server::Service& service_;
  const std::string cut_;
};

}  // namespace

usecases::NewOrganisation ClosedWorld::create_server() {
  const FoundingInvitation invitation = must(server::create_store(data(), "https://127.0.0.1", root_));
  return {.invitation = encode(invitation),
          .name = "Night shelter",
          .device_name = "founder",
          .pack = std::string(*built_in_pack("street-rounds"))};
}

void ClosedWorld::populate(const std::vector<std::string>& workers) {
  const usecases::NewOrganisation organisation = create_server();
  start();
  Vault founder = create("founder");
  must(usecases::require_complete(must(usecases::found(online(founder), organisation)).sync));
  must(usecases::sheets_were_printed(founder));
  must(usecases::add_team(online(founder), {"North", true}));
  std::vector<Vault> vaults;
  for (const std::string& name : workers) {
    vaults.push_back(create(name));
    admit(founder, vaults.back(), name);
  }
  for (int round = 0; round < 2; ++round) {
    sync(founder);
    for (Vault& vault : vaults) sync(vault);
  }
  stop();
}

void ClosedWorld::start() {
  service_.reset();
  service_ = must(server::Service::open(clock_, data(), server::derive_keys(root_), {.readers = 1, .queue = {}}));
}

Vault ClosedWorld::create(const std::string& name) const {
  return must(Vault::create(folder_ / name, secret_text(kPassphrase), kArgon2Floor));
}

Vault ClosedWorld::open(const std::string& name) const {
  return must(Vault::open(folder_ / name, secret_text(kPassphrase)));
}

bool ClosedWorld::has(const std::string& name) const {
  return std::filesystem::exists(folder_ / name / "vault.header");
}

usecases::Online ClosedWorld::online_but(Vault& vault, std::string path) {
  return {vault, clock_, [this, path](const net::Endpoint&, const std::vector<Hash>&) {
            return Result<std::unique_ptr<net::Transport>>(std::make_unique<Wire>(*service_, path));
          }};
}

void ClosedWorld::sync(Vault& vault) { must(usecases::require_complete(must(usecases::synchronise(online(vault))))); }

std::string ClosedWorld::join(Vault& founder, Vault& newcomer, const std::string& name) {
  const auto invited = must(usecases::invite(online(founder), {name, Role::worker, {"North"}, 14}));
  return must(usecases::join(online(newcomer), invited.text)).fingerprint;
}

void ClosedWorld::admit(Vault& founder, Vault& newcomer, const std::string& name) {
  must(usecases::require_complete(must(usecases::admit(online(founder), join(founder, newcomer, name))).sync));
  sync(newcomer);
}

RecordId add_outing(ClosedWorld& world, Vault& vault) {
  usecases::Session session = world.session(vault);
  return must(usecases::add_outing(session, {.day = {},
                                             .kind = "street-round",
                                             .site = "moscow-station-north",
                                             .route = {},
                                             .time = record::TimeOfDay::night,
                                             .crew = {},
                                             .team = "North"}));
}

RecordId add_contact(ClosedWorld& world, Vault& vault, const RecordId& outing) {
  usecases::Session session = world.session(vault);
  usecases::NewContact contact;
  contact.anonymous = 2;
  contact.outing = outing;
  contact.team = "North";
  return must(usecases::add_contact(session, contact)).rid;
}

void expect_once(Vault& vault, const RecordId& rid) {
  const auto history = vault.history(rid);
  ASSERT_TRUE(history) << "a record is lost";
  ASSERT_EQ(history->versions.size(), 1u);
  EXPECT_TRUE(history->versions.front().index);
  EXPECT_TRUE(history->versions.front().team);
}

void expect_whole(Vault& vault) {
  const auto before = projections_of(vault);
  EXPECT_TRUE(vault.rebuild());
  EXPECT_EQ(projections_of(vault), before);
}

void expect_sound_log(ClosedWorld& world, Vault& vault) {
  const auto report = must(usecases::verify_log(world.online(vault)));
  EXPECT_FALSE(report.stopped);
  EXPECT_TRUE(report.problems.empty());
  EXPECT_EQ(report.leaves, world.service().snapshot()->size);
}

}  // namespace tacit::test
