#pragma once
// untapped: when each child crossed where nobody pressed the key, from the scans at the end of the chute.
//
// A scan alone tells the crossing to the spread of the walk, and less in a queue. But children came through in an
// order, and notes say when some of them crossed: so all crossings are weighed together, on a grid of moments, and each
// child gets the moment around which the most chance lies within half a second. The walk is the one that explains the
// notes best. Doubles, + - x / in one fixed order: the same on every machine. Pure; any thread.

#include <cstdint>
#include <optional>
#include <vector>

#include "engine/fusion/arrivals.h"

namespace heatline::fusion {

struct Weighed {
    Instant at;
    double right = 0;  // The chance that the child crossed within half a second of `at`.
};

// By arrival; nothing for those that were not scanned live.
std::vector<std::optional<Weighed>> weigh_without_taps(const std::vector<Arrival>& arrivals);

}  // namespace heatline::fusion
