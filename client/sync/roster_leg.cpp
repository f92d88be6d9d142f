#include "client/sync/roster_leg.hpp"

namespace tacit::sync {
namespace {

// A link may be appended between the reading of a page and its checkpoint, but not forever.
constexpr int kRefreshes = 3;

}  // namespace

Result<Next> RosterLeg::next() {
  if (done_) return Next::done();
  const std::string query = api::query_from(newest() == nullptr ? 0 : newest()->seq() + 1);
  return Next::ask(get(api::kRoster, api::with_log(query, pages_.empty() ? context_.followed_size() : shown_size_)));
}

Result<void> RosterLeg::take(const Result<std::string>& answer) {
  CHECK(answer);
  TRY(auto page, api::decode<api::RosterPage>(*answer));
  if (page.more && page.links.empty()) return fail(Code::malformed, "an empty page that is not the last");
  Page kept{{}, std::move(page.log)};
  for (auto& item : page.links) {
    kept.leaves.push_back({item.index, leaf_hash(as_bytes(item.jws))});
    CHECK(append({item.index, std::move(item.jws)}));
  }
  pages_.push_back(std::move(kept));
  // Only what to ask for; whether it is true is judged at the end, when the key is known that must have signed it.
  TRY(const ParsedNote note, parse_note(pages_.back().log.checkpoint, kMaxCheckpointBytes));
  TRY(const Checkpoint shown, parse_checkpoint_text(note.text));
  shown_size_ = shown.size;
  return page.more ? Result<void>() : finish();
}

Result<void> RosterLeg::append(const PlacedLink& link) {
  if (newest() == nullptr) {
    auto founded = Roster::found(link.jws, link.index);
    if (!founded && founded.error().code == Code::update_needed) return fail(founded.error());
    if (!founded) return fail(Code::alarm_roster_invalid, "the roster does not begin with a founding");
    if (founded->org() != context_.memory.org())
      return fail(Code::alarm_roster_invalid, "the roster is that of another organisation");
    grown_ = std::move(*founded);
  } else {
    if (!grown_) grown_ = *context_.memory.roster();
    if (const auto appended = grown_->append(link.jws, link.index); !appended) {
      const Code code = appended.error().code;
      if (code == Code::update_needed || is_alarm(code)) return fail(appended.error());
      if (code == Code::conflict) return fail(Code::alarm_fork, "the roster does not continue the one known here");
      return fail(Code::alarm_roster_invalid, "a roster link breaks the rules");
    }
  }
  links_.push_back(link);
  return {};
}

Result<void> RosterLeg::finish() {
  if (newest() == nullptr) return fail(Code::alarm_roster_withheld, "the server shows no roster");
  std::uint64_t shown_seq = 0;
  for (const Page& page : pages_) {
    // Only the last page can know of the whole roster: earlier ones may be signed before its newest links.
    TRY(const Checkpoint note, open_note(context_, *newest(), page.log.checkpoint));
    if (&page != &pages_.back() && note.roster_seq < newest()->seq()) {
      CHECK(check_places(context_, note, page.log, page.leaves));
      continue;
    }
    TRY(const Checkpoint checked, check_page(context_, *newest(), page.log, page.leaves));
    shown_seq = checked.roster_seq;
  }
  pages_.clear();
  if (shown_seq > newest()->seq()) {
    if (++refreshed_ > kRefreshes) return fail(Code::alarm_roster_withheld, "the log names a newer roster");
    return {};
  }
  CHECK(check_pin());
  const Roster::Device* self = newest()->device(context_.self());
  if (self == nullptr) return fail(Code::not_admitted, "this device has not been admitted yet");
  if (!self->active()) return fail(Code::not_admitted, "this device was revoked");
  context_.outcome.links += links_.size();
  context_.effects.links = std::move(links_);
  done_ = true;
  return {};
}

Result<void> RosterLeg::check_pin() const {
  const auto pin = context_.memory.pin();
  if (!pin || newest()->seq_of(pin->hash) == pin->seq) return {};
  if (newest()->seq() < pin->seq)
    return fail(Code::alarm_roster_withheld, "the roster lacks what the invitation named");
  return fail(Code::alarm_fork, "the roster is not the one the invitation named");
}

}  // namespace tacit::sync
