#pragma once
// DayTask: a whole day as the planner has it before any heat is made. Points into the planner's data. Any thread.

#include <vector>

#include "engine/heats/band.h"

namespace heatline::heats {

struct DayTask {
    const PlanInput& input;
    const std::vector<std::int64_t>& positions;       // Of the tents, by team.
    const Entries& entries;                           // By band.
    const std::vector<std::vector<UnitSize>>& units;  // By band, in the order of units_of.

    BandTask band(std::size_t band, std::int64_t heats_before) const;

    // The teams that have children in the day, those with the most places first. O(teams * log).
    std::vector<TeamIndex> largest_first() const;
};

}  // namespace heatline::heats
