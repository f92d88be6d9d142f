#include <termios.h>
#include <unistd.h>

#include <cstdio>
#include <iostream>

#include "client/cli/context.hpp"

namespace tacit::cli {
namespace {

// Switches the echo off while it lives, if there is a terminal.
class Quiet {
 public:
  explicit Quiet(int descriptor) : descriptor_(descriptor) {
    active_ = tcgetattr(descriptor_, &before_) == 0;
    if (!active_) return;
    termios quiet = before_;
    quiet.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    tcsetattr(descriptor_, TCSAFLUSH, &quiet);
  }
  Quiet(const Quiet&) = delete;
  Quiet& operator=(const Quiet&) = delete;
  ~Quiet() {
    if (!active_) return;
    tcsetattr(descriptor_, TCSAFLUSH, &before_);
    std::fputc('\n', stderr);
  }

 private:
  int descriptor_;
  bool active_ = false;
  termios before_{};
};

}  // namespace

// Read byte by byte: what stands behind the line (a passphrase, the next answer) stays for the next reader.
Result<std::string> Terminal::ask(Literal prompt, std::size_t max) {
  if (isatty(STDIN_FILENO) != 0) {
    std::fputs(prompt.c_str(), stderr);
    std::fflush(stderr);
  }
  std::string line;
  char c = 0;
  while (::read(STDIN_FILENO, &c, 1) == 1 && c != '\n') {
    if (line.size() == max) return fail(Code::too_large, "the answer is too long");
    line += c;
  }
  return line;
}

Result<SecretText> Terminal::ask_passphrase(Literal prompt, int descriptor) {
  constexpr std::size_t kMax = 1'024;
  if (descriptor >= 0) return SecretText::read_line(descriptor, kMax);
  const bool terminal = isatty(STDIN_FILENO) != 0;
  if (terminal) {
    std::fputs(prompt.c_str(), stderr);
    std::fflush(stderr);
  }
  const Quiet quiet(STDIN_FILENO);
  return SecretText::read_line(STDIN_FILENO, kMax);
}

Result<std::string> Terminal::read_all(std::size_t max) {
  std::string text;
  char buffer[4096];
  while (true) {
    const ssize_t got = ::read(STDIN_FILENO, buffer, sizeof buffer);
    if (got <= 0) break;
    text.append(buffer, static_cast<std::size_t>(got));
    if (text.size() > max) return fail(Code::too_large, "the input is too long");
  }
  return text;
}

void Terminal::line(std::string_view text) { std::cout << text << '\n'; }

void Terminal::secret(const SecretText& text) { std::cout << as_text(text.expose(Expose())) << '\n'; }

bool Terminal::is_watched() const { return isatty(STDOUT_FILENO) != 0; }

void Terminal::hint(std::string_view text) { std::cerr << text << '\n'; }

}  // namespace tacit::cli
