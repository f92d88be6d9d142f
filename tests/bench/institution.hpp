#pragma once
#include <random>

#include "tests/bench/office.hpp"

namespace tacit::bench {

// The records of one institution's year, day by day, made up from its pack alone: people registered all through the
// year, contacts with the services and goods of the programme, referrals, and nearly always what they call for next.
class Institution {
 public:
  Institution(const Pack& pack, Day first, std::size_t records);

  struct Work {
    std::vector<Office::Made> records;
    std::vector<Vault::Person> people;
  };
  static constexpr std::int32_t kDays = 350;
  Work day(std::int32_t number);  // from 0, each once and in order
  std::size_t people() const { return clients_.size(); }

 private:
  void add_person(Work& work, Day day);
  void add_contact(Work& work, Day day);
  void keep_promises(Work& work, Day day);
  void promise(const ClientId& client, const std::string& service);
  void add_referral(Work& work, Day day);
  std::uint32_t below(std::size_t most) { return static_cast<std::uint32_t>(random_() % most); }
  template <class Rows>
  const auto& any(const Rows& rows) {
    return rows[below(rows.size())];
  }

  const Pack& pack_;
  const Day first_;
  const std::size_t each_day_;
  std::vector<std::string> services_;
  std::map<std::string, std::string> next_;  // service -> the one that settles what it calls for
  struct Promise {
    ClientId client;
    std::string service;
  };
  std::map<std::int32_t, std::vector<Promise>> promises_;  // by day
  std::int32_t today_ = 0;
  std::vector<ClientId> clients_;
  std::mt19937 random_{2021};
};

}  // namespace tacit::bench
