#include "schema/hand_over.hpp"

#include "crypto/encoding.hpp"
#include "crypto/padding.hpp"
#include "tests/fuzz/harness.hpp"
#include "tests/fuzz/keys.hpp"

// What a colleague's device wrote, or somebody who would like to be one.
namespace tacit::fuzz {
namespace {

const BoxKeyPair& receiver() {
  static const BoxKeyPair pair = BoxKeyPair::from_seed(BoxSeed::copy_from(Bytes(32, 7)));
  return pair;
}

void is_within_limits(const HandOver& content) {
  ASSERT_INVARIANT(!content.people.empty() && content.people.size() <= limits::kHandOverPeople);
  for (std::size_t i = 0; i < content.people.size(); ++i) {
    const HandedIdentifiers& one = content.people[i];
    ASSERT_INVARIANT(i == 0 || content.people[i - 1].client < one.client);
    ASSERT_INVARIANT(one.note.expose(Disclose()).size() <= limits::kPrivateNote);
    for (const auto* text : {&one.name, &one.nickname, &one.phone, &one.other_codes})
      ASSERT_INVARIANT(text->expose(Disclose()).size() <= limits::kIdentifier);
  }
}

// `p`: a payload; `u`: what came out of the box, padding and all; else a file.
FUZZ_TARGET(hand_over) {
  Input input(bytes);
  const char how = input.letter();
  const std::string_view rest = input.rest();
  if (how == 'u') {
    const auto text = unpad_power_of_two(as_bytes(rest), 64, 8192);
    if (!text) return;
    const auto padded = pad_to_power_of_two(*text, 64, 8192);
    ASSERT_INVARIANT(padded && as_text(*padded) == rest);
    return;
  }
  if (how != 'p') {
    // Nobody sealed anything to this key.
    ASSERT_INVARIANT(!open_hand_over(bytes, receiver()));
    return;
  }
  const auto content = decode_hand_over(rest);
  if (!content) return;
  is_within_limits(*content);
  const auto write = [](const HandOver& value) { return encode(value); };
  const std::string written = written_and_read_again(write, decode_hand_over, *content);
  ASSERT_INVARIANT(*decode_hand_over(written) == *content);
  const auto file = seal_hand_over(*content, key_of('a'), receiver().box_public());
  ASSERT_INVARIANT(file.has_value());
  const auto opened = open_hand_over(*file, receiver());
  ASSERT_INVARIANT(opened && opened->content == *content && opened->jws.kid == key_of('a').device_id());
  ASSERT_INVARIANT(verify_jws(opened->jws, key_of('a').sign_public()).has_value());
  ASSERT_INVARIANT(!verify_jws(opened->jws, key_of('x').sign_public()));
}

}  // namespace
}  // namespace tacit::fuzz
