#include "tools/scenario/narrator.hpp"

namespace tacit::scenario {

double Narrator::elapsed() const { return std::chrono::duration<double>(clock_.monotonic() - began_).count(); }

void Narrator::say(int percent, const std::string& text) {
  const int seconds = static_cast<int>(elapsed());
  std::fprintf(out_, "[%3d %%  %d:%02d]  %s\n", percent, seconds / 60, seconds % 60, text.c_str());
  std::fflush(out_);
  told_ = percent;
}

void Narrator::progress(int percent, const std::string& text) {
  if (percent >= told_ + 5) say(percent, text);
}

void Narrator::line(const std::string& text) {
  std::fprintf(out_, "%s\n", text.c_str());
  std::fflush(out_);
}

}  // namespace tacit::scenario
