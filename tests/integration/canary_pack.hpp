#pragma once
#include <string>

#include "schema/pack.hpp"

// A pack of marked codes: what is recorded by them shows where it goes.
namespace tacit::test {

struct PackMarks {
  std::string site, site_label, service, test, goods, destination, session;
  std::string intake, support_case, stay, member, outcome, incident;
};

inline void replace_all(std::string& text, const std::string& from, const std::string& to) {
  for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size())
    text.replace(at, from.size(), to);
}

inline std::string marked_row(const std::string& code, const std::string& more = {}) {
  return R"({"code": ")" + code + R"(", "labels": {"en": "x", "ru": "x", "uk": "x", "fr": "x"})" + more + "}";
}

// `street-rounds` with tables of longer support, all of which auditors see as far as they may.
inline std::string marked_pack(const PackMarks& marks) {
  std::string text(*built_in_pack("street-rounds"));
  const std::pair<const char*, const std::string*> codes[] = {{"moscow-station-north", &marks.site},
                                                              {"wound-care", &marks.service},
                                                              {"rapid-tb", &marks.test},
                                                              {"razor", &marks.goods},
                                                              {"lawyer", &marks.destination},
                                                              {"literature-club", &marks.session},
                                                              {"violence", &marks.incident}};
  for (const auto& [code, marked] : codes) replace_all(text, "\"" + std::string(code) + "\"", "\"" + *marked + "\"");
  replace_all(text, "Railway station, north", marks.site_label);
  const std::string ends = R"(, "audit": true, "outcomes": [)" + marked_row(marks.outcome) + "]";
  replace_all(text, "  \"attributes\": [",
              R"("intakes": [)" + marked_row(marks.intake, ends) + R"(], "cases": [)" +
                  marked_row(marks.support_case, ends) + R"(], "stays": [)" +
                  marked_row(marks.stay, R"(, "audit": true)") + R"(], "members": [)" + marked_row(marks.member) +
                  R"(], "attributes": [)");
  return text;
}

}  // namespace tacit::test
