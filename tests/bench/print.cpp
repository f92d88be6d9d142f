#include "tests/bench/print.hpp"

#include <cstdio>
#include <thread>

#include "common/base/json.hpp"

namespace tacit::bench {
namespace {

// In the figure's own terms: a rate, or the milliseconds of the whole.
double shown(const Figure& figure, double rate) {
  return figure.whole == 0 ? rate : 1000 * static_cast<double>(figure.whole) / rate;
}

const char* unit_of(const Figure& figure) { return figure.whole == 0 ? figure.unit.c_str() : "ms"; }

std::string number(double value) {
  char text[32];
  std::snprintf(text, sizeof text, value < 100 ? "%.2f" : "%.0f", value);
  return text;
}

std::string floors_of(const Figure& figure) {
  std::string out;
  for (const auto& [name, rate] : figure.floors)
    out += (out.empty() ? "" : ", ") + name + " " + number(shown(figure, rate));
  return out;
}

// boost::json writes doubles in scientific form; nobody reads that.
std::string member(const char* name, const std::string& raw) { return "\"" + std::string(name) + "\":" + raw; }

std::string object_of(const Figure& figure) {
  std::string out = "{" + member("figure", json::serialize(json::value(figure.name))) + "," +
                    member("unit", json::serialize(json::value(unit_of(figure)))) + "," +
                    member("median", number(shown(figure, figure.rate))) + "," +
                    member("slowest", number(shown(figure, figure.slowest))) + "," +
                    member("fastest", number(shown(figure, figure.fastest)));
  if (figure.p50_ms > 0) {
    out += "," + member("p50_ms", number(figure.p50_ms)) + "," + member("p99_ms", number(figure.p99_ms));
  }
  std::string floors;
  for (const auto& [name, rate] : figure.floors)
    floors += (floors.empty() ? "" : ",") + member(name.c_str(), number(shown(figure, rate)));
  out += "," + member("floors", "{" + floors + "}");
  if (!figure.floors.empty())
    out += "," + member("of_floor", number(figure.rate / figure.floors.at(figure.tightest())));
  return out + "}";
}

}  // namespace

void Printer::begin(const Options& options) const {
  if (style_ == Style::json) return;
  std::printf("%u cores; medians of %d, each measured in turns with its floors; p50 and p99 of single requests in ms\n",
              std::thread::hardware_concurrency(), options.extent == Extent::full ? options.repetitions : 1);
  std::printf("%-52s %9s %-12s %5s %7s %7s  %s\n", "figure", "median", "", "floor", "p50", "p99", "floors");
}

void Printer::add(const Figure& figure) {
  if (style_ == Style::json) {
    objects_.push_back(object_of(figure));
    return;
  }
  const std::string share =
      figure.floors.empty() ? "" : number(100 * figure.rate / figure.floors.at(figure.tightest())).substr(0, 4) + "%";
  const bool single = figure.p50_ms > 0;
  std::printf("%-52s %9s %-12s %5s %7s %7s  %s\n", figure.name.c_str(), number(shown(figure, figure.rate)).c_str(),
              unit_of(figure), share.c_str(), single ? number(figure.p50_ms).c_str() : "",
              single ? number(figure.p99_ms).c_str() : "", floors_of(figure).c_str());
  std::fflush(stdout);
}

void Printer::add(const Memory& memory) {
  const std::string idle = number(memory.idle), loaded = number(memory.loaded);
  if (style_ == Style::json) {
    objects_.push_back("{" + member("figure", "\"memory of tacitd\"") + "," + member("unit", "\"MiB\"") + "," +
                       member("idle", idle) + "," + member("loaded", loaded) + "}");
    return;
  }
  std::printf("%-52s %9s %-12s\n%-52s %9s %-12s\n", "memory of tacitd, idle, 10,000 entries", idle.c_str(), "MiB",
              "memory of tacitd, most under 8 x 500", loaded.c_str(), "MiB");
}

void Printer::end() const {
  if (style_ == Style::text) return;
  std::printf("[");
  for (std::size_t i = 0; i < objects_.size(); ++i) std::printf("%s%s", i == 0 ? "\n" : ",\n", objects_[i].c_str());
  std::printf("\n]\n");
}

}  // namespace tacit::bench
