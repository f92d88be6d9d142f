#pragma once
#include <optional>

#include "crypto/secret.hpp"

namespace tacit::server {

enum class Asking { once, twice };  // twice: a new passphrase, typed again to be sure

// One line from the descriptor when given; else the systemd credential tacitd-passphrase
// ($CREDENTIALS_DIRECTORY); else from the terminal, without echo.
// not_ready: there is none of the three. invalid_argument: empty, or the second one differs. too_large.
// Throws std::system_error when reading fails.
Result<SecretText> obtain_passphrase(std::optional<int> descriptor, Asking asking);

// invalid_argument: too short to be one.
Result<void> check_new_passphrase(const SecretText& passphrase);

}  // namespace tacit::server
