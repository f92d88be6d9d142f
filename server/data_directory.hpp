#pragma once
#include <filesystem>
#include <string_view>

#include "common/files/file.hpp"
#include "crypto/passphrase.hpp"
#include "crypto/secret.hpp"
#include "schema/invitation.hpp"

namespace tacit::server {

// Where everything of one server lies. 0700.
struct DataDirectory {
  std::filesystem::path path;

  std::filesystem::path seal() const { return path / "seal.json"; }
  std::filesystem::path database() const { return path / "tacitd.db"; }
  std::filesystem::path lock() const { return path / "tacitd.lock"; }
  std::filesystem::path pid() const { return path / "tacitd.pid"; }
};

// Makes a new server: directory, seal file, database, and the founding invitation that is shown once.
// Interrupted, it leaves nothing at the path and can be repeated.
// `url`: https://host:port as clients will reach it. already_done: there is something at this path (nothing is
// changed). invalid_argument: no such URL, or too short a passphrase. Throws StorageFailure.
Result<FoundingInvitation> create_server(const DataDirectory& directory, std::string_view url,
                                         const SecretText& passphrase, Argon2Cost cost);

// The part of it without the seal file: for those who keep the root key themselves.
Result<FoundingInvitation> create_store(const DataDirectory& directory, std::string_view url, const RootKey& root);

// The root key of an existing one. not_found: there is no server at this path; wrong_passphrase; storage_damaged.
Result<RootKey> unseal(const DataDirectory& directory, const SecretText& passphrase);

}  // namespace tacit::server
