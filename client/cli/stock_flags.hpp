#pragma once
#include <memory>

#include "client/cli/context.hpp"
#include "client/usecases/stock.hpp"
#include "client/view/goods.hpp"
#include "crypto/encoding.hpp"

// What the files of `tacit stock` share.
namespace tacit::cli {

void add_stock_moves(CLI::App& stock, Context& context);     // return, pass, collect, send, accept, assemble, open
void add_stock_settling(CLI::App& stock, Context& context);  // count, write-off, add
void add_stock_figures(CLI::App& stock, Context& context);   // figures, reconcile, recall
void add_stock_sheet(CLI::App& stock, Context& context);     // sheet

template <class Id>
Result<std::optional<Id>> optional_id(const std::string& flag) {
  if (flag.empty()) return std::optional<Id>();
  TRY(const Id id, parse_id<Id>(flag));
  return std::optional(id);
}

}  // namespace tacit::cli
