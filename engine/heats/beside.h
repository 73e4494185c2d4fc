#pragma once
// Beside: whether some teams could be part of a day at all, whoever runs beside them.
//
// Heats of others may come before theirs and between them, so a heat may stand empty of these teams. Fewer teams can
// then always do what more can: what cannot be part of a day is a reason, and no reason where one team less can.
// Every number of heats in each band up to what the whole day could fill is gone through, and every way to fill them;
// bounded, and `open` where a bound was met or a cut of an oversize unit was not looked at. Pure; any thread.

#include <cstdint>
#include <vector>

#include "engine/heats/day_task.h"

namespace heatline::heats {

enum class CouldRun : std::uint8_t { can, cannot, open };

// Rules that may be left out, to see which of them it is.
struct BesideRules {
    bool coaches = true;  // H7
    bool end = true;      // H6
};

// `teams` of the day.
CouldRun could_run(const DayTask& day, const std::vector<TeamIndex>& teams, const BesideRules& rules = {});

}  // namespace heatline::heats
