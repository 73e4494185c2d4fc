#pragma once
// Plan: what the organisers meant to happen, as the server tells it: teams, children, heats.
//
// Children and heats are named by their place in these lists. Plain values; any thread.

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "engine/base/time.h"

namespace heatline::simulate {

struct Child {
    std::string bib;  // Never empty.
    std::size_t team = 0;
    std::int32_t grade = -1;         // K is 0; -1: not known.
    bool virtually = false;          // Runs at home; never appears.
    bool registered = true;          // For the event; only such children count for grants.
    std::vector<std::size_t> heats;  // In the order of their starts; empty when unplaced.
};

struct PlannedHeat {
    std::string name;
    std::string race;
    std::string line = "finish";
    Instant planned;
    std::int32_t distance_m = 1609;
    std::int32_t minimum_finish_s = 120;
    std::vector<std::size_t> children;
};

struct Plan {
    std::vector<std::string> teams;  // In the order of their names.
    std::vector<Child> children;
    std::vector<PlannedHeat> heats;  // By planned start, then name.
};

}  // namespace heatline::simulate
