#include <algorithm>

#include "schema/pack_json.hpp"

namespace tacit {
namespace {

using Count = Pack::Indicator::Count;

class Adviser {
 public:
  explicit Adviser(const Pack& pack) : pack_(pack) {}

  std::vector<PackRemark> advise() {
    if (pack_.outings.empty()) say("outings", "without outing kinds no contact can be recorded");
    words();
    for (const auto& attribute : pack_.attributes) narrow(attribute);
    for (const auto& test : pack_.tests)
      if (!test.retired && !test.after_reactive && test.refer_to.empty())
        say("tests (" + test.code + ")", "has no \"refer_to\": nobody is told where to send a person after it");
    for (const auto& indicator : pack_.indicators)
      if (!indicator.retired) half_seen(indicator);
    same_name_elsewhere("services", pack_.services, &Pack::Service::code);
    same_name_elsewhere("commodities", pack_.commodities, &Pack::Commodity::code);
    same_name_elsewhere("indicators", pack_.indicators, &Pack::Indicator::id);
    return std::move(out_);
  }

 private:
  void say(std::string place, std::string text) { out_.push_back({std::move(place), std::move(text)}); }

  void words() {
    std::set<std::string> used;
    for (const auto& service : pack_.services) used.insert(service.group);
    for (const auto& site : pack_.sites) used.insert(site.group);
    for (const auto& commodity : pack_.commodities) used.insert({commodity.unit, commodity.audit_class});
    for (const auto& [word, labels] : pack_.words)
      if (!used.contains(word)) say("words (" + word + ")", "no row names it");
  }

  void narrow(const Pack::Attribute& attribute) {
    if (attribute.audit && attribute.values.size() < 2)
      say("attributes (" + attribute.code + ")",
          "auditors see it, and it has one value: it says no more than that somebody is listed");
  }

  // What auditors see a part of looks to them like a smaller figure.
  void half_seen(const Pack::Indicator& indicator) {
    const auto& codes = indicator.codes;
    const auto is_open = [&](const std::string& code) {
      if (indicator.count == Count::given) return whole_class(pack_.commodity(code)->audit_class, codes);
      if (indicator.count == Count::intakes) return pack_.intake(code)->audit;
      if (indicator.count == Count::cases) return pack_.support_case(code)->audit;
      return pack_.service(code)->audit;
    };
    const bool named = indicator.count == Count::services || indicator.count == Count::given ||
                       indicator.count == Count::intakes || indicator.count == Count::cases;
    if (!named) return;
    const auto open = std::count_if(codes.begin(), codes.end(), is_open);
    if (open > 0 && open < static_cast<std::ptrdiff_t>(codes.size()))
      say("indicators (" + indicator.id + ").codes",
          "auditors see some of these and not others, so they cannot check the figure and may misread it");
  }

  bool whole_class(const std::string& audit_class, const std::vector<std::string>& codes) const {
    return std::all_of(pack_.commodities.begin(), pack_.commodities.end(), [&](const Pack::Commodity& one) {
      return one.audit_class != audit_class || std::find(codes.begin(), codes.end(), one.code) != codes.end();
    });
  }

  template <class Row>
  void same_name_elsewhere(const std::string& table, const std::vector<Row>& rows, std::string Row::*code) {
    std::map<std::pair<std::string, std::string>, std::string> first;
    for (const Row& row : rows)
      for (const auto& [system, name] : row.foreign) {
        const auto [had, fresh] = first.emplace(std::pair(system, name), row.*code);
        if (!fresh)
          say(table + " (" + row.*code + ").foreign", "has the same name in " + in_quotes(system) + " as " +
                                                          in_quotes(had->second) +
                                                          ": one figure would replace the other there");
      }
  }

  const Pack& pack_;
  std::vector<PackRemark> out_;
};

}  // namespace

std::vector<PackRemark> advice_on(const Pack& pack) { return Adviser(pack).advise(); }

}  // namespace tacit
