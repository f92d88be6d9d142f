#include "server/roster/enrolment.hpp"

#include "server/store/admission_store.hpp"

namespace tacit::server {

Result<void> announce(Database& database, const Log& log, const api::Announce& announcement, Day today) {
  if (announcement.expires < today) return fail(Code::expired, "the invitation's last day is over");
  if (log.roster()->invitation_used(announcement.inv)) {
    return fail(Code::already_done, "a device has been admitted by this invitation");
  }
  AdmissionStore store(database);
  store.forget_expired(today);
  if (const auto known = store.expiry(announcement.inv)) {
    if (*known == announcement.expires) return {};
    return fail(Code::conflict, "the invitation is announced with another last day");
  }
  store.put_invitation(announcement.inv, announcement.expires);
  return {};
}

Result<void> enrol(Database& database, const api::EnrolRequest& request, const Join& join, Day today) {
  AdmissionStore store(database);
  const auto expires = store.expiry(join.inv);
  if (!expires) return fail(Code::not_found, "there is no such invitation");
  if (*expires < today) return fail(Code::expired, "the invitation's last day is over");
  if (const auto waiting = store.enrolment(join.inv)) {
    if (waiting->jws == request.join.jws && waiting->mac == request.join.mac) return {};
    return fail(Code::conflict, "another device has asked to join by this invitation");
  }
  store.forget_expired(today);
  if (store.count_enrolments() >= limits::kPendingEnrolments) {
    return fail(Code::busy, "too many devices wait to be admitted");
  }
  store.put_enrolment(join.inv, {request.join.jws, request.join.mac});
  return {};
}

}  // namespace tacit::server
