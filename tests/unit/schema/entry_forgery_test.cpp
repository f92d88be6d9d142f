#include "entry_fixture.hpp"
#include "forgeries.hpp"

// Threats, test 3, for entries. Whether seq, prev and n continue a chain is for those who keep chains (server, sync);
// here: nobody can make or alter an entry that verifies as the device's own.
namespace tacit {
namespace {

using namespace tacit::testing;

class EntryForgery : public ::testing::Test {
 protected:
  EntryForgery() : key(signing_named("worker")), genuine(sealed(draft_of_two_faces(), key).jws) {}
  Result<void> attempt(std::string_view text) const {
    const auto entry = read_entry(text);
    if (!entry) return fail(entry.error());
    return verify_jws(entry->jws, key.sign_public());
  }
  Accepts accepts() const {
    return [this](std::string_view text) { return attempt(text).has_value(); };
  }
  SigningKey key;
  std::string genuine;
};

TEST_F(EntryForgery, DamagedEntry_IsRefused) { expect_no_damage_accepted(genuine, accepts()); }
TEST_F(EntryForgery, OtherHeader_IsRefused) { expect_no_other_header_accepted(genuine, key, accepts()); }
TEST_F(EntryForgery, OtherMembers_AreRefused) { expect_no_other_members_accepted(genuine, key, accepts()); }
TEST_F(EntryForgery, RewrittenEntry_IsRefused) { expect_no_rewriting_accepted(genuine, accepts()); }

TEST_F(EntryForgery, EntryUnderAnothersName_IsRefused) {
  const SigningKey other = signing_named("other");
  JwsParts parts = JwsParts::of(genuine);
  EXPECT_CODE(Code::bad_signature, attempt(parts.signed_by(other)));
  parts.header = replaced(parts.header, id_text(key.device_id()), id_text(other.device_id()));
  EXPECT_CODE(Code::malformed, attempt(parts.signed_by(other)));
  EXPECT_CODE(Code::malformed, attempt(parts.signed_by(key)));
  parts.payload = replaced(parts.payload, id_text(key.device_id()), id_text(other.device_id()));
  EXPECT_CODE(Code::bad_signature, attempt(parts.signed_by(other)));
  EXPECT_CODE(Code::bad_signature, attempt(parts.signed_by(key)));
}

TEST_F(EntryForgery, NestedDuplicateOrUnknownMembers_AreRefused) {
  const JwsParts parts = JwsParts::of(genuine);
  const auto refused = [&](std::string_view what, std::string_view with) {
    JwsParts forged = parts;
    forged.payload = replaced(parts.payload, what, with);
    EXPECT_CODE(Code::malformed, attempt(forged.signed_by(key)));
  };
  refused(R"("size":40)", R"("size":40,"size":40)");
  refused(R"("size":40)", R"("size":40,"more":1)");
  refused(R"("epoch":1,)", R"("epoch":1,"epoch":1,)");
  refused(R"("epoch":1,)", R"("epoch":1,"more":1,)");
  refused(R"("epoch":1,)", R"("epoch":1.0,)");
  refused(R"("epoch":1,)", R"("epoch":-1,)");
  refused(R"("epoch":1,)", R"("epoch":1e0,)");
  refused(R"("face":"team")", R"("face":"all")");
  refused(R"("_sd_alg":"sha-256")", R"("_sd_alg":"sha-512")");
}

TEST_F(EntryForgery, NonCanonicalBase64InsideThePayload_IsRefused) {
  const JwsParts parts = JwsParts::of(genuine);
  const std::string prev = b64(hash_named("prev"));
  const std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  std::string stray = prev;
  stray.back() = alphabet[alphabet.find(stray.back()) + 1];
  for (const std::string& other : {prev + "=", stray, prev.substr(1), prev + "A"}) {
    JwsParts forged = parts;
    forged.payload = replaced(parts.payload, prev, other);
    EXPECT_CODE(Code::malformed, attempt(forged.signed_by(key))) << other;
  }
}

TEST_F(EntryForgery, OversizeEntry_IsRefused) {
  EXPECT_CODE(Code::too_large, attempt(genuine + std::string(limits::kEntryJws, 'A')));
}

TEST_F(EntryForgery, CopiesOfOneEntry_DoNotOpenUnderAnother) {
  EntryDraft next = draft_of_two_faces();
  next.seq = 8;
  const SealedEntry first = sealed(draft_of_two_faces(), key), second = sealed(next, key);
  const auto entry = read_entry(second.jws);
  const BoxKeyPair epoch = box_named(to_text(Scope::team(kEntryTeam)));
  EXPECT_TRUE(open_copy(*entry, entry->entry.to[0], second.copies[0], epoch));
  EXPECT_CODE(Code::alarm_entry_invalid, open_copy(*entry, entry->entry.to[0], first.copies[0], epoch));
  const auto older = read_entry(first.jws);
  EXPECT_CODE(Code::alarm_entry_invalid, open_copy(*entry, older->entry.to[0], first.copies[0], epoch));
}

}  // namespace
}  // namespace tacit
