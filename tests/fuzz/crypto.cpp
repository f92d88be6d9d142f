#include <algorithm>

#include "crypto/checkpoint.hpp"
#include "crypto/hash.hpp"
#include "crypto/jws.hpp"
#include "crypto/merkle.hpp"
#include "crypto/note.hpp"
#include "crypto/sd_jwt.hpp"
#include "crypto/sealed_box.hpp"
#include "crypto/signing.hpp"
#include "tests/fuzz/harness.hpp"
#include "tests/fuzz/keys.hpp"

// Signed, sealed and hashed objects: nothing but the original may be believed.
namespace tacit::fuzz {
namespace {

// What this key ever signed. Ed25519 is deterministic, so of an accepted text there is exactly one.
const std::vector<std::pair<Typ, std::string>>& signed_objects() {
  static const std::vector<std::pair<Typ, std::string>> kAll = [] {
    std::vector<std::pair<Typ, std::string>> out;
    for (const Typ typ : {Typ::roster, Typ::entry, Typ::shred, Typ::join}) {
      out.emplace_back(typ, sign_jws(typ, key_of('a'), R"({"v":1})"));
    }
    return out;
  }();
  return kAll;
}

// The first letter says how the rest is read: as a text, or as changes to a signed object (position, byte).
std::string changed(std::string original, Input input) {
  while (!input.empty()) {
    const std::size_t at = input.byte() + 256u * input.byte();
    original[at % original.size()] = input.letter();
  }
  return original;
}

FUZZ_TARGET(jws) {
  Input input(bytes);
  const auto& objects = signed_objects();
  const auto& [signed_typ, original] = objects[input.byte() % objects.size()];
  const bool as_text = input.byte() % 2 == 0;
  const std::string text = as_text ? std::string(input.rest()) : changed(original, input);
  for (const Typ typ : {Typ::roster, Typ::entry, Typ::shred, Typ::join, Typ::hand_over}) {
    const auto parsed = parse_jws(text, typ, 4096);
    if (!parsed) continue;
    ASSERT_INVARIANT(text.starts_with(parsed->signing_input + '.') && !parsed->payload_text.empty());
    const auto is_original = std::pair(typ, text);
    const bool ours = std::find(objects.begin(), objects.end(), is_original) != objects.end();
    ASSERT_INVARIANT(verify_jws(*parsed, key_of('a').sign_public()).has_value() == ours);
    ASSERT_INVARIANT(!verify_jws(*parsed, key_of('x').sign_public()));
  }
}

FUZZ_TARGET(disclosure) {
  constexpr std::size_t kMaxBytes = 4096;
  const std::string_view text = as_text(bytes);
  const auto read = parse_disclosure(text, kMaxBytes);
  if (!read) return;
  ASSERT_INVARIANT(text.size() <= kMaxBytes && !read->name.empty() && read->name != "_sd" && read->name != "...");
  const auto again = parse_disclosure(make_disclosure(read->name, json::serialize(read->value)), 4 * kMaxBytes);
  ASSERT_INVARIANT(again && again->name == read->name && again->value == read->value);
}

Checkpoint known_checkpoint() {
  Checkpoint out;
  out.org = OrgId{sha256(as_bytes("org")).bytes};
  out.size = 7;
  out.root = sha256(as_bytes("root"));
  out.roster_hash = sha256(as_bytes("link"));
  return out;
}

void read_checkpoint(const std::string& note) {
  static const std::string kSigned = sign_checkpoint(known_checkpoint(), key_of('a'));
  const auto opened = open_checkpoint(note, known_checkpoint().org, key_of('a').sign_public());
  if (!opened) return;
  // Lines of other signers may follow; what is said, and the signature, stand as they were signed.
  ASSERT_INVARIANT(*opened == known_checkpoint());
  ASSERT_INVARIANT(note.starts_with(checkpoint_text(known_checkpoint())));
  ASSERT_INVARIANT(note.find(kSigned.substr(kSigned.rfind('\n', kSigned.size() - 2))) != std::string::npos);
}

FUZZ_TARGET(note) {
  Input input(bytes);
  const bool as_text = input.byte() % 2 == 0;
  const std::string text =
      as_text ? std::string(input.rest()) : changed(sign_checkpoint(known_checkpoint(), key_of('a')), input);
  read_checkpoint(text);
  if (const auto checkpoint = parse_checkpoint_text(text)) ASSERT_INVARIANT(checkpoint_text(*checkpoint) == text);
  if (const auto verifier = parse_vkey(text)) ASSERT_INVARIANT(vkey_text(*verifier) == text);
  const auto note = parse_note(text, kMaxCheckpointBytes);
  if (!note) return;
  ASSERT_INVARIANT(text.starts_with(note->text) && note->text.ends_with('\n') && !note->signatures.empty());
  for (const auto& signature : note->signatures) {
    const NoteVerifier stranger{NoteKeyType::cosignature, signature.name, key_of('x').sign_public()};
    ASSERT_INVARIANT(!verify_cosignature(*note, stranger));
  }
}

// Leaves, a question and a proof of the fuzzer's making: only the honest proof is believed.
FUZZ_TARGET(merkle) {
  Input input(bytes);
  MerkleTree tree;
  const std::uint64_t size = 1 + input.byte() % 40;
  for (std::uint64_t i = 0; i < size; ++i) tree.append(leaf_hash(as_bytes(std::to_string(i))));
  const char question = input.letter();
  const std::uint64_t one = input.byte(), two = input.byte();
  std::vector<IndexedLeaf> page;
  std::vector<std::uint64_t> indexes;
  for (std::uint64_t i = 0; i < size; ++i) {
    if (((one * 256 + two) >> (i % 16)) % 2 == 0) continue;
    page.push_back({i, tree.leaf(i)});
    indexes.push_back(i);
  }
  std::vector<Hash> honest;
  if (question == 'i' && one < size) honest = tree.inclusion_proof(one, size);
  if (question == 'c' && one <= size) honest = tree.consistency_proof(one, size);
  if (question == 'p') honest = tree.page_proof(indexes, size);
  std::vector<Hash> proof = honest;
  while (!input.empty()) {  // drop, double, or flip a bit of an item
    const char change = input.letter();
    const std::size_t at = input.byte();
    if (proof.empty()) {
      proof.push_back(tree.leaf(at % size));
    } else if (change == 'd') {
      proof.erase(proof.begin() + static_cast<std::ptrdiff_t>(at % proof.size()));
    } else if (change == 't') {
      proof.push_back(proof[at % proof.size()]);
    } else {
      proof[at % proof.size()].bytes[input.byte() % 32] ^= static_cast<std::uint8_t>(1u << (at % 8));
    }
  }
  const Hash root = tree.root();
  if (question == 'i') {
    const Hash leaf = tree.leaf(one % size);
    ASSERT_INVARIANT(verify_inclusion(leaf, one, size, root, proof).has_value() == (one < size && proof == honest));
  } else if (question == 'c') {
    const bool sane = one <= size;
    const Hash from = sane ? tree.root_at(one) : root;
    ASSERT_INVARIANT(verify_consistency(one, from, size, root, proof).has_value() == (sane && proof == honest));
  } else if (question == 'p') {
    ASSERT_INVARIANT(verify_page(page, size, root, proof).has_value() == (proof == honest));
    if (!page.empty()) {
      page.front().hash.bytes[0] ^= 1;
      ASSERT_INVARIANT(!verify_page(page, size, root, honest));
    }
  }
}

FUZZ_TARGET(sealed_copy) {
  static const BoxKeyPair kBox = BoxKeyPair::from_seed(BoxSeed::copy_from(Bytes(32, 7)));
  ASSERT_INVARIANT(!open_sealed(kBox, bytes));
  if (const auto message = unpad_bucket(bytes)) ASSERT_INVARIANT(pad_to_bucket(*message).value() == to_bytes(bytes));
  if (const auto padded = pad_to_bucket(bytes)) ASSERT_INVARIANT(unpad_bucket(*padded).value() == to_bytes(bytes));
  if (bytes.size() != BoxPublicKey::kSize) return;
  const auto key = BoxPublicKey::from(bytes);
  ASSERT_INVARIANT(check_box_public_key(key).has_value() == seal_to(key, bytes).has_value());
}

}  // namespace
}  // namespace tacit::fuzz
