#pragma once
#include <algorithm>
#include <random>

#include "record_samples.hpp"

namespace tacit::testing {

// Random records that pass check() for the pack.
class RandomRecords {
 public:
  RandomRecords(const Pack& pack, std::uint32_t seed) : pack_(pack), random_(seed) {}

  record::Record record() {
    if (below(10) == 0) return record::Void{id<RecordId>(), id<Hash>(), below(2) ? text() : ""};
    if (below(6) == 0) return record::Correct{id<RecordId>(), id<Hash>(), body()};
    return record::to_record(body());
  }

  record::Body body() {
    switch (below(pack_.cases.empty() ? 11 : 19)) {
      case 11: return record::StockHandOut{day(), any(pack_.commodities).code, quantity(), site()};
      case 12:
        return record::Outcome{id<ClientId>(), id<RecordId>(), static_cast<record::Outcome::What>(below(6)), day(),
                               below(2) ? text() : ""};
      case 13: {
        const Day made = day();
        return record::Appointment{id<ClientId>(),
                                   made,
                                   Day{made.since_epoch + static_cast<std::int32_t>(below(60))},
                                   below(2) ? "09:05" : "",
                                   any(pack_.services).code,
                                   site()};
      }
      case 14: {
        const auto& kind = any(pack_.intakes);
        return record::Intake{day(),
                              kind.code,
                              site(),
                              below(2) ? any(pack_.destinations).code : "",
                              below(2) ? any(kind.outcomes).code : "",
                              below(2) ? std::optional(id<ClientId>()) : std::nullopt,
                              below(2) ? text() : ""};
      }
      case 15: return record::Household{id<ClientId>(), day(), {{any(pack_.members).code, quantity()}}};
      case 16: return case_step();
      case 17: {
        const Day from = day();
        return record::Stay{id<ClientId>(),
                            from,
                            Day{from.since_epoch + 1 + static_cast<std::int32_t>(below(200))},
                            below(2) == 0,
                            any(pack_.stays).code,
                            site(),
                            counted(pack_.members)};
      }
      case 18: {
        const auto& kind = any(pack_.incidents);
        return record::Incident{day(),     below(2) ? std::optional(id<ClientId>()) : std::nullopt,
                                kind.code, below(2) ? any(kind.outcomes).code : "",
                                site(),    below(2) ? text() : ""};
      }
      case 0: return record::ClientRegister{id<ClientId>(), code(), attributes(), day()};
      case 1: return record::ClientLink{id<ClientId>(), id<ClientId>(), day(), "2021Q3"};
      case 2: return record::Consent{id<ClientId>(), "2021-1", below(2) == 0, day()};
      case 3: return record::Label{record::Label::Subject::team, id_text(id<TeamId>()), text()};
      case 4:
        return record::Outing{day(), any(pack_.outings).code, time(), site(), below(2) ? text() : "", ids<DeviceId>()};
      case 5:
      case 6: return contact();
      case 7: {
        auto known = ids<ClientId>();
        const auto more = static_cast<std::int64_t>(known.size() + 1 + below(99));
        return record::GroupSession{day(), any(pack_.sessions).code, below(2) ? text() : "", site(), more, known};
      }
      case 8:
        return record::Referral{id<ClientId>(), any(pack_.destinations).code,
                                below(2) && !pack_.tests.empty() ? any(pack_.tests).code : "", code(), day()};
      case 9:
        if (below(3) == 0) return stock_move();
        if (below(2))
          return record::StockIssue{day(), any(pack_.commodities).code, id<LotId>(), quantity(), id<DeviceId>()};
        return record::StockReceive{day(),
                                    any(pack_.commodities).code,
                                    id<LotId>(),
                                    below(2) ? std::optional<Day>(day()) : std::nullopt,
                                    quantity(),
                                    below(2) ? "eu-2020" : "",
                                    below(2) ? "B 7" : "",
                                    below(2) ? std::optional(record::Money{below(900) + 1, "EUR"}) : std::nullopt,
                                    below(2) == 0};
      default: return record::Statement{"2021Q1", {{any(pack_.indicators).id, quantity()}}};
    }
  }

  record::Body stock_move() {
    using record::StockPlace;
    const auto store = StockPlace::store(id<TeamId>()), bag = StockPlace::bag(id<DeviceId>());
    if (below(3) == 0)
      return record::StockCount{day(),        bag,       any(pack_.commodities).code,
                                std::nullopt, below(99), static_cast<std::int64_t>(below(99)) - 50};
    record::StockMove r{.day = day(), .lines = {}};
    const StockPlace waste{StockPlace::Kind::waste, {}}, transit{StockPlace::Kind::transit, {}};
    const std::pair<StockPlace, StockPlace> ways[] = {{bag, store}, {store, waste}, {store, transit}, {transit, store}};
    const auto& [from, to] = ways[below(4)];
    auto goods = counted(pack_.commodities);
    if (goods.empty()) goods.push_back({any(pack_.commodities).code, 1});
    for (const auto& item : goods)
      r.lines.push_back({.commodity = item.code, .lot = id<LotId>(), .quantity = item.count, .from = from, .to = to});
    if (to == transit) r.lines.front().batch = "B " + std::to_string(random_()), r.lines.front().expiry = day();
    if (from == transit) r.of = id<RecordId>();
    if (to == waste) r.reason = record::StockReason::damaged;
    return r;
  }

  record::Case case_step() {
    using Step = record::Case::Step;
    const auto& kind = any(pack_.cases);
    record::Case r{id<ClientId>(), day(), kind.code, static_cast<Step>(below(4)), std::nullopt, "", ""};
    if (r.step == Step::agreement && below(2)) r.until = Day{r.day.since_epoch + static_cast<std::int32_t>(below(400))};
    if (r.step == Step::closed && below(2)) r.outcome = any(kind.outcomes).code;
    if (below(2)) r.note = text();
    return r;
  }

  record::Contact contact() {
    record::Contact r;
    r.day = day();
    if (below(4))
      r.client = id<ClientId>();
    else
      r.anonymous = 1 + below(5);
    if (below(2)) r.outing = id<RecordId>();
    r.kind = any(pack_.outings).code;
    r.time = time();
    r.site = site();
    r.services = counted(pack_.services);
    for (std::uint32_t i = pack_.tests.empty() ? 0 : below(4); i > 0; --i) {
      const bool told = below(2) == 0;
      r.tests.push_back({any(pack_.tests).code, static_cast<record::TestResult>(below(3)), told, below(2) == 0,
                         told && below(2) == 0});
    }
    r.given = counted(pack_.commodities);
    r.about = attributes();
    for (const auto& test : r.tests)
      if (below(2) && pack_.test(test.test)->lot) r.lots[test.test] = "B " + std::to_string(random_());
    if (below(2)) r.note = text();
    return r;
  }

  std::uint32_t below(std::uint32_t bound) { return static_cast<std::uint32_t>(random_()) % bound; }

 private:
  template <class Id>
  Id id() {
    Id out;
    for (auto& byte : out.bytes) byte = static_cast<std::uint8_t>(random_());
    return out;
  }
  template <class Id>
  std::vector<Id> ids() {
    std::vector<Id> out(below(4));
    for (auto& each : out) each = id<Id>();
    return out;
  }
  template <class Row>
  const Row& any(const std::vector<Row>& table) {
    return table[below(static_cast<std::uint32_t>(table.size()))];
  }
  template <class Row>
  std::vector<record::Counted> counted(const std::vector<Row>& table) {
    std::vector<record::Counted> out;
    for (const Row& row : table)
      if (below(6) == 0) out.push_back({row.code, quantity()});
    std::shuffle(out.begin(), out.end(), random_);
    return out;
  }
  record::Attributes attributes() {
    record::Attributes out;
    for (const auto& attribute : pack_.attributes)
      if (below(2)) out[attribute.code] = any(attribute.values).code;
    return out;
  }
  ClientCode code() { return {((std::uint64_t{random_()} << 32) | random_()) & ((std::uint64_t{1} << 50) - 1)}; }
  Day day() { return {18'262 + static_cast<std::int32_t>(below(1'500))}; }
  std::int64_t quantity() { return 1 + below(below(2) ? 5 : 1'000'000); }
  record::TimeOfDay time() { return below(2) ? record::TimeOfDay::day : record::TimeOfDay::night; }
  std::string site() { return below(5) ? any(pack_.sites).code : "own-site-" + std::to_string(below(100)); }
  std::string text() {
    static const std::vector<std::string> kTexts{"Zürich \"quoted\"\nsecond line", "Анна, вагон 7", "ZZ-CANARY",
                                                 "\\ / €"};
    return any(kTexts) + " " + std::to_string(random_());
  }

  const Pack& pack_;
  std::mt19937 random_;
};

}  // namespace tacit::testing
