#include "server/roster/link_append.hpp"

#include "crypto/hash.hpp"
#include "server/store/admission_store.hpp"
#include "server/store/blob_store.hpp"
#include "server/store/leaf_store.hpp"

namespace tacit::server {
namespace {

Result<void> check_blobs(const roster::Link& link, const std::vector<Bytes>& blobs) {
  const std::vector<Hash> named = roster::blobs_of(link);
  if (blobs.size() != named.size()) return fail(Code::malformed, "the blobs do not match the link");
  for (std::size_t i = 0; i < blobs.size(); ++i) {
    if (sha256(blobs[i]) != named[i]) return fail(Code::malformed, "a blob is not the one the link names");
  }
  return {};
}

// One for each of roster::blobs_of, in its order.
struct Recipients {
  std::vector<DeviceId> devices;
  std::vector<std::string> scopes;  // empty text: a device's, or everybody's
  std::vector<bool> for_device;

  void device(const DeviceId& dev) { add(dev, "", true); }
  void scope(const Scope& scope) { add({}, to_text(scope), false); }
  void everybody() { add({}, "", false); }
  void add(const DeviceId& dev, std::string scope, bool is_device) {
    devices.push_back(dev);
    scopes.push_back(std::move(scope));
    for_device.push_back(is_device);
  }

  void operator()(const roster::Epoch& op) {
    for (const roster::Wrap& wrap : op.wraps) device(wrap.dev);
  }
  void operator()(const roster::Grant& op) {
    for (std::size_t i = 0; i < op.wraps.size(); ++i) device(op.dev);
  }
  void operator()(const roster::Secret& op) { scope(op.scope); }
  void operator()(const roster::Reseal& op) { scope(op.scope); }
  void operator()(const roster::Pack&) { everybody(); }
  // These name no blobs.
  void operator()(const roster::Found&) {}
  void operator()(const roster::AddTeam&) {}
  void operator()(const roster::Admit&) {}
  void operator()(const roster::Revoke&) {}
  void operator()(const roster::ChangeRole&) {}
  void operator()(const roster::Rekey&) {}
  void operator()(const roster::Service&) {}
  void operator()(const roster::Fund&) {}
  void operator()(const roster::Restrict&) {}
};

void store_blobs(Database& database, const CheckedLink& link) {
  Recipients recipients;
  for (const roster::Op& op : link.link.ops) std::visit(recipients, op);
  ASSERT_INVARIANT(recipients.devices.size() == link.blobs.size());
  BlobStore store(database);
  for (std::size_t i = 0; i < link.blobs.size(); ++i) {
    const ByteView dev = recipients.for_device[i] ? recipients.devices[i].view() : ByteView();
    store.append(link.link.seq, i, {dev, recipients.scopes[i]}, link.blobs[i]);
  }
}

void use_up_invitations(Database& database, const roster::Link& link) {
  AdmissionStore store(database);
  for (const roster::Op& op : link.ops) {
    if (const auto* admit = std::get_if<roster::Admit>(&op)) store.forget_invitation(admit->inv);
  }
}

}  // namespace

Result<CheckedLink> check_link(api::LinkRequest request, const Roster::Device& device) {
  TRY(const ParsedJws jws, parse_jws(request.link, Typ::roster, limits::kRosterLink));
  if (jws.kid != device.id) return fail(Code::not_allowed, "a device sends only its own links");
  CHECK(verify_jws(jws, device.keys.sign_pk));
  TRY(roster::Link link, roster::decode(jws.payload_text));
  CHECK(check_blobs(link, request.blobs));
  return CheckedLink{std::move(request.link), std::move(link), std::move(request.blobs)};
}

Result<std::uint64_t> append_link(Database& database, Log& log, const CheckedLink& link) {
  const std::uint64_t index = log.next_index();
  auto next = std::make_shared<Roster>(*log.roster());
  if (const auto applied = next->append(link.jws, index); !applied) {
    // An alarm is what a client raises about us; towards the sender it is a link that must not be.
    if (is_alarm(applied.error().code)) return fail(Code::invalid_argument, applied.error().text);
    return fail(applied.error());
  }
  LeafStore store(database);
  store.append_leaf(index, link.jws);
  store.append_link(link.link.seq, index);
  store_blobs(database, link);
  use_up_invitations(database, link.link);
  log.add_link(std::move(next), leaf_hash(as_bytes(link.jws)));
  return index;
}

}  // namespace tacit::server
