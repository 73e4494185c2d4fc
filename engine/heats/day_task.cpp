#include "engine/heats/day_task.h"

#include <algorithm>

namespace heatline::heats {

BandTask DayTask::band(std::size_t band, std::int64_t heats_before) const {
    return {.input = input,
            .positions = positions,
            .band = band,
            .children = entries.by_band[band],
            .heats_before = heats_before};
}

std::vector<TeamIndex> DayTask::largest_first() const {
    std::vector<std::int64_t> seats(input.teams.size(), 0);
    for (const std::vector<UnitSize>& band_units : units) {
        for (const UnitSize& unit : band_units) seats[unit.team] += unit.seats;
    }
    std::vector<TeamIndex> teams;
    for (TeamIndex t = 0; t < seats.size(); ++t) {
        if (seats[t] > 0) teams.push_back(t);
    }
    std::stable_sort(teams.begin(), teams.end(), [&](TeamIndex a, TeamIndex b) { return seats[a] > seats[b]; });
    return teams;
}

}  // namespace heatline::heats
