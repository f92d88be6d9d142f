#pragma once
#include <gtest/gtest.h>

#include <stdexcept>
#include <string>

#include "schema/pack.hpp"

namespace tacit::testing {

// The smallest pack that has a row in each table.
inline constexpr const char* kSmall = R"({
  "pack": 1, "id": "small", "version": 3, "languages": ["en", "uk"],
  "labels": {"en": "Small", "uk": "Малий"}, "audit_period": "week", "consent_version": "1",
  "words": {"g": {"en": "G", "uk": "Г"}, "piece": {"en": "piece", "uk": "шт."}},
  "services": [{"code": "talk", "group": "g", "labels": {"en": "Talk", "uk": "Розмова"}, "audit": true},
               {"code": "escort", "group": "g", "labels": {"en": "Escort", "uk": "Супровід"}, "after": "reactive"}],
  "outings": [{"code": "street", "labels": {"en": "Street", "uk": "Вулиця"}}],
  "sessions": [{"code": "course", "labels": {"en": "Course", "uk": "Курс"}}],
  "commodities": [{"code": "soap", "unit": "piece", "class": "g", "labels": {"en": "Soap", "uk": "Мило"}},
                  {"code": "kit", "unit": "piece", "class": "g", "labels": {"en": "Kit", "uk": "Набір"}, "contents": {"soap": 2}}],
  "tests": [{"code": "hiv", "labels": {"en": "HIV", "uk": "ВІЛ"}, "refer_to": "aids", "retest_days": 90, "audit": true}],
  "destinations": [{"code": "aids", "labels": {"en": "AIDS centre", "uk": "Центр СНІДу"}}],
  "attributes": [{"code": "sex", "labels": {"en": "Sex", "uk": "Стать"}, "audit": true,
                  "values": [{"code": "f", "labels": {"en": "Female", "uk": "Жіноча"}}]}],
  "sites": [{"code": "square", "group": "g", "labels": {"en": "Square", "uk": "Площа"}}],
  "indicators": [{"id": "talks", "count": "services", "codes": ["talk"], "kinds": ["street"], "target": 5,
                  "labels": {"en": "Talks", "uk": "Розмови"}}]
})";

inline std::string with(std::string_view from, std::string_view to) {
  std::string text = kSmall;
  const auto at = text.find(from);
  if (at == std::string::npos) throw std::runtime_error("not in the small pack: " + std::string(from));
  return text.replace(at, from.size(), to);
}

inline std::string problem_of(const std::string& text, Code expected = Code::malformed) {
  std::string problem;
  const auto pack = read_pack(text, &problem);
  if (pack) return "accepted";
  EXPECT_EQ(pack.error().code, expected);
  EXPECT_FALSE(read_pack(text));
  return problem;
}

}  // namespace tacit::testing
