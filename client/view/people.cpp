#include <sstream>

#include "client/view/json.hpp"

namespace tacit::view {

json::array list_of(const std::vector<std::string>& texts) { return json::array(texts.begin(), texts.end()); }

json::object person_json(const Vault::Person& person) {
  json::object attributes;
  for (const auto& [code, value] : person.attributes) attributes[code] = value;
  json::object out{{"code", person.code.to_text()}, {"attributes", attributes}};
  if (!person.has_identifiers) return out;
  out["name"] = person.name.expose(Disclose());
  out["nickname"] = person.nickname.expose(Disclose());
  out["phone"] = person.phone.expose(Disclose());
  out["note"] = person.note.expose(Disclose());
  json::array codes;
  std::istringstream lines(person.other_codes.expose(Disclose()));
  for (std::string code; std::getline(lines, code);) codes.emplace_back(code);
  out["other_codes"] = codes;
  return out;
}

}  // namespace tacit::view
