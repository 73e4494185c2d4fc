#pragma once
// one_more: what one heat more would save the marshal to walk, band by band. Pure; any thread.

#include <cstdint>
#include <functional>
#include <vector>

#include "engine/heats/order.h"
#include "engine/heats/plan.h"

namespace heatline::heats {

// Of a day that was laid out, with a start for each heat: bands in which a heat more was found to walk less, where the
// day is long enough for it. A short search by `task_of` the band, which needs not be as good as the heats of the day.
std::vector<OneMore> one_more(const HeatRules& rules, const std::vector<DayHeat>& day,
                              const std::vector<Instant>& starts,
                              const std::function<BandTask(std::size_t band)>& task_of);

}  // namespace heatline::heats
