#pragma once
#include <initializer_list>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "schema/record.hpp"
#include "tests/unit/client/indicator_calendar.hpp"

// Random records of the msm-outreach pack, on days that lie close to borders more often than not.
namespace tacit::test {

class Dice {
 public:
  explicit Dice(std::uint32_t seed) : random_(seed) {}

  int below(int n) { return static_cast<int>(random_() % static_cast<std::uint32_t>(n)); }
  bool chance(int percent) { return below(100) < percent; }
  template <class T>
  const T& any(const std::vector<T>& from) {
    return from[static_cast<std::size_t>(below(static_cast<int>(from.size())))];
  }
  int any(std::initializer_list<int> from) { return any(std::vector<int>(from)); }
  std::string any(std::initializer_list<const char*> from) {
    return any(std::vector<std::string>(from.begin(), from.end()));
  }
  std::mt19937& generator() { return random_; }

 private:
  std::mt19937 random_;
};

// The same day, as the model and as the program name it.
Day day_of_number(int number);
int number_of_day(Day day);

class RandomBodies {
 public:
  explicit RandomBodies(Dice& dice) : dice_(dice) {}

  int day();
  record::ClientRegister registration(const ClientId& client, int day);
  record::Contact bare_contact(std::optional<ClientId> client, int day);
  record::Contact contact(std::optional<ClientId> client, int day);
  record::Contact test(const ClientId& client, int day, const std::string& code, record::TestResult result);
  record::Contact condoms(const ClientId& client, int day);
  record::GroupSession session(std::vector<ClientId> known, int day);
  record::Referral referral(const ClientId& client, int day);
  record::Outcome outcome(const ClientId& client, const RecordId& of, int day);
  record::Appointment appointment(const ClientId& client, int day);
  record::Incident incident(std::optional<ClientId> client, int day);
  record::Outing outing(int day);
  record::StockHandOut hand_out(int day);
  // What a correction may say instead; none of what is not corrected.
  std::optional<record::Body> changed(const record::Body& body);

 private:
  std::string kind() { return dice_.any({"street", "club", "home", "mobile-clinic", "centre", "centre", "online"}); }
  std::string site() { return dice_.any({"street-route-1", "club-1", "centre-orion", "online", "bar-7"}); }
  record::TimeOfDay time() { return dice_.chance(40) ? record::TimeOfDay::night : record::TimeOfDay::day; }
  std::vector<record::Counted> some(int most, std::initializer_list<const char*> codes, int quantity);
  record::Test random_test();

  Dice& dice_;
};

}  // namespace tacit::test
