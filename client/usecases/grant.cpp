#include "client/usecases/grant.hpp"

#include <algorithm>

#include "client/usecases/pack.hpp"
#include "client/usecases/period.hpp"
#include "crypto/encoding.hpp"
#include "crypto/random.hpp"
#include "schema/record_json.hpp"

namespace tacit::usecases {
namespace {

constexpr std::int64_t kFormatWithGrants = 3;  // of the pack

bool is_open(const Vault& vault, const Pack::Grant& grant) {
  return vault.roster() != nullptr && vault.roster()->has_grant(grant.scope);
}

std::vector<Scope> merged(std::vector<Scope> scopes) {
  std::ranges::sort(scopes);
  scopes.erase(std::unique(scopes.begin(), scopes.end()), scopes.end());
  return scopes;
}

Result<std::vector<Scope>> at_most_so_many(std::vector<Scope> scopes) {
  if (scopes.size() > limits::kGrantsOfDevice)
    return fail(Code::too_large, "one record is paid for by at most seven grants");
  return scopes;
}

std::int64_t integer_of(const json::object& object, std::string_view key) {
  const auto* value = object.if_contains(key);
  return value != nullptr && value->is_int64() ? value->get_int64() : 0;
}

// The next edition: the same text with one more row.
Result<std::string> with_grant(const std::string& text, const Pack& present, const NewGrant& said, const TeamId& id) {
  TRY(json::value root, json::parse(text, limits::kPack));
  json::object& pack = root.as_object();
  json::object labels;
  for (const std::string& language : present.languages) labels[language] = said.label;
  if (!pack.contains("grants")) pack["grants"] = json::array();
  pack["grants"].as_array().push_back(
      json::object{{"code", said.code}, {"scope", id_text(id)}, {"labels", std::move(labels)}});
  pack["pack"] = std::max(integer_of(pack, "pack"), kFormatWithGrants);
  pack["version"] = present.version + 1;
  return json::serialize(root);
}

sync::Wish wish_for(const TeamId& grant, std::optional<std::string> pack) {
  sync::Wish wish;
  wish.ops = [grant](const Roster& roster) -> Result<std::vector<roster::Op>> {
    if (roster.has_grant(grant)) return std::vector<roster::Op>();
    return std::vector<roster::Op>{roster::Fund{grant}};
  };
  wish.pack = std::move(pack);
  return wish;
}

bool has(const Vault& vault, const std::string& code) {
  const auto pack = vault.pack();
  const auto* grant = pack ? pack->grant(code) : nullptr;
  return grant != nullptr && is_open(vault, *grant);
}

// False: its auditors know already, or nothing is closed.
Result<bool> tell_of_closing(const Online& online, sync::Outcome& outcome) {
  Session session = online.session();
  TRY(const auto told, tell_grants_of_closing(session));
  if (told.empty()) return false;
  TRY(outcome, synchronise(online));
  return true;
}

}  // namespace

Result<GrantAdded> add_grant(const Online& online, const NewGrant& said) {
  CHECK(demand_steward(online.session()));
  if (!record::is_code(said.code))
    return fail(Code::invalid_argument, "the code of a grant is up to 48 of a-z, 0-9 and hyphen");
  if (said.label.empty() || said.label.size() > limits::kName)
    return fail(Code::invalid_argument, "a grant needs a label of at most 200 bytes");
  GrantAdded out;
  TRY(out.sync, synchronise(online));
  CHECK(require_complete(out.sync));
  if (has(online.vault, said.code)) {
    TRY(const bool told, tell_of_closing(online, out.sync));
    out.scope = online.vault.pack()->grant(said.code)->scope;
    if (told) return out;
    return fail(Code::already_done, "there is a grant of that code");
  }
  TRY(const std::string text, present_pack(online.session()));
  const Pack present = *online.vault.pack();
  const auto* row = present.grant(said.code);
  out.scope = row != nullptr ? row->scope : random_id<TeamId>();
  std::optional<std::string> next;
  if (row == nullptr) {
    TRY(next, with_grant(text, present, said, out.scope));
    if (!read_pack(*next)) return fail(Code::too_large, "the pack has no room for another grant");
  }
  TRY(out.sync, synchronise(online, wish_for(out.scope, std::move(next))));
  if (!has(online.vault, said.code)) {
    CHECK(require_complete(out.sync));
    return fail(Code::not_ready, "the grant could not be added: sync and try again");
  }
  CHECK(tell_of_closing(online, out.sync));
  return out;
}

Result<std::vector<GrantLine>> list_grants(const Session& session, std::string_view language) {
  const auto pack = session.vault.pack();
  const Roster* roster = session.vault.roster();
  if (!pack || roster == nullptr)
    return fail(Code::not_ready, "the organisation's pack is not here yet: use `tacit sync`");
  std::vector<GrantLine> out;
  for (const auto& grant : pack->grants) {
    GrantLine line{.code = grant.code,
                   .label = label_in(grant.labels, language),
                   .retired = grant.retired,
                   .open = is_open(session.vault, grant)};
    for (const Roster::Device* device : roster->devices())
      if (device->active() && device->grants.contains(grant.scope)) ++line.auditors;
    out.push_back(std::move(line));
  }
  return out;
}

Result<std::vector<TeamId>> find_grants(const Session& session, const std::vector<std::string>& codes) {
  std::set<TeamId> out;
  const auto pack = session.vault.pack();
  for (const auto& code : codes) {
    const auto* grant = pack ? pack->grant(code) : nullptr;
    if (grant == nullptr || !is_open(session.vault, *grant))
      return fail(Code::not_found, "there is no such grant: see `tacit grant list`");
    out.insert(grant->scope);
  }
  if (out.size() > limits::kGrantsOfDevice) return fail(Code::too_large, "an auditor reads at most seven grants");
  return std::vector<TeamId>(out.begin(), out.end());
}

std::string code_of_grant(const Vault& vault, const TeamId& grant) {
  if (const auto pack = vault.pack())
    for (const auto& row : pack->grants)
      if (row.scope == grant) return row.code;
  return id_text(grant);
}

Result<std::vector<Scope>> scopes_of_grants(const Recorder& recorder, const std::vector<std::string>& codes) {
  std::vector<Scope> out;
  for (const auto& code : codes) {
    const auto* grant = recorder.pack.grant(code);
    if (grant == nullptr || grant->retired)
      return fail(Code::not_found, "there is no such grant, or it has ended: see `tacit grant list`");
    if (!is_open(*recorder.vault, *grant))
      return fail(Code::not_ready, "nobody can read this grant's records yet: a steward uses `tacit grant add`");
    out.push_back(Scope::grant(grant->scope));
  }
  return at_most_so_many(merged(std::move(out)));
}

std::vector<Scope> grants_of_record(const Vault& vault, const RecordId& root) {
  const auto history = vault.history(root);
  if (!history || history->original() == nullptr) return {};
  std::vector<Scope> out;
  for (const auto& text : history->original()->grants)
    if (const auto scope = parse_scope(text)) out.push_back(*scope);
  std::ranges::sort(out);
  return out;
}

Result<std::vector<Scope>> grants_of_lots(const Vault& vault, const std::vector<LotId>& lots) {
  std::vector<Scope> all;
  for (const LotId& lot : lots)
    if (const auto origin = vault.origin_of(lot))
      for (const Scope& grant : grants_of_record(vault, *origin)) all.push_back(grant);
  return at_most_so_many(merged(std::move(all)));
}

Result<std::vector<Scope>> grants_of_services(const Recorder& recorder, const std::vector<record::Counted>& services,
                                              std::vector<Scope> outing) {
  for (const auto& given : services) {
    const auto* service = recorder.pack.service(given.code);
    const auto* grant = service == nullptr ? nullptr : recorder.pack.grant(service->grant);
    if (grant != nullptr && !grant->retired && is_open(*recorder.vault, *grant))
      outing.push_back(Scope::grant(grant->scope));
  }
  return at_most_so_many(merged(std::move(outing)));
}

Result<std::vector<Scope>> grants_of_delivery(const Recorder& recorder, const std::string& grant) {
  if (grant.empty() || recorder.pack.grants.empty()) return std::vector<Scope>();
  return scopes_of_grants(recorder, {grant});
}

Result<std::vector<Scope>> grants_that_pay(const Recorder& recorder, const record::Body& was, const record::Body& is,
                                           std::vector<Scope> before) {
  const auto* delivery = std::get_if<record::StockReceive>(&is);
  if (delivery != nullptr && delivery->grant != std::get<record::StockReceive>(was).grant)
    return grants_of_delivery(recorder, delivery->grant);
  const auto* contact = std::get_if<record::Contact>(&is);
  if (contact == nullptr) return before;
  const auto of = [&](const record::Contact& one) {
    return grants_of_services(recorder, one.services,
                              one.outing ? grants_of_record(*recorder.vault, *one.outing) : std::vector<Scope>());
  };
  // What the pack says by now of what was there before changes nothing.
  TRY(const auto then, of(std::get<record::Contact>(was)));
  TRY(const auto now, of(*contact));
  const auto in = [](const std::vector<Scope>& list) {
    return [&list](const Scope& one) { return std::ranges::find(list, one) != list.end(); };
  };
  std::erase_if(before, [&](const Scope& one) { return in(then)(one) && !in(now)(one); });
  std::ranges::copy_if(now, std::back_inserter(before), [&](const Scope& one) { return !in(then)(one); });
  return at_most_so_many(merged(std::move(before)));
}

std::vector<std::vector<Scope>> in_parts(const std::vector<Scope>& grants) {
  std::vector<std::vector<Scope>> parts(1);
  for (const Scope& grant : grants) {
    if (parts.back().size() == limits::kGrantsOfDevice) parts.emplace_back();
    parts.back().push_back(grant);
  }
  return parts;
}

}  // namespace tacit::usecases
