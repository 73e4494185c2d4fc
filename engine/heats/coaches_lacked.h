#pragma once
// How many coaches a team lacks over the day (H7), given how many of its children run in which heat. For replan.
// Pure; any thread.

#include <cstdint>
#include <vector>

#include "engine/heats/problem.h"

namespace heatline::heats {

// Children of one team who are walked to one heat together.
struct Walked {
    std::size_t heat = 0;
    Instant start;
    std::int64_t children = 0;
};

// Adds children to those of the same heat.
void walk_to(std::vector<Walked>& team, std::size_t heat, Instant start, std::int64_t children);

// Summed over its starts: the coaches who are out then, beyond those the team has.
std::int64_t coaches_lacked(const HeatRules& rules, std::int64_t coaches, const std::vector<Walked>& team);

}  // namespace heatline::heats
