#pragma once
// fewest_heats: the heats of one band when teams need not run with their neighbours on the map: fewest heats, then no
// needless splits, then the least walking, then even heats; with what is proven about it.
//
// First fit and the contiguous optimum begin, search (search.h) shortens the walk, the proof (proof.h) says what
// cannot be beaten and often finds it. Bounded by Effort; the same input gives the same heats. Pure; any thread.

#include <cstdint>
#include <vector>

#include "engine/heats/band.h"
#include "engine/heats/bounds.h"

namespace heatline::heats {

struct FewestTask {
    const PlanInput& input;
    const std::vector<Item>& items;      // Of the band, with their pins.
    const std::vector<UnitSize>& units;  // The same children, as bounds see them.
    HeatSize size;
    std::int64_t least = 0;    // Heats that the locks ask for, or that somebody wants to see.
    std::vector<Group> known;  // Heats that hold, or none.
    Effort effort;
};

struct FewestHeats {
    std::vector<Group> groups;     // In no order.
    std::int64_t heats_bound = 0;  // No plan has fewer in this band.
    std::int64_t span_bound = 0;   // No plan with as many heats or fewer, and no needless split, has less.
};

// None when nothing holds: the locks ask for more heats than there are blocks.
std::optional<FewestHeats> fewest_heats(const FewestTask& task);

}  // namespace heatline::heats
