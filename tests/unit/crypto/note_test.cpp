#include "crypto/note.hpp"

#include <gtest/gtest.h>

#include "vectors.hpp"

namespace tacit {
namespace {

constexpr std::size_t kNoteLimit = 65536;
const std::string kDash = "\xe2\x80\x94 ";

class Note : public ::testing::Test {
 protected:
  bool accepted(std::string_view note) const {
    const auto parsed = parse_note(note, kNoteLimit);
    return parsed && verify_note(*parsed, verifier_);
  }

  const SigningKey key_ = SigningKey::from_seed(SigningSeed::random());
  const NoteVerifier verifier_{NoteKeyType::ed25519, "example.org/log", key_.sign_public()};
  const std::string text_ = "example.org/log\n7\nsome root\n";
  const std::string good_ = sign_note(text_, verifier_.name, key_);
};

TEST(SignedNote, PublishedVector_IsMet) {
  const json::value test = vectors::load("c2sp-note.json");
  const auto verifier = parse_vkey(vectors::text(test, "vkey"));
  ASSERT_TRUE(verifier);
  EXPECT_EQ(vkey_text(*verifier), vectors::text(test, "vkey"));
  const std::string line = kDash + verifier->name + ' ' + vectors::text(test, "sig_b64") + '\n';
  const auto note = parse_note(vectors::text(test, "text") + '\n' + line, kNoteLimit);
  ASSERT_TRUE(note);
  EXPECT_EQ(note->text, vectors::text(test, "text"));
  EXPECT_TRUE(verify_note(*note, *verifier));
}

TEST(SignedNote, IndependentlyMadeCosignature_IsTheSame) {
  const json::value test = vectors::load("signed-objects.json");
  const auto key = SigningKey::from_seed(SigningSeed::copy_from(vectors::hex(test, "seed")));
  const std::string text = vectors::text(test, "note_text");
  const auto time = test.at("time").to_number<std::uint64_t>();
  const std::string line = cosignature_line(text, vectors::text(test, "cosigner"), key, time);
  EXPECT_EQ(line, vectors::text(test, "cosignature_line"));
  const auto verifier = parse_vkey(vectors::text(test, "cosigner_vkey"));
  ASSERT_TRUE(verifier);
  EXPECT_EQ(verifier->type, NoteKeyType::cosignature);
  EXPECT_EQ(verify_cosignature(parse_note(text + '\n' + line, kNoteLimit).value(), *verifier).value(), time);
}

TEST_F(Note, Signed_Verifies) { EXPECT_TRUE(accepted(good_)); }

TEST_F(Note, EveryFlippedBitInTextOrSignature_IsRefused) {
  for (std::size_t bit = 0; bit < good_.size() * 8; ++bit)
    EXPECT_FALSE(accepted(as_text(vectors::flipped(as_bytes(good_), bit)))) << bit;
}

TEST_F(Note, EveryTruncation_IsRefused) {
  for (std::size_t size = 0; size < good_.size(); ++size)
    EXPECT_FALSE(accepted(std::string_view(good_).substr(0, size))) << size;
}

TEST_F(Note, OtherKeyNameOrType_IsRefused) {
  const auto parsed = parse_note(good_, kNoteLimit).value();
  const auto other = SigningKey::from_seed(SigningSeed::random());
  EXPECT_EQ(verify_note(parsed, {NoteKeyType::ed25519, verifier_.name, other.sign_public()}).error().code,
            Code::bad_signature);
  EXPECT_FALSE(verify_note(parsed, {NoteKeyType::ed25519, "example.org/other", key_.sign_public()}));
  EXPECT_EQ(verify_note(parsed, {NoteKeyType::cosignature, verifier_.name, key_.sign_public()}).error().code,
            Code::wrong_kind);
}

TEST_F(Note, ForeignSignatures_AreIgnored) {
  const auto other = SigningKey::from_seed(SigningSeed::random());
  const std::string cosigned = good_ + cosignature_line(text_, "witness.example", other, 1700000000);
  EXPECT_TRUE(accepted(cosigned));
  const auto parsed = parse_note(cosigned, kNoteLimit).value();
  EXPECT_EQ(verify_cosignature(parsed, {NoteKeyType::cosignature, "witness.example", other.sign_public()}).value(),
            1700000000u);
}

TEST_F(Note, TheSameSignatureTwice_IsRefused) { EXPECT_FALSE(accepted(good_ + good_.substr(good_.find(kDash)))); }

TEST_F(Note, LogSignatureAsCosignature_IsRefused) {
  // Same key, same name: the type keeps the two apart.
  const NoteVerifier cosigner{NoteKeyType::cosignature, verifier_.name, key_.sign_public()};
  EXPECT_FALSE(verify_cosignature(parse_note(good_, kNoteLimit).value(), cosigner));
  EXPECT_FALSE(accepted(text_ + '\n' + cosignature_line(text_, verifier_.name, key_, 5)));
}

TEST_F(Note, CosignatureWithAnotherTime_IsRefused) {
  const NoteVerifier cosigner{NoteKeyType::cosignature, "w", key_.sign_public()};
  const std::string good = text_ + '\n' + cosignature_line(text_, "w", key_, 1700000000);
  ASSERT_TRUE(verify_cosignature(parse_note(good, kNoteLimit).value(), cosigner));
  auto parsed = parse_note(good, kNoteLimit).value();
  for (std::size_t bit = 0; bit < parsed.signatures[0].bytes.size() * 8; ++bit) {
    auto changed = parsed;
    changed.signatures[0].bytes = vectors::flipped(parsed.signatures[0].bytes, bit);
    EXPECT_FALSE(verify_cosignature(changed, cosigner)) << bit;
  }
  parsed.signatures[0].bytes.pop_back();
  EXPECT_FALSE(verify_cosignature(parsed, cosigner));
}

TEST_F(Note, AnyOtherForm_IsMalformed) {
  const std::string line = good_.substr(good_.find(kDash));
  const std::string signature = line.substr(line.rfind(' ') + 1);
  const std::string bad[] = {"",
                             "\n",
                             "\n\n",
                             text_,
                             text_ + "\n",
                             text_ + line,
                             text_ + "\n" + line.substr(0, line.size() - 1),
                             text_ + "\n" + line + "\n",
                             text_ + "\n- " + line.substr(kDash.size()),
                             text_ + "\n" + kDash + signature,
                             text_ + "\n" + kDash + " " + signature,
                             text_ + "\n" + kDash + "a+b " + signature,
                             text_ + "\n" + kDash + "a b " + signature,
                             text_ + "\n" + kDash + "a\tb " + signature,
                             text_ + "\n" + kDash + "name \n",
                             text_ + "\n" + kDash + "name AAAAAA==\n",
                             text_ + "\n" + kDash + "name AAAAAAB\n",
                             "tab\there\n\n" + line,
                             "carriage\r\n\n" + line,
                             "\xff\n\n" + line};
  for (const std::string& note : bad) {
    const auto parsed = parse_note(note, kNoteLimit);
    ASSERT_FALSE(parsed) << note;
    EXPECT_EQ(parsed.error().code, Code::malformed) << note;
  }
}

TEST_F(Note, TooLargeOrTooManySignatures_IsTooLarge) {
  EXPECT_TRUE(parse_note(good_, good_.size()));
  EXPECT_EQ(parse_note(good_, good_.size() - 1).error().code, Code::too_large);
  std::string many = good_;
  for (int i = 0; i < 64; ++i) many += kDash + "name AAAAAAA=\n";
  EXPECT_EQ(parse_note(many, kNoteLimit).error().code, Code::too_large);
}

TEST_F(Note, TextWithAnEmptyLine_IsSplitAtTheLastOne) {
  const std::string text = "example.org/log\n\nsecond paragraph\n";
  EXPECT_TRUE(accepted(sign_note(text, verifier_.name, key_)));
}

TEST_F(Note, Vkey_ReadsOnlyItsOwnForm) {
  const std::string good = vkey_text(verifier_);
  EXPECT_EQ(parse_vkey(good).value(), verifier_);
  std::string upper = good;
  for (char& c : upper)
    if (c >= 'a' && c <= 'f') c = static_cast<char>(c - 32);
  const std::size_t plus = good.find('+');
  std::string wrong_id = good;
  wrong_id[plus + 1] = wrong_id[plus + 1] == '0' ? '1' : '0';
  for (const std::string& bad : {std::string(), std::string("name"), good.substr(plus), good + "A", wrong_id, upper,
                                 good.substr(0, good.size() - 1), "a b" + good.substr(plus), " " + good})
    EXPECT_FALSE(parse_vkey(bad)) << bad;
}

}  // namespace
}  // namespace tacit
