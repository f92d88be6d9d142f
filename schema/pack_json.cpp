#include "schema/pack_json.hpp"

#include <algorithm>

#include "schema/record_json.hpp"

namespace tacit {
namespace {

constexpr std::string_view kCodeForm = "must be a code: up to 48 of a-z, 0-9 and hyphen";
constexpr std::string_view kNoMembers = "must be an object with members; leave it out if there are none";
constexpr std::size_t kMistakes = 100;

std::string_view text_of(const json::value& value) {
  return value.is_string() ? std::string_view(value.get_string()) : std::string_view();
}

}  // namespace

std::string in_quotes(std::string_view text) {
  if (text.size() > limits::kCode || !record::is_free_text(text) || text.find('\n') != std::string_view::npos)
    return "(unprintable)";
  return "\"" + std::string(text) + "\"";
}

void PackProblem::report(std::string_view path, std::string_view what) {
  if (remarks_.size() < kMistakes) remarks_.push_back({std::string(path), std::string(what)});
}

PackObject::PackObject(const json::value& value, std::string path, PackProblem& problem)
    : path_(std::move(path)), problem_(&problem) {
  if (value.is_object())
    object_ = &value.get_object();
  else
    problem.report(path_.empty() ? "pack" : path_, "must be an object");
}

std::string PackObject::at(std::string_view key) const {
  if (path_.empty() || key.empty()) return path_ + std::string(key);
  return path_ + "." + std::string(key);
}

void PackObject::report(std::string_view key, std::string_view what) const { problem_->report(at(key), what); }

void PackObject::name(std::string_view code) {
  if (record::is_code(code)) path_.append(" (").append(code).append(")");
}

bool PackObject::has(std::string_view key) const { return object_ != nullptr && object_->contains(key); }

const json::value* PackObject::take(std::string_view key) {
  if (object_ == nullptr) return nullptr;
  taken_.emplace_back(key);
  const json::value* found = object_->if_contains(key);
  if (found == nullptr) report(key, "is missing");
  return found;
}

std::string PackObject::code(std::string_view key) {
  const json::value* value = take(key);
  if (value == nullptr) return {};
  if (record::is_code(text_of(*value))) return std::string(text_of(*value));
  report(key, kCodeForm);
  return {};
}

std::string PackObject::maybe_code(std::string_view key) { return has(key) ? code(key) : std::string(); }

std::vector<std::string> PackObject::maybe_codes(std::string_view key) {
  std::vector<std::string> out;
  if (!has(key)) return out;
  const json::value* value = take(key);
  if (!value->is_array() || value->get_array().empty()) {
    report(key, "must be a list of codes; leave it out for any");
    return out;
  }
  for (const json::value& item : value->get_array()) {
    std::string code(text_of(item));
    if (!record::is_code(code)) {
      report(key, kCodeForm);
      continue;
    }
    if (std::find(out.begin(), out.end(), code) != out.end()) report(key, "names " + in_quotes(code) + " twice");
    out.push_back(std::move(code));
  }
  return out;
}

std::int64_t PackObject::integer(std::string_view key, std::int64_t min, std::int64_t max) {
  const json::value* value = take(key);
  if (value == nullptr) return min;
  if (value->is_int64() && value->get_int64() >= min && value->get_int64() <= max) return value->get_int64();
  report(key, "must be a whole number from " + std::to_string(min) + " to " + std::to_string(max));
  return min;
}

bool PackObject::flag(std::string_view key) {
  if (!has(key)) return false;
  const json::value* value = take(key);
  if (value->is_bool()) return value->get_bool();
  report(key, "must be true or false");
  return false;
}

Labels PackObject::labels(std::string_view key, const std::vector<std::string>& languages) {
  const json::value* value = take(key);
  return value == nullptr ? Labels() : read_labels(*value, at(key), languages, *problem_);
}

const json::object& PackObject::maybe_members(std::string_view key) {
  static const json::object kNone;
  if (!has(key)) return kNone;
  const json::value* value = take(key);
  if (value->is_object() && !value->get_object().empty()) return value->get_object();
  report(key, kNoMembers);
  return kNone;
}

Pack::Foreign PackObject::maybe_foreign() {
  Pack::Foreign out;
  for (const auto& member : maybe_members("foreign")) {
    const std::string_view system(member.key()), text = text_of(member.value());
    if (!record::is_code(system)) report("foreign", "the system " + in_quotes(system) + " " + std::string(kCodeForm));
    const bool one_line = text.find('\n') == std::string_view::npos;
    if (text.empty() || text.size() > limits::kName || !record::is_free_text(text) || !one_line)
      report("foreign", "what a row is called elsewhere must be a text of 1 to 200 bytes on one line");
    out.emplace(system, text);
  }
  return out;
}

PackObject PackObject::object(std::string_view key) {
  static const json::value kNone = json::object();
  const json::value* value = take(key);
  if (value == nullptr) value = &kNone;
  if (value->is_object() && value->get_object().empty()) report(key, kNoMembers);
  return PackObject(*value, at(key), *problem_);
}

std::vector<std::string> PackObject::keys() const {
  std::vector<std::string> out;
  if (object_ == nullptr) return out;
  for (const auto& member : *object_) out.emplace_back(member.key());
  return out;
}

std::vector<PackObject> PackObject::table(std::string_view key) {
  std::vector<PackObject> out;
  if (!has(key)) return out;
  const json::value* value = take(key);
  if (!value->is_array()) {
    report(key, "must be a list");
    return out;
  }
  for (const json::value& item : value->get_array())
    out.emplace_back(item, at(key) + "[" + std::to_string(out.size()) + "]", *problem_);
  return out;
}

void PackObject::finish() const {
  if (object_ == nullptr) return;
  for (const auto& member : *object_)
    if (std::find(taken_.begin(), taken_.end(), std::string_view(member.key())) == taken_.end())
      problem_->report(path_.empty() ? "pack" : path_, "has an unknown member " + in_quotes(member.key()));
}

Labels read_labels(const json::value& value, const std::string& path, const std::vector<std::string>& languages,
                   PackProblem& problem) {
  Labels out;
  if (!value.is_object()) {
    problem.report(path, "must be an object of language and text");
    return out;
  }
  for (const auto& member : value.get_object()) {
    const std::string_view language(member.key()), text = text_of(member.value());
    const bool known = std::find(languages.begin(), languages.end(), language) != languages.end();
    if (!languages.empty() && !known)  // without languages that is the mistake, told once
      problem.report(path, "has a text in " + in_quotes(language) + ", which is not one of the pack's languages");
    if (text.empty() || text.size() > limits::kName || !record::is_free_text(text))
      problem.report(path,
                     "the text in " + in_quotes(language) + " must have 1 to 200 bytes and no control characters");
    out.emplace(language, text);
  }
  for (const std::string& language : languages)
    if (!out.contains(language)) problem.report(path, "has no text in " + in_quotes(language));
  return out;
}

}  // namespace tacit
