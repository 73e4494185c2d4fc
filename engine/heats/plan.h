#pragma once
// make_plan: assigns entries to heats. The heats of the day, who runs in which, when they start, and how good that is.
//
// Keeps the hard rules H1 to H8 of problem.h or says which one fails. Fewest heats, then the least walking; or heats
// called in tent order, where each heat is a row of neighbours. README.md says how, and what is proven. No clock: the
// same input, its rows in any order, gives the same plan on every machine. Pure; any thread.

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/ids.h"
#include "engine/base/result.h"
#include "engine/heats/band.h"
#include "engine/heats/problem.h"

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

// What one heat more in a band would save, as far as a short search can see. Not part of the plan.
struct OneMore {
    BandId band;
    std::int64_t span = 0;      // Of the band with one heat more.
    std::int64_t span_now = 0;  // Of the band as planned.
    std::int32_t minutes = 0;   // How much later everything after it would start.

    friend bool operator==(const OneMore&, const OneMore&) = default;
};

// How good the plan is. Heats of lanes count for heats and waits alone.
struct PlanReport {
    std::int64_t heats = 0;
    std::int64_t heats_lower_bound = 0;  // No plan has fewer.
    std::int64_t span = 0;               // Sum over heats of tents between the first and the last team.
    // No plan with as many heats in each band, or fewer, and no more splits than the sizes ask for, has less.
    std::int64_t span_lower_bound = 0;
    std::int64_t excess_splits = 0;  // Pieces of units beyond what their size asks for.
    std::int64_t balance = 0;        // Sum over heats of (places - places taken) squared.
    std::int64_t wait_sum_min = 0;   // Sum over teams of the minutes from the first to the last start.
    std::int64_t wait_max_min = 0;   // The longest of them.
    std::vector<OneMore> one_more;   // Where a heat more would save walking, by band.
    std::vector<Unplaced> unplaced;  // Entries that no band takes, by team and key.

    friend bool operator==(const PlanReport&, const PlanReport&) = default;
};

struct Plan {
    std::vector<PlannedHeatOut> heats;
    PlanReport report;

    friend bool operator==(const Plan&, const Plan&) = default;
};

using heatline::Calling;

struct PlanOptions {
    std::optional<Calling> calling = {};  // None: as the rules say.
    // A typical day takes some hundredths of a second to search and up to a second to prove.
    Effort effort{.moves = Effort::kMoves, .work = 120'000'000, .seed = 1};
    bool one_more = true;  // Whether PlanReport::one_more is looked for.
    // Called before each search for heats in which coaches suffice, the long part of a day that has few ways or none:
    // so that somebody who waits can be told. It cannot change the plan.
    std::function<void()> on_coach_search = {};
};

// The plan, or the first reason why there is none: settings, then H4, H5 and H8 band by band, a team too large for
// its coaches in one heat (H7), the end of the day (H6), the coaches over the day (H7). Those of H6 and H7 say in
// their sentence whether no plan can exist or none was found. Team indices must be valid, keys unique within a team.
Result<Plan, Infeasible> make_plan(const PlanInput& input, const PlanOptions& options = {});

}  // namespace heatline::heats
