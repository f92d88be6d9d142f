#pragma once
#include <string>
#include <vector>

#include "crypto/client_code.hpp"
#include "schema/pack.hpp"

// The paper that a referred client takes along. It bears the voucher's number and never a code or a reason; where it
// leads to is on it only if that was asked for, since some destinations say why somebody goes there.
namespace tacit::cli {

struct VoucherSlip {
  ClientCode number;
  std::vector<std::string> destination;  // in the pack's languages; empty: not on it
};
std::vector<std::string> slip_as_text(const VoucherSlip& slip);
std::vector<std::string> slip_as_html(const VoucherSlip& slip);  // A6

}  // namespace tacit::cli
