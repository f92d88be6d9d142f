#include "client/domain/ledger.hpp"

#include <algorithm>
#include <array>
#include <map>

#include "crypto/encoding.hpp"
#include "schema/scope.hpp"
#include "tests/fuzz/harness.hpp"

// Commands about goods against a clerk's sheet of paper: after each of them every place holds what the sheet says, all
// places together nothing, in whatever order the records came.
namespace tacit::fuzz {
namespace {

using domain::Place;
using Kind = Place::Kind;
using Sheet = std::map<std::pair<std::string, std::string>, std::int64_t>;  // place and commodity

constexpr std::size_t kCommands = 40;
const std::array<const char*, 3> kGoods{"soap", "razor", "kit"};

template <class Id>
Id numbered(std::uint8_t number) {
  Id out{};
  out.bytes.back() = number;
  return out;
}
TeamId team(std::uint8_t byte) { return numbered<TeamId>(1 + byte % 2); }
DeviceId device(std::uint8_t byte) { return numbered<DeviceId>(1 + byte % 3); }  // the last one is a worker's
Place elsewhere(Kind kind) { return {kind, {}}; }

struct Line {
  Place from, to;
  std::string goods;
  std::int64_t many;
};
struct Paper {  // what the clerk writes of one record
  std::vector<Line> lines;
  bool crossed_out = false;
};

class Books {
 public:
  void take(Input& input) {
    const char command = input.letter();
    if (command == 'v') return cross_out(input.byte());
    const DeviceId dev = device(input.byte());
    const TeamId of = team(input.byte());
    const Line line{{}, {}, kGoods[input.byte() % kGoods.size()], 1 + input.byte()};
    const DeviceId other = device(input.byte());
    record(command, dev, of, line, other);
  }
  void compare() const {
    Sheet sheet, paper;
    for (std::size_t i = 0; i < versions_.size(); ++i) {
      auto versions = versions_[i];
      if (i % 2 == 1) std::reverse(versions.begin(), versions.end());
      for (const auto& one : domain::supply_of(settle(root(i), std::move(versions)), nullptr).movements)
        write(sheet, {one.source, one.target, one.commodity, one.quantity});
      if (!papers_[i].crossed_out)
        for (const Line& line : papers_[i].lines) write(paper, line);
    }
    ASSERT_INVARIANT(sheet == paper);
    std::map<std::string, std::int64_t> sums;
    for (const auto& [key, many] : sheet) sums[key.second] += many;
    for (const auto& [goods, sum] : sums) ASSERT_INVARIANT(sum == 0);
  }

 private:
  static RecordId root(std::size_t i) { return numbered<RecordId>(static_cast<std::uint8_t>(1 + i)); }
  static void write(Sheet& sheet, const Line& line) {
    sheet[{to_text(line.from), line.goods}] -= line.many;
    sheet[{to_text(line.to), line.goods}] += line.many;
  }
  // What the signer may move, in the clerk's words: workers nothing of a store, and of bags their own.
  static bool may(const DeviceId& dev, const Line& line) {
    if (dev != device(2)) return true;
    const bool store = line.from.kind == Kind::store || line.to.kind == Kind::store;
    return !store && (line.from.kind != Kind::bag || line.from == Place::bag(dev));
  }

  void record(char command, const DeviceId& dev, const TeamId& of, Line line, const DeviceId& other) {
    const Day day{18'700};
    const auto lot = numbered<LotId>(1);
    const Place store = Place::store(of), bag = Place::bag(dev);
    std::optional<record::Record> said;
    const auto goes = [&](Place from, Place to) { line.from = from, line.to = to; };
    if (command == 'r')
      goes(elsewhere(Kind::supplier), store), said = record::StockReceive{day, line.goods, lot, {}, line.many, ""};
    if (command == 'i')
      goes(store, Place::bag(other)), said = record::StockIssue{day, line.goods, lot, line.many, other};
    if (command == 'h')
      goes(bag, elsewhere(Kind::partner)), said = record::StockHandOut{day, line.goods, line.many, "site"};
    if (command == 'g') {
      record::Contact contact;
      contact.day = day;
      contact.anonymous = 1;
      contact.given = {{line.goods, line.many}};
      goes(bag, elsewhere(Kind::people)), said = contact;
    }
    if (command == 'b') goes(Place::bag(other), store);
    if (command == 's') goes(store, elsewhere(Kind::transit));
    if (command == 'a') goes(elsewhere(Kind::transit), store);
    if (command == 'w') goes(Place::bag(other), elsewhere(Kind::waste));
    if (command == 'p') goes(bag, Place::bag(other));
    if (line.from == line.to) return;  // nothing that is a command
    if (!said) {
      record::StockMove move{.day = day, .lines = {}};
      move.lines.push_back(
          {.commodity = line.goods, .lot = lot, .quantity = line.many, .from = line.from, .to = line.to});
      said = move;
    }
    append(dev, of, *said, line);
  }

  void append(const DeviceId& dev, const TeamId& of, const record::Record& said, const Line& line) {
    versions_.push_back({version(root(versions_.size()), dev, of, said)});
    papers_.push_back({});
    if (may(dev, line)) papers_.back().lines.push_back(line);
  }
  void cross_out(std::uint8_t which) {
    if (versions_.empty()) return;
    auto& versions = versions_[which % versions_.size()];
    const auto& first = versions.front();
    versions.push_back(version(numbered<RecordId>(static_cast<std::uint8_t>(100 + place_)), first.dev,
                               parse_scope(first.scopes.front())->id, record::Void{first.rid, *first.entry, ""}));
    papers_[which % papers_.size()].crossed_out = true;
  }
  domain::Version version(const RecordId& rid, const DeviceId& dev, const TeamId& of, const record::Record& said) {
    domain::Version out;
    out.rid = rid;
    out.entry = numbered<Hash>(static_cast<std::uint8_t>(1 + place_));
    out.index = place_;
    out.place = place_++;
    out.dev = dev;
    out.team = said;
    out.scopes = {to_text(Scope::team(of))};
    if (dev != device(2)) out.staff_of = {"org", to_text(Scope::team(team(0))), to_text(Scope::team(team(1)))};
    return out;
  }

  std::vector<std::vector<domain::Version>> versions_;
  std::vector<Paper> papers_;
  std::int64_t place_ = 0;
};

// A letter for each command, and a byte for whoever signs, the team, the goods, how many, and the other device; a void
// has the number of the record.
FUZZ_TARGET(ledger) {
  Input input(bytes);
  Books books;
  for (std::size_t i = 0; i < kCommands && !input.empty(); ++i) {
    books.take(input);
    books.compare();
  }
}

}  // namespace
}  // namespace tacit::fuzz
