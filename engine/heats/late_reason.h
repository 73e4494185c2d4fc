#pragma once
// late_reason: why the heats of a day would not all start by latest_start (H6). Pure; any thread.

#include <optional>
#include <vector>

#include "engine/heats/day_task.h"
#include "engine/heats/order.h"

namespace heatline::heats {

// Of heats that were laid out, with a start for each; none: they start in time. Where no plan is short enough, names
// few teams for which that is so already; else the teams of the heats that are too late, and says that no shorter plan
// was found.
std::optional<Infeasible> late_reason(const DayTask& day, const std::vector<DayHeat>& heats,
                                      const std::vector<Instant>& starts);

}  // namespace heatline::heats
