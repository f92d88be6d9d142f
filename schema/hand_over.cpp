#include "schema/hand_over.hpp"

#include <algorithm>

#include "crypto/hash.hpp"
#include "crypto/padding.hpp"
#include "schema/codec.hpp"

namespace tacit {
namespace {

constexpr std::string_view kMagic = "TACITHO1";
constexpr std::size_t kSmallest = 4096;
constexpr Literal kNone = "this is no hand-over file, or it is cut short";

Personal<std::string> read_personal(json::Fields& f, std::string_view key, std::size_t max) {
  return Personal(f.text(key, 0, max));
}

Result<HandedIdentifiers> read_person(const json::value& from) {
  json::Fields f(from);
  HandedIdentifiers out;
  out.client = codec::read_id<ClientId>(f, "client");
  out.name = read_personal(f, "name", limits::kIdentifier);
  out.nickname = read_personal(f, "nickname", limits::kIdentifier);
  out.phone = read_personal(f, "phone", limits::kIdentifier);
  out.note = read_personal(f, "note", limits::kPrivateNote);
  out.other_codes = read_personal(f, "other_codes", limits::kIdentifier);
  CHECK(f.finish());
  return out;
}

json::object write_person(const HandedIdentifiers& person) {
  return {{"client", id_text(person.client)},
          {"name", person.name.expose(Disclose())},
          {"nickname", person.nickname.expose(Disclose())},
          {"phone", person.phone.expose(Disclose())},
          {"note", person.note.expose(Disclose())},
          {"other_codes", person.other_codes.expose(Disclose())}};
}

bool ascend(const std::vector<HandedIdentifiers>& people) {
  return std::adjacent_find(people.begin(), people.end(), [](const auto& one, const auto& next) {
           return !(one.client < next.client);
         }) == people.end();
}

// What the receiver would refuse is refused where somebody can do something about it.
Result<void> check_readable(const HandOver& content, const std::string& payload) {
  const auto too_long = [](const HandedIdentifiers& person) {
    return person.note.expose(Disclose()).size() > limits::kPrivateNote ||
           std::max({person.name.expose(Disclose()).size(), person.nickname.expose(Disclose()).size(),
                     person.phone.expose(Disclose()).size(), person.other_codes.expose(Disclose()).size()}) >
               limits::kIdentifier;
  };
  if (content.people.empty() || content.people.size() > limits::kHandOverPeople)
    return fail(Code::too_large, "a hand-over is of 1 to 20,000 people");
  if (std::any_of(content.people.begin(), content.people.end(), too_long))
    return fail(Code::too_large, "somebody's name, codes or note are too long to be handed over: shorten them");
  if (!decode_hand_over(payload))
    return fail(Code::invalid_argument, "somebody's name, codes or note are not UTF-8: write them anew");
  return {};
}

}  // namespace

std::string encode(const HandOver& content) {
  return json::serialize(json::object{{"v", 1},
                                      {"org", b64(content.org)},
                                      {"to", id_text(content.to)},
                                      {"day", to_text(content.day)},
                                      {"people", codec::write_list(content.people, write_person)}});
}

Result<HandOver> decode_hand_over(std::string_view payload) {
  TRY(const json::value from, json::parse(payload, limits::kHandOver));
  json::Fields f(from);
  codec::read_version(f);
  HandOver out;
  out.org = codec::read_fixed<OrgId>(f, "org");
  out.to = codec::read_id<DeviceId>(f, "to");
  out.day = codec::value_or_reject(parse_day(codec::text_of(f.member("day"))), f);
  out.people = codec::read_list<HandedIdentifiers>(f, "people", 1, limits::kHandOverPeople, read_person);
  if (!ascend(out.people)) f.reject();
  CHECK(f.finish());
  return out;
}

Result<Bytes> seal_hand_over(const HandOver& content, const SigningKey& from, const BoxPublicKey& to) {
  const std::string payload = encode(content);
  CHECK(check_readable(content, payload));
  auto padded = pad_to_power_of_two(as_bytes(sign_jws(Typ::hand_over, from, payload)), kSmallest, limits::kHandOver);
  if (!padded) return fail(Code::too_large, "too much for one file: hand over fewer people at a time");
  TRY(const Bytes box, seal_to(to, *padded));
  Bytes file = to_bytes(as_bytes(kMagic));
  append(file, box);
  return file;
}

Result<OpenedHandOver> open_hand_over(ByteView file, const BoxKeyPair& receiver) {
  if (file.size() > limits::kHandOverFile) return fail(Code::too_large, "this is larger than a hand-over file can be");
  if (file.size() < kMagic.size() + kSealOverhead + kSmallest || as_text(file.first(kMagic.size())) != kMagic)
    return fail(Code::malformed, kNone);
  auto padded = open_sealed(receiver, file.subspan(kMagic.size()));
  if (!padded)
    return fail(Code::decryption_failed, "this hand-over is for another device, or the file was altered or cut short");
  TRY(const Bytes text, unpad_power_of_two(*padded, kSmallest, limits::kHandOver));
  TRY(ParsedJws jws, parse_jws(as_text(text), Typ::hand_over, limits::kHandOver));
  TRY(HandOver content, decode_hand_over(jws.payload_text));
  return OpenedHandOver{std::move(jws), hash_of_jws(as_text(text)), std::move(content)};
}

}  // namespace tacit
