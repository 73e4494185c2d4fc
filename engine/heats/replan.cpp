#include "engine/heats/replan.h"

#include <algorithm>

#include "engine/heats/lanes.h"
#include "engine/heats/locks.h"
#include "engine/heats/mender.h"
#include "engine/heats/order.h"

namespace heatline::heats {

namespace {

std::vector<std::int32_t> free_lanes(const BandRules& band, const std::vector<std::int32_t>& taken) {
    std::vector<std::int32_t> free;
    for (const std::int32_t lane : lanes_by_preference(band)) {
        if (std::find(taken.begin(), taken.end(), lane) == taken.end()) free.push_back(lane);
    }
    return free;
}

// A heat to which somebody comes, or that somebody leaves: who stays keeps its place in the list and its lane, who
// comes gets the best lanes that are free. `stays`: by child, all no; left so.
void refill(const BandRules& band, const PlannedHeatOut& before, const std::vector<ChildIndex>& children,
            std::vector<bool>& stays, PlannedHeatOut& after) {
    for (const ChildIndex c : children) stays[c] = true;
    for (std::size_t i = 0; i < before.children.size(); ++i) {
        if (!stays[before.children[i]]) continue;
        stays[before.children[i]] = false;
        after.children.push_back(before.children[i]);
        if (!before.lanes.empty()) after.lanes.push_back(before.lanes[i]);
    }
    const std::vector<std::int32_t> free = free_lanes(band, after.lanes);
    std::size_t next = 0;
    for (const ChildIndex c : children) {
        if (!stays[c]) continue;
        stays[c] = false;
        after.children.push_back(c);
        if (band.lanes > 0) after.lanes.push_back(next < free.size() ? free[next] : 0);
        ++next;
    }
}

// The day after the moves. A heat that nobody comes to or leaves is as before.
std::vector<PlannedHeatOut> day_after(const RaceDay& day, const Regroup& regroup,
                                      const std::vector<std::size_t>& heat_of) {
    std::vector<bool> touched(regroup.heats(), false);
    std::vector<std::size_t> come(regroup.heats(), 0);
    for (std::size_t g = 0; g < heat_of.size(); ++g) {
        const MovingGroup& group = regroup.groups()[g];
        come[heat_of[g]] += group.children;
        if (group.home == heat_of[g]) continue;
        touched[heat_of[g]] = true;
        if (group.home != kNoHeat) touched[group.home] = true;
    }
    std::vector<PlannedHeatOut> heats;
    heats.reserve(regroup.heats());
    std::size_t published = 0;
    for (std::size_t h = 0; h < regroup.heats(); ++h) {
        const BandRules& band = day.input.rules.bands[regroup.band_of(h)];
        heats.push_back({.band = BandId{regroup.band_of(h)},
                         .race = band.race,
                         .line = band.line,
                         .start = regroup.start_of(h),
                         .children = {},
                         .lanes = {}});
        if (regroup.added() == h) {
            touched[h] = true;
            continue;
        }
        const PlannedHeatOut& before = day.heats[published++];
        touched[h] = touched[h] || come[h] != before.children.size();  // Who does not come leaves the list.
        if (touched[h]) continue;
        heats[h].children = before.children;
        heats[h].lanes = before.lanes;
    }
    std::vector<std::vector<ChildIndex>> children(regroup.heats());
    for (std::size_t g = 0; g < heat_of.size(); ++g) {
        if (!touched[heat_of[g]]) continue;
        const std::span<const ChildIndex> group = regroup.children_of(g);
        children[heat_of[g]].insert(children[heat_of[g]].end(), group.begin(), group.end());
    }
    std::vector<bool> stays(day.input.children.size(), false);
    published = 0;
    for (std::size_t h = 0; h < regroup.heats(); ++h) {
        const PlannedHeatOut none;
        const PlannedHeatOut& before = regroup.added() == h ? none : day.heats[published++];
        if (touched[h]) refill(day.input.rules.bands[regroup.band_of(h)], before, children[h], stays, heats[h]);
    }
    return heats;
}

// Heats in which a late child could run alone with other teams.
std::vector<Offer> offers_of(Regroup& regroup) {
    std::vector<Offer> offers;
    for (std::size_t g = 0; g < regroup.groups().size(); ++g) {
        if (regroup.groups()[g].home != kNoHeat || regroup.groups()[g].children != 1) continue;
        for (std::size_t h = 0; h < regroup.heats(); ++h) {
            if (!regroup.open_to(regroup.groups()[g], h) || regroup.room(h) < regroup.groups()[g].seats) continue;
            const std::int64_t before = regroup.span(h);
            regroup.put(g, h);
            if (regroup.full_heat() == kNoHeat && !regroup.lacking_team())
                offers.push_back({regroup.children_of(g).front(), h, regroup.span(h) - before});
            regroup.put(g, kNoHeat);
        }
    }
    std::stable_sort(offers.begin(), offers.end(), [](const Offer& a, const Offer& b) { return a.walk < b.walk; });
    if (offers.size() > kOffersMax) offers.resize(kOffersMax);
    return offers;
}

// One child more can ask for one coach more: then no heat helps, where the team runs together.
std::optional<Infeasible> late_without_coaches(const RaceDay& day, const Regroup& regroup) {
    std::vector<TeamIndex> teams;
    for (const MovingGroup& late : regroup.groups()) {
        const std::optional<std::int32_t> coaches = day.input.teams[late.team].coaches;
        if (late.home != kNoHeat || !coaches || day.input.rules.bands[late.band].lanes > 0) continue;
        if (day.input.rules.turnaround_min == 0) continue;
        auto children = static_cast<std::int64_t>(late.children);
        std::int64_t seats = late.seats, pieces = 0, places = 0;
        for (const MovingGroup& other : regroup.groups()) {
            if (other.band != late.band || other.team != late.team || other.heat == kNoHeat) continue;
            if (!regroup.open_to(other, other.heat)) continue;
            ++pieces;
            children += static_cast<std::int64_t>(other.children);
            seats += other.seats;
            places = regroup.places(other.heat);
        }
        const std::int64_t lacked = regroup.lacked_before(late.team);
        if (pieces == 1 && seats <= places && coaches_for(day.input.rules, children) > *coaches + lacked)
            teams.push_back(late.team);
    }
    if (teams.empty()) return std::nullopt;
    const std::vector<std::string> names = team_names(day.input, teams);
    const bool one = names.size() == 1;
    return Infeasible{"H7",
                      std::string("with the late children ") +
                          (one ? "this team needs one coach more in its heat than it has"
                               : "these teams need one coach more in their heat than they have") +
                          "; find another adult for them, or let the child run with another team",
                      names};
}

Infeasible nothing_helps(const RaceDay& day, const Regroup& regroup) {
    std::vector<TeamIndex> teams;
    for (const MovingGroup& group : regroup.groups()) {
        if (group.heat == kNoHeat) teams.push_back(group.team);
    }
    const std::optional<TeamIndex> lacking = regroup.lacking_team();
    if (teams.empty() && lacking) teams.push_back(*lacking);
    const bool coaches = lacking && regroup.full_heat() == kNoHeat;
    const std::vector<std::string> names = team_names(day.input, teams);
    const bool one = names.size() == 1;
    return {coaches ? "H7" : "H4",
            coaches ? std::string(one ? "this team lacks" : "these teams lack") +
                          " coaches, and no heat that is still to be called would change that; find another adult for "
                          "them"
                    : "no heat that is still to be called can take " + std::string(one ? "this team" : "these teams") +
                          ", and the day has no room for another heat; raise a capacity, move latest_start or let "
                          "single children run with other teams",
            names};
}

}  // namespace

Result<Replan, Infeasible> replan(const RaceDay& day) {
    Regroup regroup(day);
    if (const std::optional<Infeasible> lacking = late_without_coaches(day, regroup)) return Error{*lacking};
    Replan answer;
    std::optional<Mender> mender(regroup);
    mender->run();
    // The search leaves everybody where it found them.
    if (!mender->found() || mender->moved() > 0) answer.offers = offers_of(regroup);
    if (!mender->found()) {
        // A new heat in the first band that somebody is left of.
        std::size_t band = day.input.rules.bands.size();
        for (const MovingGroup& group : regroup.groups()) {
            if (group.heat == kNoHeat) band = std::min(band, group.band);
        }
        if (band == day.input.rules.bands.size() || !regroup.add_heat(band)) return Error{nothing_helps(day, regroup)};
        answer.new_heat = true;
        answer.added = regroup.added();
        mender.emplace(regroup);
        mender->run();
        if (!mender->found()) return Error{nothing_helps(day, regroup)};
    }
    answer.others_moved = mender->moved();
    answer.fewest = mender->complete();
    answer.heats = day_after(day, regroup, mender->best());
    for (std::size_t g = 0; g < mender->best().size(); ++g) {
        const MovingGroup& group = regroup.groups()[g];
        if (group.home == mender->best()[g]) continue;
        for (const ChildIndex c : regroup.children_of(g)) {
            MovedChild moved{.child = c, .from = {}, .to = mender->best()[g]};
            if (group.home != kNoHeat) moved.from = group.home;
            answer.moves.push_back(moved);
        }
    }
    return answer;
}

}  // namespace heatline::heats
