#pragma once
// make_plan: assigns entries to heats. The heats of the day, who runs in which, when they start, and how good that is.
//
// Keeps the hard rules H1 to H8 of problem.h or says which one fails. Each band is the exact optimum among contiguous
// assignments in tent order (README.md says what that is worth); a day that is too short for it is packed more
// densely. Integers only, no clock: the same input, its rows in any order, gives the same plan. Pure; any thread.

#include <cstdint>
#include <string>
#include <vector>

#include "engine/base/ids.h"
#include "engine/base/result.h"
#include "engine/heats/problem.h"
#include "engine/heats/units.h"

namespace heatline::heats {

// Heat i of the plan is called `i + 1`.
struct PlannedHeatOut {
    BandId band;
    std::string race;
    std::string line;
    Instant start;
    std::vector<ChildIndex> children;  // By tent position, team, key; in a band of lanes the fastest first.
    std::vector<std::int32_t> lanes;   // In a band of lanes: the lane of each child, from 1; else empty.

    friend bool operator==(const PlannedHeatOut&, const PlannedHeatOut&) = default;
};

// How good the plan is. Heats of lanes count for heats and waits alone.
struct PlanReport {
    std::int64_t heats = 0;
    std::int64_t heats_lower_bound = 0;  // No plan has fewer.
    std::int64_t span = 0;               // Sum over heats of tents between the first and the last team.
    std::int64_t span_lower_bound = 0;   // No plan with as many heats in each band, or fewer, has less.
    std::int64_t excess_splits = 0;      // Pieces of units beyond what their size asks for.
    std::int64_t balance = 0;            // Sum over heats of (places - places taken) squared.
    std::int64_t wait_sum_min = 0;       // Sum over teams of the minutes from the first to the last start.
    std::int64_t wait_max_min = 0;       // The longest of them.
    std::vector<Unplaced> unplaced;      // Entries that no band takes, by team and key.

    friend bool operator==(const PlanReport&, const PlanReport&) = default;
};

struct Plan {
    std::vector<PlannedHeatOut> heats;
    PlanReport report;

    friend bool operator==(const Plan&, const Plan&) = default;
};

// The plan, or the first reason why there is none: settings, then H4, H5 and H8 band by band, a team too large for
// its coaches in one heat (H7), the end of the day (H6), the coaches over the day (H7). Those of H6 and H7 say in
// their sentence whether no plan can exist or none was found. Team indices must be valid, keys unique within a team.
// A roster of 30,000 takes some tens of milliseconds.
Result<Plan, Infeasible> make_plan(const PlanInput& input);

}  // namespace heatline::heats
