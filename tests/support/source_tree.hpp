#pragma once
#include <string>
#include <string_view>

namespace tacit::test {

// A file of the checkout: published vectors, golden files, documents. `relative` begins at its top.
std::string source_file(std::string_view relative);

}  // namespace tacit::test
