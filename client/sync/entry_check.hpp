#pragma once
#include <map>
#include <optional>

#include "client/sync/faces.hpp"
#include "client/sync/leg.hpp"
#include "client/sync/standing.hpp"
#include "schema/api.hpp"

namespace tacit::sync {

// Judges one entry of a scope's page (protocol §4 and §5) and writes what follows into the context's effects: the entry
// and the new end of its device's chain, or an alarm. The page's proof has been checked.
class EntryCheck {
 public:
  explicit EntryCheck(Context& context);

  // Earlier pages have become part of the memory.
  void begin_page();

  // Whether the entry can be judged at all: it cites a link, or is signed by a device, that the roster does not have.
  bool needs_newer_roster(const Result<ReceivedEntry>& entry) const;

  // `entry` is what read_entry makes of the item.
  void judge(const Scope& scope, const api::EntriesPage::Item& item, const Result<ReceivedEntry>& entry);

 private:
  struct Verdict {
    const Roster::Device* signer;
    const Address* address;
    std::size_t position;  // of the address
  };
  Result<Verdict> check_form(const Scope& scope, const ReceivedEntry& entry, std::uint64_t index);
  Result<void> check_roster_line(const ReceivedEntry& entry, std::uint64_t index);
  Result<void> check_chain(const Scope& scope, const ReceivedEntry& entry, const Verdict& verdict, std::uint64_t index);
  void note_citation(const Entry& entry);
  void open(Received& received, const ReceivedEntry& entry, const Verdict& verdict, const api::EntriesPage::Item& item);
  bool was_accepted(const ReceivedEntry& entry) const;
  std::optional<Seen> seen(const DeviceId& dev, const Scope& scope) const;
  std::optional<Hash> known(const DeviceId& dev, std::uint64_t seq) const;

  Context& context_;
  Keyring ring_;
  Faces faces_;
  Standing standing_;
  std::map<std::pair<DeviceId, Scope>, Seen> seen_;           // of this page
  std::map<std::pair<DeviceId, std::uint64_t>, Hash> known_;  // of this page
};

}  // namespace tacit::sync
