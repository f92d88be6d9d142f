#include "client/sync/log_download.hpp"

#include "client/sync/leg.hpp"
#include "common/base/json.hpp"
#include "crypto/encoding.hpp"

namespace tacit::sync {
namespace {

constexpr int kFormat = 1;

std::string line(const json::object& said) { return json::serialize(said) + '\n'; }

json::array hashes(const std::vector<Hash>& from) {
  json::array out;
  for (const Hash& hash : from) out.push_back(json::value(b64(hash)));
  return out;
}

std::string line_of(const Shown& shown) {
  json::object said{{"checkpoint", shown.checkpoint}};
  if (shown.since) {
    said["since"] = json::object{{"size", shown.since->size}, {"root", b64(shown.since->root)}};
    said["consistency"] = hashes(shown.proof);
  } else if (!shown.indexes.empty()) {
    said["indexes"] = json::array(shown.indexes.begin(), shown.indexes.end());
    said["page"] = hashes(shown.proof);
  }
  return line(said);
}

LogReport stopped_by(const Error& error) {
  LogReport report;
  report.stopped = error;
  return report;
}

}  // namespace

LogDownload::LogDownload(const Memory& memory, Day today)
    : memory_(memory), audit_(memory, today), since_{0, empty_root()} {
  if (const auto known = memory.checkpoint()) since_ = {known->size, known->root};
}

LogDownload::Step LogDownload::start() {
  return {{},
          get(api::kCheckpoint, api::query_from(since_.size)),
          std::nullopt,
          line({{"tacit", "log"}, {"v", kFormat}, {"org", b64(memory_.org())}})};
}

LogDownload::Step LogDownload::resume(const Result<std::string>& answer) {
  if (leg_ == Leg::leaves) return take_leaves(answer);
  auto step = leg_ == Leg::checkpoint ? take_checkpoint(answer) : take_roster(answer);
  if (!step) return {{}, std::nullopt, stopped_by(step.error()), {}};
  return std::move(*step);
}

Result<LogDownload::Step> LogDownload::take_checkpoint(const Result<std::string>& answer) {
  TRY(const std::string body, answer);
  TRY(const auto message, api::decode<api::CheckpointAnswer>(body));
  // Only for the eye: whether it is signed, and true, is judged at the end.
  TRY(const ParsedNote note, parse_note(message.checkpoint, kMaxCheckpointBytes));
  TRY(const Checkpoint checkpoint, parse_checkpoint_text(note.text));
  expected_ = checkpoint.size;
  const Shown shown{message.checkpoint, message.consistency, since_, {}};
  audit_.expect(shown);
  newest_ = shown.checkpoint;
  leg_ = Leg::roster;
  return Step{{}, get(api::kRoster, api::query_from(0)), std::nullopt, line_of(shown)};
}

Result<LogDownload::Step> LogDownload::take_roster(const Result<std::string>& answer) {
  TRY(const std::string body, answer);
  TRY(const auto page, api::decode<api::RosterPage>(body));
  if (page.links.empty()) return fail(Code::malformed, "an empty page of the roster");
  Shown shown{page.log.checkpoint, page.log.proof, std::nullopt, {}};
  for (const auto& link : page.links) shown.indexes.push_back(link.index);
  links_ += page.links.size();
  audit_.expect(shown);
  newest_ = shown.checkpoint;
  const std::string text = line_of(shown);
  if (page.more) return Step{{}, get(api::kRoster, api::query_from(links_)), std::nullopt, text};
  leg_ = Leg::leaves;
  return go_on(audit_.start(), text);
}

LogDownload::Step LogDownload::take_leaves(const Result<std::string>& answer) {
  LogAudit::Step audited = audit_.resume(answer);
  if (!audited.page) return go_on(std::move(audited), {});
  const api::LeavesPage& page = *audited.page;
  std::string text;
  for (const std::string& leaf : page.leaves) text += line({{"index", leaves_++}, {"leaf", leaf}});
  if (page.checkpoint != newest_ || !page.more) {
    const Shown shown{page.checkpoint, {}, std::nullopt, {}};
    if (page.more) audit_.expect(shown);
    newest_ = page.checkpoint;
    text += line_of(shown);
  }
  if (!page.more) text += line({{"leaves", leaves_}});
  return go_on(std::move(audited), std::move(text));
}

LogDownload::Step LogDownload::go_on(LogAudit::Step audited, std::string text) {
  return {std::move(audited.effects), std::move(audited.request), std::move(audited.report), std::move(text)};
}

}  // namespace tacit::sync
