#pragma once
// check_heats: an independent judge of heats against the hard rules H1 to H8 of problem.h.
//
// Written apart from the planner: it shares no helper with it and works out bands, tents, starts and needs again,
// the slow and obvious way, so that one mistake cannot hide in both. Takes any heats, planned or moved by hand.
// Pure; any thread.

#include <cstdint>
#include <string>
#include <vector>

#include "engine/heats/plan.h"

namespace heatline::heats {

struct Violation {
    std::string rule;  // "H1" to "H8".
    std::string sentence;

    friend bool operator==(const Violation&, const Violation&) = default;
};

// The figures of PlanReport, counted again. Bounds and reasons are not checked here.
struct CheckedFigures {
    std::int64_t heats = 0;
    std::int64_t span = 0;
    std::int64_t excess_splits = 0;
    std::int64_t balance = 0;
    std::int64_t wait_sum_min = 0;
    std::int64_t wait_max_min = 0;

    friend bool operator==(const CheckedFigures&, const CheckedFigures&) = default;
};

struct Checked {
    std::vector<Violation> violations;  // In the order of the rules; empty: all hold.
    CheckedFigures figures;
};

// `race_day`: the reserve may be used. `heats` may be anything; a child or band that does not exist is a violation.
Checked check_heats(const PlanInput& input, const std::vector<PlannedHeatOut>& heats, bool race_day = false);

}  // namespace heatline::heats
