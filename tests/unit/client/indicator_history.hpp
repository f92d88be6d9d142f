#pragma once
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "tests/support/client_records.hpp"
#include "tests/support/seeded_randomness.hpp"
#include "tests/unit/client/indicator_bodies.hpp"
#include "tests/unit/client/indicator_model.hpp"

// Random histories of an organisation: what was written into its vaults, and the same as the model is told it.
namespace tacit::test {

// A record as its writer knows it: what it says by now, and what became of it.
struct Written {
  RecordId rid;
  record::Body body;
  std::string device;
  bool mine;     // of the device that is asked
  bool settled;  // never edited, corrected or voided
  bool sent = false;
  bool late = false;  // sent behind the closing
  bool gone = false;  // voided, or dropped as a draft
};
struct Told {
  const std::vector<Written>& written;
  std::optional<int> closed_until;  // by a closing that is in the log
  // Where a record stands in the log, drafts behind everything.
  std::function<std::int64_t(const RecordId&)> place;
};
// Flat: each single thing that counts, and whose it is.
model::History told_to_model(const Told& told);

class RandomHistory {
 public:
  explicit RandomHistory(std::uint32_t seed);

  const Vault& vault() const { return *desk_; }
  model::History told() const;

 private:
  static constexpr int kPeople = 60, kStages = 4;
  struct Plan {
    RecordId rid;
    record::Body body;
    bool mine, settled;
  };

  // Somebody who may have several codes. Only those are ever linked.
  using Codes = std::vector<ClientId>;
  void invent_people();
  RecordId plan(int stage, record::Body body, bool settled = false);
  void plan_registrations(const Codes& codes);
  void plan_links(const Codes& codes);
  void plan_contacts(const Codes& codes);
  void plan_reactive(const Codes& codes);
  void plan_retests(const Codes& codes);
  void plan_regular(const Codes& codes);
  void plan_arrivals(int stage, const ClientId& client, const RecordId& of, int day);
  void plan_what_is_about_nobody();
  void plan_sessions();

  void live();
  void write(int stage);
  void edit_drafts();
  void change_what_was_sent();
  std::optional<record::Record> correct_or_void(Written& one);
  void send(bool mine);
  void close();
  Vault& vault_of(bool mine) { return mine ? *desk_ : *phone_; }
  int stage() { return dice_.below(kStages); }
  int later(int than) { return than + dice_.below(kStages - than); }

  SeededRandomness same_;
  Dice dice_;
  RandomBodies random_{dice_};
  FastDirectory directory_;
  ClientWorld world_{1, "msm-outreach"};
  std::size_t worker_;
  std::optional<Vault> desk_, phone_;
  std::vector<Codes> people_;
  std::map<int, std::vector<Plan>> plans_;
  std::vector<Written> written_;
  std::optional<int> closed_until_;
};

}  // namespace tacit::test
