#include "tests/unit/client/indicator_history.hpp"

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "crypto/encoding.hpp"
#include "tests/unit/client/indicator_pack.hpp"

namespace tacit::test {
namespace {

template <class T>
void must(const Result<T>& result) {
  if (!result) throw std::runtime_error(std::string(result.error().text.c_str()));
}

void take_up(Vault& vault, const std::string& pack) {
  sync::Effects effects;
  effects.day = kMarch4;
  effects.pack = sync::PackText{2, pack};
  must(vault.apply(effects));
}

bool of_client_alone(const record::Body& body) {
  return std::holds_alternative<record::ClientRegister>(body) || std::holds_alternative<record::ClientLink>(body);
}

}  // namespace

RandomHistory::RandomHistory(std::uint32_t seed)
    : same_(seed), dice_(seed), worker_(world_.add(Role::worker, {team_number(1)})) {
  world_.start();
  desk_.emplace(world_.join(0, directory_.at("desk")));
  phone_.emplace(world_.join(worker_, directory_.at("phone")));
  for (Vault* vault : {&*desk_, &*phone_}) take_up(*vault, pack_with_indicators());
  invent_people();
  live();
}

model::History RandomHistory::told() const {
  const auto place = [this](const RecordId& rid) { return desk_->history(rid)->versions.front().place; };
  return told_to_model({written_, closed_until_, place});
}

// ---- what is going to be written -----------------------------------------------------------------------------------

RecordId RandomHistory::plan(int stage, record::Body body, bool settled) {
  const bool mine = dice_.chance(75);
  const RecordId rid = vault_of(mine).new_record_id().value();
  plans_[stage].push_back({rid, std::move(body), mine, settled});
  return rid;
}

void RandomHistory::invent_people() {
  for (int i = 0; i < kPeople; ++i) {
    Codes codes{random_id<ClientId>()};
    while (codes.size() < 4 && dice_.chance(25)) codes.push_back(random_id<ClientId>());
    plan_registrations(codes);
    plan_links(codes);
    plan_contacts(codes);
    if (dice_.chance(35)) plan_reactive(codes);
    if (dice_.chance(35)) plan_retests(codes);
    if (dice_.chance(20)) plan_regular(codes);
    people_.push_back(std::move(codes));
  }
  plan_what_is_about_nobody();
  plan_sessions();
}

void RandomHistory::plan_registrations(const Codes& codes) {
  for (const ClientId& client : codes)
    for (const int percent : {92, 15})
      if (dice_.chance(percent)) plan(dice_.chance(60) ? 0 : stage(), random_.registration(client, random_.day()));
}

// Each is a duplicate of one other at most, so that there is one of them all that is kept.
void RandomHistory::plan_links(const Codes& codes) {
  for (std::size_t i = 1; i < codes.size(); ++i) {
    if (dice_.chance(20)) continue;
    const ClientId kept = codes[static_cast<std::size_t>(dice_.below(static_cast<int>(i)))];
    for (int times = dice_.any({1, 1, 1, 3}); times > 0; --times)
      plan(stage(), record::ClientLink{.kept = kept, .duplicate = codes[i], .day = day_of_number(random_.day())});
  }
}

void RandomHistory::plan_contacts(const Codes& codes) {
  for (int left = 1 + dice_.below(5); left > 0; --left) plan(stage(), random_.contact(dice_.any(codes), random_.day()));
  if (dice_.chance(15)) plan(stage(), random_.incident(dice_.any(codes), random_.day()));
  if (dice_.chance(15)) plan(stage(), random_.referral(dice_.any(codes), random_.day()));
}

// A reactive result, and what came of the referrals.
void RandomHistory::plan_reactive(const Codes& codes) {
  const int day = random_.day();
  const ClientId client = dice_.any(codes);
  const std::string test = dice_.any({"rapid-hiv", "rapid-syphilis"});
  plan(stage(), random_.test(client, day, test, record::TestResult::reactive));
  for (int times = dice_.any({1, 1, 2}); times > 0; --times) {
    const int sent = day + dice_.any({0, 0, 1, 3}), at = stage();
    const RecordId of = dice_.chance(25) ? plan(at, random_.appointment(client, sent), true)
                                         : plan(at, random_.referral(client, sent), true);
    plan_arrivals(at, dice_.chance(80) ? client : dice_.any(codes), of, day);
  }
}

// Of one day the one that the log has last counts: those are left as they are.
void RandomHistory::plan_arrivals(int stage, const ClientId& client, const RecordId& of, int day) {
  std::vector<int> days;
  for (int left = dice_.below(4); left > 0; --left)
    days.push_back(day + dice_.any({0, 1, 6, 7, 7, 8, 29, 30, 30, 31, 89, 90, 90, 91}));
  for (const int one : days) {
    const bool several = std::count(days.begin(), days.end(), one) > 1;
    plan(later(stage), random_.outcome(client, of, one), several);
  }
}

void RandomHistory::plan_retests(const Codes& codes) {
  const int day = random_.day();
  plan(stage(), random_.test(dice_.any(codes), day, "rapid-hiv", record::TestResult::non_reactive));
  for (int left = dice_.below(3); left > 0; --left) {
    const int again = day + dice_.any({0, 0, 1, 30, 99, 100, 100, 101, 150});
    const auto result = dice_.chance(70) ? record::TestResult::non_reactive : record::TestResult::reactive;
    plan(stage(), random_.test(dice_.any(codes), again, dice_.chance(80) ? "rapid-hiv" : "rapid-syphilis", result));
  }
}

// Something about every thirty days, counted back from the last day of a month.
void RandomHistory::plan_regular(const Codes& codes) {
  int last = random_.day();
  while (!model::calendar().ends_month(last)) ++last;
  for (int times = 3 + dice_.below(8); times > 0; --times) {
    plan(stage(), random_.condoms(dice_.any(codes), last - dice_.any({0, 0, 3, 15, 28, 29})));
    last -= 30;
    if (last < 60) break;
  }
}

void RandomHistory::plan_what_is_about_nobody() {
  for (int i = 0; i < 25; ++i) plan(stage(), random_.contact(std::nullopt, random_.day()));
  for (int i = 0; i < 8; ++i) plan(stage(), random_.outing(random_.day()));
  for (int i = 0; i < 8; ++i) plan(stage(), random_.hand_out(random_.day()));
  for (int i = 0; i < 4; ++i) plan(stage(), random_.incident(std::nullopt, random_.day()));
  // People who were never registered.
  for (int i = 0; i < 3; ++i) plan(stage(), random_.contact(random_id<ClientId>(), random_.day()));
}

// Nobody is in one session under two codes.
void RandomHistory::plan_sessions() {
  for (int i = 0; i < 14; ++i) {
    std::vector<ClientId> known;
    for (const Codes& codes : people_)
      if (known.size() < 12 && dice_.chance(12)) known.push_back(dice_.any(codes));
    plan(stage(), random_.session(std::move(known), random_.day()));
  }
}

// ---- how it is written ---------------------------------------------------------------------------------------------

// In half of the organisations a period is closed on the way, while the phone is away. At the end some of the desk's
// records are drafts.
void RandomHistory::live() {
  const int closing = dice_.chance(50) ? 1 + dice_.below(kStages - 1) : kStages;
  for (int at = 0; at < kStages; ++at) {
    write(at);
    edit_drafts();
    if (at < kStages - 1 || at == closing || dice_.chance(50)) send(true);
    if (at == closing) close();
    send(false);
    world_.pull(*desk_);
    change_what_was_sent();
  }
}

void RandomHistory::write(int at) {
  for (const bool mine : {true, false}) {
    std::vector<Vault::NewRecord> records;
    for (const Plan& one : plans_[at]) {
      if (one.mine != mine) continue;
      records.push_back({one.rid, record::to_record(one.body), {team_scope()}, false});
      written_.push_back({one.rid, one.body, id_text(world_.member(mine ? 0 : worker_).id), mine, one.settled});
    }
    must(vault_of(mine).save(records));
  }
}

void RandomHistory::edit_drafts() {
  for (Written& one : written_) {
    if (one.sent || one.gone || one.settled || !dice_.chance(10)) continue;
    Vault& vault = vault_of(one.mine);
    if (dice_.chance(25)) {
      must(vault.drop_draft(one.rid));
      one.gone = true;
    } else if (const auto body = random_.changed(one.body)) {
      must(vault.edit_draft(one.rid, record::to_record(*body)));
      one.body = *body;
    }
  }
}

void RandomHistory::change_what_was_sent() {
  std::vector<Vault::NewRecord> changes;
  for (Written& one : written_) {
    const int percent = of_client_alone(one.body) ? 5 : 9;
    if (!one.sent || one.gone || one.settled || !dice_.chance(percent)) continue;
    if (auto change = correct_or_void(one))
      changes.push_back(new_record(*desk_, std::move(*change), {team_scope()}, false));
  }
  must(desk_->save(changes));
}

// From the desk, whose staff may. None of what a draft corrects already.
std::optional<record::Record> RandomHistory::correct_or_void(Written& one) {
  const auto history = desk_->history(one.rid);
  const auto entry = history->versions.at(history->effective.value()).entry;
  if (!entry) return std::nullopt;
  if (const auto body = random_.changed(one.body); body && dice_.chance(65)) {
    one.body = *body;
    return record::Correct{one.rid, *entry, *body};
  }
  one.gone = true;
  return record::Void{one.rid, *entry, "by mistake"};
}

void RandomHistory::send(bool mine) {
  world_.send(vault_of(mine));
  for (Written& one : written_)
    if (one.mine == mine && !one.sent && !one.gone) {
      one.sent = true;
      one.late = closed_until_.has_value();
    }
}

void RandomHistory::close() {
  int until = model::calendar().number(2023, 12, 31) + dice_.below(300);
  while (!model::calendar().ends_month(until)) ++until;
  must(desk_->save({new_record(*desk_, record::Closing{day_of_number(until)}, {Scope::org()}, true)}));
  world_.send(*desk_);
  closed_until_ = until;
}

}  // namespace tacit::test
