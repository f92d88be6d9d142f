#include "server/data_directory.hpp"

#include "common/net/client.hpp"
#include "server/keys.hpp"
#include "server/seal/passphrase.hpp"
#include "server/seal/seal_file.hpp"
#include "server/store/admission_store.hpp"
#include "server/store/schema.hpp"

namespace tacit::server {
namespace {

InvitationId random_invitation() {
  InvitationId out;
  crypto::fill_random(out.bytes);
  return out;
}

Result<void> expect_nothing_at(const std::filesystem::path& path) {
  if (!std::filesystem::exists(std::filesystem::symlink_status(path))) return {};
  return fail(Code::already_done, "there is something at this path: choose a new directory");
}

// Only what an interrupted create_server leaves: never a tree that somebody gave this name.
void clear_unfinished(const DataDirectory& fresh) {
  for (const char* suffix : {"", "-wal", "-shm", "-journal"}) std::filesystem::remove(fresh.database().concat(suffix));
  for (const char* suffix : {"", ".new"}) std::filesystem::remove(fresh.seal().concat(suffix));
  std::filesystem::remove(fresh.path);
}

}  // namespace

Result<FoundingInvitation> create_store(const DataDirectory& directory, std::string_view url, const RootKey& root) {
  TRY(const net::Endpoint endpoint, net::parse_endpoint(url));
  CHECK(expect_nothing_at(directory.path));
  create_private_directory(directory.path);
  const ServerKeys keys = derive_keys(root);
  TRY(Database database, open_store(directory.database(), keys.database, OpenMode::create));
  FoundingInvitation invitation{.url = endpoint.url(),
                                .inv = random_invitation(),
                                .secret = InvitationSecret::random(),
                                .service = service_keys(keys)};
  AdmissionStore(database).put_founding(invitation.inv, invitation.secret);
  return invitation;
}

Result<FoundingInvitation> create_server(const DataDirectory& directory, std::string_view url,
                                         const SecretText& passphrase, Argon2Cost cost) {
  CHECK(check_new_passphrase(passphrase));
  CHECK(expect_nothing_at(directory.path));
  const std::filesystem::path& path = directory.path;
  const std::filesystem::path named = path.has_filename() ? path : path.parent_path();
  // Under another name until it is whole: half a server would neither start nor make room for a new one.
  const DataDirectory fresh{std::filesystem::path(named).concat(".unfinished-tacitd")};
  clear_unfinished(fresh);
  const RootKey root = RootKey::random();
  TRY(FoundingInvitation invitation, create_store(fresh, url, root));
  TRY(const std::string seal, seal_root(root, passphrase, cost));
  write_file_durably(fresh.seal(), as_bytes(seal));
  rename_durably(fresh.path, named);
  return invitation;
}

Result<RootKey> unseal(const DataDirectory& directory, const SecretText& passphrase) {
  const auto file = read_file(directory.seal(), kMaxSealBytes);
  if (!file && file.error().code == Code::not_found) {
    return fail(Code::not_found, "there is no server in this directory: make one with tacitd init");
  }
  if (!file) return fail(Code::storage_damaged, "the seal file is damaged");
  return unseal_root(as_text(*file), passphrase);
}

}  // namespace tacit::server
