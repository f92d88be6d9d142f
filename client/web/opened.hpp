#pragma once
#include "client/usecases/connection.hpp"

namespace tacit::web {

// What is open while the page is unlocked.
struct Opened {
  Opened(Vault vault_in, const Clock& clock_in, usecases::Dial dial_in)
      : vault(std::move(vault_in)), clock(clock_in), dial(std::move(dial_in)) {}

  Vault vault;
  const Clock& clock;
  usecases::Dial dial;

  usecases::Session session() { return {vault, clock}; }
  // That of labels.
  std::string language() const {
    std::string chosen = vault.choice("language");
    return chosen.empty() ? "en" : chosen;
  }
};

}  // namespace tacit::web
