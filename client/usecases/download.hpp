#pragma once
#include "client/sync/log_download.hpp"
#include "client/usecases/connection.hpp"

namespace tacit::usecases {

// Takes the text that comes next; an error ends the download.
using Sink = std::function<Result<void>(std::string_view text)>;
using Progress = std::function<void(std::uint64_t leaves, std::uint64_t expected)>;

// The whole log, line by line, audited while it passes (client/sync/log_download.hpp). The text is whole if the report
// says that nothing stopped it; what it found also stands as an alarm in the vault.
Result<sync::LogReport> download_log(const Online& online, const Sink& sink, const Progress& progress);

}  // namespace tacit::usecases
