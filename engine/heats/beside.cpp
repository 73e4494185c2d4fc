#include "engine/heats/beside.h"

#include <algorithm>

#include "engine/heats/apart.h"
#include "engine/heats/coach_search.h"
#include "engine/heats/locks.h"
#include "engine/roster.h"

namespace heatline::heats {

namespace {

// So many numbers of heats are tried, with so many looks at the ways to fill them.
constexpr std::int64_t kDaysTried = 3'000, kLooksAtADay = 20'000, kLooksAtAll = 2'000'000;

class Beside {
public:
    Beside(const DayTask& day, const std::vector<TeamIndex>& teams, const BesideRules& rules)
        : input_(day.input), positions_(day.positions), end_(rules.end) {
        const auto ours = [&](TeamIndex t) { return std::find(teams.begin(), teams.end(), t) != teams.end(); };
        std::erase_if(input_.rules.locks, [&](const LockRules& lock) {
            return std::none_of(teams.begin(), teams.end(),
                                [&](TeamIndex t) { return team_key(input_.teams[t].name) == team_key(lock.team); });
        });
        if (!rules.coaches) {
            for (PlanTeam& team : input_.teams) team.coaches.reset();
        }
        for (std::size_t b = 0; b < day.units.size(); ++b) {
            const HeatSize size = heat_size(input_.rules, input_.rules.bands[b]);
            std::vector<UnitSize> some;
            std::int64_t most = 0;
            for (const UnitSize& unit : day.units[b]) {
                most += size.places >= 1 && heats_needed(unit.seats, unit.assisted, size) == 1 ? 1 : unit.seats;
                if (ours(unit.team)) some.push_back(unit);
            }
            children_.emplace_back();
            for (const ChildIndex c : day.entries.by_band[b]) {
                if (ours(input_.children[c].team)) children_.back().push_back(c);
            }
            const bool lanes = input_.rules.bands[b].lanes > 0;
            // What bands of lanes ask for is not looked at here, but for the time they take.
            exact_ = exact_ && (!lanes || some.empty());
            if (lanes) most = static_cast<std::int64_t>(day.entries.by_band[b].size());
            least_.push_back(band_fewest(input_.rules, b, some));
            most_.push_back(std::max(most, least_.back()));
            for (const std::vector<ChildIndex>& unit : units_of(input_, children_.back())) {
                const auto is = [&](const UnitSize& u) { return u.team == input_.children[unit.front()].team; };
                const auto it = std::find_if(some.begin(), some.end(), is);
                const bool whole = heats_needed(it->seats, it->assisted, size) == 1;
                every_cut_ = every_cut_ && (whole || every_cut(input_, b, unit));
            }
        }
    }

    CouldRun run() {
        std::vector<std::int64_t> heats = least_;
        if (any_day(heats, 0)) return exact_ ? CouldRun::can : CouldRun::open;
        return all_looked_at_ && every_cut_ && exact_ ? CouldRun::cannot : CouldRun::open;
    }

private:
    // The last band varies first, and no band is given heats that would all be too late.
    bool any_day(std::vector<std::int64_t>& heats, std::size_t band) {
        if (band == heats.size()) return holds(heats);
        for (heats[band] = least_[band]; heats[band] <= most_[band]; ++heats[band]) {
            if (too_late(heats)) break;
            if (any_day(heats, band + 1)) return true;
            if (days_ > kDaysTried || looks_ > kLooksAtAll) {
                all_looked_at_ = false;
                break;
            }
        }
        heats[band] = least_[band];
        return false;
    }

    std::vector<std::size_t> bands_of(const std::vector<std::int64_t>& heats) const {
        std::vector<std::size_t> bands;
        for (std::size_t b = 0; b < heats.size(); ++b) bands.insert(bands.end(), static_cast<std::size_t>(heats[b]), b);
        return bands;
    }

    bool too_late(const std::vector<std::int64_t>& heats) const {
        const std::vector<Instant> starts = start_times(input_.rules, bands_of(heats));
        return end_ && !starts.empty() && starts.back() > input_.rules.latest_start;
    }

    // Whether the teams have room in so many heats.
    bool holds(const std::vector<std::int64_t>& heats) {
        ++days_;
        std::vector<DayHeat> day;
        for (std::size_t b = 0; b < heats.size(); ++b) {
            const std::size_t first = day.size();
            for (std::int64_t h = 0; h < heats[b]; ++h) day.push_back({b, {}});
            if (children_[b].empty() || input_.rules.bands[b].lanes > 0) continue;
            const Result<std::vector<Item>, Infeasible> items =
                pinned_items({.input = input_,
                              .positions = positions_,
                              .band = b,
                              .children = children_[b],
                              .heats_before = static_cast<std::int64_t>(first)});
            if (!items) return false;  // A lock that asks for a heat before the band.
            for (const Item& item : *items) {
                if (item.pin > heats[b]) return false;
                const std::size_t at = item.pin == 0 ? 0 : static_cast<std::size_t>(item.pin) - 1;
                day[first + at].group.items.push_back(item);
            }
        }
        cut_apart(input_, day);
        const std::vector<Instant> starts = start_times(input_.rules, bands_of(heats));
        const CoachAnswer answer = every_way(input_, day, starts, kLooksAtADay);
        if (answer == CoachAnswer::gave_up) {
            all_looked_at_ = false;
            looks_ += kLooksAtADay;
        }
        return answer == CoachAnswer::found;
    }

    PlanInput input_;
    const std::vector<std::int64_t>& positions_;
    bool end_;
    bool exact_ = true, every_cut_ = true, all_looked_at_ = true;
    std::vector<std::vector<ChildIndex>> children_;  // By band, of these teams.
    std::vector<std::int64_t> least_, most_;         // Heats, by band.
    std::int64_t days_ = 0, looks_ = 0;
};

}  // namespace

CouldRun could_run(const DayTask& day, const std::vector<TeamIndex>& teams, const BesideRules& rules) {
    return Beside(day, teams, rules).run();
}

}  // namespace heatline::heats
