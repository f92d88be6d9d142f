#include <set>
#include <sstream>

#include "client/vault/parts.hpp"

namespace tacit {
namespace {

constexpr std::size_t kShortestName = 3;

// Folded words, whatever stands between them.
std::set<std::string> words_in(std::string_view text) {
  std::string spaced = vault::fold(text);
  for (char& c : spaced)
    if (static_cast<unsigned char>(c) < 0x80 && std::isalnum(static_cast<unsigned char>(c)) == 0) c = ' ';
  std::istringstream in(spaced);
  std::set<std::string> words;
  for (std::string word; in >> word;)
    if (word.size() >= kShortestName) words.insert(word);
  return words;
}

}  // namespace

bool Vault::names_somebody(std::string_view text) const {
  for (const std::string& word : words_in(text)) {
    Statement row = parts_->db.statement("SELECT name, nickname FROM person WHERE found_at(folded, ?1) > 0");
    row.bind_all(word);
    while (row.step())
      if (words_in(row.text(0)).contains(word) || words_in(row.text(1)).contains(word)) return true;
  }
  return false;
}

}  // namespace tacit
