#include "engine/heats/coaches_lacked.h"

#include <algorithm>

#include "engine/heats/order.h"

namespace heatline::heats {

void walk_to(std::vector<Walked>& team, std::size_t heat, Instant start, std::int64_t children) {
    auto same = std::find_if(team.begin(), team.end(), [&](const Walked& w) { return w.heat == heat; });
    if (same == team.end()) same = team.insert(same, {heat, start, 0});
    same->children += children;
}

std::int64_t coaches_lacked(const HeatRules& rules, std::int64_t coaches, const std::vector<Walked>& team) {
    const Millis turnaround = minutes(rules.turnaround_min);
    std::int64_t lacked = 0;
    for (const Walked& now : team) {
        std::int64_t busy = 0;
        for (const Walked& other : team) {
            const bool out = now.start - turnaround < other.start && other.start <= now.start;
            if (out) busy += coaches_for(rules, other.children);
        }
        lacked += std::max(std::int64_t{0}, busy - coaches);
    }
    return lacked;
}

}  // namespace heatline::heats
