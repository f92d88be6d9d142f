#include <algorithm>
#include <set>

#include "client/vault/parts.hpp"

namespace tacit {
namespace {

constexpr std::size_t kMostSharers = 8;
constexpr std::size_t kShortestPhone = 6;
// With or without a country's prefix these are the same.
constexpr std::size_t kPhoneDigits = 10;

enum class Reason { phone, name, other_code };
using Pair = std::pair<ClientId, ClientId>;  // the lower first
using Sharers = std::map<std::string, std::vector<std::size_t>>;

std::string phone_key(const Vault::Person& person) {
  std::string digits = vault::digits_of(person.phone.expose(Disclose()));
  if (digits.size() < kShortestPhone) return {};
  return digits.size() > kPhoneDigits ? digits.substr(digits.size() - kPhoneDigits) : digits;
}

// A nickname alone says little.
std::string name_key(const Vault::Person& person) {
  const std::string& name = person.name.expose(Disclose());
  if (name.find_first_not_of(' ') == std::string::npos) return {};
  return vault::fold(name + '\n' + person.nickname.expose(Disclose()));
}

void note(Sharers& sharers, const std::string& key, std::size_t person) {
  if (key.empty()) return;
  auto& list = sharers[key];
  if (list.empty() || list.back() != person) list.push_back(person);
}

int weight(const Vault::Alike& alike) { return 2 * alike.phone + 2 * alike.other_code + alike.name; }

Pair pair_of(const ClientId& one, const ClientId& other) { return {std::min(one, other), std::max(one, other)}; }

// Collects who shares what, and answers with the pairs that are not settled. Linked codes are one person.
class Comparison {
 public:
  Comparison(const Vault& vault, const std::vector<Vault::Person>& people, const std::set<Pair>& distinct)
      : people_(people), distinct_(distinct) {
    for (const auto& person : people) canonical_.push_back(vault.canonical(person.client));
  }

  void take(const Sharers& sharers, Reason reason) {
    for (const auto& [key, list] : sharers) {
      if (list.size() < 2 || list.size() > kMostSharers) continue;
      for (std::size_t i = 0; i < list.size(); ++i)
        for (std::size_t k = i + 1; k < list.size(); ++k) note_pair(list[i], list[k], reason);
    }
  }

  std::vector<Vault::Alike> best(std::size_t limit) const {
    std::vector<Vault::Alike> out;
    for (const auto& [pair, found] : found_)
      out.push_back({.one = people_[found.one],
                     .other = people_[found.other],
                     .phone = found.reasons.contains(Reason::phone),
                     .name = found.reasons.contains(Reason::name),
                     .other_code = found.reasons.contains(Reason::other_code)});
    std::stable_sort(out.begin(), out.end(),
                     [](const auto& left, const auto& right) { return weight(left) > weight(right); });
    if (out.size() > limit) out.resize(limit);
    return out;
  }

 private:
  struct Found {
    std::size_t one, other;  // places in the list of people
    std::set<Reason> reasons;
  };

  void note_pair(std::size_t one, std::size_t other, Reason reason) {
    if (canonical_[one] == canonical_[other]) return;
    const Pair pair = pair_of(canonical_[one], canonical_[other]);
    if (!distinct_.contains(pair)) found_.try_emplace(pair, Found{one, other, {}}).first->second.reasons.insert(reason);
  }

  const std::vector<Vault::Person>& people_;
  const std::set<Pair>& distinct_;
  std::vector<ClientId> canonical_;
  std::map<Pair, Found> found_;
};

}  // namespace

std::vector<Vault::Alike> Vault::alike(std::size_t limit) const {
  // What was said of two holds for whoever they are linked to as well.
  std::set<Pair> distinct;
  Statement row = parts_->db.statement("SELECT one, other FROM distinct_pair");
  while (row.step()) distinct.insert(pair_of(canonical(row.fixed<ClientId>(0)), canonical(row.fixed<ClientId>(1))));
  const auto people = people_with_identifiers();
  Sharers phones, names, codes;
  for (std::size_t i = 0; i < people.size(); ++i) {
    note(phones, phone_key(people[i]), i);
    note(names, name_key(people[i]), i);
    for (const std::string& code : vault::lines_of(people[i].other_codes.expose(Disclose())))
      note(codes, vault::fold(code), i);
  }
  Comparison comparison(*this, people, distinct);
  comparison.take(phones, Reason::phone);
  comparison.take(names, Reason::name);
  comparison.take(codes, Reason::other_code);
  return comparison.best(limit);
}

}  // namespace tacit
