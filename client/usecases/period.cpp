#include "client/usecases/period.hpp"

#include <set>

#include "client/usecases/grant.hpp"

namespace tacit::usecases {
namespace {

std::vector<Scope> open_grants(const Vault& vault) {
  std::vector<Scope> out;
  for (const TeamId& grant : vault.roster()->grants()) out.push_back(Scope::grant(grant));
  return out;
}

// Whose auditors know that everything until the last closed day is closed.
std::set<Scope> told_of(const Vault& vault, Day until) {
  std::set<Scope> out;
  for (const RecordId& root : vault.closings()) {
    const auto body = effective_body(vault, root);
    const auto* closing = body ? std::get_if<record::Closing>(&*body) : nullptr;
    if (closing == nullptr || closing->until < until) continue;
    for (const Scope& grant : grants_of_record(vault, root)) out.insert(grant);
  }
  return out;
}

Result<std::vector<RecordId>> save_closing(Session& session, const Recorder& recorder, Day until,
                                           std::vector<std::vector<Scope>> parts) {
  std::vector<Vault::NewRecord> records;
  std::vector<RecordId> rids;
  for (auto& grants : parts) {
    TRY(auto record, prepare(recorder, record::Closing{until}, {Scope::org()}, std::move(grants)));
    rids.push_back(record.rid);
    records.push_back(std::move(record));
  }
  CHECK(session.vault.save(records));
  return rids;
}

}  // namespace

Result<Closed> close_period(Session& session, const std::string& period) {
  TRY(const Recorder recorder, recorder_of(session));
  if (recorder.role != Role::staff) return fail(Code::not_allowed, "periods are closed by staff");
  TRY(const Period days, parse_period(period));
  Closed out{.until = Day{days.until.since_epoch - 1}, .records = {}};
  if (out.until >= recorder.today) return fail(Code::invalid_argument, "that period is not over yet");
  if (const auto closed = session.vault.closed_until(); closed && *closed >= out.until) {
    out.until = *closed;
    TRY(out.records, tell_grants_of_closing(session));
    if (out.records.empty()) return fail(Code::already_done, "that period is closed already");
    return out;
  }
  if (session.vault.unsent() > 0)
    return fail(Code::not_ready, "records wait here that would count as late: use `tacit sync`, then close");
  TRY(out.records, save_closing(session, recorder, out.until, in_parts(open_grants(session.vault))));
  return out;
}

Result<std::vector<RecordId>> tell_grants_of_closing(Session& session) {
  const auto until = session.vault.closed_until();
  if (!until) return std::vector<RecordId>();
  TRY(const Recorder recorder, recorder_of(session));
  const auto told = told_of(session.vault, *until);
  auto grants = open_grants(session.vault);
  std::erase_if(grants, [&](const Scope& grant) { return told.contains(grant); });
  if (grants.empty()) return std::vector<RecordId>();
  return save_closing(session, recorder, *until, in_parts(grants));
}

}  // namespace tacit::usecases
