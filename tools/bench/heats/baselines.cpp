#include "tools/bench/heats/baselines.h"

#include <algorithm>

#include "engine/heats/band.h"
#include "engine/heats/pack.h"
#include "engine/heats/tent.h"

namespace heatline::bench {
namespace {

using heats::Grouping;
using heats::PackProblem;

Grouping next_fit(const PackProblem& problem) {
    Grouping heats;
    for (std::uint32_t i = 0; i < problem.items.size(); ++i) {
        if (!heats.empty()) {
            heats.back().push_back(i);
            if (may_share(problem, heats.back())) continue;
            heats.back().pop_back();
        }
        heats.push_back({i});
    }
    return heats;
}

DayCost day(const heats::PlanInput& input, Grouping (*group)(const PackProblem&)) {
    const std::vector<std::int64_t> positions = heats::tent_positions(input.rules, input.teams);
    const heats::Entries entries = heats::sort_into_bands(input, heats::canonical_order(input, positions));
    DayCost cost;
    for (std::size_t b = 0; b < entries.by_band.size(); ++b) {
        const heats::HeatSize size = heats::heat_size(input.rules, input.rules.bands[b]);
        PackProblem problem{.items = {}, .places = size.places, .assisted = size.assisted};
        for (const auto& unit : heats::units_of(input, entries.by_band[b])) {
            const std::int64_t position = positions[input.children[unit.front()].team];
            for (const heats::Item& item : heats::cut_unit(input, unit, position, size, 0)) {
                if (item.own_heat) {
                    ++cost.heats;
                } else {
                    problem.items.push_back({position, position, item.seats, item.assisted, false});
                }
            }
        }
        const heats::LineCost band = cost_of(problem, group(problem));
        cost.heats += band.heats;
        cost.span += band.span;
    }
    return cost;
}

}  // namespace

DayCost next_fit_by_tent(const heats::PlanInput& input) { return day(input, next_fit); }

DayCost first_fit_decreasing(const heats::PlanInput& input) {
    return day(input, [](const PackProblem& problem) { return first_fit(problem, false); });
}

}  // namespace heatline::bench
