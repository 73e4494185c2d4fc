#include "engine/heats/band_reason.h"

#include <algorithm>
#include <optional>

#include "engine/base/limits.h"
#include "engine/heats/clash.h"
#include "engine/heats/lanes.h"
#include "engine/heats/locks.h"
#include "engine/heats/order.h"
#include "engine/roster.h"

namespace heatline::heats {

namespace {

std::optional<Infeasible> band_problem(const BandTask& task) {
    if (task.input.rules.bands[task.band].lanes > 0) {
        const auto groups = make_lane_band(task);
        return groups ? std::nullopt : std::optional{groups.error()};
    }
    const auto heats = make_band(task);
    return heats ? std::nullopt : std::optional{heats.error()};
}

// A heat of the day that the roster asks for, where the bands before need so many: with the teams that need them.
std::vector<std::string> too_early_clash(const DayTask& day, std::size_t band, std::int64_t heats_before,
                                         std::vector<std::string> named) {
    const BandTask task = day.band(band, heats_before);
    const auto early = std::find_if(task.children.begin(), task.children.end(), [&](ChildIndex c) {
        return team_names(day.input, {day.input.children[c].team}) == named && !roster_pin(task, c);
    });
    if (early == task.children.end()) return named;
    std::int64_t number = 0;
    for (const char c : day.input.children[*early].heat_lock) {
        if (c < '0' || c > '9' || number > static_cast<std::int64_t>(limits::kHeatsMax)) return named;
        number = 10 * number + (c - '0');
    }
    const TeamIndex asks = day.input.children[*early].team;
    if (number < 1 || number > task.heats_before) return named;
    const auto clash = [&](const std::vector<TeamIndex>& teams) {
        std::int64_t before = 0;
        for (std::size_t b = 0; b < band; ++b) {
            std::vector<UnitSize> units;
            for (const UnitSize& unit : day.units[b]) {
                const bool ours = std::find(teams.begin(), teams.end(), unit.team) != teams.end();
                if (ours || unit.team == asks) units.push_back(unit);
            }
            before += band_fewest(day.input.rules, b, units);
        }
        return before >= number;
    };
    std::vector<TeamIndex> teams = day.largest_first();
    std::erase(teams, asks);
    if (clash({}) || !clash(teams)) return named;
    teams = least_clash(std::move(teams), clash);
    teams.push_back(asks);
    return team_names(day.input, teams);
}

// Of the teams whose locks a band of lanes cannot keep, those that clash by themselves.
std::vector<std::string> lane_clash(const DayTask& day, std::size_t band, std::int64_t heats_before,
                                    std::vector<std::string> named) {
    std::vector<TeamIndex> teams;
    for (TeamIndex t = 0; t < day.input.teams.size(); ++t) {
        if (std::find(named.begin(), named.end(), day.input.teams[t].name) != named.end()) teams.push_back(t);
    }
    const auto clash = [&](const std::vector<TeamIndex>& some) {
        PlanInput alone = day.input;
        const auto is_of = [&](const std::string& team) {
            return std::any_of(some.begin(), some.end(),
                               [&](TeamIndex t) { return team_key(day.input.teams[t].name) == team_key(team); });
        };
        std::erase_if(alone.rules.locks, [&](const LockRules& lock) { return !is_of(lock.team); });
        std::vector<ChildIndex> children;
        for (const ChildIndex c : day.entries.by_band[band]) {
            if (std::find(some.begin(), some.end(), day.input.children[c].team) != some.end()) children.push_back(c);
        }
        return !make_lane_band({.input = alone,
                                .positions = day.positions,
                                .band = band,
                                .children = children,
                                .heats_before = heats_before});
    };
    if (teams.empty() || !clash(teams)) return named;
    return team_names(day.input, least_clash(std::move(teams), clash));
}

}  // namespace

Infeasible band_reason(const DayTask& day, std::size_t band, std::int64_t heats_before, Infeasible why) {
    if (day.input.rules.bands[band].lanes > 0) {
        why.teams = lane_clash(day, band, heats_before, std::move(why.teams));
    } else if (why.rule == "H8") {
        why.teams = too_early_clash(day, band, heats_before, std::move(why.teams));
    }
    for (std::size_t b = band + 1; b < day.input.rules.bands.size() && why.teams.size() > 1; ++b) {
        if (day.entries.by_band[b].empty()) continue;
        const bool by_number = std::any_of(day.entries.by_band[b].begin(), day.entries.by_band[b].end(), [&](auto c) {
            return lock_holds_in(day.input.rules, day.input.children[c], b);
        });
        if (by_number) continue;  // What these ask for depends on the heats before.
        std::optional<Infeasible> other = band_problem(day.band(b, heats_before));
        if (other && other->teams.size() < why.teams.size()) why = std::move(*other);
    }
    return why;
}

}  // namespace heatline::heats
