#include <algorithm>

#include "schema/pack.hpp"

namespace tacit {
namespace {

// check() has found every code in the pack.
struct Offered {
  const Pack& pack;

  bool operator()(const record::ClientRegister& r) const { return attributes(r.attributes); }
  bool operator()(const record::Outing& r) const { return !pack.outing(r.kind)->retired && site(r.site); }
  // Goods that are left may be given; the attributes were the client's before.
  bool operator()(const record::Contact& r) const {
    const auto given_up = [&](const record::Counted& one) { return pack.service(one.code)->retired; };
    const auto replaced = [&](const record::Test& one) { return pack.test(one.test)->retired; };
    return !pack.outing(r.kind)->retired && site(r.site) &&
           std::none_of(r.services.begin(), r.services.end(), given_up) &&
           std::none_of(r.tests.begin(), r.tests.end(), replaced);
  }
  bool operator()(const record::GroupSession& r) const { return !pack.session(r.kind)->retired && site(r.site); }
  bool operator()(const record::Referral& r) const { return !pack.destination(r.destination)->retired; }
  bool operator()(const record::Appointment& r) const { return !pack.service(r.service)->retired && site(r.site); }
  bool operator()(const record::Intake& r) const {
    const bool from = r.from.empty() || !pack.destination(r.from)->retired;
    return episode(*pack.intake(r.kind), r.outcome) && site(r.site) && from;
  }
  // Goods that are left may be handed out.
  bool operator()(const record::StockHandOut& r) const { return site(r.to); }
  bool operator()(const record::Incident& r) const {
    return episode(*pack.incident(r.kind), r.outcome) && site(r.site);
  }
  // What was begun may be ended.
  bool operator()(const record::Case& r) const {
    const auto& kind = *pack.support_case(r.kind);
    return r.step == record::Case::Step::closed ? !outcome_retired(kind, r.outcome) : !kind.retired;
  }
  bool operator()(const record::Stay& r) const {
    return !pack.stay(r.kind)->retired && site(r.site) && members(r.people);
  }
  bool operator()(const record::Household& r) const { return members(r.members); }
  bool operator()(const record::StockReceive& r) const { return !pack.commodity(r.commodity)->retired; }
  // Kits that are retired may be opened, not made.
  bool operator()(const record::StockMove& r) const {
    return std::none_of(r.lines.begin(), r.lines.end(), [&](const record::StockLine& line) {
      const auto& commodity = *pack.commodity(line.commodity);
      return line.from.kind == record::StockPlace::Kind::kits && !commodity.contents.empty() && commodity.retired;
    });
  }
  bool operator()(const record::Statement& r) const {
    return std::none_of(r.figures.begin(), r.figures.end(),
                        [&](const record::Figure& one) { return pack.indicator(one.indicator)->retired; });
  }
  template <class Other>
  bool operator()(const Other&) const {
    return true;
  }

  bool site(const std::string& code) const {
    const auto* site = pack.site(code);
    return site == nullptr || !site->retired;
  }
  static bool outcome_retired(const Pack::Episode& kind, const std::string& outcome) {
    return !outcome.empty() && kind.outcome(outcome)->retired;
  }
  static bool episode(const Pack::Episode& kind, const std::string& outcome) {
    return !kind.retired && !outcome_retired(kind, outcome);
  }
  bool members(const std::vector<record::Counted>& list) const {
    return std::none_of(list.begin(), list.end(),
                        [&](const record::Counted& one) { return pack.member(one.code)->retired; });
  }
  bool attributes(const record::Attributes& attributes) const {
    return std::none_of(attributes.begin(), attributes.end(), [&](const auto& one) {
      const auto* attribute = pack.attribute(one.first);
      return attribute->retired ||
             std::any_of(attribute->values.begin(), attribute->values.end(),
                         [&](const auto& value) { return value.code == one.second && value.retired; });
    });
  }
};

}  // namespace

Result<void> check_offered(const record::Body& body, const Pack& pack) {
  CHECK(check(body, pack));
  if (std::visit(Offered{pack}, body)) return {};
  return fail(Code::invalid_argument,
              "the pack has retired one of these codes: `tacit pack show` lists what it offers");
}

}  // namespace tacit
