#pragma once
// band_reason: why the heats of a band cannot be made, with few teams. Pure; any thread.

#include "engine/heats/day_task.h"

namespace heatline::heats {

// `why` is what the band could not be made for, after `heats_before` heats of the day. Of that and of what is wrong
// with the bands after it, the one that concerns the fewest teams; of locks that clash, teams that clash by themselves.
Infeasible band_reason(const DayTask& day, std::size_t band, std::int64_t heats_before, Infeasible why);

}  // namespace heatline::heats
