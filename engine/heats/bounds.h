#pragma once
// Lower bounds: what no plan of a band can beat, whatever its method. Pure; any thread.

#include <cstdint>
#include <vector>

#include "engine/heats/units.h"

namespace heatline::heats {

// A unit as the bounds see it.
struct UnitSize {
    TeamIndex team = 0;
    std::int64_t position = 0;
    std::int64_t seats = 0;
    std::int64_t assisted = 0;
};

// The fewest heats that could hold these units: the best of the places, the assisted places, and L2 of Martello and
// Toth, in which an oversize unit counts as places that may be filled in anywhere (cutting it small can save a
// heat, so its pieces may not count as whole). O(n * distinct sizes).
std::int64_t heats_bound(const std::vector<UnitSize>& units, const HeatSize& size);

// The fewest heats exactly, where the band has few units and none is oversize; else heats_bound. Bounded by looks.
std::int64_t heats_fewest(const std::vector<UnitSize>& units, const HeatSize& size);

// The fewest heats that these units of the band could do with, by heats_fewest; of a band of lanes, where units do not
// stay together, by places alone.
std::int64_t band_fewest(const HeatRules& rules, std::size_t band, const std::vector<UnitSize>& units);

// The least total span of a plan with at most `heats` heats: every gap between neighbouring tents is walked but
// the heats - 1 largest, and of those only gaps whose two sides fit into `heats` heats apart. O(n log n).
std::int64_t span_bound(const std::vector<UnitSize>& units, const HeatSize& size, std::int64_t heats);

}  // namespace heatline::heats
