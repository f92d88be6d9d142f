#include "client/usecases/due.hpp"

#include <algorithm>
#include <tuple>

#include "client/usecases/recording.hpp"
#include "schema/record_json.hpp"

namespace tacit::usecases {
namespace {

constexpr Literal kNoPack = "the organisation's pack is not here yet: use `tacit sync`";

std::string label_of(const domain::FollowUp& what, const Pack& pack, std::string_view language) {
  for (const auto& rule : pack.follow_ups)
    if (rule.code == what.key) return label_in(rule.labels, language);
  const auto named = [&](const auto* row) { return row == nullptr ? what.by : label_in(row->labels, language); };
  if (what.key.starts_with("appointment/")) return named(pack.service(what.by));
  if (what.key.starts_with("agreement/")) return named(pack.support_case(what.by));
  if (what.key.starts_with("stay/")) return named(pack.stay(what.by));
  const Pack::TestKind* test = pack.test(what.by);
  if (test == nullptr) return what.key;
  if (what.key.starts_with("retest/")) return label_in(test->labels, language);
  const auto* destination = pack.destination(test->refer_to);
  return destination == nullptr ? test->refer_to : label_in(destination->labels, language);
}

bool is_hidden(const Due& one, Day today) {
  return one.put_off && one.put_off->started == one.what.started && today < one.put_off->until;
}

}  // namespace

Result<std::vector<Due>> due_list(const Session& session, const DueQuery& query, std::string_view language) {
  const auto pack = session.vault.pack();
  if (!pack) return fail(Code::not_ready, kNoPack);
  const Day today = session.clock.today();
  std::vector<Due> out;
  constexpr std::int64_t kFarthest = 100'000;
  const Day until{static_cast<std::int32_t>(today.since_epoch + std::min(query.days_ahead, kFarthest))};
  for (auto& [client, what] : session.vault.open_follow_ups(until)) {
    const std::int64_t days = what.due.since_epoch - today.since_epoch;
    out.push_back({.client = client, .person = {}, .what = std::move(what), .label = {}, .days = days, .put_off = {}});
  }
  for (Due& one : out) one.put_off = session.vault.put_off(one.client, one.what.key);
  if (!query.put_off_too) std::erase_if(out, [&](const Due& one) { return is_hidden(one, today); });
  for (Due& one : out) {
    if (one.put_off && !is_hidden(one, today)) one.put_off.reset();
    one.person = session.vault.person(one.client);
    one.label = label_of(one.what, *pack, language);
  }
  std::ranges::sort(out, {}, [](const Due& one) { return std::tie(one.days, one.what.key, one.client); });
  return out;
}

Result<void> put_off(const Session& session, const NewPutOff& wanted) {
  if (!session.vault.pack()) return fail(Code::not_ready, kNoPack);
  const std::string& reason = wanted.reason.expose(Disclose());
  if (reason.empty()) return fail(Code::invalid_argument, "say why it is put off: a few words are enough");
  if (reason.size() > limits::kName || !record::is_free_text(reason))
    return fail(Code::invalid_argument, "the reason must be plain text, a sentence at most");
  if (wanted.until <= session.clock.today())
    return fail(Code::invalid_argument, "the day until which it is put off must lie ahead");
  TRY(const Vault::Person person, find_client(session, wanted.client));
  const ClientId client = session.vault.canonical(person.client);
  std::optional<Day> started;
  for (const auto& what : session.vault.open_follow_ups(client))
    if (what.key == wanted.key && !started) started = what.started;
  if (!started) return fail(Code::not_found, "nothing of that name is open for this person: see `tacit due`");
  session.vault.put_off({client, wanted.key, *started, wanted.until, wanted.reason}, session.clock.today());
  return {};
}

}  // namespace tacit::usecases
