#include <gtest/gtest.h>

#include <functional>
#include <map>
#include <set>

#include "record_samples.hpp"

// What both faces' codecs must refuse, tried at every member of every sample, however deep.
namespace tacit {
namespace {

using Decode = std::function<bool(std::string_view kind, const json::value& body)>;

Decode decodes_team(int version) {
  return [version](std::string_view kind, const json::value& body) {
    return record::decode(kind, version, body).has_value();
  };
}
Decode decodes_audit(int version) {
  return [version](std::string_view kind, const json::value& body) {
    return audit::decode(kind, version, body).has_value();
  };
}

const std::set<std::string> kOptional{"route",      "crew",  "outing", "services", "tests",  "given",
                                      "about",      "note",  "topic",  "known",    "reason", "expiry",
                                      "attributes", "grant", "at",     "from",     "people"};
const std::set<std::string> kMaps{"attributes", "about", "lots"};  // their members are data

const std::map<std::string, std::set<std::string>> kOptionalIn{
    {"intake", {"client", "outcome"}},
    {"incident", {"client", "outcome"}},
    {"case", {"until", "outcome"}},
    {"stock", {"batch", "value", "missing", "surplus", "of"}}};
const std::map<std::string, std::set<std::string>> kRequiredIn{{"stock", {"at", "from", "reason"}}};

struct Sample {
  std::string kind;
  json::value body;
  Decode decodes;
};

std::vector<Sample> samples() {
  std::vector<Sample> out;
  for (const auto& each : tacit::testing::sample_records())
    out.push_back({std::string(record::kind_of(each)), record::encode(each), decodes_team(record::version_of(each))});
  for (const auto& each : tacit::testing::sample_audit_records())
    out.push_back({std::string(audit::kind_of(each)), audit::encode(each), decodes_audit(audit::version_of(each))});
  return out;
}

// Calls `mutate` with every object inside `value` (itself first) and whether it is a map.
void for_each_object(json::value& value, bool is_map, const std::function<void(json::object&, bool)>& visit) {
  if (value.is_object()) {
    visit(value.get_object(), is_map);
    for (auto& member : value.get_object())
      for_each_object(member.value(), kMaps.contains(std::string(member.key())), visit);
  } else if (value.is_array()) {
    for (auto& item : value.get_array()) for_each_object(item, false, visit);
  }
}

// Every member of every object: `change` alters it, and the sample is judged, then restored.
void at_every_member(Sample sample,
                     const std::function<bool(json::object&, const std::string& key, bool map)>& change) {
  json::value& body = sample.body;
  for_each_object(body, false, [&](json::object& object, bool map) {
    const json::object before = object;
    for (const auto& member : before) {
      const std::string key(member.key());
      const bool expected = change(object, key, map);
      EXPECT_EQ(sample.decodes(sample.kind, body), expected) << sample.kind << " " << key << " " << body;
      object = before;
    }
  });
  EXPECT_TRUE(sample.decodes(sample.kind, body));
}

TEST(RecordNegative, MissingMember_IsRefusedUnlessOptional) {
  for (const Sample& sample : samples())
    at_every_member(sample, [&](json::object& object, const std::string& key, bool map) {
      const auto here = kOptionalIn.find(sample.kind);
      const auto needed = kRequiredIn.find(sample.kind);
      const bool required = needed != kRequiredIn.end() && needed->second.contains(key);
      const bool may_go =
          !required && (kOptional.contains(key) || (here != kOptionalIn.end() && here->second.contains(key)));
      const bool one_left = object.size() > 1;
      // Without anything that needs the third version it is of the first.
      const bool plain_without = key == "value" && !object.contains("batch");
      const bool is_list_of_goods = !object[key].is_bool();                       // `given` has two meanings
      const bool quarter_of_a_link = key == "quarter" && object.contains("day");  // others state theirs
      object.erase(key);
      return map ? one_left : quarter_of_a_link || (may_go && is_list_of_goods && !plain_without);
    });
}

TEST(RecordNegative, EmptyMember_IsRefused) {
  for (const Sample& sample : samples())
    at_every_member(sample, [](json::object& object, const std::string& key, bool) {
      json::value& member = object[key];
      if (member.is_string()) member = "";
      if (member.is_array()) member = json::array();
      if (member.is_object()) member = json::object();
      if (member.is_int64()) member = nullptr;
      if (member.is_bool()) member = nullptr;
      return false;
    });
}

TEST(RecordNegative, MemberOfAnotherType_IsRefused) {
  for (const json::value& other :
       {json::value(nullptr), json::value(json::array{1}), json::value(json::object{{"a", 1}}), json::value(1.5),
        json::value(-1), json::value("\x01")})
    for (const Sample& sample : samples())
      at_every_member(sample, [&](json::object& object, const std::string& key, bool) {
        object[key] = other;
        return false;
      });
  for (const Sample& sample : samples())
    at_every_member(sample, [](json::object& object, const std::string& key, bool) {
      object[key] = object[key].is_string() ? json::value(7) : json::value("seven");
      return false;
    });
}

TEST(RecordNegative, UnknownMember_IsRefused) {
  for (Sample sample : samples()) {
    for_each_object(sample.body, false, [&](json::object& object, bool map) {
      if (map) return;
      object["unknown"] = "x";
      EXPECT_FALSE(sample.decodes(sample.kind, sample.body)) << sample.body;
      object.erase("unknown");
    });
    EXPECT_TRUE(sample.decodes(sample.kind, sample.body));
  }
}

TEST(RecordNegative, OverlongText_IsRefused) {
  for (const Sample& sample : samples())
    at_every_member(sample, [](json::object& object, const std::string& key, bool) {
      if (!object[key].is_string()) return true;
      object[key] = std::string(limits::kNote + 1, 'a');
      return false;
    });
}

TEST(RecordNegative, NoObject_IsRefused) {
  for (const Sample& sample : samples())
    for (const json::value& other :
         {json::value(nullptr), json::value(json::array()), json::value("x"), json::value(1)})
      EXPECT_FALSE(sample.decodes(sample.kind, other));
}

TEST(RecordNegative, BodyOfAnotherKind_IsRefused) {
  const std::vector<Sample> all = samples();
  for (const Sample& one : all)
    for (const Sample& other : all)
      EXPECT_TRUE(one.kind == other.kind || !one.decodes(one.kind, other.body)) << one.kind << " " << other.body;
}

}  // namespace
}  // namespace tacit
