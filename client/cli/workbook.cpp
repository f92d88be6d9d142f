#include <xlsxwriter.h>

#include "client/cli/new_file.hpp"
#include "client/cli/report_table.hpp"

namespace tacit::cli {
namespace {

struct Formats {
  lxw_format* heading;
  lxw_format* number;
};

void write(lxw_worksheet* sheet, const Formats& formats, std::size_t row, std::size_t column, const Cell& cell) {
  const auto at = static_cast<lxw_row_t>(row);
  const auto in = static_cast<lxw_col_t>(column);
  lxw_format* const format = row == 0 ? formats.heading : formats.number;
  // Texts are written as texts: no cell can become a formula.
  if (const auto* text = std::get_if<std::string>(&cell))
    worksheet_write_string(sheet, at, in, text->c_str(), format);
  else
    worksheet_write_number(sheet, at, in, static_cast<double>(std::get<std::int64_t>(cell)), format);
}

}  // namespace

Result<void> write_workbook(const std::string& path, const std::string& sheet_name,
                            const std::vector<std::vector<Cell>>& grid) {
  TRY(NewFile file, NewFile::create(path));
  const std::string part = file.part().string();
  const auto parent = file.part().parent_path();
  std::string folder = parent.empty() ? std::string(".") : parent.string();
  // What the library keeps aside stays on the disk where the result will be, without a name.
  lxw_workbook_options options{};
  options.tmpdir = folder.data();
  lxw_workbook* const workbook = workbook_new_opt(part.c_str(), &options);
  if (workbook == nullptr) return fail(Code::unavailable, "the file could not be written");
  const Formats formats{workbook_add_format(workbook), workbook_add_format(workbook)};
  format_set_bold(formats.heading);
  format_set_num_format(formats.number, "#,##0");
  lxw_worksheet* const sheet = workbook_add_worksheet(workbook, sheet_name.c_str());
  for (std::size_t row = 0; row < grid.size(); ++row)
    for (std::size_t column = 0; column < grid[row].size(); ++column)
      write(sheet, formats, row, column, grid[row][column]);
  worksheet_freeze_panes(sheet, 1, 0);
  constexpr double kWide = 48;
  worksheet_set_column(sheet, 1, 1, kWide, nullptr);
  if (workbook_close(workbook) != LXW_NO_ERROR) return fail(Code::unavailable, "the file could not be written");
  CHECK(file.finish());
  return {};
}

}  // namespace tacit::cli
