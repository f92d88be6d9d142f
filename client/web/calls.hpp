#pragma once
#include <span>
#include <string_view>

#include "client/web/opened.hpp"
#include "common/base/json.hpp"

// The calls of docs/web.md, each a thin face of one verb: it takes JSON apart, asks the verb, and says what came of it.
namespace tacit::web {

using Call = Result<json::object> (*)(Opened& opened, const json::value& body);
// Null if there is none of that name.
Call find_call(std::string_view name);

struct NamedCall {
  std::string_view name;
  Call call;
};
// One file a group.
std::span<const NamedCall> calls_of_the_day();     // programme, set_language, today, due, put_off, qr
std::span<const NamedCall> calls_about_people();   // find, person, register, edit, hand_over, accept_hand_over
std::span<const NamedCall> calls_that_record();    // outings, contacts, groups, referrals, outcomes, evening
std::span<const NamedCall> calls_that_change();    // undo, void, correct
std::span<const NamedCall> calls_about_goods();    // bag, count, pass, collect
std::span<const NamedCall> calls_about_stores();   // stock, receive, issue, return, send_goods, ...
std::span<const NamedCall> calls_about_figures();  // report, why, goods, supply, ...
std::span<const NamedCall> calls_about_us();       // members, status, alarms, settle_alarm

}  // namespace tacit::web
