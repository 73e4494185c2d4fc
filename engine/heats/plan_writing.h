#pragma once
// write_plan: the heats of a day and their starts as a plan, with how good it is. Pure; any thread.

#include <cstdint>
#include <vector>

#include "engine/heats/bounds.h"
#include "engine/heats/order.h"
#include "engine/heats/plan.h"

namespace heatline::heats {

// What no plan of a band can beat, as far as it was proven on the way; 0: nothing.
struct BandProven {
    std::int64_t heats = 0;
    std::int64_t span = 0;
};

// `units` and `proven` by band; a start for each heat. PlanReport::one_more stays empty. O(children * log).
Plan write_plan(const PlanInput& input, const Entries& entries, const std::vector<std::vector<UnitSize>>& units,
                const std::vector<BandProven>& proven, const std::vector<DayHeat>& day,
                const std::vector<Instant>& starts);

}  // namespace heatline::heats
