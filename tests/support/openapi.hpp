#pragma once
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/json.hpp"
#include "common/net/http.hpp"

namespace tacit::test {

// schema/openapi.yaml as a judge of real messages. Knows the part of OpenAPI 3.1 and JSON Schema that the file uses; a
// keyword it does not know, a reference that leads nowhere, or a component that nothing refers to makes the
// constructor throw, so that nothing in the file goes unread.
class OpenApi {
 public:
  OpenApi();

  // "GET /v1/health", …
  const std::set<std::string>& operations() const { return operations_; }
  // The statuses documented for an operation.
  std::set<int> statuses(const std::string& operation) const;

  using Complaints = std::vector<std::string>;  // none: all is as documented
  // A request as a well-behaved client makes it: known operation, parameters, signature, content type, body.
  Complaints request(const net::HttpRequest& request) const;
  // The answer to any request for a documented operation: status, content type, header fields, body.
  Complaints answer(const net::HttpRequest& request, const net::HttpResponse& response) const;
  // An answer outside of all operations: unknown paths and methods, heads that are not HTTP.
  Complaints problem(const net::HttpResponse& response) const;
  // A value against components/schemas/<name>.
  Complaints value(const std::string& schema, const json::value& value) const;

 private:
  const json::object& at(std::string_view pointer) const;
  const json::object& resolved(const json::object& object) const;
  const json::object* operation(const net::HttpRequest& request) const;
  void review();
  void review_operation(const json::object& operation);
  void review_response(const json::object& response);
  void review_schema(const json::value& schema);
  void check(const json::object& schema, const json::value& value, const std::string& where, Complaints& out) const;
  void check_object(const json::object& schema, const json::object& value, const std::string& where,
                    Complaints& out) const;
  void check_parameters(const json::object& operation, const std::string& query, Complaints& out) const;
  void check_headers(const json::object& documented, const net::HttpResponse& response, Complaints& out) const;

  json::value document_;
  std::set<std::string> operations_;
  std::set<std::string> referred_;
};

}  // namespace tacit::test
