#include "server/store/admission_store.hpp"

namespace tacit::server {

void AdmissionStore::put_founding(const InvitationId& inv, const InvitationSecret& secret) {
  database_.run("INSERT INTO founding (one, inv, secret) VALUES (1, ?1, ?2)", inv, secret.expose(Expose()));
}

std::optional<AdmissionStore::Founding> AdmissionStore::founding() {
  Statement row = database_.statement("SELECT inv, secret FROM founding");
  if (!row.step()) return std::nullopt;
  const ByteView secret = row.blob(1);
  if (secret.size() != InvitationSecret::kSize) {
    throw StorageFailure(Code::storage_damaged, "a column has an unexpected size", 0);
  }
  return Founding{row.fixed<InvitationId>(0), InvitationSecret::copy_from(secret)};
}

void AdmissionStore::forget_founding() { database_.run("DELETE FROM founding"); }

void AdmissionStore::put_invitation(const InvitationId& inv, Day expires) {
  database_.run("INSERT INTO invitation (inv, expires) VALUES (?1, ?2)", inv, expires.since_epoch);
}

std::optional<Day> AdmissionStore::expiry(const InvitationId& inv) {
  const auto day = database_.integer("SELECT expires FROM invitation WHERE inv = ?1", inv);
  if (!day) return std::nullopt;
  return Day{static_cast<std::int32_t>(*day)};
}

void AdmissionStore::forget_invitation(const InvitationId& inv) {
  database_.run("DELETE FROM invitation WHERE inv = ?1", inv);
}

void AdmissionStore::forget_expired(Day today) {
  database_.run("DELETE FROM invitation WHERE expires < ?1", today.since_epoch);
}

void AdmissionStore::put_enrolment(const InvitationId& inv, const Enrolment& enrolment) {
  database_.run("INSERT INTO enrolment (inv, jws, mac) VALUES (?1, ?2, ?3)", inv, enrolment.jws, enrolment.mac);
}

std::optional<AdmissionStore::Enrolment> AdmissionStore::enrolment(const InvitationId& inv) {
  Statement row = database_.statement("SELECT jws, mac FROM enrolment WHERE inv = ?1");
  row.bind_all(inv);
  if (!row.step()) return std::nullopt;
  return Enrolment{std::string(row.text(0)), row.fixed<Hash>(1)};
}

std::vector<AdmissionStore::Enrolment> AdmissionStore::enrolments(Day today) {
  std::vector<Enrolment> out;
  Statement row = database_.statement(
      "SELECT enrolment.jws, enrolment.mac FROM enrolment JOIN invitation ON invitation.inv = enrolment.inv "
      "WHERE invitation.expires >= ?1 ORDER BY enrolment.inv");
  row.bind_all(today.since_epoch);
  while (row.step()) out.push_back({std::string(row.text(0)), row.fixed<Hash>(1)});
  return out;
}

std::size_t AdmissionStore::count_enrolments() {
  return static_cast<std::size_t>(database_.integer("SELECT count(*) FROM enrolment").value_or(0));
}

}  // namespace tacit::server
