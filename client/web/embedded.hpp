#pragma once
#include <span>
#include <string_view>
#include <utility>

// Made by cmake/EmbedAssets.cmake from what Vite built of client/web/ui: file name -> content.
namespace tacit::embedded {

std::span<const std::pair<std::string_view, std::string_view>> web_page();

}  // namespace tacit::embedded
