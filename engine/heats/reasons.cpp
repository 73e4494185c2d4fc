#include "engine/heats/reasons.h"

#include <algorithm>
#include <optional>

#include "engine/base/limits.h"
#include "engine/heats/apart.h"
#include "engine/heats/beside.h"
#include "engine/heats/clash.h"
#include "engine/heats/coach_search.h"
#include "engine/heats/lanes.h"
#include "engine/heats/locks.h"
#include "engine/roster.h"

namespace heatline::heats {

namespace {

// Of so many teams every way to put them into heats may be gone through for a reason.
constexpr std::size_t kFewTeams = 16;
// Said where it was not decided whether one of the teams could go.
constexpr const char* kPerhapsFewer = " (perhaps fewer of these teams clash already)";

std::optional<Infeasible> band_problem(const BandTask& task) {
    if (task.input.rules.bands[task.band].lanes > 0) {
        const auto groups = make_lane_band(task);
        return groups ? std::nullopt : std::optional{groups.error()};
    }
    const auto heats = make_band(task);
    return heats ? std::nullopt : std::optional{heats.error()};
}

}  // namespace

BandTask Reasons::task_of(std::size_t band, std::int64_t heats_before) const {
    return {.input = input_,
            .positions = positions_,
            .band = band,
            .children = entries_.by_band[band],
            .heats_before = heats_before};
}

// What no other team has a part in comes first, whatever the band: a child whom no heat could hold (H4), a lock
// that makes no sense (H8), too few coaches in one heat (H7).
std::optional<Infeasible> Reasons::team_by_itself() const {
    for (std::size_t b = 0; b < input_.rules.bands.size(); ++b) {
        const BandTask task = task_of(b, 0);
        if (std::optional<Infeasible> why = child_without_room(task)) return why;
        if (const Result<std::vector<TeamLock>, Infeasible> locks = team_locks(task); !locks) return locks.error();
    }
    for (std::size_t b = 0; b < input_.rules.bands.size(); ++b) {
        for (const UnitSize& unit : units_[b]) {
            if (std::optional<Infeasible> why = unit_without_coaches(b, unit)) return why;
        }
    }
    return std::nullopt;
}

// Nothing but more coaches, or smaller groups of children, would help.
std::optional<Infeasible> Reasons::unit_without_coaches(std::size_t b, const UnitSize& unit) const {
    const BandRules& band = input_.rules.bands[b];
    const std::optional<std::int32_t> coaches = input_.teams[unit.team].coaches;
    // With no turnaround no start looks back, not even at itself.
    if (!coaches || band.lanes > 0 || input_.rules.turnaround_min == 0) return std::nullopt;
    const HeatSize size = heat_size(input_.rules, band);
    const bool whole = heats_needed(unit.seats, unit.assisted, size) == 1;
    const std::int64_t children = whole ? unit.seats - unit.assisted * (size.seats_of_assisted - 1) : 1;
    const std::int64_t need = coaches_for(input_.rules, children);
    if (need <= *coaches) return std::nullopt;
    const std::string& name = input_.teams[unit.team].name;
    return Infeasible{"H7",
                      "'" + name + "' has " + (whole ? std::to_string(children) : "") +
                          (whole ? " children in one heat of '" : "children in '") + band.name + "', who need " +
                          (whole ? std::to_string(need) + " coaches" : std::string("a coach in each heat")) +
                          ", and has " + std::to_string(*coaches) +
                          "; find more coaches or raise chaperone_ratio (no other plan can help)",
                      {name}};
}

// Of the reasons why the band, or one after it, cannot be made, one that concerns few teams.
Infeasible Reasons::least_of_bands(std::size_t band, std::int64_t heats_before, Infeasible why) const {
    if (input_.rules.bands[band].lanes > 0) {
        why.teams = lane_clash(band, heats_before, std::move(why.teams));
    } else if (why.rule == "H8") {
        why.teams = too_early_clash(band, heats_before, std::move(why.teams));
    }
    for (std::size_t b = band + 1; b < input_.rules.bands.size() && why.teams.size() > 1; ++b) {
        if (entries_.by_band[b].empty()) continue;
        const bool by_number = std::any_of(entries_.by_band[b].begin(), entries_.by_band[b].end(),
                                           [&](auto c) { return lock_holds_in(input_.rules, input_.children[c], b); });
        if (by_number) continue;  // What these ask for depends on the heats before.
        std::optional<Infeasible> other = band_problem(task_of(b, heats_before));
        if (other && other->teams.size() < why.teams.size()) why = std::move(*other);
    }
    return why;
}

// A heat of the day that the roster asks for, where the bands before need so many: with the teams that need them.
std::vector<std::string> Reasons::too_early_clash(std::size_t band, std::int64_t heats_before,
                                                  std::vector<std::string> named) const {
    const BandTask task = task_of(band, heats_before);
    const auto early = std::find_if(task.children.begin(), task.children.end(), [&](ChildIndex c) {
        return team_names(input_, {input_.children[c].team}) == named && !roster_pin(task, c);
    });
    if (early == task.children.end()) return named;
    std::int64_t number = 0;
    for (const char c : input_.children[*early].heat_lock) {
        if (c < '0' || c > '9' || number > static_cast<std::int64_t>(limits::kHeatsMax)) return named;
        number = 10 * number + (c - '0');
    }
    const TeamIndex asks = input_.children[*early].team;
    if (number < 1 || number > task.heats_before) return named;
    const auto clash = [&](const std::vector<TeamIndex>& teams) {
        std::int64_t before = 0;
        for (std::size_t b = 0; b < band; ++b) {
            std::vector<UnitSize> units;
            for (const UnitSize& unit : units_[b]) {
                const bool ours = std::find(teams.begin(), teams.end(), unit.team) != teams.end();
                if (ours || unit.team == asks) units.push_back(unit);
            }
            before += band_fewest(input_.rules, b, units);
        }
        return before >= number;
    };
    std::vector<TeamIndex> teams = largest_first();
    std::erase(teams, asks);
    if (clash({}) || !clash(teams)) return named;
    teams = least_clash(std::move(teams), clash);
    teams.push_back(asks);
    return team_names(input_, teams);
}

// Of the teams whose locks a band of lanes cannot keep, those that clash by themselves.
std::vector<std::string> Reasons::lane_clash(std::size_t band, std::int64_t heats_before,
                                             std::vector<std::string> named) const {
    std::vector<TeamIndex> teams;
    for (TeamIndex t = 0; t < input_.teams.size(); ++t) {
        if (std::find(named.begin(), named.end(), input_.teams[t].name) != named.end()) teams.push_back(t);
    }
    const auto clash = [&](const std::vector<TeamIndex>& some) {
        PlanInput alone = input_;
        const auto is_of = [&](const std::string& team) {
            return std::any_of(some.begin(), some.end(),
                               [&](TeamIndex t) { return team_key(input_.teams[t].name) == team_key(team); });
        };
        std::erase_if(alone.rules.locks, [&](const LockRules& lock) { return !is_of(lock.team); });
        std::vector<ChildIndex> children;
        for (const ChildIndex c : entries_.by_band[band]) {
            if (std::find(some.begin(), some.end(), input_.children[c].team) != some.end()) children.push_back(c);
        }
        return !make_lane_band({.input = alone,
                                .positions = positions_,
                                .band = band,
                                .children = children,
                                .heats_before = heats_before});
    };
    if (teams.empty() || !clash(teams)) return named;
    return team_names(input_, least_clash(std::move(teams), clash));
}

// When the last heat of these teams starts, in as few heats as they may need; none: they have no child.
std::optional<Instant> Reasons::soonest_end(const std::vector<TeamIndex>& teams) const {
    std::vector<std::size_t> fewest;
    for (std::size_t b = 0; b < input_.rules.bands.size(); ++b) {
        std::vector<UnitSize> units;
        for (const UnitSize& unit : units_[b]) {
            if (std::find(teams.begin(), teams.end(), unit.team) != teams.end()) units.push_back(unit);
        }
        fewest.insert(fewest.end(), static_cast<std::size_t>(band_fewest(input_.rules, b, units)), b);
    }
    if (fewest.empty()) return std::nullopt;
    return start_times(input_.rules, fewest).back();
}

// The teams of the input, those with the most places first.
std::vector<TeamIndex> Reasons::largest_first() const {
    std::vector<std::int64_t> seats(input_.teams.size(), 0);
    for (const std::vector<UnitSize>& units : units_) {
        for (const UnitSize& unit : units) seats[unit.team] += unit.seats;
    }
    std::vector<TeamIndex> teams;
    for (TeamIndex t = 0; t < seats.size(); ++t) {
        if (seats[t] > 0) teams.push_back(t);
    }
    std::stable_sort(teams.begin(), teams.end(), [&](TeamIndex a, TeamIndex b) { return seats[a] > seats[b]; });
    return teams;
}

std::optional<Infeasible> Reasons::too_late(const std::vector<DayHeat>& day, const std::vector<Instant>& starts) const {
    if (starts.empty() || starts.back() <= input_.rules.latest_start) return std::nullopt;
    const auto clash = [&](const std::vector<TeamIndex>& teams) {
        const std::optional<Instant> end = soonest_end(teams);
        return end && *end > input_.rules.latest_start;
    };
    std::vector<TeamIndex> teams = largest_first();
    const bool proven = clash(teams);
    std::size_t late = 0;
    if (proven) {
        teams = least_clash(std::move(teams), clash);
    } else {
        teams.clear();
    }
    for (std::size_t h = 0; h < day.size(); ++h) {
        if (starts[h] <= input_.rules.latest_start) continue;
        ++late;
        if (proven) continue;
        for (const Item& item : day[h].group.items) teams.push_back(item.team);
    }
    const auto longer = [](const BandRules& band) { return band.more_heats.count > 0; };
    const bool may_be_shorter = std::any_of(input_.rules.bands.begin(), input_.rules.bands.end(), longer);
    const std::int64_t over = micros_between(input_.rules.latest_start, starts.back());
    const std::int64_t minute = 60 * 1'000'000;
    return Infeasible{
        "H6",
        "the last of " + std::to_string(day.size()) + " heats would start " +
            std::to_string((over + minute - 1) / minute) + " minutes after latest_start (" + std::to_string(late) +
            " heats are too late)" +
            (proven ? "; no plan is short enough, not even for the teams named: " : "; no shorter plan was found: ") +
            (may_be_shorter ? "take out more_heats, " : "") +
            "raise the capacities, shorten the intervals or move latest_start",
        team_names(input_, teams)};
}

// Whether every way to put these teams into heats is gone through when their pieces are.
bool Reasons::every_way_of(const std::vector<TeamIndex>& teams) const {
    for (std::size_t b = 0; b < units_.size(); ++b) {
        if (input_.rules.bands[b].lanes > 0) continue;
        const HeatSize size = heat_size(input_.rules, input_.rules.bands[b]);
        for (const UnitSize& unit : units_[b]) {
            if (std::find(teams.begin(), teams.end(), unit.team) == teams.end()) continue;
            if (heats_needed(unit.seats, unit.assisted, size) == 1) continue;
            std::vector<ChildIndex> children;
            for (const ChildIndex c : entries_.by_band[b]) {
                if (input_.children[c].team == unit.team) children.push_back(c);
            }
            if (!every_cut(input_, b, children)) return false;
        }
    }
    return true;
}

// Who lacks coaches in day, in its best order or, where that is proven, whoever runs with whom.
Infeasible Reasons::no_order(const std::vector<DayHeat>& day, const std::vector<Instant>& starts,
                             const std::vector<TeamIndex>& lacking) const {
    std::vector<DayHeat> apart = day;
    cut_apart(input_, apart);
    bool open = false;  // Whether some question was not answered since the last time.
    const auto clash = [&](const std::vector<TeamIndex>& teams) {
        if (!every_way_of(teams)) {
            open = true;
            return false;
        }
        const CoachAnswer answer = coaches_alone(input_, apart, starts, teams);
        open = open || answer == CoachAnswer::gave_up;
        return answer == CoachAnswer::impossible;
    };
    std::vector<TeamIndex> teams;
    for (const TeamIndex t : lacking) {  // One that clashes with nobody else is the smallest reason.
        if (teams.empty() && clash({t})) teams = {t};
    }
    if (teams.empty()) teams = lacking;
    // On a small day the others can be looked at too: those that lack coaches are then named first.
    if (!clash(teams)) {
        for (const TeamIndex t : largest_first()) {
            if (std::find(teams.begin(), teams.end(), t) == teams.end()) teams.push_back(t);
        }
        if (teams.size() > kFewTeams || !clash(teams)) teams.clear();
    }
    const bool proven = !teams.empty();
    teams = proven ? least_clash(std::move(teams), clash) : lacking;
    if (proven && could_run(input_, positions_, entries_, units_, teams) == CouldRun::cannot)
        return least(Infeasible{"H7", beside_sentence(true), team_names(input_, teams)});
    open = false;
    for (std::size_t i = 0; proven && teams.size() > 1 && i < teams.size(); ++i) {
        std::vector<TeamIndex> others = teams;
        others.erase(others.begin() + static_cast<std::ptrdiff_t>(i));
        clash(others);
    }
    return {"H7",
            (proven ? "in the " + std::to_string(day.size()) +
                          " heats of this day, whoever runs with whom, these teams do not all have a coach for every "
                    : std::string("no order of the heats was found in which these teams have a coach for every ")) +
                std::to_string(input_.rules.chaperone_ratio) +
                " children at every start, while coaches are back after " +
                std::to_string(input_.rules.turnaround_min) +
                " minutes; find more coaches, raise chaperone_ratio, shorten turnaround_min or lengthen the "
                "intervals" +
                (proven && open ? kPerhapsFewer : ""),
            team_names(input_, teams)};
}

std::string Reasons::beside_sentence(bool coaches) const {
    if (!coaches)
        return "the heats that these teams and their locks ask for cannot all start by latest_start, whoever runs "
               "beside them; take a lock away, lock to an earlier heat, shorten the intervals or move latest_start";
    return "in no heats that start by latest_start do these teams all have a coach for every " +
           std::to_string(input_.rules.chaperone_ratio) + " children at every start, while coaches are back after " +
           std::to_string(input_.rules.turnaround_min) +
           " minutes; find more coaches, raise chaperone_ratio, shorten turnaround_min, lengthen the intervals or move "
           "latest_start";
}

// Takes teams away as long as the others are proven to have no plan whoever runs beside them, by whatever rule.
Infeasible Reasons::least(Infeasible why) const {
    if (why.teams.size() < 2 || why.teams.size() > kFewTeams) return why;
    std::vector<TeamIndex> teams;
    for (TeamIndex t = 0; t < input_.teams.size(); ++t) {
        if (std::find(why.teams.begin(), why.teams.end(), input_.teams[t].name) != why.teams.end()) teams.push_back(t);
    }
    const auto ask = [&](const std::vector<TeamIndex>& some, const BesideRules& rules) {
        return could_run(input_, positions_, entries_, units_, some, rules);
    };
    bool fewer = false, open = false;
    for (std::size_t i = 0; i < teams.size() && teams.size() > 1;) {
        std::vector<TeamIndex> others = teams;
        others.erase(others.begin() + static_cast<std::ptrdiff_t>(i));
        const CouldRun could = ask(others, {});
        open = open || could == CouldRun::open;
        if (could != CouldRun::cannot) {
            ++i;
            continue;
        }
        // Who could not be spared before cannot be spared now: fewer teams can always do what more can.
        teams = std::move(others);
        fewer = true;
    }
    if (fewer) {
        const bool by_coaches = ask(teams, {.coaches = false, .end = true}) == CouldRun::can;
        why = {by_coaches ? "H7" : "H6", beside_sentence(by_coaches), team_names(input_, teams)};
    }
    if (open && teams.size() > 1) why.sentence += kPerhapsFewer;
    return why;
}

}  // namespace heatline::heats
