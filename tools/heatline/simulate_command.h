#pragma once
// Playing a race day in a meet: for `heatline simulate` and `heatline demo`. Main thread, and one for the server.

#include <cstdint>

#include "tools/heatline/cli.h"

namespace heatline::tools {

struct SimulateOptions {
    std::uint64_t seed = 1;
    std::int64_t speed_permille = 0;  // 0: as fast as it goes.
};

// Makes the devices of the day, serves the meet on a free port of this machine, plays, and stops the server.
Exit simulate_meet(const std::string& dir, const SimulateOptions& options);

}  // namespace heatline::tools
