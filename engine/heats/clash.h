#pragma once
// clash: of teams for which a rule cannot be kept, few for which it cannot be kept either. For the reason why there is
// no plan: an organiser looks at three teams, not at sixty. Pure; any thread.

#include <functional>
#include <vector>

#include "engine/heats/problem.h"

namespace heatline::heats {

// `clash` says whether the rule cannot be kept for these teams alone; for `teams` it cannot. The answer clashes too,
// and with any one of its teams less it does not. Teams that come first in `teams` are the likelier to be named.
// O(teams) calls where more teams never clash less, and no more than O(teams^2).
std::vector<TeamIndex> least_clash(std::vector<TeamIndex> teams,
                                   const std::function<bool(const std::vector<TeamIndex>&)>& clash);

}  // namespace heatline::heats
