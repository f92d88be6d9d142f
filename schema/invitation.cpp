#include "schema/invitation.hpp"

#include <boost/url/parse.hpp>

#include "schema/codec.hpp"
#include "schema/limits.hpp"

namespace tacit {
namespace {

constexpr std::string_view kInvite = "tacit-invite-1.";
constexpr std::string_view kFound = "tacit-found-1.";
constexpr std::size_t kUrl = 255;
constexpr std::size_t kHost = 253;  // RFC 1035 section 2.3.4, written out

constexpr Literal kNotAnInvitation = "not an invitation: copy the whole text";

// A name, or an address in figures, in the one form that a connection is made with; not what only a URL allows.
bool is_plain_host(const boost::urls::url_view& url) {
  using boost::urls::host_type;
  const std::string_view host(url.encoded_host().data(), url.encoded_host().size());
  if (url.host_type() == host_type::ipv4) return true;
  if (url.host_type() == host_type::ipv6) return host.find_first_of("ABCDEF") == std::string_view::npos;
  return url.host_type() == host_type::name && !host.empty() && host.size() <= kHost &&
         host.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-._") == std::string_view::npos;
}

// Exactly https://host:port, so that two texts of one server are the same.
bool is_server_url(std::string_view text) {
  const auto parsed = boost::urls::parse_uri(text);
  if (!parsed) return false;
  const auto& url = *parsed;
  const bool bare = !url.has_userinfo() && url.encoded_path().empty() && !url.has_query() && !url.has_fragment();
  return bare && text.starts_with("https://") && is_plain_host(url) && url.port_number() != 0 &&
         url.port() == std::to_string(url.port_number());
}

std::string read_url(json::Fields& f) {
  std::string out = f.text("url", 1, kUrl);
  if (!is_server_url(out)) f.reject();
  return out;
}

Result<InvitationSecret> read_secret(json::Fields& f) {
  TRY(const Bytes bytes, crypto::from_base64url(codec::text_of(f.member("secret"))));
  if (bytes.size() != InvitationSecret::kSize) return fail(Code::malformed, kNotAnInvitation);
  return InvitationSecret::copy_from(bytes);
}

std::string write_secret(const InvitationSecret& secret) { return crypto::to_base64url(secret.expose(Expose())); }

std::string wrap(std::string_view prefix, const json::object& from) {
  return std::string(prefix) + crypto::to_base64url(as_bytes(json::serialize(from)));
}

Result<json::value> unwrap(std::string_view prefix, std::string_view text) {
  if (text.size() > limits::kInvitationText) return fail(Code::too_large, "longer than any invitation");
  if (!text.starts_with(prefix)) return fail(Code::malformed, kNotAnInvitation);
  TRY(const Bytes decoded, crypto::from_base64url(text.substr(prefix.size())));
  return json::parse(as_text(decoded), limits::kInvitationText);
}

// There is no signature over an invitation: one invitation has one text.
template <class T>
Result<T> canonical(T invitation, std::string_view text) {
  if (encode(invitation) != text) return fail(Code::malformed, kNotAnInvitation);
  return invitation;
}

}  // namespace

std::string encode(const Invitation& from) {
  return wrap(kInvite, json::object{{"url", from.url},
                                    {"org", b64(from.org)},
                                    {"seq", from.roster_seq},
                                    {"roster", b64(from.roster_hash)},
                                    {"inv", id_text(from.inv)},
                                    {"expires", to_text(from.expires)},
                                    {"secret", write_secret(from.secret)},
                                    {"tls_pin", b64(from.tls_pin)}});
}

Result<Invitation> decode_invitation(std::string_view text) {
  TRY(const json::value from, unwrap(kInvite, text));
  json::Fields f(from);
  const std::string url = read_url(f);
  const auto org = codec::read_fixed<OrgId>(f, "org");
  const std::uint64_t seq = codec::read_count(f, "seq");
  const auto hash = codec::read_fixed<Hash>(f, "roster");
  const auto inv = codec::read_id<InvitationId>(f, "inv");
  const Day expires = codec::value_or_reject(parse_day(codec::text_of(f.member("expires"))), f);
  TRY(InvitationSecret secret, read_secret(f));
  const auto pin = codec::read_fixed<Hash>(f, "tls_pin");
  CHECK(f.finish());
  return canonical(Invitation{url, org, seq, hash, inv, expires, std::move(secret), pin}, text);
}

std::string encode(const FoundingInvitation& from) {
  return wrap(kFound, json::object{{"url", from.url},
                                   {"inv", id_text(from.inv)},
                                   {"secret", write_secret(from.secret)},
                                   {"log_pk", b64(from.service.log_pk)},
                                   {"oprf_pk", crypto::to_base64url(from.service.oprf_pk)},
                                   {"tls_pins", codec::write_list(from.service.tls_pins, b64<Hash>)}});
}

Result<FoundingInvitation> decode_founding(std::string_view text) {
  TRY(const json::value from, unwrap(kFound, text));
  json::Fields f(from);
  const std::string url = read_url(f);
  const auto inv = codec::read_id<InvitationId>(f, "inv");
  TRY(InvitationSecret secret, read_secret(f));
  roster::ServiceKeys service;
  service.log_pk = codec::read_fixed<VerifyKey>(f, "log_pk");
  service.oprf_pk = codec::read_fixed<Fixed<struct OprfPoint, 32>>(f, "oprf_pk").bytes;
  service.tls_pins = codec::read_fixed_list<Hash>(f, "tls_pins", 1, 2);
  CHECK(f.finish());
  return canonical(FoundingInvitation{url, inv, std::move(secret), std::move(service)}, text);
}

}  // namespace tacit
