#pragma once
// canonical_input: the planner's input in one order, so that nothing can see the order in which rows were given, and
// the way back. Pure; any thread.

#include <vector>

#include "engine/heats/plan.h"

namespace heatline::heats {

struct CanonicalInput {
    PlanInput input;                   // Teams by name; children along the tents (units.h).
    std::vector<ChildIndex> original;  // Of each child.
};

// Team indices must be valid. O(n log n).
CanonicalInput canonical_input(const PlanInput& given);

// Children of a plan for the canonical input become those of the input that was given.
void name_as_given(const CanonicalInput& canonical, Plan& plan);

}  // namespace heatline::heats
