#pragma once
#include <string>
#include <vector>

// Command lines that are wrong in every way a hand can go wrong, with a marker where the mistake is.
namespace tacit::test {

using CommandLines = std::vector<std::vector<std::string>>;

// Refused before a vault is opened.
inline CommandLines mistyped(const std::string& m) {
  return {{m},
          {"--" + m},
          {"person", m},
          {"person", "add", "--" + m},
          {"contact", "add", "--anonymous", m},
          {"--proxy", m, "status"},
          {"sync", m},
          {"invite", "--name", "x", "--days", m},
          {"report", "2021", "--from", m},
          {"stock", "receive", "--commodity", m, "--quantity", m},
          {"group", "add", "--kind", m, "--participants", m},
          {"found", "--name", m},
          {"--lang", m},
          {"vault", m},
          {"audit", m},
          {"alarm", "settle", m},
          {"due", "--days", m},
          {"member", "role", m},
          {"person", "edit", m},
          {"person", "hand-over", m},
          {"person", "duplicates", "--limit", m},
          {"grant", "add", m},
          {"period", m},
          {"vault", "backup", m, m}};
}

// Refused by what the vault says.
inline CommandLines mistyped_in_a_vault(const std::string& m) {
  return {{"person", "add", "--attribute", m},
          {"person", "add", "--attribute", m + "=" + m},
          {"report", m},
          {"outing", "add", "--kind", m, "--site", m},
          {"contact", "add", "--service", m + ":x"},
          {"contact", "add", "--test", m},
          {"history", m},
          {"void", m},
          {"alarm", "settle", "77"},
          {"due", "later", m, "--until", m},
          {"audit", "list", "--period", m},
          {"stock", "issue", "--commodity", m, "--lot", m, "--quantity", "1", "--to", m},
          {"stock", "hand-out", "--commodity", m, "--quantity", "1", "--to", m},
          {"intake", "add", "--kind", m, "--site", m, "--from", m, "--outcome", m, "--note"},
          {"household", "add", "--member", m + ":x"},
          {"case", "add", "--kind", m, "--step", m, "--until", m},
          {"stay", "add", "--kind", m, "--site", m, "--until", m},
          {"stay", "end", m, "--day", m},
          {"incident", "add", "--kind", m, "--site", m, "--outcome", m},
          {"consent", "add", "--day", m},
          {"referral", "add", "--to", m, "--to-team", m},
          {"referral", "outcome", "--outcome", m, "--record", m},
          {"referral", "outcome", "--outcome", "seen"},
          {"appointment", "add", "--on", m, "--at", m, "--service", m, "--site", m},
          {"appointment", "outcome", m, "--outcome", "seen"},
          {"grant", "add", m + "!", "--label", m},
          {"outing", "add", "--kind", m, "--site", m, "--grant", m},
          {"invite", "--name", m, "--role", "auditor", "--grant", m},
          {"member", "role", m, "--role", "auditor", "--grant", m},
          {"period", "close", m},
          {"referral", "slip", m},
          {"state", m, "--figure", m}};
}

}  // namespace tacit::test
