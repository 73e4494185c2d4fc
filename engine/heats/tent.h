#pragma once
// Where a team's tent stands along the walk past all tents, and when the team must leave it. Pure; any thread.

#include <cstdint>
#include <vector>

#include "engine/heats/problem.h"

namespace heatline::heats {

// The serpentine position of each team, by team index, from 0: odd rows run from left to right, even rows back; one
// step is one tent. Teams without a known tent stand after all others, one step each, in the order of their names.
std::vector<std::int64_t> tent_positions(const HeatRules& rules, const std::vector<PlanTeam>& teams);

// Whole minutes from the tent to the start, rounded up. 0 when the rules give no pitch or no walking speed.
std::int64_t walk_minutes(const HeatRules& rules, std::int64_t position);

// When a team at `position` leaves its tent for a heat that starts at `start`: start - staging - the walk.
Instant call_time(const HeatRules& rules, std::int64_t position, Instant start);

}  // namespace heatline::heats
