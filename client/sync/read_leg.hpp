#pragma once
#include <memory>

#include "client/sync/entry_check.hpp"

namespace tacit::sync {

// Reads the entries of every scope this device is a member of, each from where it was left.
class ReadLeg final : public Leg {
 public:
  // With `may_stop` the leg ends at the first entry that takes a newer roster than ours; then wants_roster().
  ReadLeg(Context& context, bool may_stop);
  Result<Next> next() override;
  Result<void> take(const Result<std::string>& answer) override;
  bool wants_roster() const { return wants_roster_; }

 private:
  Result<void> judge_page(const Scope& scope, std::uint64_t after, const api::EntriesPage& page);

  Context& context_;
  bool may_stop_;
  bool wants_roster_ = false;
  std::vector<Scope> scopes_;
  std::size_t at_ = 0;
  std::unique_ptr<EntryCheck> check_;  // made when the first entry comes
};

// Opens what was received before its key.
class ReopenLeg final : public Leg {
 public:
  explicit ReopenLeg(Context& context) : context_(context), ring_(context.memory) {}
  Result<Next> next() override;
  Result<void> take(const Result<std::string>& answer) override;

 private:
  struct Place {
    Scope scope;
    std::uint64_t epoch;
  };
  void list_places();
  void open(const Place& place, const Unopened& item);

  Context& context_;
  Keyring ring_;
  bool listed_ = false;
  std::vector<Place> places_;  // with keys; the last one is in work
  std::uint64_t after_ = 0;
};

}  // namespace tacit::sync
