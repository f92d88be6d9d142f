#include "tests/support/openapi.hpp"

#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <regex>
#include <stdexcept>

#include "common/base/day.hpp"
#include "tests/support/source_tree.hpp"

namespace tacit::test {
namespace {

// YAML 1.2 as the file uses it: quoted scalars are texts, plain ones may be numbers and booleans.
json::value scalar(const YAML::Node& node) {
  const std::string& text = node.Scalar();
  if (node.Tag() == "!") return json::value(text);
  if (text == "true" || text == "false") return json::value(text == "true");
  if (!text.empty() && text.find_first_not_of("0123456789") == std::string::npos) return json::value(std::stoll(text));
  return json::value(text);
}

json::value json_of(const YAML::Node& node) {
  if (node.IsScalar()) return scalar(node);
  if (node.IsSequence()) {
    json::array out;
    for (const YAML::Node& item : node) out.push_back(json_of(item));
    return out;
  }
  if (!node.IsMap()) throw std::runtime_error("openapi.yaml: an empty value");
  json::object out;
  for (const auto& member : node) {
    if (!out.emplace(member.first.Scalar(), json_of(member.second)).second)
      throw std::runtime_error("openapi.yaml: twice the same key: " + member.first.Scalar());
  }
  return out;
}

void allow_only(const json::object& object, const std::set<std::string_view>& keys, const char* what) {
  for (const auto& member : object)
    if (!keys.contains(member.key()))
      throw std::runtime_error("openapi.yaml: unknown keyword in a " + std::string(what) + ": " +
                               std::string(member.key()));
}

const json::object* find(const json::object& object, std::string_view key) {
  const json::value* found = object.if_contains(key);
  return found == nullptr ? nullptr : &found->as_object();
}

std::string operation_name(const net::HttpRequest& request) { return request.method + " " + request.path; }

bool has_type(const std::string& type, const json::value& value) {
  if (type == "object") return value.is_object();
  if (type == "array") return value.is_array();
  if (type == "string") return value.is_string();
  if (type == "boolean") return value.is_bool();
  if (type == "integer") return value.is_int64() || value.is_uint64();
  throw std::runtime_error("openapi.yaml: unknown type " + type);
}

std::int64_t number(const json::object& schema, std::string_view key) { return schema.at(key).as_int64(); }

void check_range(const json::object& schema, std::string_view least, std::string_view most, std::int64_t value,
                 const std::string& where, OpenApi::Complaints& out) {
  if (schema.contains(least) && value < number(schema, least)) out.push_back(where + ": under " + std::string(least));
  if (schema.contains(most) && value > number(schema, most)) out.push_back(where + ": over " + std::string(most));
}

void check_string(const json::object& schema, const std::string& value, const std::string& where,
                  OpenApi::Complaints& out) {
  check_range(schema, "minLength", "maxLength", static_cast<std::int64_t>(value.size()), where, out);
  if (schema.contains("pattern")) {
    const std::regex pattern(std::string(schema.at("pattern").as_string()));
    if (!std::regex_search(value, pattern)) out.push_back(where + ": not of the pattern");
  }
  if (schema.contains("format") && !parse_day(value)) out.push_back(where + ": no date");
}

// Fields that HTTP itself defines and openapi.yaml need not repeat.
const std::set<std::string_view> kOfHttp{"date", "connection", "content-length"};

}  // namespace

OpenApi::OpenApi() : document_(json_of(YAML::LoadFile(source_file("schema/openapi.yaml")))) { review(); }

const json::object& OpenApi::at(std::string_view pointer) const {
  if (!pointer.starts_with("#/")) throw std::runtime_error("openapi.yaml: a reference to elsewhere");
  const json::value* here = &document_;
  for (std::size_t begin = 2; begin <= pointer.size();) {
    const std::size_t end = std::min(pointer.find('/', begin), pointer.size());
    here = &here->as_object().at(pointer.substr(begin, end - begin));
    begin = end + 1;
  }
  return here->as_object();
}

const json::object& OpenApi::resolved(const json::object& object) const {
  const json::value* reference = object.if_contains("$ref");
  return reference == nullptr ? object : at(reference->as_string());
}

// ---- the file itself ---------------------------------------------------------------------------

void OpenApi::review() {
  const json::object& top = document_.as_object();
  allow_only(top, {"openapi", "info", "servers", "security", "paths", "components"}, "document");
  for (const auto& path : at("#/paths")) {
    allow_only(path.value().as_object(), {"get", "post"}, "path");
    for (const auto& method : path.value().as_object()) {
      operations_.insert((method.key() == "get" ? "GET " : "POST ") + std::string(path.key()));
      review_operation(method.value().as_object());
    }
  }
  allow_only(at("#/components"), {"securitySchemes", "headers", "responses", "schemas"}, "component");
  for (const auto& header : at("#/components/headers")) {
    allow_only(header.value().as_object(), {"description", "required", "schema"}, "header");
    review_schema(header.value().at("schema"));
  }
  for (const auto& response : at("#/components/responses")) review_response(response.value().as_object());
  for (const auto& schema : at("#/components/schemas")) review_schema(schema.value());
  for (const char* kind : {"headers", "responses", "schemas"})
    for (const auto& component : at("#/components/" + std::string(kind))) {
      const std::string pointer = "#/components/" + std::string(kind) + "/" + std::string(component.key());
      if (!referred_.contains(pointer)) throw std::runtime_error("openapi.yaml: nothing refers to " + pointer);
    }
}

void OpenApi::review_operation(const json::object& operation) {
  allow_only(operation, {"operationId", "summary", "security", "parameters", "requestBody", "responses"}, "operation");
  if (const json::value* parameters = operation.if_contains("parameters"))
    for (const json::value& parameter : parameters->as_array()) {
      allow_only(parameter.as_object(), {"name", "in", "required", "description", "schema"}, "parameter");
      if (parameter.at("in") != "query" || !parameter.at("required").is_bool())
        throw std::runtime_error(
            "openapi.yaml: a parameter that is not in the query, or does not say whether it must be");
      review_schema(parameter.at("schema"));
    }
  if (const json::object* body = find(operation, "requestBody")) {
    allow_only(*body, {"required", "content"}, "request body");
    review_schema(body->at("content").at("application/json").at("schema"));
  }
  for (const auto& response : operation.at("responses").as_object()) review_response(response.value().as_object());
}

void OpenApi::review_response(const json::object& response) {
  if (const json::value* reference = response.if_contains("$ref")) {
    referred_.insert(std::string(reference->as_string()));
    static_cast<void>(resolved(response));
    return;
  }
  allow_only(response, {"description", "headers", "content"}, "response");
  for (const auto& header : response.at("headers").as_object()) {
    const json::object& named = header.value().as_object();
    if (const json::value* reference = named.if_contains("$ref")) referred_.insert(std::string(reference->as_string()));
    review_schema(resolved(named).at("schema"));
  }
  for (const auto& content : response.at("content").as_object()) review_schema(content.value().at("schema"));
}

void OpenApi::review_schema(const json::value& schema) {
  const json::object& object = schema.as_object();
  allow_only(object,
             {"$ref", "allOf", "const", "description", "enum", "format", "items", "maxItems", "maxLength", "maximum",
              "minItems", "minLength", "minimum", "pattern", "properties", "required", "additionalProperties", "type"},
             "schema");
  if (const json::value* reference = object.if_contains("$ref")) {
    referred_.insert(std::string(reference->as_string()));
    static_cast<void>(at(reference->as_string()));
  }
  if (object.contains("additionalProperties") && object.at("additionalProperties") != false)
    throw std::runtime_error("openapi.yaml: additionalProperties other than false");
  if (object.contains("format") && object.at("format") != "date")
    throw std::runtime_error("openapi.yaml: a format other than date");
  if (const json::object* properties = find(object, "properties"))
    for (const auto& property : *properties) review_schema(property.value());
  if (object.contains("items")) review_schema(object.at("items"));
  if (object.contains("allOf"))
    for (const json::value& part : object.at("allOf").as_array()) review_schema(part);
}

// ---- values ------------------------------------------------------------------------------------

void OpenApi::check(const json::object& schema, const json::value& value, const std::string& where,
                    Complaints& out) const {
  if (schema.contains("$ref")) check(resolved(schema), value, where, out);
  if (const json::value* parts = schema.if_contains("allOf"))
    for (const json::value& part : parts->as_array()) check(part.as_object(), value, where, out);
  if (schema.contains("const") && schema.at("const") != value) out.push_back(where + ": not the one value");
  if (const json::value* values = schema.if_contains("enum")) {
    const json::array& list = values->as_array();
    if (std::find(list.begin(), list.end(), value) == list.end()) out.push_back(where + ": not one of the values");
  }
  if (schema.contains("type") && !has_type(std::string(schema.at("type").as_string()), value)) {
    out.push_back(where + ": of another type");
    return;
  }
  if (value.is_object()) check_object(schema, value.as_object(), where, out);
  if (value.is_string()) check_string(schema, std::string(value.as_string()), where, out);
  if (value.is_int64()) check_range(schema, "minimum", "maximum", value.as_int64(), where, out);
  if (!value.is_array()) return;
  const json::array& items = value.as_array();
  check_range(schema, "minItems", "maxItems", static_cast<std::int64_t>(items.size()), where, out);
  if (const json::object* each = find(schema, "items"))
    for (const json::value& item : items) check(*each, item, where + "[]", out);
}

void OpenApi::check_object(const json::object& schema, const json::object& value, const std::string& where,
                           Complaints& out) const {
  const json::object* properties = find(schema, "properties");
  if (const json::value* required = schema.if_contains("required"))
    for (const json::value& name : required->as_array())
      if (!value.contains(name.as_string())) out.push_back(where + ": without " + std::string(name.as_string()));
  for (const auto& member : value) {
    const json::object* property = properties == nullptr ? nullptr : find(*properties, member.key());
    if (property != nullptr)
      check(*property, member.value(), where + "." + std::string(member.key()), out);
    else if (schema.contains("additionalProperties"))
      out.push_back(where + ": unknown member " + std::string(member.key()));
  }
}

OpenApi::Complaints OpenApi::value(const std::string& schema, const json::value& value) const {
  Complaints out;
  check(at("#/components/schemas/" + schema), value, schema, out);
  return out;
}

// ---- messages ----------------------------------------------------------------------------------

std::set<int> OpenApi::statuses(const std::string& operation) const {
  const std::size_t space = operation.find(' ');
  const net::HttpRequest request{.method = operation.substr(0, space), .path = operation.substr(space + 1)};
  std::set<int> out;
  for (const auto& response : this->operation(request)->at("responses").as_object())
    out.insert(std::stoi(std::string(response.key())));
  return out;
}

const json::object* OpenApi::operation(const net::HttpRequest& request) const {
  if (!operations_.contains(operation_name(request))) return nullptr;
  return &at("#/paths").at(request.path).at(request.method == "GET" ? "get" : "post").as_object();
}

void OpenApi::check_parameters(const json::object& operation, const std::string& query, Complaints& out) const {
  std::map<std::string, std::string> given;
  for (std::size_t begin = 0; begin < query.size();) {
    const std::size_t end = std::min(query.find('&', begin), query.size());
    const std::string one = query.substr(begin, end - begin);
    const std::size_t equals = std::min(one.find('='), one.size());
    if (!given.emplace(one.substr(0, equals), one.substr(std::min(equals + 1, one.size()))).second)
      out.push_back("a parameter twice");
    begin = end + 1;
  }
  const json::value* parameters = operation.if_contains("parameters");
  for (const json::value& parameter : parameters == nullptr ? json::array() : parameters->as_array()) {
    const std::string name(parameter.at("name").as_string());
    const auto found = given.find(name);
    if (found == given.end()) {
      if (parameter.at("required").as_bool()) out.push_back("without the parameter " + name);
      continue;
    }
    const json::object& schema = resolved(parameter.at("schema").as_object());
    const bool is_number = schema.at("type") == "integer";
    if (is_number && (found->second.empty() || found->second.find_first_not_of("0123456789") != std::string::npos))
      out.push_back(name + ": no number");
    else
      check(schema, is_number ? json::value(std::stoll(found->second)) : json::value(found->second), name, out);
    given.erase(found);
  }
  for (const auto& [name, text] : given) out.push_back("unknown parameter " + name);
}

OpenApi::Complaints OpenApi::request(const net::HttpRequest& request) const {
  const json::object* documented = operation(request);
  if (documented == nullptr) return {"no such operation: " + operation_name(request)};
  Complaints out;
  check_parameters(*documented, request.query, out);
  const bool is_signed = !documented->contains("security");
  for (const char* field : {"signature", "signature-input", "content-digest"})
    if (request.header(field).has_value() != is_signed) out.push_back(std::string(field) + ": there or missing");
  const json::object* body = find(*documented, "requestBody");
  if (body == nullptr) {
    if (!request.body.empty()) out.push_back("a body that is not documented");
    return out;
  }
  if (request.header("content-type") != "application/json") out.push_back("of another content type");
  const auto value = json::parse(request.body, request.body.size());
  if (!value) return {"the body is not JSON"};
  check(body->at("content").at("application/json").at("schema").as_object(), *value, "body", out);
  return out;
}

void OpenApi::check_headers(const json::object& documented, const net::HttpResponse& response, Complaints& out) const {
  std::set<std::string> known;
  for (const auto& field : documented) {
    std::string name(field.key());
    std::transform(name.begin(), name.end(), name.begin(), [](unsigned char c) { return std::tolower(c); });
    known.insert(name);
    const json::object& schema = resolved(field.value().as_object()).at("schema").as_object();
    const auto value = response.header(name);
    if (!value)
      out.push_back("without the field " + name);
    else
      check(schema, schema.at("type") == "integer" ? json::value(std::stoll(std::string(*value))) : json::value(*value),
            name, out);
  }
  for (const net::Header& field : response.headers)
    if (!known.contains(field.name) && !kOfHttp.contains(field.name))
      out.push_back("the field " + field.name + " is not documented");
}

OpenApi::Complaints OpenApi::answer(const net::HttpRequest& request, const net::HttpResponse& response) const {
  const json::object* documented = operation(request);
  if (documented == nullptr) return {"no such operation: " + operation_name(request)};
  const json::object* found = find(documented->at("responses").as_object(), std::to_string(response.status));
  if (found == nullptr) return {"the status " + std::to_string(response.status) + " is not documented"};
  const json::object& form = resolved(*found);
  Complaints out;
  check_headers(form.at("headers").as_object(), response, out);
  const json::object* content = find(form.at("content").as_object(), response.content_type);
  if (content == nullptr) return {"the content type is not documented"};
  const auto body = json::parse(response.body, response.body.size());
  if (!body) return {"the body is not strict JSON"};
  check(content->at("schema").as_object(), *body, "body", out);
  if (response.status >= 400 && body->as_object().at("status") != response.status)
    out.push_back("the problem tells another status");
  return out;
}

OpenApi::Complaints OpenApi::problem(const net::HttpResponse& response) const {
  const auto body = json::parse(response.body, response.body.size());
  if (!body || response.content_type != "application/problem+json") return {"no problem"};
  Complaints out = value("Problem", *body);
  if (body->as_object().at("status") != response.status) out.push_back("the problem tells another status");
  if (!response.header("tacit-boot")) out.push_back("without the boot id");
  return out;
}

}  // namespace tacit::test
