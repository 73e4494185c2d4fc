#pragma once
// What is broken on a race day as published, and is not to be mended by a change that is about other teams.
// For replan. Pure; any thread.

#include <cstdint>
#include <vector>

#include "engine/heats/moving_groups.h"

namespace heatline::heats {

struct BrokenBefore {
    std::vector<std::int64_t> seats, helpers;  // By heat: taken beyond its places, and beyond its assisted places.
    std::vector<std::int64_t> coaches;         // By team: lacked.
};

// Nothing, when the day does not say what the change is about.
BrokenBefore broken_before(const RaceDay& day, const MovingGroups& found);

// The places of a heat of the band. The reserve is for the race day.
inline std::int64_t places_of(const BandRules& band) { return band.lanes > 0 ? band.lanes : band.capacity; }

}  // namespace heatline::heats
