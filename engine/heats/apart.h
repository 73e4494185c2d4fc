#pragma once
// apart: the oversize units of a day in the smallest pieces, so that any cut can be put together from them.
//
// For days on which no cut into full pieces and a remainder has coaches enough. A unit of a few children falls into
// single children, a larger one into groups of chaperone_ratio, for each of which one coach walks. Who holds a lock
// keeps it. Pure; any thread.

#include <cstddef>
#include <vector>

#include "engine/heats/order.h"

namespace heatline::heats {

// Units of more children than this fall into groups.
inline constexpr std::size_t kSinglesMax = 24;

// Pieces of one unit in one heat run together, whatever their number. O(items).
void cut_apart(const PlanInput& input, std::vector<DayHeat>& day);

// Whether every way to cut the unit, which is oversize, can be put together from its pieces. `children`: all of it.
bool every_cut(const PlanInput& input, std::size_t band, const std::vector<ChildIndex>& children);

}  // namespace heatline::heats
