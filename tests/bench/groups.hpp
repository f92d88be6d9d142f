#pragma once
#include "schema/roster.hpp"
#include "tests/bench/figures.hpp"

namespace tacit::bench {

// Each makes what it needs, on options.data, and takes it away when the group goes out of scope.

// `connections` devices send at once, each one request after another, each with `batch` entries.
Group append_group(const Options& options, std::size_t connections, std::size_t batch);
Group disk_group(const Options& options);
Group startup_group(const Options& options);
Group seal_group(const Options& options);
Group open_group(const Options& options);
Group send_group(const Options& options);
Group first_sync_group(const Options& options, Role role);
Group report_group(const Options& options);
Group search_group(const Options& options);

// One institution of a city for a year, through the real verbs (docs/performance.md, "A city's institution"): `entries`
// records, most of them contacts. Prints as it goes.
void run_scale(const Options& options, std::size_t entries);

// So many organisations on one machine, a server process each; prints as they are added.
void run_city(const Options& options, std::size_t organisations);

// What the server's memory holds before the first request and after a load, in MiB.
struct Memory {
  double idle = 0, loaded = 0;
};
Memory measure_memory(const Options& options);

}  // namespace tacit::bench
