#include "schema/hand_over.hpp"

#include "common/base/json.hpp"
#include "crypto/hash.hpp"
#include "crypto/padding.hpp"
#include "forgeries.hpp"
#include "roster_fixture.hpp"

namespace tacit {
namespace {

using namespace tacit::testing;

constexpr std::string_view kMagic = "TACITHO1";
constexpr std::size_t kSmallest = 4096;

Personal<std::string> said(std::string text) { return Personal(std::move(text)); }

class HandOverFile : public ::testing::Test {
 protected:
  static HandedIdentifiers person(std::uint8_t number) {
    ClientId client;
    client.bytes.fill(number);
    return {client, said("Юлия"), said("Lily"), said("+7 911 1234567"), said("by the metro"), said("A-17\n12-345")};
  }
  HandOver content() const { return {OrgId{hash_named("org").bytes}, receiver_.id(), kDay, {person(1), person(2)}}; }
  Bytes sealed(const HandOver& content) const {
    const auto file = seal_hand_over(content, sender_.key, receiver_.box.box_public());
    EXPECT_TRUE(file);
    return *file;
  }
  // Any text in the place of the signed object.
  Bytes wrapped(std::string_view text) const {
    Bytes file = to_bytes(as_bytes(kMagic));
    append(file,
           *seal_to(receiver_.box.box_public(), *pad_to_power_of_two(as_bytes(text), kSmallest, limits::kHandOver)));
    return file;
  }
  Code code_of(ByteView file) const {
    const auto opened = open_hand_over(file, receiver_.box);
    EXPECT_FALSE(opened);
    return opened ? Code::already_done : opened.error().code;
  }
  Accepts accepts() const {
    return [this](std::string_view text) {
      const auto opened = open_hand_over(wrapped(text), receiver_.box);
      return opened && verify_jws(opened->jws, sender_.key.sign_public()).has_value();
    };
  }
  std::string jws() const { return sign_jws(Typ::hand_over, sender_.key, encode(content())); }
  std::string with(std::string_view what, std::string_view by) const {
    return sign_jws(Typ::hand_over, sender_.key, replaced(encode(content()), what, by));
  }

  const TestDevice sender_{"sender"}, receiver_{"receiver"}, other_{"other"};
};

TEST_F(HandOverFile, Sealed_OpensWholeForItsReceiver) {
  const Bytes file = sealed(content());
  const auto opened = open_hand_over(file, receiver_.box);
  ASSERT_TRUE(opened) << opened.error().text.c_str();
  EXPECT_EQ(opened->content, content());
  EXPECT_EQ(opened->jws.kid, sender_.id());
  EXPECT_TRUE(verify_jws(opened->jws, sender_.key.sign_public()));
  EXPECT_FALSE(verify_jws(opened->jws, other_.key.sign_public()));
  // Sealed once more it is another file and says the same.
  const Bytes again = sealed(content());
  EXPECT_NE(again, file);
  EXPECT_EQ(open_hand_over(again, receiver_.box)->signed_hash, opened->signed_hash);
}

TEST_F(HandOverFile, OtherReceiver_OpensNothing) {
  const auto opened = open_hand_over(sealed(content()), other_.box);
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, Code::decryption_failed);
}

TEST_F(HandOverFile, Size_TellsNoMoreThanAPowerOfTwo) {
  HandOver one = content(), two = content();
  one.people.resize(1);
  EXPECT_EQ(sealed(one).size(), sealed(two).size());
  EXPECT_EQ(sealed(one).size(), kMagic.size() + kSealOverhead + kSmallest);
  two.people[1].note = said(std::string(5'000, 'x'));
  EXPECT_EQ(sealed(two).size(), kMagic.size() + kSealOverhead + 2 * kSmallest);
}

TEST_F(HandOverFile, DamagedFile_IsRefused) {
  const Bytes file = sealed(content());
  test::Cases cases("damaged files");
  for (std::size_t at = 0; at < file.size(); ++at, ++cases) {
    Bytes flipped = file;
    flipped[at] ^= static_cast<std::uint8_t>(1u << (at % 8));
    EXPECT_EQ(code_of(flipped), at < kMagic.size() ? Code::malformed : Code::decryption_failed) << at;
  }
  for (const std::size_t size : {std::size_t{0}, std::size_t{7}, std::size_t{8}, std::size_t{56}, file.size() - 1}) {
    EXPECT_EQ(code_of(ByteView(file).first(size)), Code::malformed) << size;
    ++cases;
  }
  Bytes longer = file;
  longer.push_back(0);
  EXPECT_EQ(code_of(longer), Code::decryption_failed);
  EXPECT_EQ(code_of(Bytes(limits::kHandOverFile + 1)), Code::too_large);
  EXPECT_EQ(code_of(as_bytes("a letter to a friend, much longer than a magic number")), Code::malformed);
}

TEST_F(HandOverFile, OtherPadding_IsRefused) {
  const auto with_padding = [this](Bytes padded) {
    Bytes file = to_bytes(as_bytes(kMagic));
    append(file, *seal_to(receiver_.box.box_public(), padded));
    return file;
  };
  Bytes padded = *pad_to_power_of_two(as_bytes(jws()), kSmallest, limits::kHandOver);
  ASSERT_TRUE(open_hand_over(with_padding(padded), receiver_.box));
  Bytes doubled = padded;
  doubled.resize(2 * padded.size());
  EXPECT_EQ(code_of(with_padding(doubled)), Code::malformed);
  Bytes unmarked = padded;
  unmarked[jws().size()] = 0;
  EXPECT_EQ(code_of(with_padding(unmarked)), Code::malformed);
  Bytes dirty = padded;
  dirty.back() = 1;
  EXPECT_EQ(code_of(with_padding(dirty)), Code::malformed);
  EXPECT_EQ(code_of(with_padding(Bytes(kSmallest))), Code::malformed);
}

TEST_F(HandOverFile, DamagedObject_IsRefused) {
  HandOver small = content();
  small.people = {{person(1).client, said("A"), {}, {}, {}, {}}};
  expect_no_damage_accepted(sign_jws(Typ::hand_over, sender_.key, encode(small)), accepts());
}

TEST_F(HandOverFile, OtherHeaderOrMembers_AreRefused) {
  expect_no_other_header_accepted(jws(), sender_.key, accepts());
  expect_no_other_members_accepted(jws(), sender_.key, accepts());
  expect_no_rewriting_accepted(jws(), accepts());
}

TEST_F(HandOverFile, WrongValues_AreRefusedEachWithItsCode) {
  EXPECT_EQ(code_of(wrapped(sign_jws(Typ::join, sender_.key, encode(content())))), Code::wrong_kind);
  EXPECT_EQ(code_of(wrapped(with(R"("v":1)", R"("v":2)"))), Code::update_needed);
  EXPECT_EQ(code_of(wrapped("")), Code::malformed);
  for (const auto& [what, by] : std::vector<std::pair<std::string, std::string>>{
           {to_text(kDay), "2021-02-30"},
           {to_text(kDay), "yesterday"},
           {R"("name":"Юлия")", R"("name":7)"},
           {R"("name":"Юлия",)", ""},
           {R"("name":"Юлия")", R"("name":"Юлия","age":7)"},
           {R"("name":"Юлия")", R"("name":"Юлия","name":"")"},
           {R"("Юлия")", "\"\xff\xfe\""},
           {R"("Юлия")", '"' + std::string(limits::kIdentifier + 1, 'x') + '"'},
           {R"("by the metro")", '"' + std::string(limits::kPrivateNote + 1, 'x') + '"'},
           {id_text(person(1).client), id_text(person(2).client)},  // twice
           {id_text(person(1).client), id_text(person(3).client)},  // not in order
           {id_text(person(1).client), id_text(person(1).client) + "0"},
           {id_text(content().to), "somebody"}})
    EXPECT_FALSE(accepts()(with(what, by))) << what;
  HandOver nobody = content();
  nobody.people.clear();
  EXPECT_EQ(code_of(wrapped(sign_jws(Typ::hand_over, sender_.key, encode(nobody)))), Code::malformed);
}

TEST_F(HandOverFile, WhatNobodyCouldRead_IsNotWritten) {
  const auto seal_code = [this](const HandOver& content) {
    const auto file = seal_hand_over(content, sender_.key, receiver_.box.box_public());
    EXPECT_FALSE(file);
    return file ? Code::already_done : file.error().code;
  };
  HandOver bad = content();
  bad.people.clear();
  EXPECT_EQ(seal_code(bad), Code::too_large);
  bad = content();
  bad.people[0].phone = said(std::string(limits::kIdentifier + 1, '1'));
  EXPECT_EQ(seal_code(bad), Code::too_large);
  bad = content();
  bad.people[1].note = said(std::string(limits::kPrivateNote + 1, '1'));
  EXPECT_EQ(seal_code(bad), Code::too_large);
  bad = content();
  bad.people[1].nickname = said("\xff\xfe");
  EXPECT_EQ(seal_code(bad), Code::invalid_argument);
  bad = content();
  bad.people.resize(limits::kHandOverPeople + 1);
  EXPECT_EQ(seal_code(bad), Code::too_large);
}

}  // namespace
}  // namespace tacit
