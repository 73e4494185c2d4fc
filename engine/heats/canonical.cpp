#include "engine/heats/canonical.h"

#include <algorithm>
#include <tuple>

#include "engine/heats/tent.h"
#include "engine/heats/units.h"

namespace heatline::heats {

CanonicalInput canonical_input(const PlanInput& given) {
    std::vector<TeamIndex> teams(given.teams.size());
    for (std::size_t t = 0; t < teams.size(); ++t) teams[t] = static_cast<TeamIndex>(t);
    std::stable_sort(teams.begin(), teams.end(), [&](TeamIndex a, TeamIndex b) {
        const PlanTeam& x = given.teams[a];
        const PlanTeam& y = given.teams[b];
        return std::tie(x.name, x.tent_row, x.tent_col) < std::tie(y.name, y.tent_row, y.tent_col);
    });
    CanonicalInput made{.input = {.rules = given.rules, .teams = {}, .children = {}}, .original = {}};
    std::vector<TeamIndex> number(teams.size());
    for (const TeamIndex t : teams) {
        number[t] = static_cast<TeamIndex>(made.input.teams.size());
        made.input.teams.push_back(given.teams[t]);
    }
    made.original = canonical_order(given, tent_positions(given.rules, given.teams));
    for (const ChildIndex c : made.original) {
        made.input.children.push_back(given.children[c]);
        made.input.children.back().team = number[given.children[c].team];
    }
    return made;
}

void name_as_given(const CanonicalInput& canonical, Plan& plan) {
    for (PlannedHeatOut& heat : plan.heats) {
        for (ChildIndex& c : heat.children) c = canonical.original[c];
    }
    for (Unplaced& unplaced : plan.report.unplaced) unplaced.child = canonical.original[unplaced.child];
}

}  // namespace heatline::heats
