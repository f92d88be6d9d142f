#include "crypto/padding.hpp"

namespace tacit {
namespace {

std::size_t bucket_for(std::size_t size, std::size_t smallest) {
  std::size_t bucket = smallest;
  while (bucket <= size) bucket *= 2;
  return bucket;
}

}  // namespace

Result<Bytes> pad_to_power_of_two(ByteView message, std::size_t smallest, std::size_t largest) {
  if (message.size() >= largest) return fail(Code::too_large, "larger than the largest sealed copy");
  Bytes out;
  out.reserve(bucket_for(message.size(), smallest));
  out.assign(message.begin(), message.end());
  out.push_back(0x80);
  out.resize(bucket_for(message.size(), smallest));
  return out;
}

Result<Bytes> unpad_power_of_two(ByteView padded, std::size_t smallest, std::size_t largest) {
  std::size_t end = padded.size();
  while (end > 0 && padded[end - 1] == 0) --end;
  if (padded.size() > largest || end == 0 || padded[end - 1] != 0x80 || bucket_for(end - 1, smallest) != padded.size())
    return fail(Code::malformed, "the padding is not the one the protocol demands");
  return to_bytes(padded.first(end - 1));
}

}  // namespace tacit
