#include "engine/heats/least_reason.h"

#include <algorithm>
#include <string>

#include "engine/heats/beside.h"
#include "engine/heats/locks.h"

namespace heatline::heats {

Infeasible beside_reason(const DayTask& day, const std::vector<TeamIndex>& teams, bool by_coaches) {
    const HeatRules& rules = day.input.rules;
    const bool one = teams.size() == 1;
    const std::string sentence =
        by_coaches
            ? "in no heats that start by latest_start " +
                  std::string(one ? "does this team have" : "do these teams all have") + " a coach for every " +
                  std::to_string(rules.chaperone_ratio) + " children at every start, while coaches are back after " +
                  std::to_string(rules.turnaround_min) +
                  " minutes; find more coaches, raise chaperone_ratio, shorten turnaround_min, lengthen the intervals "
                  "or move latest_start"
            : "the heats that " + std::string(one ? "this team and its locks ask" : "these teams and their locks ask") +
                  " for cannot all start by latest_start, whoever runs beside them; take a lock away, lock to an "
                  "earlier heat, shorten the intervals or move latest_start";
    return {by_coaches ? "H7" : "H6", sentence, team_names(day.input, teams)};
}

Infeasible least_reason(const DayTask& day, Infeasible why) {
    if (why.teams.size() < 2) return why;
    if (why.teams.size() > kFewTeams) {
        if (why.proven) why.sentence += kPerhapsFewer;
        return why;
    }
    std::vector<TeamIndex> teams;
    for (TeamIndex t = 0; t < day.input.teams.size(); ++t) {
        if (std::find(why.teams.begin(), why.teams.end(), day.input.teams[t].name) != why.teams.end())
            teams.push_back(t);
    }
    const auto ask = [&](const std::vector<TeamIndex>& some, const BesideRules& rules) {
        return could_run(day, some, rules);
    };
    bool fewer = false, open = false;
    for (std::size_t i = 0; i < teams.size() && teams.size() > 1;) {
        std::vector<TeamIndex> others = teams;
        others.erase(others.begin() + static_cast<std::ptrdiff_t>(i));
        const CouldRun could = ask(others, {});
        open = open || could == CouldRun::open;
        if (could != CouldRun::cannot) {
            ++i;
            continue;
        }
        // Who could not be spared before cannot be spared now: fewer teams can always do what more can.
        teams = std::move(others);
        fewer = true;
    }
    if (fewer) {
        why = beside_reason(day, teams, ask(teams, {.coaches = false, .end = true}) == CouldRun::can);
    }
    if (open && why.proven && teams.size() > 1) why.sentence += kPerhapsFewer;
    return why;
}

}  // namespace heatline::heats
