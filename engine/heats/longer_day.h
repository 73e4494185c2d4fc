#pragma once
// longer_day: a day with more heats in some bands than it has, before anybody looks for better ones. Pure; any thread.

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "engine/heats/order.h"

namespace heatline::heats {

struct LongerDay {
    std::vector<DayHeat> day;
    std::vector<Instant> starts;  // By heat.
    bool filled = true;           // Every new heat has an item.
};

// `more`: how many heats more, by band. New heats stand last in their band; each gets one item of the heat of its band
// that has the most, no pinned one, and none where every heat has but one. None: the last start would be too late.
std::optional<LongerDay> longer_day(const HeatRules& rules, const std::vector<DayHeat>& base,
                                    const std::map<std::size_t, std::int64_t>& more);

}  // namespace heatline::heats
