#include "engine/heats/measures.h"

#include <algorithm>

#include "engine/heats/band.h"

namespace heatline::heats {

namespace {

UnitSize size_of(const PlanInput& input, const std::vector<std::int64_t>& positions, const HeatSize& size,
                 const std::vector<ChildIndex>& unit) {
    UnitSize measured;
    measured.team = input.children[unit.front()].team;
    measured.position = positions[measured.team];
    for (const ChildIndex c : unit) {
        measured.seats += input.children[c].assisted ? size.seats_of_assisted : 1;
        measured.assisted += input.children[c].assisted ? 1 : 0;
    }
    return measured;
}

}  // namespace

bool Measures::all_uncut() const {
    return std::all_of(uncut.begin(), uncut.end(), [](bool whole_units) { return whole_units; });
}

Measures measure(const PlanInput& input, const std::vector<std::int64_t>& positions, const Entries& entries) {
    Measures made;
    made.whole.assign(input.teams.size(), true);
    made.roster_locks = std::any_of(input.children.begin(), input.children.end(),
                                    [](const PlanChild& child) { return !child.heat_lock.empty(); });
    for (std::size_t b = 0; b < input.rules.bands.size(); ++b) {
        const HeatSize size = heat_size(input.rules, input.rules.bands[b]);
        std::vector<UnitSize> units;
        bool uncut = true;
        for (const std::vector<ChildIndex>& unit : units_of(input, entries.by_band[b])) {
            units.push_back(size_of(input, positions, size, unit));
            if (size.places >= 1 && heats_needed(units.back().seats, units.back().assisted, size) == 1) continue;
            uncut = false;
            if (size.places >= 1) made.whole[units.back().team] = false;
        }
        made.fewest.push_back(units.empty() || size.places < 1 ? 0 : band_fewest(input.rules, b, units));
        made.uncut.push_back(uncut);
        made.units.push_back(std::move(units));
    }
    return made;
}

}  // namespace heatline::heats
