#include <sys/mman.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include <array>
#include <cerrno>
#include <cstdlib>

#include "client/view/figures.hpp"
#include "common/files/descriptor.hpp"

namespace tacit::view {
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

void fill(lxw_workbook* workbook, const Grid& grid, const std::string& name) {
  const Formats formats{workbook_add_format(workbook), workbook_add_format(workbook)};
  format_set_bold(formats.heading);
  format_set_num_format(formats.number, "#,##0");
  lxw_worksheet* const sheet = workbook_add_worksheet(workbook, name.c_str());
  for (std::size_t row = 0; row < grid.size(); ++row)
    for (std::size_t column = 0; column < grid[row].size(); ++column)
      write(sheet, formats, row, column, grid[row][column]);
  worksheet_freeze_panes(sheet, 1, 0);
  constexpr double kWide = 48;
  worksheet_set_column(sheet, 1, 1, kWide, nullptr);
}

// Where the library keeps aside what it has not written yet, in files without a name.
std::string memory_folder() {
  if (::access("/dev/shm", W_OK) == 0) return "/dev/shm";
  const char* const folder = std::getenv("XDG_RUNTIME_DIR");
  return folder == nullptr ? "/tmp" : folder;
}

std::string content_of(int file) {
  std::string out;
  std::array<char, 65'536> part{};
  for (off_t at = 0;;) {
    const ssize_t got = ::pread(file, part.data(), part.size(), at);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return out;
    out.append(part.data(), static_cast<std::size_t>(got));
    at += got;
  }
}

}  // namespace

Result<std::string> workbook_of(const Grid& grid, const std::string& sheet) {
  constexpr Literal kNoMemory = "the workbook could not be made: memory is short";
  // The library writes to names alone: this one is of memory.
  const Descriptor file(::memfd_create("workbook", MFD_CLOEXEC));
  if (!file.is_open()) return fail(Code::unavailable, kNoMemory);
  std::string aside = memory_folder();
  lxw_workbook_options options{};
  options.tmpdir = aside.data();
  const std::string name = "/proc/self/fd/" + std::to_string(file.number());
  lxw_workbook* const workbook = workbook_new_opt(name.c_str(), &options);
  if (workbook == nullptr) return fail(Code::unavailable, kNoMemory);
  fill(workbook, grid, sheet);
  if (workbook_close(workbook) != LXW_NO_ERROR) return fail(Code::unavailable, kNoMemory);
  return content_of(file.number());
}

}  // namespace tacit::view
