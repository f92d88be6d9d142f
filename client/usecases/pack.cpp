#include "client/usecases/pack.hpp"

#include "client/sync/memory.hpp"

namespace tacit::usecases {
Result<std::string> present_pack(const Session& session) {
  TRY(const sync::Memory* memory, session.vault.memory());
  const auto held = memory->pack();
  if (!held) return fail(Code::not_ready, "the organisation's pack is not here yet: use `tacit sync`");
  return held->text;
}

Result<PublishedPack> publish_pack(const Online& online, const std::string& text) {
  CHECK(demand_steward(online.session()));
  PackReview review = review_pack(text);
  if (!review.mistakes.empty()) return PublishedPack{.mistakes = std::move(review.mistakes)};
  PublishedPack out{.version = review.pack->version};
  // The edition that it has to follow may be newer than the one this device has.
  TRY(out.sync, synchronise(online));
  CHECK(require_complete(out.sync));
  TRY(const std::string present, present_pack(online.session()));
  if (present == text) return out;
  out.obstacles = obstacles_to_upgrade(*online.vault.pack(), *review.pack);
  if (!out.obstacles.empty()) return out;
  sync::Wish wish;
  wish.pack = text;
  TRY(out.sync, synchronise(online, std::move(wish)));
  TRY(const std::string now, present_pack(online.session()));
  if (now == text) return out;
  CHECK(require_complete(out.sync));
  return fail(Code::not_ready, "the pack could not be published: sync and try again");
}

}  // namespace tacit::usecases
