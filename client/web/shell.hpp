#pragma once
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>

#include "client/usecases/connection.hpp"

namespace tacit::web {

// The web face from beginning to end: a server on loopback, the page that lets a browser in, the browser, and the lock
// (docs/web.md).
struct ShellOptions {
  std::filesystem::path vault;
  usecases::Dial dial;
  std::optional<std::filesystem::path> browser = {};  // none: somebody opens the page by hand
  std::chrono::minutes idle{5};
  std::uint16_t port = 0;  // 0: a free one
};
enum class Ended { by_lock, by_idleness, by_sleep, by_signal, with_browser };

// Returns when it was locked; `started` is told the page that lets a browser in. unavailable (the port, the browser,
// or no memory-backed storage) | not_found (no vault there).
Result<Ended> run_shell(const Clock& clock, const ShellOptions& options,
                        const std::function<void(const std::filesystem::path& entry)>& started);

}  // namespace tacit::web
