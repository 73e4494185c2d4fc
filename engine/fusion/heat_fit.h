#pragma once
// HeatFit: whether the time a child took fits the heat it is entered in, where several heats are on the course.
//
// Children run with the wrong heat now and then. Most take about as long as the others, so eighteen minutes in a heat
// of ten are more likely ten minutes in the heat that started eight minutes later. The times of the line itself say
// what is usual: their logarithms are about normal. Nothing is decided from fewer than kHeatRowsLeast of them.
// Pure; any thread.

#include <cstdint>
#include <span>
#include <vector>

#include "engine/fusion/line_input.h"

namespace heatline::fusion {

// A finish as far as this matters.
struct TimedRow {
    Instant at;
    std::uint32_t heat = 0;  // Index into the heats of the line.
    bool known = false;      // A child that is entered in this heat.
    bool open = true;        // The heat may change.
};

struct HeatVerdict {
    std::uint32_t heat = 0;
    double chance = 1;
};

// What children of the line usually take: the middle and the spread of the logarithms of seconds.
struct UsualTime {
    bool known = false;
    double middle = 0, spread = 1;
};
UsualTime learn_usual_time(std::span<const RunningHeat> heats, std::span<const TimedRow> rows);

// By row, which stand in the order of `at`: the likeliest heat. Rows that are not open keep theirs.
std::vector<HeatVerdict> judge_heats(std::span<const RunningHeat> heats, std::span<const TimedRow> rows,
                                     const UsualTime& usual);

}  // namespace heatline::fusion
