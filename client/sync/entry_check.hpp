#pragma once
#include <map>
#include <optional>
#include <span>
#include <vector>

#include "client/sync/faces.hpp"
#include "client/sync/leg.hpp"
#include "client/sync/standing.hpp"
#include "schema/api.hpp"

namespace tacit::sync {

// Judges the entries of a scope's page (protocol §4 and §5) and writes what follows into the context's effects: each
// entry and the new end of its device's chain, or an alarm. The page's proof has been checked.
class EntryCheck {
 public:
  explicit EntryCheck(Context& context);

  // Earlier pages have become part of the memory.
  void begin_page();

  // Whether the entry can be judged at all: it cites a link, or is signed by a device, that the roster does not have.
  bool needs_newer_roster(const Result<ReceivedEntry>& entry) const;

  // `entries` are what read_entry makes of the items.
  void judge(const Scope& scope, std::span<const api::EntriesPage::Item> items,
             std::span<const Result<ReceivedEntry>> entries);

 private:
  // An entry with what belongs to it: looked up first, then examined by itself, then judged in the page's order.
  struct Candidate {
    const api::EntriesPage::Item* item;
    const Result<ReceivedEntry>* entry;
    const Roster::Device* signer = nullptr;
    const Address* address = nullptr;
    const api::EntriesPage::Copy* copy = nullptr;
    const BoxKeyPair* key = nullptr;  // of the address's epoch
    bool signature_holds = false;
    Result<std::vector<ClearFace>> faces{};  // none: not opened
  };
  Candidate look_up(const Scope& scope, const api::EntriesPage::Item& item, const Result<ReceivedEntry>& entry);
  static void examine(Candidate& candidate);
  void judge(const Scope& scope, Candidate& candidate);
  Result<void> check_form(const Candidate& candidate) const;
  Result<void> check_roster_line(const ReceivedEntry& entry, std::uint64_t index);
  Result<void> check_chain(const Scope& scope, const Candidate& candidate);
  void note_citation(const Entry& entry);
  void take_faces(Received& received, Candidate& candidate);
  bool was_accepted(const ReceivedEntry& entry) const;
  std::optional<Seen> seen(const DeviceId& dev, const Scope& scope) const;
  std::optional<Hash> known(const DeviceId& dev, std::uint64_t seq) const;

  Context& context_;
  Keyring ring_;
  Standing standing_;
  std::map<std::pair<DeviceId, Scope>, Seen> seen_;           // of this page
  std::map<std::pair<DeviceId, std::uint64_t>, Hash> known_;  // of this page
};

}  // namespace tacit::sync
