#include "engine/heats/clash.h"

namespace heatline::heats {

std::vector<TeamIndex> least_clash(std::vector<TeamIndex> teams,
                                   const std::function<bool(const std::vector<TeamIndex>&)>& clash) {
    for (std::size_t some = 1; some < teams.size(); some *= 2) {
        const std::vector<TeamIndex> first(teams.begin(), teams.begin() + static_cast<std::ptrdiff_t>(some));
        if (!clash(first)) continue;
        teams = first;
        break;
    }
    for (bool fewer = true; fewer;) {
        fewer = false;
        for (std::size_t i = teams.size(); i-- > 0 && teams.size() > 1;) {
            std::vector<TeamIndex> others = teams;
            others.erase(others.begin() + static_cast<std::ptrdiff_t>(i));
            if (!clash(others)) continue;
            teams = std::move(others);
            fewer = true;
        }
    }
    return teams;
}

}  // namespace heatline::heats
