#include <algorithm>

#include "server/inspect.hpp"
#include "server/seal/seal_file.hpp"
#include "tests/crash/explorer.hpp"
#include "tests/support/client_world.hpp"
#include "tests/unit/server/server_fixture.hpp"

// The server's core, interrupted at every point of everything it writes.
namespace tacit::server {
namespace {

using test::Mishap;
using test::Operation;
using test::Said;
using test::TestOrganisation;

class CrashServer : public ServerTest {
 protected:
  // What a client asks for, and how many leaves the log grows by.
  struct Ask {
    const test::TestDevice* by;
    std::string path, body;
    std::uint64_t leaves;
    bool repeatable = true;  // a link that is there already is answered as a lost race
  };

  using Act = std::function<void(Said&)>;
  using Check = std::function<void(const Said&, const Mishap&)>;

  // The store as it is now becomes what each trial begins with.
  Operation operation(const std::string& name, Act act, Check check) {
    if (service_) before_ = size();
    close();
    const std::filesystem::path prepared = scratch_.at("prepared");
    std::filesystem::remove_all(prepared);
    std::filesystem::copy(directory_.path, prepared, std::filesystem::copy_options::recursive);
    return {name, directory_.path, prepared, std::move(act), std::move(check)};
  }
  std::uint64_t explore_asks(const std::string& name, std::vector<Ask> asks) {
    asks_ = std::move(asks);
    return test::explore(operation(
        name, [this](Said& said) { ask_all(said); },
        [this](const Said& said, const Mishap&) { expect_prefix_and_heal(said); }));
  }

  // Each request, and once more if it was not answered: as clients do.
  void ask_all(Said& said) {
    open();
    for (std::size_t i = 0; i < asks_.size(); ++i) {
      const bool answered = ask(i).status == 200 || ask(i).status == 200;
      said.say((answered ? "answered " : "refused ") + std::to_string(i));
    }
    close();
  }
  net::HttpResponse ask(std::size_t i) { return call(*asks_[i].by, "POST", asks_[i].path, {}, asks_[i].body); }

  // What is there is a beginning of what was asked, with all that was answered in it; asked again, it is all there.
  void expect_prefix_and_heal(const Said& said) {
    ASSERT_NO_THROW(open());
    std::uint64_t whole = before_, stored = size();
    std::vector<bool> there;
    for (std::size_t i = 0; i < asks_.size(); ++i) {
      whole += asks_[i].leaves;
      there.push_back(asks_[i].leaves > 0 && stored >= whole);
      EXPECT_TRUE(!said.has("answered " + std::to_string(i)) || asks_[i].leaves == 0 || there[i]) << "lost: " << i;
    }
    EXPECT_TRUE(is_boundary(stored)) << stored << " leaves";
    for (std::size_t i = 0; i < asks_.size(); ++i) {
      const net::HttpResponse again = ask(i);
      EXPECT_EQ(again.status, there[i] && !asks_[i].repeatable ? 409 : 200) << again.body;
    }
    EXPECT_EQ(size(), whole);
    expect_sound_store();
  }
  bool is_boundary(std::uint64_t leaves) const {
    std::uint64_t at = before_;
    for (const Ask& one : asks_) {
      if (leaves == at) return true;
      at += one.leaves;
    }
    return leaves == at;
  }
  void expect_sound_store() {
    close();
    Database store = side_door();
    EXPECT_TRUE(store.checkpoint_truncate());
    EXPECT_TRUE(store.check_integrity());
    EXPECT_EQ(store.integer("SELECT count(*) FROM pragma_foreign_key_check"), 0);
  }
  // One entry for each place of the device's chain: those that were sent, byte for byte.
  void expect_chain(const test::TestDevice& device, const std::vector<api::NewEntry>& sent) {
    open();
    const auto page = answer<api::SentPage>(call(device, "GET", api::kSent, "after=0"));
    ASSERT_EQ(page.entries.size(), sent.size());
    for (std::size_t i = 0; i < sent.size(); ++i) EXPECT_EQ(page.entries[i].jws, sent[i].jws);
    close();
  }

  std::vector<api::NewEntry> new_entries(test::TestDevice& device, const Scope& scope, std::size_t count) {
    std::vector<api::NewEntry> out;
    for (std::size_t i = 0; i < count; ++i) out.push_back(org_.entry(device, {scope}, {Scope::audit()}));
    return out;
  }
  static std::string encoded(const std::vector<api::NewEntry>& entries) {
    return api::encode(api::EntriesRequest{entries});
  }
  Ask link_ask(const test::TestDevice& signer, test::OpsWithBlobs content) {
    return {&signer, api::kRoster, api::encode(org_.link(signer, std::move(content))), 1, false};
  }
  Ask announcement(const test::TestDevice& device) {
    return {&founder_, api::kInvitations, api::encode(api::Announce{device.inv, Day{clock_.today().since_epoch + 7}}),
            0};
  }
  static Ask join_of(const test::TestDevice& device) {
    return {&device, api::kEnrolments,
            api::encode(
                api::EnrolRequest{make_join(device.inv, device.secret, device.key, device.box.box_public()).value()}),
            0};
  }

  std::vector<Ask> asks_;
  std::uint64_t before_ = 0;
};

TEST_F(CrashServer, AppendInterrupted_LosesNothingAnswered) {
  populate();
  const auto early = new_entries(worker_, Scope::team(team_one_), 1);
  answer<api::EntriesAppended>(post_entries(worker_, early));
  auto first = new_entries(worker_, Scope::team(team_one_), 3);
  auto others = new_entries(other_, Scope::team(team_two_), 1);
  auto second = new_entries(worker_, Scope::team(team_one_), 2);
  const std::vector<Ask> asks{{&worker_, api::kEntries, encoded(first), 3},
                              {&other_, api::kEntries, encoded(others), 1},
                              {&worker_, api::kEntries, encoded(second), 2}};
  asks_ = asks;
  auto all = early;
  all.insert(all.end(), first.begin(), first.end());
  all.insert(all.end(), second.begin(), second.end());
  const auto points = test::explore(operation(
      "server append", [this](Said& said) { ask_all(said); },
      [&](const Said& said, const Mishap&) {
        expect_prefix_and_heal(said);
        expect_chain(worker_, all);
        expect_chain(other_, others);
      }));
  EXPECT_GT(points, 100u);
}

TEST_F(CrashServer, FoundingInterrupted_IsDoneOrNot) {
  const std::string body = api::encode(org_.founding(invitation_.inv, invitation_.secret));
  EXPECT_GT(explore_asks("server found", {{&founder_, api::kOrganisation, body, 1}}), 100u);
}

TEST_F(CrashServer, EnrolmentInterrupted_LosesNothingAnswered) {
  populate();
  test::TestDevice one, two;
  asks_ = {announcement(one), announcement(two), join_of(one), join_of(two)};
  const auto points = test::explore(operation(
      "server enrol", [this](Said& said) { ask_all(said); },
      [this](const Said& said, const Mishap&) {
        open();
        const auto waiting = answer<api::Enrolments>(call(founder_, "GET", api::kEnrolments)).joins.size();
        EXPECT_GE(waiting, (said.has("answered 2") ? 1u : 0u) + (said.has("answered 3") ? 1u : 0u));
        expect_prefix_and_heal(said);
        open();
        EXPECT_EQ(answer<api::Enrolments>(call(founder_, "GET", api::kEnrolments)).joins.size(), 2u);
        close();
      }));
  EXPECT_GT(points, 100u);
}

TEST_F(CrashServer, AdmissionInterrupted_IsDoneOrNot) {
  populate();
  test::TestDevice newcomer;
  for (const Ask& one : {announcement(newcomer), join_of(newcomer)})
    ASSERT_EQ(call(*one.by, "POST", one.path, {}, one.body).status, 200);
  asks_ = {link_ask(founder_, {.ops = {TestOrganisation::admit(newcomer, Role::worker, {team_one_})}, .blobs = {}})};
  const auto points = test::explore(operation(
      "server admit", [this](Said& said) { ask_all(said); },
      [&](const Said& said, const Mishap&) {
        open();
        // The device and its invitation go together.
        const bool admitted = roster().device(newcomer.id()) != nullptr;
        const auto waiting = answer<api::Enrolments>(call(founder_, "GET", api::kEnrolments)).joins.size();
        EXPECT_EQ(waiting, admitted ? 0u : 1u);
        expect_prefix_and_heal(said);
      }));
  EXPECT_GT(points, 100u);
}

TEST_F(CrashServer, RotationInterrupted_KeepsLinkAndWrapsTogether) {
  populate();
  asks_ = {link_ask(worker_, org_.new_epoch(Scope::team(team_one_)))};
  const auto points = test::explore(operation(
      "server rotate", [this](Said& said) { ask_all(said); },
      [this](const Said& said, const Mishap&) {
        open();
        const std::uint64_t from = roster().newest_epoch(Scope::team(team_one_))->link_seq;
        const auto wraps = answer<api::WrapsPage>(call(worker_, "GET", api::kWraps, "from=" + std::to_string(from)));
        EXPECT_GE(wraps.blobs.size(), 1u);
        expect_prefix_and_heal(said);
      }));
  EXPECT_GT(points, 100u);
}

TEST_F(CrashServer, MigrationInterrupted_IsWholeAtTheNextStart) {
  close();
  for (const auto& file : std::filesystem::directory_iterator(directory_.path)) std::filesystem::remove(file);
  ASSERT_TRUE(Database::open(directory_.database(), derive_keys(root_).database.expose(Expose()), OpenMode::create));
  const auto points = test::explore(operation(
      "server migrate",
      [this](Said& said) {
        open();
        said.say("opened");
        close();
      },
      [this](const Said&, const Mishap&) {
        ASSERT_NO_THROW(open());
        EXPECT_EQ(size(), 0u);
        expect_sound_store();
      }));
  EXPECT_GT(points, 100u);
}

TEST_F(CrashServer, BackupInterrupted_IsWholeOrAbsent) {
  populate();
  const std::filesystem::path copy = directory_.path / "copy.db", seal = directory_.path / "copy.db.seal.json";
  const std::string sealed = seal_root(root_, test::secret_text(test::kPassphrase), kArgon2Floor).value();
  write_file_durably(directory_.seal(), as_bytes(sealed));
  const auto back_up_now = [this, copy] { return back_up(directory_, root_, copy, clock_.today()); };
  const auto points = test::explore(operation(
      "server backup",
      [&](Said& said) {
        const auto done = back_up_now();
        said.say(done && done->leaves == before_ ? "done" : "not done");
      },
      [&](const Said& said, const Mishap&) {
        const bool whole = std::filesystem::exists(copy);
        EXPECT_TRUE(whole || !said.has("done"));
        // A copy without its seal would be found out on the day it is needed.
        EXPECT_TRUE(!whole || std::filesystem::exists(seal));
        if (!whole) {
          EXPECT_TRUE(back_up_now());
        }
        EXPECT_EQ(read_file(seal, kMaxSealBytes).value(), to_bytes(as_bytes(sealed)));
        EXPECT_EQ(back_up_now().error().code, Code::already_done);
        EXPECT_FALSE(std::filesystem::exists(copy.string() + ".partial"));
        std::filesystem::rename(copy, directory_.database());
        for (const char* suffix : {"-wal", "-shm"}) std::filesystem::remove(directory_.database().string() + suffix);
        open();
        EXPECT_EQ(size(), before_);
        expect_sound_store();
      }));
  EXPECT_GT(points, 100u);
}

// In a folder of its own, since making the directory is a part of it.
TEST_F(CrashServer, InitInterrupted_IsAServerOrCanBeRepeated) {
  close();
  const DataDirectory made{scratch_.at("trial") / "server"};
  const auto init = [&made] {
    return create_server(made, "https://127.0.0.1:8443", test::secret_text(test::kPassphrase), kArgon2Floor);
  };
  const Operation operation{"server init",
                            scratch_.at("trial"),
                            {},
                            [&](Said& said) {
                              const auto invitation = init();
                              said.say(invitation ? "invitation " + encode(*invitation) : "refused");
                            },
                            [&](const Said& said, const Mishap&) {
                              auto told = said.after("invitation ");
                              if (!std::filesystem::exists(made.seal())) {
                                EXPECT_TRUE(told.empty());
                                const auto again = init();
                                ASSERT_TRUE(again) << again.error().text.c_str();
                                told.push_back(encode(*again));
                              }
                              const auto root = unseal(made, test::secret_text(test::kPassphrase));
                              ASSERT_TRUE(root);
                              const auto service = Service::open(clock_, made, derive_keys(*root), {});
                              ASSERT_TRUE(service);
                              EXPECT_EQ(init().error().code, Code::already_done);
                              if (told.empty()) return;
                              const FoundingInvitation invitation = decode_founding(told.front()).value();
                              TestOrganisation org(invitation.service);
                              const auto request = test::signed_request(
                                  test::request_of("POST", api::kOrganisation, {},
                                                   api::encode(org.founding(invitation.inv, invitation.secret))),
                                  org.founder().key, (*service)->boot(), clock_.now());
                              EXPECT_EQ(test::ServiceTransport(**service).send(request)->status, 200);
                            }};
  EXPECT_GT(test::explore(operation), 100u);
}

}  // namespace
}  // namespace tacit::server
