#include <map>

#include "tests/unit/client/indicator_history.hpp"

namespace tacit::test {
namespace {

using model::Event;
using model::What;

const std::map<std::string, std::map<std::string, int>> kKits{
    {"protection-kit", {{"condom", 3}, {"lubricant", 2}, {"disinfectant", 1}}},
    {"protection-kit-large", {{"condom", 10}, {"lubricant", 6}, {"disinfectant", 2}}}};

std::string group_of(const std::string& site) {
  static const std::map<std::string, std::string> groups{{"street-route-1", "outreach-routes"},
                                                         {"club-1", "outreach-routes"},
                                                         {"centre-orion", "community-centre"},
                                                         {"online", "remote"}};
  const auto found = groups.find(site);
  return found == groups.end() ? "other" : found->second;
}

std::string name_of(record::TimeOfDay time) { return time == record::TimeOfDay::night ? "night" : "day"; }

std::string name_of(record::TestResult result) {
  if (result == record::TestResult::reactive) return "reactive";
  return result == record::TestResult::invalid ? "invalid" : "non-reactive";
}

std::string name_of(record::Outcome::What what) {
  using enum record::Outcome::What;
  switch (what) {
    case seen: return "seen";
    case declined: return "declined";
    case no_show: return "no-show";
    case refused: return "refused";
    case result: return "result";
    case linked: return "linked";
  }
  return {};
}

// Goes through the records that count, one after another.
class Telling {
 public:
  explicit Telling(const Told& told) : told_(told) {}

  model::History tell() {
    find_people();
    for (std::size_t i = 0; i < told_.written.size(); ++i) {
      record_ = i;
      if (!told_.written[i].gone) std::visit(*this, told_.written[i].body);
    }
    return std::move(out_);
  }

  void operator()(const record::Contact& met) {
    const Event base = at(met.client, met);
    add(base, What::contact, "", met.client ? 1 : met.anonymous);
    for (const auto& service : met.services) add(base, What::service, service.code, service.count);
    for (const auto& test : met.tests) {
      Event event = base;
      event.result = name_of(test.result);
      event.told = test.told;
      add(event, What::test, test.test, 1);
    }
    for (const auto& item : met.given) give(base, What::given, item.code, item.count);
  }
  void operator()(const record::StockHandOut& out) {
    Event event = on(std::nullopt, out.day);
    event.site = group_of(out.to);
    give(event, What::handed, out.commodity, out.quantity);
  }
  void operator()(const record::Outing& out) { add(at(std::nullopt, out), What::outing, "", 1); }
  void operator()(const record::GroupSession& group) {
    Event event = on(std::nullopt, group.day);
    event.site = group_of(group.site);
    add(event, What::session, group.kind, 1);
    add(event, What::attending, group.kind, group.participants);
    for (const ClientId& client : group.known) {
      event.person = person_.at(client);
      add(event, What::attended, group.kind, 1);
    }
  }
  void operator()(const record::Referral& sent) { add(on(sent.client, sent.day), What::referral, sent.destination, 1); }
  void operator()(const record::Outcome& came) {
    Event event = on(came.client, came.day);
    event.about = came.of;
    event.place = told_.place(told_.written[record_].rid);
    add(event, What::outcome, name_of(came.what), 1);
  }
  void operator()(const record::Incident& bad) {
    Event event = on(bad.client, bad.day);
    event.site = group_of(bad.site);
    event.result = bad.outcome;
    add(event, What::incident, bad.kind, 1);
  }
  template <class Other>
  void operator()(const Other&) {}

 private:
  template <class Kind, class Do>
  void each(const Do& act) const {
    for (std::size_t i = 0; i < told_.written.size(); ++i)
      if (const auto* body = std::get_if<Kind>(&told_.written[i].body); body != nullptr && !told_.written[i].gone)
        act(*body, i);
  }

  void find_people();

  Event on(const std::optional<ClientId>& client, Day day) const {
    const Written& record = told_.written[record_];
    Event event;
    event.record = record_;
    if (client) event.person = person_.at(*client);
    event.day = event.counted = number_of_day(day);
    const bool behind = record.sent ? record.late : told_.closed_until.has_value();
    if (behind && event.day <= *told_.closed_until) event.counted = *told_.closed_until + 1;
    event.device = record.device;
    return event;
  }
  template <class Visit>
  Event at(const std::optional<ClientId>& client, const Visit& visit) const {
    Event event = on(client, visit.day);
    event.kind = visit.kind;
    event.time = name_of(visit.time);
    event.site = group_of(visit.site);
    return event;
  }
  void add(Event event, What what, const std::string& code, std::int64_t quantity) {
    event.what = what;
    event.code = code;
    event.quantity = quantity;
    if (event.person) out_.people[*event.person].events.push_back(event);
    out_.events.push_back(std::move(event));
  }
  void give(const Event& base, What what, const std::string& code, std::int64_t quantity) {
    add(base, what, code, quantity);
    const auto kit = kKits.find(code);
    if (kit == kKits.end()) return add(base, What::unpacked, code, quantity);
    for (const auto& [held, count] : kit->second) add(base, What::unpacked, held, quantity * count);
  }

  const Told& told_;
  std::size_t record_ = 0;
  std::map<ClientId, std::size_t> person_;
  model::History out_;
};

// ---- who is who ----------------------------------------------------------------------------------------------------

// Codes that are linked, in whatever way, are one; what the first registration of the one that no link calls a
// duplicate says is said of all.
class Codes {
 public:
  void add(const ClientId& client) { group_.emplace(client, client); }
  void link(const ClientId& kept, const ClientId& duplicate) {
    add(kept);
    add(duplicate);
    const ClientId from = group_.at(duplicate), to = group_.at(kept);
    for (auto& [client, group] : group_)
      if (group == from) group = to;
    duplicates_.insert(duplicate);
  }
  void registered(const record::ClientRegister& one, std::int64_t place) {
    add(one.client);
    const auto [at, first] = says_.emplace(one.client, std::pair(place, one.attributes));
    if (!first && place < at->second.first) at->second = {place, one.attributes};
  }
  std::map<ClientId, std::size_t> people(std::vector<model::Person>& out) const {
    std::map<ClientId, std::size_t> numbers, person;
    for (const auto& [client, group] : group_) {
      const auto [at, first] = numbers.emplace(group, out.size());
      if (first) out.emplace_back();
      person[client] = at->second;
      const auto found = says_.find(client);
      if (!duplicates_.contains(client) && found != says_.end()) out[at->second].says = found->second.second;
    }
    return person;
  }

 private:
  std::map<ClientId, ClientId> group_;
  std::set<ClientId> duplicates_;
  std::map<ClientId, std::pair<std::int64_t, record::Attributes>> says_;
};

void Telling::find_people() {
  Codes codes;
  each<record::ClientRegister>(
      [&](const auto& one, std::size_t i) { codes.registered(one, told_.place(told_.written[i].rid)); });
  each<record::ClientLink>([&](const auto& one, std::size_t) { codes.link(one.kept, one.duplicate); });
  each<record::Contact>([&](const auto& one, std::size_t) {
    if (one.client) codes.add(*one.client);
  });
  each<record::Incident>([&](const auto& one, std::size_t) {
    if (one.client) codes.add(*one.client);
  });
  each<record::Referral>([&](const auto& one, std::size_t) { codes.add(one.client); });
  each<record::Outcome>([&](const auto& one, std::size_t) { codes.add(one.client); });
  each<record::GroupSession>([&](const auto& one, std::size_t) {
    for (const ClientId& client : one.known) codes.add(client);
  });
  person_ = codes.people(out_.people);
}

}  // namespace

model::History told_to_model(const Told& told) { return Telling(told).tell(); }

}  // namespace tacit::test
