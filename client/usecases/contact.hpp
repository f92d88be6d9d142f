#pragma once
#include "client/usecases/recording.hpp"

namespace tacit::usecases {

// One encounter with one client, or with so many people without a code.
struct NewContact {
  std::optional<Personal<std::string>> client;  // code, or words that find exactly one person
  std::int64_t anonymous = 0;
  std::optional<Day> day;          // default: today, or the outing's
  std::optional<RecordId> outing;  // gives day, kind, time and site if they are not said
  std::string kind, site;
  std::optional<record::TimeOfDay> time;
  std::vector<record::Counted> services, given;
  std::vector<record::Test> tests;
  std::string note;                // for the team; never for auditors
  std::vector<std::string> refer;  // destinations: a voucher each
  std::optional<std::string> team;
  bool again = false;  // the same happened a second time
};
struct Voucher {
  std::string destination;
  ClientCode number;
  RecordId rid{};  // of the referral
};
struct AddedContact {
  RecordId rid;
  std::vector<Voucher> vouchers;
  std::vector<std::string>
      offer;  // destinations the pack asks for after a reactive result and that were not referred to
  bool note_looks_personal = false;  // see looks_personal (recording.hpp)
  // Goods of which this device's bag holds less than nothing now: perhaps a kit was counted by its pieces.
  std::vector<std::string> overdrawn = {};
};
// already_done if one of the last records of this device says exactly the same, unless it is said to be `again`.
Result<AddedContact> add_contact(Session& session, const NewContact& contact);

}  // namespace tacit::usecases
