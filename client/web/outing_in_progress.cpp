#include "client/web/outing_in_progress.hpp"

#include "client/usecases/recording.hpp"
#include "crypto/encoding.hpp"

namespace tacit::web {
namespace {

constexpr std::string_view kChoice = "outing";

}  // namespace

json::value outing_in_progress(const Vault& vault) {
  const auto rid = parse_id<RecordId>(vault.choice(kChoice));
  if (!rid) return nullptr;
  const auto body = usecases::effective_body(vault, *rid);
  const auto* outing = body ? std::get_if<record::Outing>(&*body) : nullptr;
  if (outing == nullptr) return nullptr;
  return json::object{{"record", id_text(*rid)},
                      {"kind", outing->kind},
                      {"site", outing->site},
                      {"time", outing->time == record::TimeOfDay::night ? "night" : "day"},
                      {"day", to_text(outing->day)}};
}

void begin_outing(Vault& vault, const RecordId& outing) { vault.keep_choice(kChoice, id_text(outing)); }
void end_outing(Vault& vault) { vault.keep_choice(kChoice, ""); }

}  // namespace tacit::web
