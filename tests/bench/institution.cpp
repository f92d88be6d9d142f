#include "tests/bench/institution.hpp"

#include "crypto/random.hpp"

namespace tacit::bench {
namespace {

// Of a hundred records.
constexpr std::uint32_t kRegistrations = 6, kReferrals = 4;
constexpr std::array kSyllables{"ka", "lo", "mi", "ne", "ru", "sta", "vi", "go", "da", "pe", "zor", "li"};

}  // namespace

Institution::Institution(const Pack& pack, Day first, std::size_t records)
    : pack_(pack), first_(first), each_day_(std::max<std::size_t>(1, records / kDays)) {
  for (const auto& service : pack.services)
    if (!service.retired && !service.after_reactive) services_.push_back(service.code);
  for (const auto& rule : pack.follow_ups)
    if (!rule.services.empty() && rule.on == Pack::FollowUp::On::service)
      for (const auto& code : rule.codes) next_.emplace(code, rule.services.front());
}

// Three to eight days later, and in three of a hundred never.
void Institution::promise(const ClientId& client, const std::string& service) {
  if (below(100) < 3) return;
  promises_[today_ + 3 + static_cast<std::int32_t>(below(6))].push_back({client, service});
}

void Institution::keep_promises(Work& work, Day day) {
  for (const auto& [client, service] : promises_[today_])
    work.records.push_back({record::Contact{.day = day,
                                            .client = client,
                                            .anonymous = 0,
                                            .outing = {},
                                            .kind = any(pack_.outings).code,
                                            .time = record::TimeOfDay::day,
                                            .site = any(pack_.sites).code,
                                            .services = {{service, 1}},
                                            .tests = {},
                                            .given = {},
                                            .about = {},
                                            .note = {}},
                            true});
  promises_.erase(today_);
}

void Institution::add_person(Work& work, Day day) {
  record::Attributes attributes;
  for (const auto& attribute : pack_.attributes) attributes[attribute.code] = any(attribute.values).code;
  const record::ClientRegister registered{random_id<ClientId>(), ClientCode::random(), attributes, day};
  std::string name;
  for (int i = 0; i < 6; ++i) name += (i == 3 ? " " : "") + std::string(any(kSyllables));
  work.people.push_back({.client = registered.client,
                         .code = registered.code,
                         .name = Personal(name),
                         .nickname = Personal(std::string(any(kSyllables)) + any(kSyllables)),
                         .phone = Personal("+7912" + std::to_string(1'000'000 + below(9'000'000))),
                         .note = Personal(std::string("comes in the evening")),
                         .attributes = registered.attributes,
                         .has_identifiers = true});
  clients_.push_back(registered.client);
  work.records.push_back({registered, false});
}

void Institution::add_contact(Work& work, Day day) {
  record::Contact contact{.day = day,
                          .client = any(clients_),
                          .anonymous = 0,
                          .outing = {},
                          .kind = any(pack_.outings).code,
                          .time = record::TimeOfDay::day,
                          .site = any(pack_.sites).code,
                          .services = {{any(services_), 1}},
                          .tests = {},
                          .given = {},
                          .about = {},
                          .note = {}};
  if (const std::string& second = any(services_); second != contact.services.front().code)
    contact.services.push_back({second, 1});
  if (below(4) == 0) contact.given.push_back({any(pack_.commodities).code, 1 + below(3)});
  for (const auto& service : contact.services)
    if (const auto next = next_.find(service.code); next != next_.end()) promise(*contact.client, next->second);
  work.records.push_back({contact, true});
}

void Institution::add_referral(Work& work, Day day) {
  const ClientId client = any(clients_);
  promise(client, "first-visit-made");
  work.records.push_back({record::Referral{.client = client,
                                           .destination = any(pack_.destinations).code,
                                           .reason = {},
                                           .voucher = ClientCode::random(),
                                           .day = day},
                          false});
}

Institution::Work Institution::day(std::int32_t number) {
  const Day day{first_.since_epoch + number};
  Work work;
  today_ = number;
  keep_promises(work, day);
  if (clients_.empty()) add_person(work, day);
  while (work.records.size() < each_day_) {
    const std::uint32_t die = below(100);
    if (die < kRegistrations)
      add_person(work, day);
    else if (die < kRegistrations + kReferrals)
      add_referral(work, day);
    else
      add_contact(work, day);
  }
  return work;
}

}  // namespace tacit::bench
