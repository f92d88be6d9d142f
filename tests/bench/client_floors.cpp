#include <stdexcept>

#include "common/storage/transaction.hpp"
#include "crypto/passphrase.hpp"
#include "crypto/random.hpp"
#include "schema/limits.hpp"
#include "tests/bench/floors.hpp"

namespace tacit::bench {
namespace {

constexpr std::size_t kBodyBytes = 160;  // as the senders have

void must_hold(bool good) {
  if (!good) throw std::runtime_error("the sample does not hold");
}

FaceContent face_of(const RecordId& rid) {
  return {
      .rid = rid, .kind = "contact", .kind_version = 1, .body = json::object{{"text", std::string(kBodyBytes, 'x')}}};
}

void open_bare(const Sample& sample, const ReceivedEntry& entry, std::size_t copies) {
  must_hold(verify_signature(sample.signer.sign_public(), as_bytes(entry.jws.signing_input), entry.jws.signature)
                .has_value());
  for (std::size_t i = 0; i < copies; ++i) must_hold(open_sealed(sample.reader, sample.sealed.copies[i]).has_value());
}

}  // namespace

SharedSample make_sample() {
  SigningKey signer = SigningKey::from_seed(SigningSeed::random());
  BoxKeyPair reader = BoxKeyPair::from_seed(BoxSeed::random());
  const FaceContent face = face_of(random_id<RecordId>());
  const auto to = [&](const Scope& scope) { return Destination{scope, 1, reader.box_public(), 1}; };
  EntryDraft draft{.org = {},
                   .seq = 1,
                   .prev = {},
                   .roster = {},
                   .log_size = 1,
                   .log_root = {},
                   .team = face,
                   .audit = face,
                   .team_to = {to(Scope::team(random_id<TeamId>()))},
                   .audit_to = {to(Scope::audit())}};
  SealedEntry sealed = seal_entry(draft, signer).value();
  return std::make_shared<const Sample>(std::move(signer), std::move(reader), std::move(draft), std::move(sealed));
}

Case seal_floor(SharedSample sample, std::size_t count) {
  return timed_once("sign+seal", count, [sample, count] {
    for (std::size_t i = 0; i < count; ++i) {
      sample->signer.sign(as_bytes(sample->sealed.jws));
      for (const Bytes& copy : sample->sealed.copies)
        must_hold(seal_to(sample->reader.box_public(), ByteView(copy).subspan(kSealOverhead)).has_value());
    }
  });
}

Case open_floor(SharedSample sample, std::size_t count, std::size_t copies) {
  const ReceivedEntry entry = read_entry(sample->sealed.jws).value();
  return timed_once("verify+unseal", count, [sample, entry, count, copies] {
    for (std::size_t i = 0; i < count; ++i) open_bare(*sample, entry, copies);
  });
}

Case receive_floor(const std::filesystem::path& directory, SharedSample sample, std::size_t count, std::size_t copies) {
  const ReceivedEntry entry = read_entry(sample->sealed.jws).value();
  const auto database = bare_database(directory);
  return timed_once("verify+unseal+insert", count, [sample, entry, database, count, copies] {
    for (std::size_t done = 0; done < count;) {
      Transaction transaction(*database);
      for (std::size_t i = 0; i < limits::kPageEntries && done < count; ++i, ++done) {
        open_bare(*sample, entry, copies);
        database->run(kInsertBare, as_bytes(sample->sealed.jws));
        database->run(kInsertBare, as_bytes(sample->sealed.team_disclosure));
      }
      transaction.commit();
    }
  });
}

Case passphrase_floor() {
  constexpr Argon2Cost kServersCost{3, 256ull << 20};
  return timed_once("argon2id", 1, [] {
    constexpr std::string_view kPassphrase = "correct horse battery staple";
    const SecretText text(std::span<const char>(kPassphrase.data(), kPassphrase.size()));
    must_hold(derive_slot_root(text, Argon2Salt{}, kServersCost).has_value());
  });
}

}  // namespace tacit::bench
