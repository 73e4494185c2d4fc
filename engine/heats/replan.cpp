#include "engine/heats/replan.h"

#include <algorithm>
#include <map>

#include "engine/heats/lanes.h"
#include "engine/heats/locks.h"
#include "engine/heats/order.h"
#include "engine/heats/regroup.h"

namespace heatline::heats {

namespace {

// Goes through every way to place those without a heat and to mend what that breaks. Whatever is broken can only be
// mended by moving a group out of the heat that is too full, or one of the team that lacks coaches; every such group
// and every heat for it is tried, each group once, as long as fewer children move than in the best way so far.
class Mender {
public:
    explicit Mender(Regroup& day) : day_(day) {
        for (std::size_t g = 0; g < day_.groups().size(); ++g) {
            if (day_.groups()[g].heat == kNoHeat) homeless_.push_back(g);
        }
        // The largest first: they have the least choice.
        std::stable_sort(homeless_.begin(), homeless_.end(),
                         [&](std::size_t a, std::size_t b) { return day_.groups()[a].seats > day_.groups()[b].seats; });
    }

    // With a limit on the children moved that grows until there is a way: what is cheap is found before what is deep.
    void run() {
        std::int64_t children = 0;
        for (const MovingGroup& group : day_.groups()) children += group.cost;
        for (std::int64_t limit = 0; !found_; limit = limit == 0 ? kFirstLimit : 2 * limit) {
            best_moved_ = limit;
            looks_ = 0;
            place(0, 0);
            complete_ = complete_ && looks_ < kReplanLooks;
            if (limit > children) return;
        }
    }

    bool found() const { return found_; }
    bool complete() const { return complete_; }
    std::int64_t moved() const { return best_moved_; }
    const std::vector<std::size_t>& best() const { return best_; }  // The heat of each group.

private:
    static constexpr std::int64_t kFirstLimit = 8;

    bool worth(std::int64_t moved) { return ++looks_ < kReplanLooks && moved <= best_moved_; }

    // Heats for a group, those with the most room first.
    std::vector<std::size_t> heats_for(std::size_t g) const {
        const MovingGroup& group = day_.groups()[g];
        std::vector<std::size_t> heats;
        for (std::size_t h = 0; h < day_.heats(); ++h) {
            if (h != group.heat && day_.open_to(group, h)) heats.push_back(h);
        }
        std::stable_sort(heats.begin(), heats.end(),
                         [&](std::size_t a, std::size_t b) { return day_.room(a) > day_.room(b); });
        return heats;
    }

    // Late children run with their own team where that is still to run and stays within one heat (H5).
    std::vector<std::size_t> own_heats(std::size_t g) const {
        const MovingGroup& group = day_.groups()[g];
        std::vector<std::size_t> heats;
        if (group.home != kNoHeat) return heats;
        std::int64_t seats = group.seats;
        std::int64_t most = 0;
        for (const MovingGroup& other : day_.groups()) {
            if (&other == &group || other.team != group.team || other.band != group.band || other.heat == kNoHeat)
                continue;
            if (!day_.open_to(group, other.heat)) continue;
            seats += other.seats;
            most = std::max(most, day_.places(other.heat));
            heats.push_back(other.heat);
        }
        std::sort(heats.begin(), heats.end());
        heats.erase(std::unique(heats.begin(), heats.end()), heats.end());
        if (heats.size() == 1 && seats > most) heats.clear();  // Together they are too many for any heat.
        return heats;
    }

    void place(std::size_t next, std::int64_t moved) {
        if (!worth(moved)) return;
        if (next == homeless_.size()) {
            mend(moved);
            return;
        }
        const std::size_t g = homeless_[next];
        std::vector<std::size_t> heats = own_heats(g);
        const bool own = !heats.empty();
        if (!own) heats = heats_for(g);
        for (const std::size_t heat : heats) {
            day_.put(g, heat);
            // It goes with its team, if that moves; a group on its own is where it should be.
            day_.groups()[g].fixed = !own;
            place(next + 1, moved);
            day_.groups()[g].fixed = false;
            day_.put(g, kNoHeat);
        }
    }

    void mend(std::int64_t moved) {
        const std::size_t full = day_.full_heat();
        if (full != kNoHeat && moved + day_.leave_least(full, 0) > best_moved_) return;
        std::vector<std::size_t> movable;
        if (full != kNoHeat) {
            movable = day_.in_heat(full);
        } else if (const std::optional<TeamIndex> team = day_.lacking_team()) {
            for (std::size_t g = 0; g < day_.groups().size(); ++g) {
                if (day_.groups()[g].team == *team && day_.groups()[g].heat != kNoHeat) movable.push_back(g);
            }
        } else {
            keep(moved);
            return;
        }
        std::stable_sort(movable.begin(), movable.end(),
                         [&](std::size_t a, std::size_t b) { return day_.groups()[a].cost < day_.groups()[b].cost; });
        for (const std::size_t g : movable) {
            MovingGroup& group = day_.groups()[g];
            // Late children go along with their team and are never a reason of their own to move.
            if (group.fixed || group.home == kNoHeat) continue;
            const std::int64_t cost = moved + group.cost;
            if (cost > best_moved_) continue;
            const std::size_t from = group.heat;
            std::vector<std::size_t> company;
            for (const std::size_t other : day_.in_heat(from)) {
                const MovingGroup& late = day_.groups()[other];
                if (late.home == kNoHeat && !late.fixed && late.team == group.team) company.push_back(other);
            }
            for (const std::size_t heat : heats_for(g)) {
                if (!worth(cost)) return;
                if (cost + day_.leave_least(heat, group.seats) > best_moved_) continue;
                group.fixed = true;
                day_.put(g, heat);
                for (const std::size_t late : company) day_.put(late, heat);
                mend(cost);
                day_.put(g, from);
                for (const std::size_t late : company) day_.put(late, from);
                group.fixed = false;
            }
        }
    }

    void keep(std::int64_t moved) {
        const std::int64_t span = day_.span();
        if (found_ && moved == best_moved_ && span >= best_span_) return;
        found_ = true;
        best_moved_ = moved;
        best_span_ = span;
        best_.clear();
        for (const MovingGroup& group : day_.groups()) best_.push_back(group.heat);
    }

    Regroup& day_;
    std::vector<std::size_t> homeless_;
    std::int64_t looks_ = 0;
    std::int64_t best_moved_ = 0, best_span_ = 0;
    bool found_ = false, complete_ = true;
    std::vector<std::size_t> best_;
};

std::vector<std::int32_t> free_lanes(const BandRules& band, const std::vector<std::int32_t>& taken) {
    std::vector<std::int32_t> free;
    for (const std::int32_t lane : lanes_by_preference(band.lanes)) {
        if (std::find(taken.begin(), taken.end(), lane) == taken.end()) free.push_back(lane);
    }
    return free;
}

bool untouched(const PlannedHeatOut& before, std::vector<ChildIndex> children) {
    if (before.children.size() != children.size()) return false;
    std::vector<ChildIndex> sorted = before.children;
    std::sort(sorted.begin(), sorted.end());
    std::sort(children.begin(), children.end());
    return sorted == children;
}

// The day after the moves. Lanes of those who stay are kept; who comes gets the best that are free.
std::vector<PlannedHeatOut> day_after(const RaceDay& day, Regroup& regroup, const std::vector<std::size_t>& heat_of) {
    std::vector<std::vector<ChildIndex>> children(regroup.heats());
    for (std::size_t g = 0; g < heat_of.size(); ++g) {
        const std::vector<ChildIndex>& group = regroup.groups()[g].children;
        children[heat_of[g]].insert(children[heat_of[g]].end(), group.begin(), group.end());
    }
    std::vector<PlannedHeatOut> heats;
    std::size_t published = 0;
    for (std::size_t h = 0; h < regroup.heats(); ++h) {
        const BandRules& band = day.input.rules.bands[regroup.band_of(h)];
        const bool added = regroup.heats() > day.heats.size() && regroup.added() == h;
        const PlannedHeatOut before = added ? PlannedHeatOut{} : day.heats[published++];
        PlannedHeatOut after{.band = BandId{regroup.band_of(h)},
                             .race = band.race,
                             .line = band.line,
                             .start = regroup.start_of(h),
                             .children = {},
                             .lanes = {}};
        if (!added && untouched(before, children[h])) {
            after.children = before.children;
            after.lanes = before.lanes;
            heats.push_back(std::move(after));
            continue;
        }
        std::vector<ChildIndex> fresh = children[h];
        for (std::size_t i = 0; i < before.children.size(); ++i) {  // Who stays keeps its place in the list.
            const auto found = std::find(fresh.begin(), fresh.end(), before.children[i]);
            if (found == fresh.end()) continue;
            after.children.push_back(*found);
            if (!before.lanes.empty()) after.lanes.push_back(before.lanes[i]);
            fresh.erase(found);
        }
        const std::vector<std::int32_t> free = free_lanes(band, after.lanes);
        for (std::size_t i = 0; i < fresh.size(); ++i) {
            after.children.push_back(fresh[i]);
            if (band.lanes > 0) after.lanes.push_back(free[i]);
        }
        heats.push_back(std::move(after));
    }
    return heats;
}

// Heats in which a late child could run alone with other teams.
std::vector<Offer> offers_of(Regroup& regroup) {
    std::vector<Offer> offers;
    for (std::size_t g = 0; g < regroup.groups().size(); ++g) {
        if (regroup.groups()[g].home != kNoHeat || regroup.groups()[g].children.size() != 1) continue;
        const std::int64_t before = regroup.span();
        for (std::size_t h = 0; h < regroup.heats(); ++h) {
            if (!regroup.open_to(regroup.groups()[g], h) || regroup.room(h) < regroup.groups()[g].seats) continue;
            regroup.put(g, h);
            if (regroup.full_heat() == kNoHeat && !regroup.lacking_team())
                offers.push_back({regroup.groups()[g].children.front(), h, regroup.span() - before});
            regroup.put(g, kNoHeat);
        }
    }
    std::stable_sort(offers.begin(), offers.end(), [](const Offer& a, const Offer& b) { return a.walk < b.walk; });
    if (offers.size() > kOffersMax) offers.resize(kOffersMax);
    return offers;
}

// One child more can ask for one coach more: then no heat helps, where the team runs together.
std::optional<Infeasible> late_without_coaches(const RaceDay& day, Regroup& regroup) {
    std::vector<TeamIndex> teams;
    for (const MovingGroup& late : regroup.groups()) {
        const std::optional<std::int32_t> coaches = day.input.teams[late.team].coaches;
        if (late.home != kNoHeat || !coaches || day.input.rules.bands[late.band].lanes > 0) continue;
        if (day.input.rules.turnaround_min == 0) continue;
        auto children = static_cast<std::int64_t>(late.children.size());
        std::int64_t seats = late.seats, pieces = 0, places = 0;
        for (const MovingGroup& other : regroup.groups()) {
            if (other.band != late.band || other.team != late.team || other.heat == kNoHeat) continue;
            if (!regroup.open_to(other, other.heat)) continue;
            ++pieces;
            children += static_cast<std::int64_t>(other.children.size());
            seats += other.seats;
            places = regroup.places(other.heat);
        }
        if (pieces == 1 && seats <= places && coaches_for(day.input.rules, children) > *coaches)
            teams.push_back(late.team);
    }
    if (teams.empty()) return std::nullopt;
    return Infeasible{"H7",
                      "with the late children these teams need one coach more in their heat than they have; find "
                      "another adult for them, or let the child run with another team",
                      team_names(day.input, teams)};
}

Infeasible nothing_helps(const RaceDay& day, Regroup& regroup) {
    std::vector<TeamIndex> teams;
    for (const MovingGroup& group : regroup.groups()) {
        if (group.heat == kNoHeat) teams.push_back(group.team);
    }
    const std::optional<TeamIndex> lacking = regroup.lacking_team();
    if (teams.empty() && lacking) teams.push_back(*lacking);
    const bool coaches = lacking && regroup.full_heat() == kNoHeat;
    return {coaches ? "H7" : "H4",
            coaches
                ? "these teams lack coaches, and no heat that is still to be called would change that; find another "
                  "adult for them"
                : "no heat that is still to be called can take these teams, and the day has no room for another "
                  "heat; raise a capacity, move latest_start or let single children run with other teams",
            team_names(day.input, teams)};
}

}  // namespace

Result<Replan, Infeasible> replan(const RaceDay& day) {
    Regroup regroup(day);
    if (const std::optional<Infeasible> lacking = late_without_coaches(day, regroup)) return Error{*lacking};
    Replan answer;
    std::optional<Mender> mender(regroup);
    mender->run();
    if (!mender->found()) {
        // A new heat in the first band that somebody is left of.
        std::size_t band = day.input.rules.bands.size();
        for (const MovingGroup& group : regroup.groups()) {
            if (group.heat == kNoHeat) band = std::min(band, group.band);
        }
        if (band == day.input.rules.bands.size() || !regroup.add_heat(band)) return Error{nothing_helps(day, regroup)};
        answer.new_heat = true;
        mender.emplace(regroup);
        mender->run();
        if (!mender->found()) return Error{nothing_helps(day, regroup)};
    }
    answer.others_moved = mender->moved();
    answer.fewest = mender->complete();
    if (answer.others_moved > 0 || answer.new_heat) {
        Regroup published(day);
        answer.offers = offers_of(published);
    }
    answer.heats = day_after(day, regroup, mender->best());
    for (std::size_t g = 0; g < mender->best().size(); ++g) {
        const MovingGroup& group = regroup.groups()[g];
        if (group.home == mender->best()[g]) continue;
        for (const ChildIndex c : group.children) {
            MovedChild moved{.child = c, .from = {}, .to = mender->best()[g]};
            if (group.home != kNoHeat) moved.from = group.home;
            answer.moves.push_back(moved);
        }
    }
    return answer;
}

}  // namespace heatline::heats
