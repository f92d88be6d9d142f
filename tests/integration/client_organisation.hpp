#pragma once
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "client/usecases/found.hpp"
#include "client/usecases/invite.hpp"
#include "client/usecases/join.hpp"
#include "client/usecases/member.hpp"
#include "client/usecases/team.hpp"
#include "crypto/init.hpp"
#include "tests/support/scratch_directory.hpp"
#include "tests/support/test_client.hpp"
#include "tests/support/test_clock.hpp"

namespace tacit::usecases {

// Follows the server through restarts, and fails the request it is told to.
class Wire final : public net::Transport {
 public:
  Wire(std::unique_ptr<server::Service>& service, int& fails_in) : service_(service), fails_in_(fails_in) {}
  Result<net::HttpResponse> send(const net::HttpRequest& request) override {
    if (fails_in_ >= 0 && fails_in_-- == 0) return fail(Code::unavailable, "cut");
    return test::ServiceTransport(*service_).send(request);
  }

 private:
  std::unique_ptr<server::Service>& service_;
  int& fails_in_;
};

class ClientOrganisation : public testing::Test {
 protected:
  static void SetUpTestSuite() { init_crypto(); }

  ClientOrganisation()
      : invitation_(server::create_store(directory_, "https://127.0.0.1:8443", root_).value()),
        founder_(new_vault("founder")) {
    start_server();
  }

  void start_server() {
    service_.reset();
    service_ = server::Service::open(clock_, directory_, server::derive_keys(root_), {}).value();
  }
  // A server without an organisation, and a founder without a past.
  void begin_anew(const std::string& founder) {
    service_.reset();
    std::filesystem::remove_all(directory_.path);
    invitation_ = server::create_store(directory_, "https://127.0.0.1:8443", root_).value();
    start_server();
    founder_ = new_vault(founder);
  }
  Vault new_vault(const std::string& name) {
    constexpr std::string_view kPassphrase = "correct horse battery staple";
    return Vault::create(scratch_.at(name), SecretText(std::span(kPassphrase.data(), kPassphrase.size())), kArgon2Floor)
        .value();
  }
  Online online(Vault& vault) {
    return {vault, clock_, [this](const net::Endpoint&, const std::vector<Hash>&) {
              return Result<std::unique_ptr<net::Transport>>(std::make_unique<Wire>(service_, fails_in_));
            }};
  }
  NewOrganisation organisation() const {
    return {.invitation = encode(invitation_),
            .name = "Night shelter",
            .device_name = "Office",
            .pack = std::string(*built_in_pack("street-rounds"))};
  }
  void found_organisation() {
    const auto founded = found(online(founder_), organisation());
    ASSERT_TRUE(founded) << founded.error().text.view();
    ASSERT_FALSE(founded->sync.error) << founded->sync.error->text.view();
    ASSERT_TRUE(sheets_were_printed(founder_));
    ASSERT_TRUE(add_team(online(founder_), {"Northern route", true}));
  }
  void enrol(Vault& vault, const std::string& name, Role role, std::vector<std::string> teams) {
    const auto invited = invite(online(founder_), {name, role, std::move(teams), 14});
    ASSERT_TRUE(invited) << invited.error().text.view();
    const auto joined = join(online(vault), invited->text);
    ASSERT_TRUE(joined) << joined.error().text.view();
    const auto admitted = admit(online(founder_), joined->fingerprint);
    ASSERT_TRUE(admitted) << admitted.error().text.view();
    sync_quietly(vault);
  }
  void sync_quietly(Vault& vault) {
    const auto outcome = synchronise(online(vault));
    ASSERT_TRUE(outcome) << outcome.error().text.view();
    EXPECT_FALSE(outcome->error) << outcome->error->text.view();
  }
  RecordId record_outing(Vault& vault, const TeamId& team) {
    const record::Outing outing{
        clock_.today(), "street-round", record::TimeOfDay::night, "moscow-station-north", {}, {}};
    const RecordId rid = vault.new_record_id().value();
    EXPECT_TRUE(vault.save({{rid, outing, {Scope::team(team)}, true}}));
    return rid;
  }
  TeamId team() { return *find_team(online(founder_).session(), "Northern route"); }

  test::ScratchDirectory scratch_;
  test::TestClock clock_;
  const RootKey root_ = RootKey::random();
  const server::DataDirectory directory_{scratch_.at("server")};
  FoundingInvitation invitation_;
  std::unique_ptr<server::Service> service_;
  int fails_in_ = -1;
  Vault founder_;
};

}  // namespace tacit::usecases
