#pragma once
// What is done by hand today, and the textbook's way: heats of a day without locks and coaches. Any thread.

#include <cstdint>

#include "engine/heats/problem.h"

namespace heatline::bench {

struct DayCost {
    std::int64_t heats = 0;
    std::int64_t span = 0;
};

// Teams in tent order, a new heat when the next team does not fit: what people do at the field.
DayCost next_fit_by_tent(const heats::PlanInput& input);

// First fit, the largest teams first.
DayCost first_fit_decreasing(const heats::PlanInput& input);

}  // namespace heatline::bench
