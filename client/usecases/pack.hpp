#pragma once
#include "client/usecases/sync.hpp"
#include "schema/pack.hpp"

// The organisation's programme pack: the one it has, and the next edition of it.
namespace tacit::usecases {

struct PublishedPack {
  std::int64_t version = 0;
  std::vector<PackRemark> mistakes = {};   // of the file; nothing was published
  std::vector<PackRemark> obstacles = {};  // to its following the present edition; nothing was published
  sync::Outcome sync = {};
  bool published() const { return mistakes.empty() && obstacles.empty(); }
};
// Makes the text everybody's pack, for a steward. What was recorded under earlier editions stays readable and counts as
// before. Repeating it after a lost answer is safe: a text that is in force already counts as published.
// not_allowed for others; not_ready while the present pack is not here.
Result<PublishedPack> publish_pack(const Online& online, const std::string& text);

// The text of the pack in force, as it was published. not_ready if it is not here yet.
Result<std::string> present_pack(const Session& session);

}  // namespace tacit::usecases
