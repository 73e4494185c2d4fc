#pragma once
// Bands of lanes: heats seeded by mark.
//
// Children stand in the order of their seed times, those without one last. The fastest run together in the last
// heat; heats are as even as can be, and the first are the smaller ones. Locks come before seeds. The fastest child
// of a heat gets the best lane: by the band's lane_order, else the middle ones, then outwards (of 8: 4 5 3 6 2 7 1 8).
// An assisted child takes assist_seats lanes' worth of places; the outermost lanes stay free for the guides. Pure; any
// thread.

#include <cstdint>
#include <vector>

#include "engine/heats/band.h"

namespace heatline::heats {

// The band's lanes from the best to the worst. Lanes that its lane_order does not name come last.
std::vector<std::int32_t> lanes_by_preference(const BandRules& band);

// As make_band, for a band whose rules have lanes.
Result<std::vector<Group>, Infeasible> make_lane_band(const BandTask& task);

}  // namespace heatline::heats
