#pragma once
// OneMore: what one more reading costs while children come in, beside fusing the line from nothing. Any thread.

#include <string>
#include <vector>

#include "engine/base/result.h"
#include "tools/bench/fusion/fusion_case.h"
#include "tools/bench/measure.h"

namespace heatline::bench {

struct OneMore {
    std::string name;
    std::size_t readings = 0;  // That were there when the last one came.
    Samples more, anew;        // CPU time of Fuser with the line of before, and of fuse.
    std::size_t moved = 0;     // Settled times that moved, counted each time one did.
};

// The readings of `of` one by one in the order of their instants, from the middle of the day on, `readings` of them.
// The error names the case.
Result<OneMore, std::string> measure_one_more(const FusionCase& of, std::size_t readings);

// A row for each.
std::string one_more_text(const std::vector<OneMore>& all);

}  // namespace heatline::bench
