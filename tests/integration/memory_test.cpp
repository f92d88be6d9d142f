#include <gtest/gtest.h>
#include <string.h>  // explicit_bzero

#include "client/usecases/activity.hpp"
#include "client/usecases/contact.hpp"
#include "client/usecases/person.hpp"
#include "client/usecases/report.hpp"
#include "client/vault/parts.hpp"
#include "crypto/encoding.hpp"
#include "crypto/hkdf.hpp"
#include "crypto/slots.hpp"
#include "server/keys.hpp"
#include "tests/support/memory_scan.hpp"
#include "tests/support/world.hpp"

// What is left in a process after a vault was closed or a server stopped.
namespace tacit::test {
namespace {

std::string random_word() {
  ByteArray<12> bytes;
  crypto::fill_random(bytes);
  return "tsiolkovskaia" + crypto::to_hex(bytes);  // folds to itself
}

class MemoryAfterLock : public ::testing::Test {
 protected:
  // A marked text for one field; in the clear only in what is returned.
  std::string mark(const std::string& name) {
    std::string text = random_word();
    scan_.add_text(name, text);
    return text;
  }
  void remember_keys(Vault& vault, const std::string& name) {
    const auto identity = must(vault.identity());
    scan_.add_key(name + "'s signing seed", identity.sign_seed.expose(Expose()));
    scan_.add_key(name + "'s box seed", identity.box_seed.expose(Expose()));
    remember_column(vault, "SELECT seed FROM epoch_seed", name + "'s epoch seeds");
    remember_column(vault, "SELECT secret FROM org_secret", name + "'s shared secrets");
    const auto header = must(read_file(vault.parts().folder / "vault.header", kVaultHeaderSize));
    const auto opened = must(must(decode_vault_header(header)).open(secret_text(kPassphrase)));
    scan_.add_key(name + "'s vault key", opened.key.expose(Expose()));
    scan_.add_key(name + "'s database key", vault_database_key(opened.key).expose(Expose()));
  }
  void remember_column(Vault& vault, Literal query, const std::string& name) {
    Statement row = vault.parts().db.statement(query);
    std::size_t rows = 0;
    for (; row.step(); ++rows) scan_.add_key(name, row.blob(0));
    EXPECT_GT(rows, 0U) << name;
  }

  MemoryScan scan_;
};

// One person through recording, searching, showing, counting and sending.
void work(World& world, Vault& vault, const usecases::NewPerson& person, const std::string& note) {
  auto session = world.session(vault);
  const auto added = must(usecases::add_person(session, person));
  usecases::NewContact contact;
  contact.client = Personal(added.code.to_text());
  contact.kind = "street-round";
  contact.site = "moscow-centre";
  contact.time = record::TimeOfDay::day;
  contact.services = {{"wound-care", 1}};
  contact.note = note;
  must(usecases::add_contact(session, contact));
  EXPECT_EQ(usecases::find_people(session, person.name, 10).size(), 1U);
  EXPECT_EQ(must(usecases::show_person(session, person.nickname)).timeline.size(), 2U);
  world.sync(vault);
  must(vault.rebuild());
}

TEST_F(MemoryAfterLock, ClosedVaults_LeaveNoKeyNameOrNote) {
  scan_.add_text("the passphrase", kPassphrase);
  {
    World world;
    world.add_team("north");
    Vault& phone = world.admit("phone", Role::worker, {"north"});
    remember_keys(phone, "phone");
    remember_keys(world.founder(), "founder");
    {
      const usecases::NewPerson person{.name = Personal(mark("a name")),
                                       .nickname = Personal(mark("a nickname")),
                                       .phone = Personal(mark("a phone")),
                                       .note = Personal(mark("a private note")),
                                       .attributes = {{"sex", "f"}},
                                       .team = "north",
                                       .day = {},
                                       .consented = false};
      work(world, phone, person, mark("a team note"));
    }
    const auto open = scan_.run();
    EXPECT_TRUE(open.found.contains("phone's signing seed")) << "the search does not work";
    EXPECT_TRUE(open.found.contains("a name")) << "the page cache holds it: the search does not work";
  }
  const auto closed = scan_.run();
  EXPECT_EQ(closed.found, std::set<std::string>());
  EXPECT_GT(closed.bytes, 1'000'000U);
}

TEST_F(MemoryAfterLock, WhatIsKept_IsFound) {
  const std::string kept = mark("a name");
  const VaultKey key = VaultKey::random();
  scan_.add_key("a key", key.expose(Expose()));
  EXPECT_EQ(scan_.run().found, (std::set<std::string>{"a name", "a key"}));
}

TEST_F(MemoryAfterLock, WhatWasFreed_IsNotFound) {
  for (int i = 0; i < 100; ++i) {
    const std::vector<Personal<std::string>> person{Personal(mark("a name")), Personal(mark("a nickname"))};
    const json::object body{{"note", mark("a note")}};
    EXPECT_EQ(body.size(), 1U);
  }
  EXPECT_EQ(scan_.run().found, std::set<std::string>());
}

TEST_F(MemoryAfterLock, StoppedServer_LeavesNoKey) {
  const FastDirectory directory;
  const TestClock clock;
  const server::DataDirectory data{directory.at("server")};
  {
    const RootKey root = RootKey::random();
    must(server::create_store(data, "https://127.0.0.1", root));
    const auto server = must(server::Server::start(
        clock, root, {.directory = data, .address = "127.0.0.1", .port = 0, .threads = 2, .limits = {}, .queue = {}}));
    scan_.add_key("the root key", root.expose(Expose()));
    scan_.add_key("the database key", server_database_key(root).expose(Expose()));
    scan_.add_key("the log's seed", server_log_seed(root).expose(Expose()));
    scan_.add_key("the TLS seed", server_tls_seed(root).expose(Expose()));
    net::HttpClient client({.endpoint = {"127.0.0.1", server->port()},
                            .pins = server::service_keys(server::derive_keys(root)).tls_pins,
                            .proxy = {},
                            .limits = {}});
    net::HttpRequest request{.method = "GET", .path = api::kHealth};
    EXPECT_EQ(must(client.send(request)).status, 200);
    EXPECT_TRUE(scan_.run().found.contains("the root key"));
  }
  EXPECT_EQ(scan_.run().found, std::set<std::string>());
}

}  // namespace
}  // namespace tacit::test
