#pragma once
// least_reason: a reason from which no team can be spared. A reason is sound before it is small: where teams are named
// as a clash, no plan of these teams alone keeps the rule; what could only not be found says so. Pure; any thread.

#include <vector>

#include "engine/heats/day_task.h"

namespace heatline::heats {

// Takes teams away as long as the others are proven to have no plan whoever runs beside them, by whatever rule. What is
// left can lose no team, or says that this was not decided: kPerhapsFewer. Bounded by looks.
Infeasible least_reason(const DayTask& day, Infeasible why);

// These teams could be part of no day, whoever runs beside them: by H7, or by H6 and their locks.
Infeasible beside_reason(const DayTask& day, const std::vector<TeamIndex>& teams, bool by_coaches);

// Of so many teams every way to put them into heats may be gone through for a reason.
inline constexpr std::size_t kFewTeams = 16;

// Said where it was not decided whether one of the teams could go.
inline constexpr const char* kPerhapsFewer = " (perhaps fewer of these teams clash already)";

}  // namespace heatline::heats
