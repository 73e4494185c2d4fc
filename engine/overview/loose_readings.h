#pragma once
// LooseReadings: the taps and numbers at a heat's line that no finish rests on, from its first crossing to its last:
// what was taken out, a press that nothing bears out, a number taken twice. A person sees them beside the match, and
// can take them out or bring them back. Pure; any thread.

#include <vector>

#include "engine/overview/heat_match.h"

namespace heatline {

// By instant. Another timer's press for a crossing of another heat is not loose. At most kLooseMax: the earliest.
// O(taps and numbers of the line).
inline constexpr std::size_t kLooseMax = 1'000;
std::vector<ShownReading> loose_readings(const State& state, const Snapshot& snapshot, const HeatMatch& match);

}  // namespace heatline
