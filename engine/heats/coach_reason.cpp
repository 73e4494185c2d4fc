#include "engine/heats/coach_reason.h"

#include <algorithm>

#include "engine/heats/apart.h"
#include "engine/heats/beside.h"
#include "engine/heats/clash.h"
#include "engine/heats/coach_search.h"
#include "engine/heats/least_reason.h"
#include "engine/heats/locks.h"

namespace heatline::heats {

namespace {

// Whether every way to put these teams into heats is gone through when their pieces are.
bool every_way_of(const DayTask& day, const std::vector<TeamIndex>& teams) {
    for (std::size_t b = 0; b < day.units.size(); ++b) {
        if (day.input.rules.bands[b].lanes > 0) continue;
        const HeatSize size = heat_size(day.input.rules, day.input.rules.bands[b]);
        for (const UnitSize& unit : day.units[b]) {
            if (std::find(teams.begin(), teams.end(), unit.team) == teams.end()) continue;
            if (heats_needed(unit.seats, unit.assisted, size) == 1) continue;
            std::vector<ChildIndex> children;
            for (const ChildIndex c : day.entries.by_band[b]) {
                if (day.input.children[c].team == unit.team) children.push_back(c);
            }
            if (!every_cut(day.input, b, children)) return false;
        }
    }
    return true;
}

}  // namespace

Infeasible coach_reason(const DayTask& day, const std::vector<DayHeat>& heats, const std::vector<Instant>& starts,
                        const std::vector<TeamIndex>& lacking) {
    std::vector<DayHeat> apart = heats;
    cut_apart(day.input, apart);
    bool open = false;  // Whether some question was not answered since the last time.
    const auto clash = [&](const std::vector<TeamIndex>& teams) {
        if (!every_way_of(day, teams)) {
            open = true;
            return false;
        }
        const CoachAnswer answer = coaches_alone(day.input, apart, starts, teams);
        open = open || answer == CoachAnswer::gave_up;
        return answer == CoachAnswer::impossible;
    };
    std::vector<TeamIndex> teams;
    for (const TeamIndex t : lacking) {  // One that clashes with nobody else is the smallest reason.
        if (teams.empty() && clash({t})) teams = {t};
    }
    if (teams.empty()) teams = lacking;
    // On a small day the others can be looked at too: those that lack coaches are then named first.
    if (!clash(teams)) {
        for (const TeamIndex t : day.largest_first()) {
            if (std::find(teams.begin(), teams.end(), t) == teams.end()) teams.push_back(t);
        }
        if (teams.size() > kFewTeams || !clash(teams)) teams.clear();
    }
    const bool proven = !teams.empty();
    teams = proven ? least_clash(std::move(teams), clash) : lacking;
    if (proven && could_run(day, teams) == CouldRun::cannot) return least_reason(day, beside_reason(day, teams, true));
    open = false;
    for (std::size_t i = 0; proven && teams.size() > 1 && i < teams.size(); ++i) {
        std::vector<TeamIndex> others = teams;
        others.erase(others.begin() + static_cast<std::ptrdiff_t>(i));
        clash(others);
    }
    const bool one = teams.size() == 1;
    return {
        "H7",
        (proven
             ? "in the " + std::to_string(heats.size()) + " heats of this day, whoever runs with whom, " +
                   (one ? "this team does not have" : "these teams do not all have")
             : "no order of the heats was found in which " + std::string(one ? "this team has" : "these teams have")) +
            " a coach for every " + std::to_string(day.input.rules.chaperone_ratio) +
            " children at every start, while coaches are back after " + std::to_string(day.input.rules.turnaround_min) +
            " minutes; find more coaches, raise chaperone_ratio, shorten turnaround_min or lengthen the "
            "intervals" +
            (proven && open ? kPerhapsFewer : ""),
        team_names(day.input, teams), proven};
}

}  // namespace heatline::heats
