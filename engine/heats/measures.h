#pragma once
// Measures: what is known of each band before anything is decided: its units, and the fewest heats they could do with.
// Pure; any thread.

#include <cstdint>
#include <vector>

#include "engine/heats/bounds.h"

namespace heatline::heats {

struct Measures {
    std::vector<std::vector<UnitSize>> units;  // By band, in the order of units_of.
    std::vector<std::int64_t> fewest;          // Heats, by band: no plan has fewer.
    std::vector<bool> uncut;                   // By band: every unit fits one heat.
    std::vector<bool> whole;                   // By team: so do all of its units.
    bool roster_locks = false;                 // The roster asks for some heat.

    bool all_uncut() const;
};

// `positions` of the tents, by team. O(children) and the bounds.
Measures measure(const PlanInput& input, const std::vector<std::int64_t>& positions, const Entries& entries);

}  // namespace heatline::heats
