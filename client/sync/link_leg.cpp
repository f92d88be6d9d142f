#include "client/sync/link_leg.hpp"

#include "client/sync/log_view.hpp"
#include "client/sync/seal_leg.hpp"
#include "schema/api.hpp"

namespace tacit::sync {
namespace {

constexpr int kMaxLinks = 64;  // in one run

}  // namespace

Result<Next> LinkLeg::next() {
  if (lost_ || made_ >= kMaxLinks) return Next::done();
  TRY(const auto years, years_wanted());
  Composer composer(context_.memory, context_.roster(), context_.today);
  with_wish_ = !context_.wish_done;
  TRY(sending_, composer.compose(with_wish_ ? &context_.wish : nullptr, years));
  if (!sending_) {
    context_.wish_done = true;
    return Next::done();
  }
  return Next::ask(
      post(api::kRoster, api::encode(api::LinkRequest{sending_->jws, sending_->blobs, context_.followed_size()})));
}

// The years of the drafts that come next, so that their pseudonyms exist when they are sealed.
Result<std::set<std::string>> LinkLeg::years_wanted() const {
  std::set<std::string> years;
  const auto drafts = context_.to_seal.next(kSealBatch);
  if (drafts.empty()) return years;
  const Faces faces(context_.memory);
  for (const Draft& draft : drafts) {
    if (!draft.audit_face) continue;
    const auto of_draft = faces.years_of(draft.record);
    if (of_draft) years.insert(of_draft->begin(), of_draft->end());  // else the sealing leg says what is wrong
  }
  return years;
}

Result<void> LinkLeg::take(const Result<std::string>& answer) {
  if (!answer && (answer.error().code == Code::conflict || answer.error().code == Code::already_done)) {
    lost_ = true;
    return {};
  }
  CHECK(answer);
  TRY(const auto appended, api::decode<api::Appended>(*answer));
  Roster grown = context_.roster();
  CHECK(grown.append(sending_->jws, appended.index));
  const IndexedLeaf leaf{appended.index, leaf_hash(as_bytes(sending_->jws))};
  CHECK(check_sent(context_, grown, appended.log, {&leaf, 1}));
  Effects& effects = context_.effects;
  effects.links.push_back({appended.index, std::move(sending_->jws)});
  effects.seeds = std::move(sending_->seeds);
  effects.secrets = std::move(sending_->secrets);
  effects.pack = std::move(sending_->pack);
  context_.outcome.rotated += sending_->epochs;
  ++context_.outcome.links;
  if (with_wish_) context_.wish_done = true;
  ++made_;
  return {};
}

}  // namespace tacit::sync
