#pragma once
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "client/sync/effects.hpp"
#include "client/sync/machine.hpp"

namespace tacit::sync {

// A roster link that is ready to be sent, and what to remember once the chain has it.
struct ComposedLink {
  std::string jws;
  std::vector<Bytes> blobs;  // in the order of roster::blobs_of
  std::vector<HeldSeed> seeds;
  std::vector<HeldSecret> secrets;
  std::optional<PackText> pack;
  std::uint64_t epochs = 0;
};

// Writes the next link: what the user wishes, and what follows from it and from the state of the chain (protocol §3):
// an epoch for every scope of ours that must rotate, lacks a member, or is due; secrets for years and packs that are
// needed; copies of live secrets for epochs that have none; earlier epochs for newcomers if policy allows.
// All of it in one link, up to the limits of one; asked again, it gives the rest.
class Composer {
 public:
  // The roster is the newest known. All outlive the composer. Once.
  Composer(const Memory& memory, const Roster& roster, Day today);

  // Errors of the wish, or of the roster's rules about it. Empty: nothing to do. `years`: pseudonym secrets wanted.
  Result<std::optional<ComposedLink>> compose(const Wish* wish, const std::set<std::string>& years);

 private:
  struct Current {
    std::uint64_t n;
    BoxPublicKey key;
  };
  Result<void> add_wish(const Wish& wish);
  void rotate(const Scope& scope);
  Result<void> rotate_where_due();
  Result<void> add_secret(const std::string& name);
  Result<void> add_year(const std::string& year);
  std::optional<std::string> pack_wanted(const Wish* wish) const;
  Result<void> add_pack(const std::string& text);
  Result<void> follows_newest(const Pack& next, std::uint64_t generation) const;
  Result<void> reseal();
  Result<void> reseal(const std::string& name, const Scope& scope);
  Result<void> grant();
  Result<void> grant(const Scope& scope, const Roster::Device& to);
  Result<void> add_grant(const Scope& scope, const Roster::Device& to, std::uint64_t from, std::uint64_t until);

  std::optional<Current> current(const Scope& scope) const;
  const OrgSecret* secret(const std::string& name) const;
  bool member(const Scope& scope) const { return trial_.is_member(self_, scope); }
  bool room(std::size_t wraps) const;
  std::string sign(const Roster& after) const;
  Hash add_blob(Bytes blob);

  const Memory& memory_;
  const Roster& roster_;
  const DeviceId self_;
  const Day today_;
  Roster trial_;  // with the wish in it
  std::vector<roster::Op> ops_;
  std::map<Scope, Current> made_;
  std::set<std::pair<std::string, Scope>> sealed_;  // copies of secrets in this link
  std::size_t wraps_ = 0;
  ComposedLink out_;
};

}  // namespace tacit::sync
