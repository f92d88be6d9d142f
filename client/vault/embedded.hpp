#pragma once
#include <span>
#include <string_view>
#include <utility>

// schema/vault/*.sql, compiled in: the numbered migrations in their order, and the projections.
namespace tacit::embedded {
std::span<const std::pair<std::string_view, std::string_view>> vault_migrations();
std::span<const std::pair<std::string_view, std::string_view>> vault_projections();
}  // namespace tacit::embedded
