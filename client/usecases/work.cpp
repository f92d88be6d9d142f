#include "client/usecases/work.hpp"

#include "client/sync/memory.hpp"
#include "crypto/encoding.hpp"

namespace tacit::usecases {
namespace {

using domain::Measure;

std::string name_of(const Session& session, const DeviceId& device) {
  return session.vault.label(record::Label::Subject::device, id_text(device));
}

Result<DeviceId> device_of(const Session& session, const std::optional<std::string>& asked) {
  TRY(const sync::Memory* memory, session.vault.memory());
  if (!asked) return memory->signing_key().device_id();
  const Roster* roster = session.vault.roster();
  if (roster == nullptr) return fail(Code::not_ready, "the organisation's members are not known yet: use `tacit sync`");
  std::optional<DeviceId> found;
  for (const Roster::Device* one : roster->devices()) {
    if (*asked == id_text(one->id)) return one->id;
    if (*asked != name_of(session, one->id)) continue;
    if (found) return fail(Code::invalid_argument, "several devices have this name: use the id of `tacit member list`");
    found = one->id;
  }
  if (!found) return fail(Code::not_found, "there is no device of this name: see `tacit member list`");
  return *found;
}

void add(WorkLine& line, Measure measure, std::int64_t quantity) {
  switch (measure) {
    case Measure::outing: line.outings += quantity; break;
    case Measure::contact: line.contacts += quantity; break;
    case Measure::service: line.services += quantity; break;
    case Measure::test: line.tests += quantity; break;
    case Measure::group: line.groups += quantity; break;
    case Measure::participants: line.participants += quantity; break;
    default: break;
  }
}

std::string label_of(const std::optional<Pack>& pack, const std::string& kind, std::string_view language) {
  if (!pack) return kind;
  if (const auto* outing = pack->outing(kind)) return label_in(outing->labels, language);
  if (const auto* group = pack->session(kind)) return label_in(group->labels, language);
  return kind;
}

}  // namespace

Result<WorkSheet> work_sheet(const Session& session, const std::string& period,
                             const std::optional<std::string>& device, std::string_view language) {
  TRY(const Period days, parse_period(period));
  TRY(const DeviceId dev, device_of(session, device));
  WorkSheet out{.device = dev, .name = name_of(session, dev), .period = period, .lines = {}, .total = {}};
  const auto pack = session.vault.pack();
  for (const auto& deed : session.vault.deeds_by_day(dev, days)) {
    if (out.lines.empty() || out.lines.back().day != deed.day || out.lines.back().kind != deed.kind)
      out.lines.push_back({.day = deed.day, .kind = deed.kind, .label = label_of(pack, deed.kind, language)});
    add(out.lines.back(), deed.measure, deed.quantity);
    add(out.total, deed.measure, deed.quantity);
  }
  return out;
}

}  // namespace tacit::usecases
