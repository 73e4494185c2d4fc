#include "engine/heats/late_reason.h"

#include <algorithm>

#include "engine/heats/clash.h"
#include "engine/heats/locks.h"

namespace heatline::heats {

namespace {

// When the last heat of these teams starts, in as few heats as they may need; none: they have no child.
std::optional<Instant> soonest_end(const DayTask& day, const std::vector<TeamIndex>& teams) {
    std::vector<std::size_t> fewest;
    for (std::size_t b = 0; b < day.input.rules.bands.size(); ++b) {
        std::vector<UnitSize> units;
        for (const UnitSize& unit : day.units[b]) {
            if (std::find(teams.begin(), teams.end(), unit.team) != teams.end()) units.push_back(unit);
        }
        fewest.insert(fewest.end(), static_cast<std::size_t>(band_fewest(day.input.rules, b, units)), b);
    }
    if (fewest.empty()) return std::nullopt;
    return start_times(day.input.rules, fewest).back();
}

}  // namespace

std::optional<Infeasible> late_reason(const DayTask& day, const std::vector<DayHeat>& heats,
                                      const std::vector<Instant>& starts) {
    if (starts.empty() || starts.back() <= day.input.rules.latest_start) return std::nullopt;
    const auto clash = [&](const std::vector<TeamIndex>& teams) {
        const std::optional<Instant> end = soonest_end(day, teams);
        return end && *end > day.input.rules.latest_start;
    };
    std::vector<TeamIndex> teams = day.largest_first();
    const bool proven = clash(teams);
    std::size_t late = 0;
    if (proven) {
        teams = least_clash(std::move(teams), clash);
    } else {
        teams.clear();
    }
    for (std::size_t h = 0; h < heats.size(); ++h) {
        if (starts[h] <= day.input.rules.latest_start) continue;
        ++late;
        if (proven) continue;
        for (const Item& item : heats[h].group.items) teams.push_back(item.team);
    }
    const auto longer = [](const BandRules& band) { return band.more_heats.count > 0; };
    const bool may_be_shorter = std::any_of(day.input.rules.bands.begin(), day.input.rules.bands.end(), longer);
    const std::int64_t over = micros_between(day.input.rules.latest_start, starts.back());
    const std::int64_t minute = 60 * 1'000'000;
    return Infeasible{
        "H6",
        "the last of " + std::to_string(heats.size()) + " heats would start " +
            std::to_string((over + minute - 1) / minute) + " minutes after latest_start (" + std::to_string(late) +
            (late == 1 ? " heat is too late)" : " heats are too late)") +
            (proven ? "; no plan is short enough, not even for the teams named: " : "; no shorter plan was found: ") +
            (may_be_shorter ? "take out more_heats, " : "") +
            "raise the capacities, shorten the intervals or move latest_start",
        team_names(day.input, teams), proven};
}

}  // namespace heatline::heats
