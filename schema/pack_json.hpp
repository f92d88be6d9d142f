#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "common/base/json.hpp"
#include "schema/pack.hpp"

namespace tacit {

// In quotes, for a message. A pack may come from anywhere: what is not safe on a terminal is not repeated.
std::string in_quotes(std::string_view text);

// What was found wrong with a pack, in the order of reading; after the first hundred no more are kept.
class PackProblem {
 public:
  void report(std::string_view path, std::string_view what);
  bool found() const { return !remarks_.empty(); }
  std::vector<PackRemark> take() { return std::move(remarks_); }

 private:
  std::vector<PackRemark> remarks_;
};

// One object of a pack and the path to it. Like json::Fields, but it says where and what: reads never fail, what does
// not fit is reported and read as empty, and finish() reports members nobody asked for. Refers to the value, languages
// and problem.
class PackObject {
 public:
  PackObject(const json::value& value, std::string path, PackProblem& problem);

  bool has(std::string_view key) const;
  std::string code(std::string_view key);
  std::string maybe_code(std::string_view key);  // empty if not there
  std::vector<std::string> maybe_codes(std::string_view key);
  std::int64_t integer(std::string_view key, std::int64_t min, std::int64_t max);
  bool flag(std::string_view key);  // false if not there
  Labels labels(std::string_view key, const std::vector<std::string>& languages);
  const json::object& maybe_members(std::string_view key);
  Pack::Foreign maybe_foreign();
  // A member that is an object, to be read on its own, and the names of its members.
  PackObject object(std::string_view key);
  std::vector<std::string> keys() const;
  // The objects of a table; an absent table is empty.
  std::vector<PackObject> table(std::string_view key);
  void finish() const;

  // Adds the code to the path, so that a message can be found again in the file.
  void name(std::string_view code);
  // About a member, or about the object itself if `key` is empty.
  void report(std::string_view key, std::string_view what) const;

 private:
  const json::value* take(std::string_view key);
  std::string at(std::string_view key) const;

  const json::object* object_ = nullptr;
  std::string path_;
  PackProblem* problem_;
  std::vector<std::string> taken_;
};

// Reads one label set that is a value of its own.
Labels read_labels(const json::value& value, const std::string& path, const std::vector<std::string>& languages,
                   PackProblem& problem);

// An object of attribute -> values, such as an indicator's `where`.
std::map<std::string, std::vector<std::string>> read_values(PackObject& object, const Pack& pack);
// The rows that name rows of all other tables, which `pack` has already. The code and labels are the caller's part.
void read_indicator(PackObject& row, const Pack& pack, Pack::Indicator& out);
// One condition of an indicator that counts people.
Pack::Indicator::Part read_part(PackObject& row, const Pack& pack);
// The members that only an indicator of people has, and what a value is set against. `counted`: its count is one.
void read_conditions(PackObject& row, const Pack& pack, bool counted, Pack::Indicator& out);
void read_follow_up(PackObject& row, const Pack& pack, Pack::FollowUp& out);

// For a pack that is right: what is allowed but unwise.
std::vector<PackRemark> advice_on(const Pack& pack);

}  // namespace tacit
