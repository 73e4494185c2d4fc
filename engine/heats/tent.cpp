#include "engine/heats/tent.h"

#include <algorithm>

namespace heatline::heats {

namespace {

bool known(std::int32_t place) { return place >= 1 && place <= kTentPlaceMax; }

}  // namespace

std::vector<std::int64_t> tent_positions(const HeatRules& rules, const std::vector<PlanTeam>& teams) {
    const std::int64_t columns = std::clamp(rules.tent_cols, 1, kTentPlaceMax);
    std::vector<std::int64_t> positions(teams.size(), 0);
    std::vector<std::size_t> without;
    std::int64_t next = 0;
    for (std::size_t t = 0; t < teams.size(); ++t) {
        const std::int64_t row = teams[t].tent_row;
        const std::int64_t column = teams[t].tent_col;
        if (!known(teams[t].tent_row) || !known(teams[t].tent_col)) {
            without.push_back(t);
            continue;
        }
        positions[t] = (row - 1) * columns + (row % 2 == 1 ? column - 1 : columns - column);
        next = std::max(next, positions[t] + 1);
    }
    std::sort(without.begin(), without.end(), [&](std::size_t a, std::size_t b) {
        return teams[a].name != teams[b].name ? teams[a].name < teams[b].name : a < b;
    });
    for (const std::size_t t : without) positions[t] = next++;
    return positions;
}

std::int64_t walk_minutes(const HeatRules& rules, std::int64_t position) {
    const std::int64_t speed = rules.walk_m_per_min;
    if (speed <= 0 || rules.tent_pitch_m <= 0 || position <= 0) return 0;
    return (position * rules.tent_pitch_m + speed - 1) / speed;
}

Instant call_time(const HeatRules& rules, std::int64_t position, Instant start) {
    return start - minutes(rules.staging_min) - minutes(walk_minutes(rules, position));
}

}  // namespace heatline::heats
