#pragma once
#include <cstdint>
#include <optional>
#include <string>

#include "client/sync/log_audit.hpp"

namespace tacit::sync {

// The whole log as lines of text (protocol §11, the log as a file), with the checkpoints and proofs the server gives,
// for readers who trust neither it nor us. Audited while it passes (log_audit.hpp); what is found changes nothing in
// the text, which is evidence then. Holds what the server has: nothing of a face, no key. Sans-I/O, like LogAudit.
class LogDownload {
 public:
  struct Step {
    Effects effects;
    std::optional<Request> request;
    std::optional<LogReport> report;  // exactly one of the two; the text is whole if nothing stopped it
    std::string text;                 // whole lines, to be appended
  };

  // The memory has a roster and outlives the download.
  LogDownload(const Memory& memory, Day today);
  Step start();
  Step resume(const Result<std::string>& answer);

  std::uint64_t leaves() const { return leaves_; }      // so far
  std::uint64_t expected() const { return expected_; }  // as the server said at the beginning

 private:
  enum class Leg { checkpoint, roster, leaves };
  Result<Step> take_checkpoint(const Result<std::string>& answer);
  Result<Step> take_roster(const Result<std::string>& answer);
  Step take_leaves(const Result<std::string>& answer);
  Step go_on(LogAudit::Step audited, std::string text);

  const Memory& memory_;
  LogAudit audit_;
  Leg leg_ = Leg::checkpoint;
  LogState since_;
  std::uint64_t links_ = 0, leaves_ = 0, expected_ = 0;
  std::string newest_;  // the checkpoint that was written last
};

}  // namespace tacit::sync
