#include "tests/support/source_tree.hpp"

namespace tacit::test {

std::string source_file(std::string_view relative) { return std::string(TACIT_SOURCE_DIR "/").append(relative); }

}  // namespace tacit::test
