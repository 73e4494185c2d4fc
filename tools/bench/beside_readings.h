#pragma once
// Beside readings: what a command takes on a big meet while 500 readings a second come in, and what it does to their
// acknowledgements. Main thread, and one for the load.

#include <functional>
#include <string>
#include <vector>

#include "tools/bench/big_meet.h"
#include "tools/bench/measure.h"

namespace heatline::bench {

struct Beside {
    Samples command;  // How long each run of the command took.
    Samples quiet;    // Acknowledgements while no command ran…
    Samples busy;     // …and while one ran after the other.
};

// Runs `program words…` again and again for about `seconds`, one beginning every `every_us` at most, after as long
// without; each must end with exit code 0. `between` is called behind each run, where given.
struct Again {
    std::vector<std::string> words;
    std::int64_t seconds = 0;
    std::int64_t every_us = 0;
    std::function<void()> between;
};
Result<Beside, std::string> run_beside_readings(const Options& options, const BigMeet& meet, const Again& again);

}  // namespace heatline::bench
