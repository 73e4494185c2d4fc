#pragma once
// Tree: the best packing out of a list of possible heats, or the proof that there is none below a limit.
//
// Cuts first (three items of which at most one heat may hold two), then branching on pairs of items that run together
// or apart. Bounds are counted in integers (bound.h), so a slip of the linear program can cost time but never a wrong
// claim. Bounded by work, not by time. Pure; any thread.

#include <cstdint>
#include <optional>
#include <vector>

#include "engine/heats/bound.h"

namespace heatline::heats {

struct TreeTask {
    std::int64_t heats = 1;
    std::int64_t below = 0;       // Looks for spans below this.
    std::vector<Column> columns;  // All heats that such a packing could hold.
    bool any = false;             // Stops at the first packing.
};

struct TreeAnswer {
    std::optional<Grouping> packing;  // Below the limit; the best when `complete`.
    std::int64_t bound = 0;           // No packing out of these heats has less, or none below the limit has.
    bool complete = false;
};

// `work` falls by what was done; at 0 the answer is not complete.
TreeAnswer search_tree(const PackProblem& problem, TreeTask task, std::int64_t& work);

}  // namespace heatline::heats
