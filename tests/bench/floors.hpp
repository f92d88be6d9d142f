#pragma once
#include <filesystem>
#include <memory>

#include "common/storage/database.hpp"
#include "schema/api.hpp"
#include "schema/entry.hpp"
#include "tests/bench/figures.hpp"

// What nothing that does the work of a figure can beat here: its single steps, each alone, with the same settings.
namespace tacit::bench {

// A database opened as the server's is, with one table.
std::shared_ptr<Database> bare_database(const std::filesystem::path& directory);
constexpr Literal kInsertBare = "INSERT INTO bare (bytes) VALUES (?1)";

// Ed25519 checks of a message as long as the entry's, on every core. Items: signatures.
Case verify_floor(const api::NewEntry& sample, const VerifyKey& key, std::size_t count);

// The entry's bytes, its copies' too, as rows of one bare table, in a database opened as the server's is: the same
// cipher, pragmas and synchronous=FULL. `per_commit` entries a transaction. Items: entries.
Case insert_floor(const std::filesystem::path& directory, const api::NewEntry& sample, std::size_t count,
                  std::size_t per_commit);

// Durable writes of one page into a file that is long enough already. Items: writes.
Case disk_floor(const std::filesystem::path& directory, std::size_t count);

// What a client seals and opens: an entry with both faces, and the keys it takes.
struct Sample {
  SigningKey signer;
  BoxKeyPair reader;  // of both faces
  EntryDraft draft;
  SealedEntry sealed;
};
using SharedSample = std::shared_ptr<const Sample>;
SharedSample make_sample();

// The bare cryptography of an entry with `copies` sealed copies. Items: entries. One core.
Case seal_floor(SharedSample sample, std::size_t count);
Case open_floor(SharedSample sample, std::size_t count, std::size_t copies);
// The same, and its bytes durably into a bare table, in transactions of a page.
Case receive_floor(const std::filesystem::path& directory, SharedSample sample, std::size_t count, std::size_t copies);
// The bare derivation of a key from a passphrase at the cost of the server's seal. Items: derivations.
Case passphrase_floor();

}  // namespace tacit::bench
