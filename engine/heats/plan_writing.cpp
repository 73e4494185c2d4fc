#include "engine/heats/plan_writing.h"

#include <algorithm>
#include <map>
#include <set>

#include "engine/heats/lanes.h"

namespace heatline::heats {

Plan write_plan(const PlanInput& input, const Entries& entries, const std::vector<std::vector<UnitSize>>& units,
                const std::vector<BandProven>& proven, const std::vector<DayHeat>& day,
                const std::vector<Instant>& starts) {
    Plan plan;
    std::vector<std::int64_t> heats_of(input.rules.bands.size(), 0);
    std::map<std::pair<std::size_t, TeamIndex>, std::int64_t> pieces;
    std::map<TeamIndex, std::pair<Instant, Instant>> day_of;
    for (std::size_t h = 0; h < day.size(); ++h) {
        const DayHeat& heat = day[h];
        const BandRules& band = input.rules.bands[heat.band];
        const bool lanes = band.lanes > 0;
        PlannedHeatOut out{.band = BandId{heat.band},
                           .race = band.race,
                           .line = band.line,
                           .start = starts[h],
                           .children = {},
                           .lanes = {}};
        out.children = heat.group.seeded;
        if (lanes) {
            out.lanes = lanes_by_preference(band);
            out.lanes.resize(out.children.size());
        }
        ++heats_of[heat.band];
        std::set<TeamIndex> here;
        for (const Item& item : heat.group.items) {
            if (!lanes) out.children.insert(out.children.end(), item.children.begin(), item.children.end());
            here.insert(item.team);
        }
        if (!lanes) std::sort(out.children.begin(), out.children.end());  // Indices are in canonical order.
        for (const TeamIndex team : here) {
            ++pieces[{heat.band, team}];
            day_of.try_emplace(team, starts[h], starts[h]).first->second.second = starts[h];
        }
        if (!lanes) {
            const std::int64_t free = heat_size(input.rules, band).places - heat.group.seats();
            plan.report.span += heat.group.span();
            plan.report.balance += free * free;
        }
        plan.heats.push_back(std::move(out));
    }
    plan.report.heats = static_cast<std::int64_t>(day.size());
    for (const auto& [team, times] : day_of) {
        const std::int64_t wait = micros_between(times.first, times.second) / (60 * 1'000'000);
        plan.report.wait_sum_min += wait;
        plan.report.wait_max_min = std::max(plan.report.wait_max_min, wait);
    }
    for (std::size_t b = 0; b < heats_of.size(); ++b) {
        plan.report.heats_lower_bound += proven[b].heats;
        if (heats_of[b] == 0 || input.rules.bands[b].lanes > 0) continue;
        const HeatSize size = heat_size(input.rules, input.rules.bands[b]);
        plan.report.span_lower_bound += std::max(span_bound(units[b], size, heats_of[b]), proven[b].span);
        for (const UnitSize& unit : units[b]) {
            plan.report.excess_splits += pieces[{b, unit.team}] - heats_needed(unit.seats, unit.assisted, size);
        }
    }
    plan.report.unplaced = entries.unplaced;
    return plan;
}

}  // namespace heatline::heats
