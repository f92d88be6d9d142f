#include "client/cli/table_file.hpp"

#include "common/files/file.hpp"

namespace tacit::cli {

Result<std::string> read_user_file(Context& context, const std::string& path, std::size_t max) {
  if (path == "-") return context.terminal.read_all(max);
  try {
    TRY(const Bytes bytes, read_file(path, max));
    return std::string(as_text(bytes));
  } catch (const StorageFailure&) {
    return fail(Code::not_allowed, "the file cannot be read");
  }
}

Result<csv::Table> read_table(Context& context, const std::string& path, std::optional<char> separator) {
  TRY(const std::string text, read_user_file(context, path, csv::kBytes));
  csv::Place place;
  auto table = csv::read(text, separator, &place);
  if (!table && place.line != 0)
    context.terminal.hint("In line " + std::to_string(place.line) +
                          (place.column == 0 ? std::string() : ", field " + std::to_string(place.column)) + ":");
  return table;
}

void print_mistakes(Context& context, const std::vector<usecases::RowMistake>& mistakes) {
  constexpr std::size_t kShown = 200;
  for (std::size_t i = 0; i < mistakes.size() && i < kShown; ++i) {
    const auto& one = mistakes[i];
    context.terminal.line("line " + std::to_string(one.line) + (one.column.empty() ? "" : ", column " + one.column) +
                          ": " + one.text.c_str());
  }
  if (mistakes.size() > kShown)
    context.terminal.line("… and " + std::to_string(mistakes.size() - kShown) + " more: --json has them all");
}

json::array mistakes_json(const std::vector<usecases::RowMistake>& mistakes) {
  json::array out;
  for (const auto& one : mistakes) {
    json::object said{{"line", one.line}, {"text", one.text.c_str()}};
    if (!one.column.empty()) said["column"] = one.column;
    out.push_back(std::move(said));
  }
  return out;
}

void print_csv(Context& context, const std::vector<std::vector<std::string>>& rows) {
  for (const auto& row : rows) {
    std::string text = csv::written(row);
    text.pop_back();  // the line feed comes with the line
    context.terminal.line(text);
  }
}

void remind_of_clear_text(Context& context) {
  context.terminal.hint(
      "The file itself stays as it is, in clear text: once the import is right, delete it, its copies, and what the "
      "bin keeps.");
}

}  // namespace tacit::cli
