#pragma once
// Where a heat more would stand on a race day, and when the heats after it would start. For replan. Pure; any thread.

#include <optional>
#include <vector>

#include "engine/heats/replan.h"

namespace heatline::heats {

struct ExtraHeat {
    std::size_t at = 0;           // Its index; those from there on are one further.
    std::vector<Instant> starts;  // Of all heats, this one included.
};

// Behind the last heat of the band, or where the band would be, and not before `there`. Published starts stay where
// they can: a heat is later only when the one before it would overtake. None when the day would be too long, or a heat
// that was called would start later.
std::optional<ExtraHeat> extra_heat(const RaceDay& day, std::size_t band, Instant there);

}  // namespace heatline::heats
