#include "client/view/describe.hpp"

namespace tacit::view {
namespace {

// Adds "3 × condoms" and the like with the pack's labels; the bare code where the pack has no such code.
class Describer {
 public:
  Describer(const Pack* pack, std::string_view language) : pack_(pack), language_(language) {}

  std::string operator()(const record::ClientRegister&) const { return "registered"; }
  std::string operator()(const record::ClientLink&) const { return "linked with another code of the same person"; }
  std::string operator()(const record::Consent& r) const {
    return (r.given ? "consent given, version " : "consent withdrawn, version ") + r.version +
           (r.by == record::Consent::By::guardian ? ", by a guardian" : "");
  }
  std::string operator()(const record::Label& r) const { return "label " + r.name; }
  std::string operator()(const record::Outing& r) const {
    return "outing " + label(pack_ ? pack_->outing(r.kind) : nullptr, r.kind) + ", " + site(r.site);
  }
  std::string operator()(const record::Contact& r) const {
    std::string text = r.client ? "contact" : "contact with " + std::to_string(r.anonymous) + " without a code";
    text += ", " + label(pack_ ? pack_->outing(r.kind) : nullptr, r.kind);
    for (const auto& one : r.services)
      text += "; " + counted(one, label(pack_ ? pack_->service(one.code) : nullptr, one.code));
    for (const auto& test : r.tests)
      text += "; " + label(pack_ ? pack_->test(test.test) : nullptr, test.test) + result(test);
    for (const auto& one : r.given)
      text += "; given " + counted(one, label(pack_ ? pack_->commodity(one.code) : nullptr, one.code));
    for (const auto& [code, lot] : r.lots) text.append("; lot of ").append(code).append(": ").append(lot);
    return text + noted(r.note);
  }
  std::string operator()(const record::GroupSession& r) const {
    return "group session " + label(pack_ ? pack_->session(r.kind) : nullptr, r.kind) + ", " +
           std::to_string(r.participants) + " people";
  }
  std::string operator()(const record::Referral& r) const {
    return "referred to " + label(pack_ ? pack_->destination(r.destination) : nullptr, r.destination) + ", voucher " +
           r.voucher.to_text();
  }
  std::string operator()(const record::Outcome& r) const {
    return "what came of it: " + std::string(record::to_text(r.what)) + noted(r.note);
  }
  std::string operator()(const record::Appointment& r) const {
    return "appointment on " + to_text(r.on) + (r.at.empty() ? "" : " at " + r.at) + ", " +
           label(pack_ ? pack_->service(r.service) : nullptr, r.service) + ", " + site(r.site);
  }
  std::string operator()(const record::Intake& r) const {
    const auto* kind = pack_ ? pack_->intake(r.kind) : nullptr;
    std::string text = "intake, " + label(kind, r.kind);
    if (!r.from.empty()) text += ", sent by " + label(pack_ ? pack_->destination(r.from) : nullptr, r.from);
    return text + ended(kind, r.outcome) + noted(r.note);
  }
  std::string operator()(const record::Household& r) const { return "household" + members(r.members); }
  std::string operator()(const record::Case& r) const {
    const auto* kind = pack_ ? pack_->support_case(r.kind) : nullptr;
    std::string text = label(kind, r.kind) + ": " + std::string(record::to_text(r.step));
    if (r.until) text += " until " + to_text(*r.until);
    return text + ended(kind, r.outcome) + noted(r.note);
  }
  std::string operator()(const record::Stay& r) const {
    return "stay, " + label(pack_ ? pack_->stay(r.kind) : nullptr, r.kind) + ", until " + to_text(r.until) +
           (r.planned ? " (planned)" : "") + members(r.people);
  }
  std::string operator()(const record::Incident& r) const {
    const auto* kind = pack_ ? pack_->incident(r.kind) : nullptr;
    return "incident, " + label(kind, r.kind) + ended(kind, r.outcome) + noted(r.note);
  }
  std::string operator()(const record::StockHandOut& r) const {
    return "handed out " + counted({r.commodity, r.quantity}, commodity(r.commodity)) + " at " + site(r.to);
  }
  std::string operator()(const record::StockReceive& r) const {
    return "received " + counted({r.commodity, r.quantity}, commodity(r.commodity));
  }
  std::string operator()(const record::StockIssue& r) const {
    return "issued " + counted({r.commodity, r.quantity}, commodity(r.commodity));
  }
  std::string operator()(const record::StockMove& r) const {
    std::string text;
    for (const auto& line : r.lines)
      text += (text.empty() ? "moved " : "; ") + counted({line.commodity, line.quantity}, commodity(line.commodity)) +
              " from " + std::string(to_text(line.from.kind)) + " to " + std::string(to_text(line.to.kind));
    return r.reason == record::StockReason::none ? text : text + " (" + std::string(to_text(r.reason)) + ")";
  }
  std::string operator()(const record::StockCount& r) const {
    std::string text = "counted " + std::to_string(r.quantity) + " × " + commodity(r.commodity) + " in the " +
                       std::string(to_text(r.at.kind));
    if (r.missing > 0) text += ", " + std::to_string(r.missing) + " missing";
    if (r.missing < 0) text += ", " + std::to_string(-r.missing) + " too many";
    return text;
  }
  std::string operator()(const record::Statement& r) const { return "statement for " + r.period; }
  std::string operator()(const record::Closing& r) const { return "everything closed until " + to_text(r.until); }
  std::string operator()(const record::Correct& r) const { return "corrected: " + std::visit(*this, r.replacement); }
  std::string operator()(const record::Void& r) const {
    return "voided" + (r.reason.empty() ? std::string() : ": " + r.reason);
  }

 private:
  template <class Item>
  std::string label(const Item* item, const std::string& code) const {
    return item == nullptr ? code : label_in(item->labels, language_);
  }
  std::string commodity(const std::string& code) const { return label(pack_ ? pack_->commodity(code) : nullptr, code); }
  std::string site(const std::string& code) const { return label(pack_ ? pack_->site(code) : nullptr, code); }
  static std::string noted(const std::string& note) { return note.empty() ? std::string() : "; note: " + note; }
  std::string ended(const Pack::Episode* kind, const std::string& outcome) const {
    return outcome.empty() ? std::string() : "; " + label(kind ? kind->outcome(outcome) : nullptr, outcome);
  }
  std::string members(const std::vector<record::Counted>& list) const {
    std::string text;
    for (const auto& one : list)
      text += "; " + counted(one, label(pack_ ? pack_->member(one.code) : nullptr, one.code));
    return text;
  }
  static std::string counted(const record::Counted& one, const std::string& label) {
    return one.count == 1 ? label : std::to_string(one.count) + " × " + label;
  }
  static std::string result(const record::Test& test) {
    switch (test.result) {
      case record::TestResult::reactive: return test.told ? ": reactive, told" : ": reactive, not told";
      case record::TestResult::non_reactive: return test.told ? ": non-reactive, told" : ": non-reactive, not told";
      case record::TestResult::invalid: return ": invalid";
    }
    return {};
  }

  const Pack* pack_;
  std::string_view language_;
};

}  // namespace

std::string describe(const record::Record& record, const Pack* pack, std::string_view language) {
  return std::visit(Describer(pack, language), record);
}

}  // namespace tacit::view
