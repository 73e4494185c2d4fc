#include "engine/heats/broken_before.h"

#include <algorithm>

#include "engine/heats/coaches_lacked.h"

namespace heatline::heats {

namespace {

// Who is back had no place and no coach until now.
MovingGroup without_back(const RaceDay& day, const MovingGroups& found, MovingGroup group) {
    if (day.back.empty()) return group;
    for (const ChildIndex c : found.children_of(group)) {
        if (!flag(day.back, c)) continue;
        const bool helped = day.input.children[c].assisted;
        group.seats -= helped ? day.input.rules.assist_seats : 1;
        group.assisted -= helped ? 1 : 0;
        --group.walked;
    }
    return group;
}

}  // namespace

BrokenBefore broken_before(const RaceDay& day, const MovingGroups& found) {
    const HeatRules& rules = day.input.rules;
    BrokenBefore broken;
    broken.seats.assign(day.heats.size(), 0);
    broken.helpers.assign(day.heats.size(), 0);
    broken.coaches.assign(day.input.teams.size(), 0);
    if (!day.about) return broken;
    std::vector<std::vector<Walked>> walked(day.input.teams.size());
    for (const MovingGroup& published : found.groups) {
        if (published.home == kNoHeat) continue;
        const MovingGroup group = without_back(day, found, published);
        broken.seats[group.home] += group.seats;
        broken.helpers[group.home] += group.assisted;
        if (rules.bands[group.band].lanes > 0) continue;
        walk_to(walked[group.team], group.home, day.heats[group.home].start, group.walked);
    }
    for (std::size_t h = 0; h < day.heats.size(); ++h) {
        const std::int64_t places = places_of(rules.bands[day.heats[h].band.index()]);
        broken.seats[h] = std::max(std::int64_t{0}, broken.seats[h] - places);
        broken.helpers[h] = std::max(std::int64_t{0}, broken.helpers[h] - rules.max_assisted);
    }
    for (TeamIndex t = 0; t < day.input.teams.size(); ++t) {
        const std::optional<std::int32_t> coaches = day.input.teams[t].coaches;
        if (coaches) broken.coaches[t] = coaches_lacked(rules, *coaches, walked[t]);
    }
    for (const TeamIndex t : *day.about) broken.coaches[t] = 0;
    return broken;
}

}  // namespace heatline::heats
