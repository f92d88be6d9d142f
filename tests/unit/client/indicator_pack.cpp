#include "tests/unit/client/indicator_pack.hpp"

#include <array>
#include <boost/json.hpp>
#include <string_view>

#include "schema/pack.hpp"

namespace tacit::test {
namespace {

struct Row {
  std::string_view id, text;
};

constexpr std::array kSumsAndClients{
    Row{"helped-at-centre",
        R"({"count": "clients", "codes": ["psychologist-consultation", "social-support"], "kinds": ["centre", "online"],
            "where": {"gender": ["m", "x"]}})"},
    Row{"reached-of-estimate", R"({"count": "clients", "estimate": 500})"},
    Row{"injecting-clients", R"({"count": "clients", "where": {"key-population": ["msm-injects", "msm-sex-worker"]}})"},
    Row{"services-of-young",
        R"({"count": "services", "where": {"gender": ["m", "x"], "age-band": ["18-24", "25-34"]}})"},
    Row{"care-at-centre",
        R"({"count": "services", "codes": ["psychologist-consultation", "lawyer-consultation"],
            "kinds": ["centre", "online"]})"},
    Row{"tests-invalid", R"({"count": "tests", "outcomes": ["invalid"]})"},
    Row{"told-hiv", R"({"count": "told", "codes": ["rapid-hiv"]})"},
    Row{"told-all", R"({"count": "told"})"},
    Row{"positivity", R"({"count": "told", "outcomes": ["reactive"], "per": "told-all"})"},
    Row{"condoms-unpacked", R"({"count": "given", "unpacked": true, "codes": ["condom"]})"},
    Row{"things-unpacked", R"({"count": "given", "unpacked": true})"},
    Row{"condoms-for-injecting",
        R"({"count": "given", "unpacked": true, "codes": ["condom", "lubricant"],
            "where": {"key-population": ["msm-injects", "msm-sex-worker"]}, "per": "injecting-clients"})"},
    Row{"attended-trainings", R"({"count": "attended", "codes": ["training", "mini-training"]})"},
    Row{"referrals-of-men",
        R"({"count": "referrals", "codes": ["aids-centre", "lawyer"], "where": {"gender": ["m"]}})"},
    Row{"arrived", R"({"count": "outcomes", "codes": ["linked", "result"]})"}};

constexpr std::array kPeople{
    Row{"package",
        R"({"count": "people", "months": 3, "all": [
            {"count": "services", "codes": ["prevention-counselling", "information"]},
            {"count": "given", "unpacked": true, "codes": ["condom"], "least": 10}, {"count": "told"}]})"},
    Row{"reached-new",
        R"({"count": "people", "all": [{"count": "contacts"}], "any": [{"count": "tests"}, {"count": "referrals"}],
            "none": [{"count": "told", "outcomes": ["reactive"], "before": true}]})"},
    Row{"reached-positive",
        R"({"count": "people",
            "all": [{"count": "contacts"}, {"count": "told", "outcomes": ["reactive"], "before": true}]})"},
    Row{"reached-declined",
        R"({"count": "people", "all": [{"count": "contacts"}], "none": [{"count": "tests"}, {"count": "referrals"},
            {"count": "told", "outcomes": ["reactive"], "before": true}]})"},
    Row{"tested", R"({"count": "people", "all": [{"count": "told"}]})"},
    Row{"linked-7",
        R"({"count": "people", "all": [{"count": "told", "outcomes": ["reactive"]}],
            "then": {"count": "outcomes", "codes": ["linked"], "days": 7}})"},
    Row{"linked-30",
        R"({"count": "people", "all": [{"count": "told", "outcomes": ["reactive"]}],
            "then": {"count": "outcomes", "codes": ["linked"], "days": 30}})"},
    Row{"linked-90",
        R"({"count": "people", "all": [{"count": "told", "outcomes": ["reactive"]}],
            "then": {"count": "outcomes", "codes": ["linked"], "days": 90}})"},
    Row{"retested",
        R"({"count": "people", "all": [{"count": "told", "codes": ["rapid-hiv"], "outcomes": ["non-reactive"]}],
            "then": {"count": "tests", "codes": ["rapid-hiv"], "days": 100}})"},
    Row{"regular-access",
        R"({"count": "people", "all": [
            {"count": "given", "unpacked": true, "codes": ["condom"], "every_days": 30}]})"},
    Row{"given-any", R"({"count": "people", "all": [{"count": "given", "unpacked": true, "codes": ["condom"]}]})"},
    Row{"need-met",
        R"({"count": "people", "per": "given-any", "all": [
            {"count": "given", "unpacked": true, "codes": ["condom"], "need": "monthly-condoms"}]})"},
    Row{"coverage",
        R"({"count": "people", "all": [{"count": "contacts"}], "where": {"key-population": ["msm"]},
            "estimate": 40})"},
    Row{"came-twice",
        R"({"count": "people", "all": [{"count": "attended", "least": 2}],
            "any": [{"count": "services", "codes": ["drop-in"]}, {"count": "contacts", "kinds": ["centre"]}]})"},
    Row{"sent-and-seen",
        R"({"count": "people", "all": [{"count": "referrals"}],
            "any": [{"count": "outcomes", "codes": ["seen", "linked"]}],
            "none": [{"count": "outcomes", "codes": ["refused"]}]})"}};

boost::json::object in_all_languages(const boost::json::object& pack, std::string_view text) {
  boost::json::object out;
  for (const auto& language : pack.at("languages").as_array()) out[language.as_string()] = text;
  return out;
}

template <class Rows>
void add_indicators(boost::json::object& pack, const Rows& rows) {
  for (const Row& row : rows) {
    boost::json::object indicator = boost::json::parse(row.text).as_object();
    indicator["id"] = row.id;
    indicator["labels"] = in_all_languages(pack, row.id);
    pack["indicators"].as_array().push_back(std::move(indicator));
  }
}

}  // namespace

std::string pack_with_indicators() {
  boost::json::value text = boost::json::parse(*built_in_pack("msm-outreach"));
  boost::json::object& pack = text.as_object();
  pack["version"] = pack.at("version").as_int64() + 1;
  boost::json::array values;
  for (const char* need : {"10", "30", "0"})
    values.push_back(boost::json::object{{"code", need}, {"labels", in_all_languages(pack, need)}});
  pack["attributes"].as_array().push_back(
      boost::json::object{{"code", "monthly-condoms"},
                          {"labels", in_all_languages(pack, "Condoms needed each month")},
                          {"values", std::move(values)}});
  add_indicators(pack, kSumsAndClients);
  add_indicators(pack, kPeople);
  return boost::json::serialize(text);
}

}  // namespace tacit::test
