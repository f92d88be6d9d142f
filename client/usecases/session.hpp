#pragma once
#include "client/vault/vault.hpp"
#include "common/base/clock.hpp"

// One verb a file: each takes a Session and a struct of what the user said, and answers with a struct of what happened.
// The faces (cli, later web) parse and print; rules live here and below. Nothing here prints, prompts or logs.
namespace tacit::usecases {

struct Session {
  Vault& vault;
  const Clock& clock;
};

}  // namespace tacit::usecases
