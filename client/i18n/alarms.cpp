#include "client/i18n/alarms.hpp"

#include <algorithm>

namespace tacit::i18n {

const AlarmText& text_of(Code alarm, std::span<const AlarmText> table) {
  const auto found = std::ranges::find(table, alarm, &AlarmText::alarm);
  ASSERT_INVARIANT(found != table.end());
  return *found;
}

}  // namespace tacit::i18n
