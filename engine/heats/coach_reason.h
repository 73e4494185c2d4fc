#pragma once
// coach_reason: who lacks coaches in a day (H7) for which neither an order nor other heats were found. Pure; any
// thread.

#include <vector>

#include "engine/heats/day_task.h"
#include "engine/heats/order.h"

namespace heatline::heats {

// `heats` were laid out, with a start for each; `lacking` are the teams without coaches enough in their best order.
// Names teams that lack coaches whoever runs with whom, where that is proven; else `lacking`, and says that no order
// was found. Bounded by looks.
Infeasible coach_reason(const DayTask& day, const std::vector<DayHeat>& heats, const std::vector<Instant>& starts,
                        const std::vector<TeamIndex>& lacking);

}  // namespace heatline::heats
