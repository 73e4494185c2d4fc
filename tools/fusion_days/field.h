#pragma once
// Field: who is registered, who really crossed the line and when. No volunteer has seen any of it yet.
//
// Part of generate.h; see there. Pure; any thread.

#include <vector>

#include "tools/fusion_days/day.h"
#include "tools/fusion_days/rates.h"

namespace heatline::fusion_days {

struct Field {
    std::vector<DayRunner> runners;
    std::vector<DayStart> starts;
    std::vector<Crossing> crossings;  // By instant.
    std::vector<Instant> adults;      // Who ran along and crossed; by instant.
};

Field make_field(const Layout& layout, const Rates& rates, std::uint64_t seed);

// As devices and files write it.
inline Instant whole_ms(Instant at) { return {at.us - at.us % 1'000}; }

}  // namespace heatline::fusion_days
