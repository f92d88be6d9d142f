#include "server/seal/passphrase.hpp"

#include <fcntl.h>
#include <termios.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <string>
#include <string_view>
#include <system_error>

#include "common/files/descriptor.hpp"

namespace tacit::server {
namespace {

constexpr std::size_t kMaxPassphrase = 1024;
constexpr std::size_t kMinPassphrase = 12;

// Off until it goes out of scope; an interrupt in between leaves that to the shell.
class EchoOff {
 public:
  explicit EchoOff(int terminal) : terminal_(terminal) {
    if (::tcgetattr(terminal_, &before_) != 0) throw std::system_error(errno, std::generic_category(), "tcgetattr");
    termios silent = before_;
    silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    if (::tcsetattr(terminal_, TCSAFLUSH, &silent) != 0) {
      throw std::system_error(errno, std::generic_category(), "tcsetattr");
    }
  }
  EchoOff(const EchoOff&) = delete;
  EchoOff& operator=(const EchoOff&) = delete;
  ~EchoOff() { ::tcsetattr(terminal_, TCSAFLUSH, &before_); }

 private:
  int terminal_;
  termios before_{};
};

void show(int terminal, std::string_view text) {
  if (::write(terminal, text.data(), text.size()) < 0) throw std::system_error(errno, std::generic_category(), "write");
}

Result<SecretText> ask(int terminal, std::string_view prompt) {
  const EchoOff silence(terminal);
  show(terminal, prompt);
  auto line = SecretText::read_line(terminal, kMaxPassphrase);
  show(terminal, "\n");
  return line;
}

Result<SecretText> ask_terminal(Asking asking) {
  const Descriptor terminal(::open("/dev/tty", O_RDWR | O_CLOEXEC));
  if (!terminal.is_open()) {
    return fail(Code::not_ready,
                "no passphrase: use a terminal, --passphrase-fd N, or the systemd credential "
                "tacitd-passphrase");
  }
  if (asking == Asking::once) return ask(terminal.number(), "Passphrase of the server: ");
  TRY(SecretText first, ask(terminal.number(), "New passphrase of the server: "));
  TRY(const SecretText second, ask(terminal.number(), "The same again: "));
  if (!first.equals(second)) return fail(Code::invalid_argument, "the two passphrases differ");
  return first;
}

}  // namespace

Result<SecretText> obtain_passphrase(std::optional<int> descriptor, Asking asking) {
  if (descriptor) return SecretText::read_line(*descriptor, kMaxPassphrase);
  if (const char* directory = std::getenv("CREDENTIALS_DIRECTORY")) {
    const std::string path = std::string(directory) + "/tacitd-passphrase";
    const Descriptor credential(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (credential.is_open()) return SecretText::read_line(credential.number(), kMaxPassphrase);
  }
  return ask_terminal(asking);
}

Result<void> check_new_passphrase(const SecretText& passphrase) {
  if (passphrase.size() >= kMinPassphrase) return {};
  return fail(Code::invalid_argument, "a passphrase needs 12 characters or more: several random words are best");
}

}  // namespace tacit::server
