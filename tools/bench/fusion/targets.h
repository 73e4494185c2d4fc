#pragma once
// Targets: what the fusion is to reach, by family and size: a floor and a goal for each measure. Values.

#include <span>

#include "tools/fusion_days/family.h"

namespace heatline::bench {

// What a target speaks of. Percent of true finishers unless the name says otherwise.
enum class Measure : std::uint8_t {
    right,         // Right child, right heat, within 0.5 s.
    near,          // The same within 1.5 s.
    timed,         // Crossings with a row within 0.5 s, no matter whose.
    wrong_child,   // Per 1,000, over all cases together.
    count_error,   // Per heat, summed, before review.
    review,        // Rows marked.
    places,        // Runs of marked rows, per 100 finishers.
    caught,        // Of the wrong rows, those marked.
    gross_missed,  // Per 1,000.
    brier,         // Mean squared error of the confidence, times 1,000.
    sure_share,    // Right among rows with a confidence above 0.95, over all cases together.
    ms,            // Of CPU time per 1,000 finishers.
};

struct Target {
    fusion_days::Family family;
    fusion_days::Group group;
    Measure measure;
    double floor = 0, goal = 0;
    bool at_least = true;                     // Else at most.
    std::int64_t finishers_most = 1'000'000;  // Only cases up to this size.
};

std::span<const Target> targets();

}  // namespace heatline::bench
