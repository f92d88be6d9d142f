#include "server/api/authentication.hpp"

#include "common/net/message_signature.hpp"
#include "server/roster/founding.hpp"

namespace tacit::server {
namespace {

Result<void> check_fresh(net::ReplayGuard& guard, const net::SignatureClaims& claims) {
  switch (guard.accept(claims.created, claims.nonce)) {
    case net::Freshness::fresh: return {};
    case net::Freshness::other_boot: return fail(Code::expired, "the nonce is of another run of the server");
    case net::Freshness::outside_window: return fail(Code::expired, "the request is too old, or a clock is wrong");
    case net::Freshness::replayed: return fail(Code::expired, "the request was received before");
    case net::Freshness::full: return fail(Code::busy, "too many requests in ten minutes");
  }
  broken_invariant("freshness", __FILE__, __LINE__);
}

Result<void> check_digest(const net::HttpRequest& request) {
  if (request.header("content-digest") == net::content_digest(request.body)) return {};
  return fail(Code::bad_signature, "the digest is not the body's");
}

Result<VerifyKey> key_of_founder(const net::HttpRequest& request) {
  TRY(api::FoundRequest brought, api::decode<api::FoundRequest>(request.body));
  TRY(const CheckedGenesis genesis, read_genesis(std::move(brought)));
  return genesis.founder().keys.sign_pk;
}

Result<VerifyKey> key_of_joiner(const net::HttpRequest& request) {
  TRY(const api::EnrolRequest brought, api::decode<api::EnrolRequest>(request.body));
  TRY(const Join join, read_join(brought.join.jws));
  return join.keys.sign_pk;
}

// For those whom no roster names: the key is in the body, and keyid has to be its id.
Result<void> check_self_signed(const net::HttpRequest& request, const net::SignatureClaims& claims, Who who) {
  CHECK(check_digest(request));
  TRY(const VerifyKey key, who == Who::founder ? key_of_founder(request) : key_of_joiner(request));
  if (claims.key_id != device_id_of(key)) return fail(Code::bad_signature, "signed by another key than it brings");
  return net::verify_request(request, claims, key);
}

Result<const Roster::Device*> check_device(const Snapshot& snapshot, const net::HttpRequest& request,
                                           const net::SignatureClaims& claims) {
  const Error unknown{Code::not_admitted, "the signer is no active device of this organisation"};
  if (!snapshot.roster) return fail(unknown);
  const Roster::Device* device = snapshot.roster->device(claims.key_id);
  if (device == nullptr) return fail(unknown);
  CHECK(net::verify_request(request, claims, device->keys.sign_pk));
  if (!device->active()) return fail(unknown);
  return device;
}

}  // namespace

Result<Call> authenticate(const Context& context, Who who, const net::HttpRequest& request) {
  Call call{.request = request, .snapshot = context.log.snapshot()};
  if (who == Who::anyone) return call;
  TRY(const net::SignatureClaims claims, net::read_claims(request));
  if (who == Who::founder || who == Who::joiner) {
    CHECK(check_self_signed(request, claims, who));
    CHECK(check_fresh(context.strangers, claims));
  } else {
    TRY(call.device, check_device(*call.snapshot, request, claims));
    CHECK(check_fresh(context.guard, claims));
  }
  if (who == Who::steward && !call.device->steward) return fail(Code::not_allowed, "only a steward may do this");
  return call;
}

}  // namespace tacit::server
