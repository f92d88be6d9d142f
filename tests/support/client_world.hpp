#pragma once
#include <deque>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "client/sync/effects.hpp"
#include "client/vault/vault.hpp"
#include "schema/api.hpp"
#include "tests/support/test_clock.hpp"

namespace tacit::test {

// A directory of its own, in memory where the system has such a place: vaults that save hundreds of times need not wait
// for a disk.
class FastDirectory {
 public:
  FastDirectory();
  FastDirectory(const FastDirectory&) = delete;
  FastDirectory& operator=(const FastDirectory&) = delete;
  ~FastDirectory();
  std::filesystem::path at(const std::string& name) const { return path_ / name; }
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

TeamId team_number(std::uint8_t number);
SecretText secret_text(std::string_view text);
constexpr std::string_view kPassphrase = "correct horse battery staple";

// An organisation with real keys, links and entries, whose server is a list in memory. Vaults send to it and read from
// it through the real sealing and checking of client/sync, without requests, proofs or checkpoints.
// Aborts when it is asked for something that does not work.
class ClientWorld {
 public:
  struct Member {
    SigningSeed sign_seed;
    BoxSeed box_seed;
    DeviceId id;
    Role role;
    std::vector<TeamId> teams;
    InvitationId inv;
  };

  // Member 0 is the founder: staff in all teams.
  explicit ClientWorld(std::uint8_t teams = 1, std::string_view pack = "street-rounds");
  // Before start().
  std::size_t add(Role role, std::vector<TeamId> teams);
  void start();

  const Pack& pack() const { return pack_; }
  const Member& member(std::size_t number) const { return members_[number]; }
  const OrgId& org() const { return org_; }
  std::uint64_t log_size() const { return leaves_.size(); }

  // A new vault in `folder`, admitted and with its keys; nothing has been received.
  Vault join(std::size_t number, const std::filesystem::path& folder) const;
  // The same effects as join() applies after the identity was set.
  sync::Effects welcome(std::size_t number) const;

  // What stands in the vault unsealed becomes entries there; what is sealed is taken into the log and acknowledged.
  void seal(Vault& vault) const;
  void take(Vault& vault);
  void send(Vault& vault) {
    seal(vault);
    take(vault);
  }
  // The only draft there, sealed as a member would that lies: `alter` changes what it signs.
  void send_lying(Vault& vault, const std::function<void(EntryDraft&)>& alter);
  // What stands in the log beyond the vault's cursors, judged in the log's order; nothing is applied.
  sync::Effects everything(const Vault& vault) const;
  // What came since the last time.
  void pull(Vault& vault) const;
  // A new link; vaults hear of it when they pull.
  void change_role(std::size_t number, Role role, std::vector<TeamId> teams);
  void revoke(std::size_t number);

 private:
  struct Leaf {
    std::string jws;
    std::vector<Bytes> copies;  // empty for a link
  };
  std::string sign_link(std::vector<roster::Op> ops) const;
  void add_link(roster::Op op);
  roster::Epoch new_epoch(const Roster& after, const Scope& scope);
  std::vector<api::EntriesPage::Item> page(const Scope& scope, std::uint64_t after) const;
  Checkpoint checkpoint() const;
  EntryDraft draft_of(const sync::NewlySealed& sealed) const;

  std::string pack_text_;
  Pack pack_;
  std::vector<TeamId> teams_;
  std::deque<Member> members_;
  std::vector<Leaf> leaves_;
  std::vector<sync::PlacedLink> links_;
  std::optional<Roster> roster_;
  OrgId org_;
  std::vector<sync::HeldSeed> seeds_;
  std::vector<sync::HeldSecret> secrets_;
};

}  // namespace tacit::test
