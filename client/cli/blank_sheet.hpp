#pragma once
#include <string>
#include <vector>

#include "common/base/result.hpp"
#include "schema/pack.hpp"

// The paper on which an outing is written down, with the columns that `tacit outing enter` reads. Holds nothing but the
// pack.
namespace tacit::cli {

struct SheetColumn {
  std::string name;  // as in the table's header
  Labels labels;
};
// Services, tests and goods that are not retired; or those named, in that order. invalid_argument: the pack lacks one.
Result<std::vector<SheetColumn>> sheet_columns(const Pack& pack, const std::vector<std::string>& wanted);

using SheetLines = std::vector<std::string>;
SheetLines sheet_as_csv(const std::vector<SheetColumn>& columns);
// Columns are numbered and explained below, in all of the pack's languages.
SheetLines sheet_as_text(const Pack& pack, const std::vector<SheetColumn>& columns, std::size_t people);
// One page that needs nothing else: no script, no address, every text of the pack escaped.
SheetLines sheet_as_html(const Pack& pack, const std::vector<SheetColumn>& columns, std::size_t people);

}  // namespace tacit::cli
