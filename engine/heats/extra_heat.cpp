#include "engine/heats/extra_heat.h"

#include <algorithm>

#include "engine/heats/moving_groups.h"

namespace heatline::heats {

std::optional<ExtraHeat> extra_heat(const RaceDay& day, std::size_t band, Instant there) {
    const HeatRules& rules = day.input.rules;
    std::vector<std::size_t> bands;
    ExtraHeat extra;
    for (const PlannedHeatOut& heat : day.heats) {
        bands.push_back(heat.band.index());
        extra.starts.push_back(heat.start);
    }
    std::size_t at = bands.size();
    while (at > 0 && bands[at - 1] > band) --at;
    for (std::size_t h = at; h < bands.size(); ++h) {
        if (bands[h] == band) at = h + 1;
    }
    extra.at = at;
    bands.insert(bands.begin() + static_cast<std::ptrdiff_t>(at), band);
    std::vector<Instant>& starts = extra.starts;
    starts.insert(starts.begin() + static_cast<std::ptrdiff_t>(at), rules.first_start);
    std::size_t before = at;  // The heat ahead that is run; `at`: none.
    for (std::size_t h = 0; h < at; ++h) {
        if (!flag(day.cancelled, h)) before = h;
    }
    for (std::size_t h = at; h < bands.size(); ++h) {
        if (h > at && flag(day.cancelled, h - 1)) continue;
        const Instant published = starts[h];
        Instant soonest = rules.bands[bands[h]].earliest.value_or(rules.first_start);
        if (h == at) soonest = std::max(soonest, there);
        if (before != at || h > at) {
            Instant after = starts[before] + minutes(rules.bands[bands[before]].interval_min);
            if (bands[h] != bands[before]) after = after + minutes(rules.band_gap_min);
            soonest = std::max(soonest, after);
        }
        before = h;
        if (h > at && published >= soonest) break;  // From here on nothing is pushed.
        starts[h] = std::max(starts[h], soonest);
        if (starts[h] > rules.latest_start) return std::nullopt;
        if (h > at && flag(day.called, h - 1)) return std::nullopt;
    }
    return extra;
}

}  // namespace heatline::heats
