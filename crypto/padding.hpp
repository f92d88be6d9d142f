#pragma once
#include <cstddef>

#include "common/base/bytes.hpp"
#include "common/base/result.hpp"

namespace tacit {

// ISO/IEC 7816-4 padding (0x80, then zeros) to the smallest of smallest, 2·smallest, 4·smallest … largest that is
// longer than the message. `too_large` when there is none.
Result<Bytes> pad_to_power_of_two(ByteView message, std::size_t smallest, std::size_t largest);
// Only what that makes: `malformed` for another size, other padding, or more of it than needed.
Result<Bytes> unpad_power_of_two(ByteView padded, std::size_t smallest, std::size_t largest);

}  // namespace tacit
