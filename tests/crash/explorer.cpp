#include "tests/crash/explorer.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <iostream>
#include <iterator>
#include <new>
#include <system_error>

#include "tests/support/cases.hpp"

namespace tacit::test {
namespace {

namespace fs = std::filesystem;
using fault::Action;
using fault::Call;

constexpr std::uint32_t kFlushesAndNames = bit(Call::sync) | bit(Call::make) | fault::kReplacing;
constexpr std::uint32_t kAll = fault::kChanging | fault::kOpening | bit(Call::sync) | bit(Call::send);

template <class T>
T* shared() {
  void* memory = ::mmap(nullptr, sizeof(T), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED) throw std::bad_alloc();
  return new (memory) T();
}

struct Ended {
  bool reached;
  std::uint64_t points;
  int status;
};

// What a child writes to stderr is shown only when its trial fails.
void divert_errors(const std::string& file) {
  const int errors = ::open(file.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (errors < 0 || ::dup2(errors, STDERR_FILENO) < 0) ::_exit(1);
}

Ended run_child(const Operation& operation, const fault::Plan& plan, Said& said) {
  auto* report = shared<fault::Report>();
  const pid_t child = ::fork();
  if (child == 0) {
    divert_errors(operation.folder.string() + ".errors");
    fault::arm(operation.folder.string(), plan, report);
    try {
      operation.act(said);
    } catch (const std::exception& error) {
      said.say(std::string("threw ") + error.what());
    }
    fault::end();
    ::_exit(0);
  }
  int status = 0;
  if (child < 0 || ::waitpid(child, &status, 0) != child)
    throw std::system_error(errno, std::generic_category(), "child");
  // Whoever the child started has to be gone too before anybody looks.
  while (::waitpid(-1, nullptr, 0) > 0) {
  }
  const Ended ended{report->reached, report->points, status};
  ::munmap(report, sizeof *report);
  return ended;
}

// A mishap that kills must have killed, any other must have been lived through.
void expect_end(const Ended& ended, const Mishap& mishap) {
  const bool cut = mishap.action >= Action::cut;
  if (mishap.kills() && (ended.reached || cut))
    ASSERT_TRUE(WIFSIGNALED(ended.status) && WTERMSIG(ended.status) == SIGKILL) << "status " << ended.status;
  else
    ASSERT_TRUE(WIFEXITED(ended.status) && WEXITSTATUS(ended.status) == 0) << "status " << ended.status;
}

std::uint64_t explore_one(const Operation& operation, const Mishap& mishap) {
  for (std::uint64_t point = 1;; ++point) {
    SCOPED_TRACE(operation.name + ", " + mishap.name + " at point " + std::to_string(point));
    restore(operation);
    Said said;
    const Ended ended = run_child(operation, {mishap.action, mishap.calls, mishap.error, point}, said);
    expect_end(ended, mishap);
    // The last trial strikes nothing: it has to succeed.
    if (!ended.reached) {
      EXPECT_EQ(said.after("threw "), std::vector<std::string>());
    }
    operation.check(said, mishap);
    if (testing::Test::HasFailure()) {
      for (const std::string& line : said.lines()) std::cout << "\n  said: " << line.substr(0, 200);
      std::ifstream errors(operation.folder.string() + ".errors");
      std::cout << '\n' << std::string(std::istreambuf_iterator<char>(errors), {});
      return point;
    }
    if (!ended.reached) return point - 1;
  }
}

}  // namespace

const std::vector<Mishap>& mishaps() {
  static const std::vector<Mishap> all{
      {"kill", Action::kill, fault::kChanging | bit(Call::sync) | bit(Call::send), 0},
      {"tear", Action::tear, bit(Call::write) | bit(Call::send), 0},
      {"fail", Action::fail, kAll, EIO},
      {"full", Action::stay, fault::kChanging & ~bit(Call::remove), ENOSPC},
      {"read-only", Action::stay, fault::kChanging | bit(Call::open_write), EROFS},
      {"descriptors", Action::stay, fault::kOpening, EMFILE},
      {"power", Action::cut, kFlushesAndNames, 0},
      {"power-data", Action::cut_data, kFlushesAndNames, 0},
      {"power-some", Action::cut_some, kFlushesAndNames, 0},
  };
  return all;
}

std::vector<Mishap> mishaps(const std::vector<std::string>& names) {
  std::vector<Mishap> out;
  for (const Mishap& one : mishaps())
    if (std::find(names.begin(), names.end(), one.name) != names.end()) out.push_back(one);
  return out;
}

struct Said::Board {
  std::atomic<std::size_t> size{0};
  char text[1u << 16];
};

Said::Said() : board_(shared<Board>()) {}
Said::~Said() { ::munmap(board_, sizeof *board_); }

void Said::say(const std::string& line) {
  const std::size_t at = board_->size;
  if (at + line.size() + 1 > sizeof board_->text) throw std::length_error("too much said");
  std::memcpy(board_->text + at, line.data(), line.size());
  board_->text[at + line.size()] = '\n';
  board_->size = at + line.size() + 1;
}

void Said::forget() { board_->size = 0; }

std::vector<std::string> Said::lines() const {
  std::vector<std::string> out(1);
  for (const char c : std::string_view(board_->text, board_->size)) {
    if (c == '\n')
      out.emplace_back();
    else
      out.back() += c;
  }
  out.pop_back();
  return out;
}

bool Said::has(const std::string& line) const {
  const auto all = lines();
  return std::find(all.begin(), all.end(), line) != all.end();
}

std::vector<std::string> Said::after(const std::string& start) const {
  std::vector<std::string> out;
  for (const std::string& line : lines())
    if (line.starts_with(start)) out.push_back(line.substr(start.size()));
  return out;
}

void restore(const Operation& operation) {
  fs::remove_all(operation.folder);
  fs::remove_all(operation.folder.string() + ".graves");
  if (fs::exists(operation.prepared))
    fs::copy(operation.prepared, operation.folder, fs::copy_options::recursive);
  else
    fs::create_directory(operation.folder);
}

std::uint64_t explore(const Operation& operation, const std::vector<Mishap>& with) {
  ::prctl(PR_SET_CHILD_SUBREAPER, 1);
  std::uint64_t all = 0;
  std::cout << "crash points of " << operation.name << ':';
  for (const Mishap& mishap : with) {
    const std::uint64_t points = explore_one(operation, mishap);
    std::cout << ' ' << mishap.name << ' ' << points << std::flush;
    all += points;
    if (testing::Test::HasFailure()) break;
  }
  std::cout << '\n';
  test::Cases cases("crash points");
  cases += all;
  fs::remove_all(operation.folder.string() + ".graves");
  fs::remove(operation.folder.string() + ".errors");
  return all;
}

}  // namespace tacit::test
