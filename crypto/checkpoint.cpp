#include "crypto/checkpoint.hpp"

#include <array>
#include <charconv>

#include "common/base/json.hpp"
#include "crypto/encoding.hpp"

namespace tacit {
namespace {

constexpr std::string_view kOriginStart = "tacit/";
constexpr std::string_view kRosterStart = "roster ";
constexpr Literal kNotACheckpoint = "not a checkpoint in the exact form the protocol demands";

Result<std::uint64_t> number(std::string_view text) {
  std::uint64_t out = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  if (error != std::errc() || end != text.data() + text.size() || out > static_cast<std::uint64_t>(json::kMaxInteger))
    return fail(Code::malformed, kNotACheckpoint);
  return out;
}

}  // namespace

std::string checkpoint_origin(const OrgId& org, std::uint64_t generation) {
  return std::string(kOriginStart) + b64(org) + '/' + std::to_string(generation);
}

std::string checkpoint_text(const Checkpoint& checkpoint) {
  std::string out = checkpoint_origin(checkpoint.org, checkpoint.generation);
  out += '\n';
  out += std::to_string(checkpoint.size);
  out += '\n';
  out += crypto::to_base64(checkpoint.root.view());
  out += '\n';
  out += kRosterStart;
  out += std::to_string(checkpoint.roster_seq);
  out += ' ';
  out += b64(checkpoint.roster_hash);
  out += '\n';
  return out;
}

std::string sign_checkpoint(const Checkpoint& checkpoint, const SigningKey& key) {
  return sign_note(checkpoint_text(checkpoint), checkpoint_origin(checkpoint.org, checkpoint.generation), key);
}

Result<Checkpoint> parse_checkpoint_text(std::string_view text) {
  std::array<std::string_view, 4> lines;
  std::string_view rest = text;
  for (std::string_view& line : lines) {
    const std::size_t end = rest.find('\n');
    if (end == std::string_view::npos) return fail(Code::malformed, kNotACheckpoint);
    line = rest.substr(0, end);
    rest.remove_prefix(end + 1);
  }
  const std::size_t slash = lines[0].rfind('/');
  const std::size_t space = lines[3].rfind(' ');
  if (!lines[0].starts_with(kOriginStart) || slash < kOriginStart.size() || !lines[3].starts_with(kRosterStart) ||
      space < kRosterStart.size())
    return fail(Code::malformed, kNotACheckpoint);
  Checkpoint out;
  TRY(out.org, parse_b64<OrgId>(lines[0].substr(kOriginStart.size(), slash - kOriginStart.size())));
  TRY(out.generation, number(lines[0].substr(slash + 1)));
  TRY(out.size, number(lines[1]));
  TRY(const Bytes root, crypto::from_base64(lines[2]));
  if (root.size() != Hash::kSize) return fail(Code::malformed, kNotACheckpoint);
  out.root = Hash::from(root);
  TRY(out.roster_seq, number(lines[3].substr(kRosterStart.size(), space - kRosterStart.size())));
  TRY(out.roster_hash, parse_b64<Hash>(lines[3].substr(space + 1)));
  // Writing it again is the strictness: leading zeros, surplus lines, anything else that reads alike.
  if (checkpoint_text(out) != text) return fail(Code::malformed, kNotACheckpoint);
  return out;
}

Result<Checkpoint> open_checkpoint(std::string_view note, const OrgId& org, const VerifyKey& log_key) {
  TRY(const ParsedNote parsed, parse_note(note, kMaxCheckpointBytes));
  TRY(const Checkpoint checkpoint, parse_checkpoint_text(parsed.text));
  if (checkpoint.org != org) return fail(Code::wrong_organisation, "a checkpoint of another organisation");
  CHECK(verify_note(parsed, {NoteKeyType::ed25519, checkpoint_origin(org, checkpoint.generation), log_key}));
  return checkpoint;
}

}  // namespace tacit
