#include "common/net/message_signature.hpp"

#include <charconv>

#include "crypto/encoding.hpp"
#include "crypto/hash.hpp"

namespace tacit::net {
namespace {

constexpr std::string_view kInput = "signature-input";
constexpr std::string_view kSignature = "signature";
constexpr std::string_view kDigest = "content-digest";
constexpr std::string_view kComponents = R"(("@method" "@authority" "@path" "@query" "content-digest"))";

// The value of @signature-params, which is also Signature-Input without its label.
std::string parameters(const SignatureClaims& claims) {
  std::string out(kComponents);
  out += ";created=" + std::to_string(claims.created.time_since_epoch().count());
  out += ";keyid=\"" + id_text(claims.key_id) + '"';
  out += ";nonce=\"" + to_text(claims.nonce) + '"';
  out += ";tag=\"tacit\"";
  return out;
}

// Takes `expected` off the front of `text`.
bool skip(std::string_view& text, std::string_view expected) {
  if (!text.starts_with(expected)) return false;
  text.remove_prefix(expected.size());
  return true;
}

// Takes everything before `end` off the front, and `end` too.
std::string_view take_until(std::string_view& text, char end) {
  const auto at = text.find(end);
  if (at == std::string_view::npos) return {};
  const auto out = text.substr(0, at);
  text.remove_prefix(at + 1);
  return out;
}

Result<SignatureClaims> parse_parameters(std::string_view text) {
  const auto bad = [] { return fail(Code::malformed, "the signature parameters are not of the one allowed form"); };
  if (!skip(text, "sig1=") || !skip(text, kComponents) || !skip(text, ";created=")) return bad();
  const auto digits = take_until(text, ';');
  std::int64_t created = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), created);
  if (digits.empty() || error != std::errc() || end != digits.data() + digits.size()) return bad();
  if (!skip(text, "keyid=\"")) return bad();
  TRY(const DeviceId key_id, parse_id<DeviceId>(take_until(text, '"')));
  if (!skip(text, ";nonce=\"")) return bad();
  TRY(const Nonce nonce, parse_nonce(take_until(text, '"')));
  if (text != ";tag=\"tacit\"") return bad();
  return SignatureClaims{key_id, std::chrono::sys_seconds(std::chrono::seconds(created)), nonce};
}

// RFC 8941 byte sequence: base64 between colons.
Result<Bytes> parse_labelled_bytes(std::string_view text, std::string_view label) {
  if (!skip(text, label) || !skip(text, "=:") || !text.ends_with(':')) {
    return fail(Code::malformed, "a signature field is not of the one allowed form");
  }
  text.remove_suffix(1);
  return crypto::from_base64(text);
}

Result<std::string_view> wanted(const HttpRequest& request, std::string_view name) {
  const auto value = request.header(name);
  if (!value) return fail(Code::malformed, "the request is not signed");
  return *value;
}

Result<void> check_digest(const HttpRequest& request, std::string_view value) {
  TRY(const Bytes digest, parse_labelled_bytes(value, "sha-256"));
  if (digest.size() != Hash::kSize) return fail(Code::malformed, "the content digest has the wrong length");
  if (Hash::from(digest) != sha256(as_bytes(request.body))) {
    return fail(Code::bad_signature, "the content digest is not that of the body");
  }
  return {};
}

}  // namespace

std::string content_digest(std::string_view body) {
  return "sha-256=:" + crypto::to_base64(sha256(as_bytes(body)).view()) + ':';
}

std::string signature_base(const HttpRequest& request, const SignatureClaims& claims, std::string_view digest) {
  std::string base = "\"@method\": " + request.method;
  base += "\n\"@authority\": " + request.authority;
  base += "\n\"@path\": " + request.path;
  base += "\n\"@query\": ?" + request.query;
  base += "\n\"content-digest\": ";
  base += digest;
  base += "\n\"@signature-params\": " + parameters(claims);
  return base;
}

void sign_request(HttpRequest& request, const SigningKey& key, std::chrono::sys_seconds created, const Nonce& nonce) {
  const SignatureClaims claims{key.device_id(), created, nonce};
  const std::string digest = content_digest(request.body);
  const Signature signature = key.sign(as_bytes(signature_base(request, claims, digest)));
  request.set_header(kDigest, digest);
  request.set_header(kInput, "sig1=" + parameters(claims));
  request.set_header(kSignature, "sig1=:" + crypto::to_base64(signature.view()) + ':');
}

Result<SignatureClaims> read_claims(const HttpRequest& request) {
  TRY(const std::string_view input, wanted(request, kInput));
  CHECK(wanted(request, kSignature));
  CHECK(wanted(request, kDigest));
  TRY(const SignatureClaims claims, parse_parameters(input));
  // One spelling only, e.g. no leading zeros in `created`.
  if (input.substr(5) != parameters(claims)) return fail(Code::malformed, "the signature parameters are not canonical");
  return claims;
}

Result<void> verify_request(const HttpRequest& request, const SignatureClaims& claims, const VerifyKey& key) {
  TRY(const std::string_view digest, wanted(request, kDigest));
  CHECK(check_digest(request, digest));
  TRY(const std::string_view field, wanted(request, kSignature));
  TRY(const Bytes signature, parse_labelled_bytes(field, "sig1"));
  if (signature.size() != Signature::kSize) return fail(Code::malformed, "the signature has the wrong length");
  if (device_id_of(key) != claims.key_id) return fail(Code::bad_signature, "the key is not the one the request names");
  return verify_signature(key, as_bytes(signature_base(request, claims, digest)), Signature::from(signature));
}

}  // namespace tacit::net
