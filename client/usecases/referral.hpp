#pragma once
#include "client/usecases/contact.hpp"
#include "client/usecases/support.hpp"

// Sending clients on and learning what came of it: referrals, between teams too, appointments, and their outcomes.
namespace tacit::usecases {

struct NewReferral {
  Personal<std::string> client;
  std::string destination, reason;
  // A team of the organisation, by its label or id: it is told as well, and may say what came of it.
  std::optional<std::string> to_team;
  std::optional<Day> day;
  std::optional<std::string> team;
};
// The voucher's number is random and carries neither code nor reason.
Result<Voucher> add_referral(Session& session, const NewReferral& referral);

// The referral that counts. not_found.
Result<record::Referral> find_referral(const Vault& vault, const RecordId& root);

struct NewAppointment {
  Personal<std::string> client;
  Day on;
  std::string at;  // "14:30", or empty
  std::string service, site;
  std::optional<Day> day;  // on which it was made
  std::optional<std::string> team;
};
Result<RecordId> add_appointment(Session& session, const NewAppointment& appointment);

// What came of a referral or an appointment: everybody who was told of it is told. One of `voucher` and `of`.
struct NewOutcome {
  std::optional<Personal<std::string>> voucher;  // its number alone
  std::optional<RecordId> of;
  record::Outcome::What what = record::Outcome::What::seen;
  std::string note;
  std::optional<Day> day;
};
// not_found: no such referral here. invalid_argument: no voucher number, or a day before the referral or, except for
// one that was declined or refused, before the appointment.
Result<Noted> add_outcome(Session& session, const NewOutcome& outcome);

}  // namespace tacit::usecases
