#include "common/net/client.hpp"
#include "crypto/encoding.hpp"
#include "crypto/jws.hpp"
#include "schema/api.hpp"
#include "schema/invitation.hpp"
#include "schema/limits.hpp"
#include "schema/roster.hpp"
#include "tests/fuzz/harness.hpp"
#include "tests/fuzz/keys.hpp"

// How somebody becomes a member, the chain that says so, and the messages of the interface.
namespace tacit::fuzz {
namespace {

FUZZ_TARGET(roster_link) {
  const auto link = roster::decode(as_text(bytes));
  if (!link) return;
  ASSERT_INVARIANT(bytes.size() <= limits::kRosterLink && !link->ops.empty() && link->ops.size() <= limits::kRosterOps);
  const auto write = [](const roster::Link& value) { return roster::encode(value); };
  const std::string written = written_and_read_again(write, roster::decode, *link);
  ASSERT_INVARIANT(roster::blobs_of(*link) == roster::blobs_of(*roster::decode(written)));
}

std::string signed_link(char signer, const std::string& org, std::uint64_t seq, const std::string& prev,
                        std::string_view ops) {
  std::string payload = R"({"v":1,"org":")" + org + R"(","seq":)" + std::to_string(seq) + R"(,"prev":")" + prev +
                        R"(","day":"2021-03-04","ops":)";
  payload += ops;
  payload += '}';
  return sign_jws(Typ::roster, key_of(signer), payload);
}

// Everything a roster can be asked, as one text.
std::string observed(const Roster& roster) {
  std::string out = b64(roster.head()) + std::to_string(roster.seq()) + b64(roster.service().log_pk);
  std::vector<Scope> scopes{Scope::org(), Scope::audit()};
  for (const TeamId& team : roster.teams()) scopes.push_back(Scope::team(team));
  for (const TeamId& grant : roster.grants()) scopes.push_back(Scope::grant(grant));
  for (const Scope& scope : scopes) {
    for (const auto* member : roster.members(scope)) out += ' ' + id_text(member->id);
    const auto* epoch = roster.newest_epoch(scope);
    out += '\n' + to_text(scope) + ' ' + std::to_string(epoch == nullptr ? 0 : epoch->n);
    if (epoch != nullptr)
      out += ' ' + std::to_string(epoch->wraps.size()) + ' ' + std::to_string(epoch->granted.size());
    for (const std::string& secret : roster.secrets_of(scope)) out += ' ' + secret;
  }
  for (const auto* device : roster.devices()) {
    out += '\n' + id_text(device->id) + ' ' + b64(device->keys.box_pk) + ' ' + std::string(to_text(device->role));
    out += device->active() ? " active" : " revoked";
    for (const TeamId& team : device->teams) out += ' ' + id_text(team);
    for (const TeamId& grant : device->grants) out += " grant " + id_text(grant);
  }
  if (const auto* pack = roster.newest_pack()) out += '\n' + std::to_string(pack->generation) + b64(pack->digest);
  return out;
}

// The first line is the ops of the genesis, signed by `a`; each further one a signer's letter and the ops of a link at
// the right place of the chain. A refused link changes nothing; the accepted ones alone lead to the same roster.
FUZZ_TARGET(roster_chain) {
  Input input(bytes);
  const std::string genesis = signed_link('a', "", 0, "", input.line());
  auto roster = Roster::found(genesis, 0);
  if (!roster) return;
  std::vector<std::string> accepted;
  for (int links = 0; links < 16 && !input.empty(); ++links) {
    const char signer = input.letter();
    const std::string link =
        signed_link(signer, b64(roster->org()), roster->seq() + 1, b64(roster->head()), input.line());
    const std::string before = observed(*roster);
    if (roster->append(link, roster->seq() + 1)) {
      ASSERT_INVARIANT(roster->device(key_of(signer).device_id()) != nullptr && roster->knows(hash_of_jws(link)));
      accepted.push_back(link);
    } else {
      ASSERT_INVARIANT(observed(*roster) == before);
    }
  }
  auto again = Roster::found(genesis, 0);
  for (const std::string& link : accepted) ASSERT_INVARIANT(again->append(link, again->seq() + 1).has_value());
  ASSERT_INVARIANT(observed(*again) == observed(*roster));
}

template <class T>
void is_the_only_text(const Result<T>& invitation, std::string_view text) {
  if (!invitation) return;
  ASSERT_INVARIANT(text.size() <= limits::kInvitationText && encode(*invitation) == text);
  const auto endpoint = net::parse_endpoint(invitation->url);
  ASSERT_INVARIANT(endpoint && endpoint->url() == invitation->url);
}

// The JSON of an invitation or a founding invitation without its wrapping, or the payload of a join request.
FUZZ_TARGET(invitation) {
  const std::string_view text = as_text(bytes);
  is_the_only_text(decode_invitation(text), text);
  is_the_only_text(decode_founding(text), text);
  const std::string wrapped = crypto::to_base64url(bytes);
  is_the_only_text(decode_invitation("tacit-invite-1." + wrapped), "tacit-invite-1." + wrapped);
  is_the_only_text(decode_founding("tacit-found-1." + wrapped), "tacit-found-1." + wrapped);
  if (text.empty()) return;
  ASSERT_INVARIANT(!read_join(text) || parse_jws(text, Typ::join, limits::kJoin));
  const auto join = read_join(sign_jws(Typ::join, key_of('a'), text));
  if (!join) return;
  ASSERT_INVARIANT(join->keys.sign_pk == key_of('a').sign_public() && check_box_public_key(join->keys.box_pk));
}

template <class Message>
void is_read_and_written(std::string_view body) {
  const auto read = api::decode<Message>(body);
  if (!read) return;
  const auto write = [](const Message& message) { return api::encode(message); };
  written_and_read_again(write, api::decode<Message>, *read);
}

// The first letter says which message.
FUZZ_TARGET(api_message) {
  Input input(bytes);
  switch (input.letter()) {
    case 'a': return is_read_and_written<api::Health>(input.rest());
    case 'b': return is_read_and_written<api::FoundRequest>(input.rest());
    case 'c': return is_read_and_written<api::Appended>(input.rest());
    case 'd': return is_read_and_written<api::Announce>(input.rest());
    case 'e': return is_read_and_written<api::EnrolRequest>(input.rest());
    case 'f': return is_read_and_written<api::Enrolments>(input.rest());
    case 'g': return is_read_and_written<api::RosterPage>(input.rest());
    case 'h': return is_read_and_written<api::LinkRequest>(input.rest());
    case 'i': return is_read_and_written<api::WrapsPage>(input.rest());
    case 'j': return is_read_and_written<api::EntriesRequest>(input.rest());
    case 'k': return is_read_and_written<api::EntriesAppended>(input.rest());
    case 'l': return is_read_and_written<api::EntriesPage>(input.rest());
    case 'm': return is_read_and_written<api::SentPage>(input.rest());
    case 'n': return is_read_and_written<api::CheckpointAnswer>(input.rest());
    case 'o': return is_read_and_written<api::LeavesPage>(input.rest());
    default: return;
  }
}

}  // namespace
}  // namespace tacit::fuzz
