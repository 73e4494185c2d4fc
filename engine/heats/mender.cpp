#include "engine/heats/mender.h"

#include <algorithm>

namespace heatline::heats {

Mender::Mender(Regroup& day) : day_(day) {
    for (std::size_t g = 0; g < day_.groups().size(); ++g) {
        if (day_.groups()[g].heat == kNoHeat) homeless_.push_back(g);
    }
    // The largest first: they have the least choice.
    std::stable_sort(homeless_.begin(), homeless_.end(),
                     [&](std::size_t a, std::size_t b) { return day_.groups()[a].seats > day_.groups()[b].seats; });
}

// With a limit on the children moved that grows until there is a way: what is cheap is found before what is deep.
void Mender::run() {
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

// Heats for a group, those with the most room first.
std::vector<std::size_t> Mender::heats_for(std::size_t g) const {
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
std::vector<std::size_t> Mender::own_heats(std::size_t g) const {
    const MovingGroup& group = day_.groups()[g];
    std::vector<std::size_t> heats;
    if (group.home != kNoHeat) return heats;
    std::int64_t seats = group.seats;
    std::int64_t most = 0;
    for (const MovingGroup& other : day_.groups()) {
        if (&other == &group || other.team != group.team || other.band != group.band || other.heat == kNoHeat) continue;
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

void Mender::place(std::size_t next, std::int64_t moved) {
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

void Mender::mend(std::int64_t moved) {
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

void Mender::keep(std::int64_t moved) {
    const std::int64_t span = day_.span();
    if (found_ && moved == best_moved_ && span >= best_span_) return;
    found_ = true;
    best_moved_ = moved;
    best_span_ = span;
    best_.clear();
    for (const MovingGroup& group : day_.groups()) best_.push_back(group.heat);
}
}  // namespace heatline::heats
