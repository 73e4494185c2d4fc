#pragma once
// Numbers of the rules that make no sense, told before planning, so that nothing below divides by nought. Pure; any
// thread.

#include <optional>

#include "engine/heats/problem.h"

namespace heatline::heats {

// The largest values that the planner takes; a day has no use for more, and sums of squares stay within 64 bits.
inline constexpr std::int32_t kCapacityMax = 1'000'000;
inline constexpr std::int32_t kMinutesMax = 24 * 60;

// The first such number, with its key and what it may be; rule "settings".
std::optional<Infeasible> settings_problem(const HeatRules& rules);

}  // namespace heatline::heats
