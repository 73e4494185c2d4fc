#pragma once
// When heats start (H6), and whether every team has coaches enough at every start (H7). Pure; any thread.

#include <cstdint>
#include <vector>

#include "engine/heats/band.h"

namespace heatline::heats {

// The start of each heat, from the band of each heat in running order: the interval of the band before, the band gap
// where the band changes, and never before the band's earliest start.
std::vector<Instant> start_times(const HeatRules& rules, const std::vector<std::size_t>& bands);

// One heat of the day.
struct DayHeat {
    std::size_t band = 0;
    Group group;
};

// The coaches a team needs for so many children in one heat.
std::int64_t coaches_for(const HeatRules& rules, std::int64_t children);

// Changes the order of heats within their bands until every team whose coaches are known has enough at every start.
// Heats with a pin and heats of lanes stay where they are. First the nearest swap that helps most, then moves drawn
// from a fixed seed, so that the same day always gives the same order. Returns the teams that still lack coaches
// when kCoachSwaps swaps and kCoachTries moves were tried, in the order of the input; empty: H7 holds. `day` keeps the
// best order found.
inline constexpr int kCoachSwaps = 100'000;
inline constexpr int kCoachTries = 20'000;
std::vector<TeamIndex> settle_coaches(const PlanInput& input, std::vector<DayHeat>& day,
                                      const std::vector<Instant>& starts);

}  // namespace heatline::heats
