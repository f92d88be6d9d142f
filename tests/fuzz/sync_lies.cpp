#include "tests/fuzz/sync_lies.hpp"

#include "common/base/json.hpp"
#include "common/net/problem.hpp"
#include "schema/limits.hpp"

namespace tacit::fuzz {
namespace {

void list_values(json::value& value, std::vector<json::value*>& out) {
  out.push_back(&value);
  if (auto* array = value.if_array())
    for (auto& item : *array) list_values(item, out);
  if (auto* object = value.if_object())
    for (auto& member : *object) list_values(member.value(), out);
}

json::value& one_of(json::value& root, Input& input) {
  std::vector<json::value*> all;
  list_values(root, all);
  return *all[input.byte() % all.size()];
}

void change(json::value& value, Input& input) {
  const auto which = static_cast<std::size_t>(input.byte());
  if (value.is_int64()) value = (value.get_int64() + static_cast<std::int64_t>(which) - 128) & json::kMaxInteger;
  if (value.is_bool()) value = !value.get_bool();
  if (auto* text = value.if_string(); text != nullptr && !text->empty()) {
    char& c = (*text)[which % text->size()];
    c = c == 'A' ? 'B' : 'A';
  }
}

void rearrange(json::value& value, char how, Input& input) {
  auto* array = value.if_array();
  if (array == nullptr || array->empty()) return;
  const std::size_t at = input.byte() % array->size();
  const auto place = array->begin() + at;
  if (how == 'l') array->erase(place);
  if (how == 'd') array->insert(array->begin() + at, json::value((*array)[at]));
  if (how == 'n') std::swap((*array)[at], (*array)[(at + 1) % array->size()]);
}

}  // namespace

std::string damaged(std::string answer, Input& input) {
  const std::size_t at = input.byte() + 256u * input.byte();
  const char other = input.letter();
  if (!answer.empty()) answer[at % answer.size()] = other;
  return answer;
}

std::string shortened(std::string answer, Input& input) {
  const std::size_t at = input.byte() + 256u * input.byte();
  answer.resize(answer.empty() ? 0 : at % answer.size());
  return answer;
}

std::string edited(const std::string& answer, const std::string& other, Input& input) {
  auto root = json::parse(answer, limits::kAnswerBody);
  if (!root) return answer;
  json::value& value = one_of(*root, input);
  const char how = input.letter();
  if (how == 'x') {
    auto from = json::parse(other, limits::kAnswerBody);
    if (from) value = one_of(*from, input);
  } else if (how == 'c') {
    change(value, input);
  } else {
    rearrange(value, how, input);
  }
  return json::serialize(*root);
}

Error refusal(Input& input) {
  const int status = 400 + input.byte() % 200;
  const auto code = static_cast<Code>(input.byte() % (static_cast<int>(Code::alarm_entry_invalid) + 1));
  net::HttpResponse response = net::problem(Error{code, "refused"});
  response.status = status;
  if (status % 2 == 1) response.content_type = "text/plain";
  return net::error_of(response);
}

}  // namespace tacit::fuzz
