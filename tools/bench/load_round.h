#pragma once
// One round of load on a fresh meet and a fresh server: what the figures of readings share. Main thread.

#include <functional>
#include <string>

#include "tools/bench/figure.h"
#include "tools/bench/load.h"
#include "tools/bench/server_process.h"

namespace heatline::bench {

struct Round {
    LoadResult load;
    std::int64_t readings = 0;
    std::string cpu;  // How busy the server's threads and the load client were, for people.
};

struct RoundShape {
    std::size_t connections = 16;
    std::size_t requests = 0;  // On each connection.
    std::size_t readings_a_request = 1;
    std::int64_t every_us = 0;  // 0: as fast as it goes.
};

Result<Round, std::string> run_round(const Options& options, const RoundShape& shape);

}  // namespace heatline::bench
