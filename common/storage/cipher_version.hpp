#pragma once
#include <string_view>

namespace tacit::detail {

// Whether the answer to `PRAGMA cipher_version` ("4.6.1 community") is 4.6 or later. Plain SQLite answers nothing,
// which is too old as well.
bool is_recent_cipher(std::string_view version);

}  // namespace tacit::detail
