#pragma once
// settle_numbers: marks the numbers that need no explaining.
//
// Those of official rows, of children who have their finish by a better word already, and those that no open heat
// fits. Pure; any thread.

#include "engine/fusion/line.h"

namespace heatline::fusion {

void settle_numbers(Line& line, Numbers& numbers);

}  // namespace heatline::fusion
