#pragma once
// team_reason: what one team alone makes impossible, whoever else there is. Looked at before any heat is made: a child
// whom not even an empty heat could hold (H4), a lock that makes no sense (H8), too few coaches for one heat (H7).
// Pure; any thread.

#include <optional>

#include "engine/heats/day_task.h"

namespace heatline::heats {

// H4 and H8 of any band come before H7. O(children).
std::optional<Infeasible> team_reason(const DayTask& day);

}  // namespace heatline::heats
