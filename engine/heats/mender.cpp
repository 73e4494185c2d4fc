#include "engine/heats/mender.h"

#include <algorithm>
#include <map>
#include <utility>

namespace heatline::heats {

Mender::Mender(Regroup& day) : day_(day) {
    for (std::size_t g = 0; g < day_.groups().size(); ++g) {
        if (day_.groups()[g].heat == kNoHeat) homeless_.push_back(g);
    }
    // The largest first: they have the least choice.
    std::stable_sort(homeless_.begin(), homeless_.end(),
                     [&](std::size_t a, std::size_t b) { return day_.groups()[a].seats > day_.groups()[b].seats; });
    std::size_t heats = 1;
    for (const MovingGroup& group : day_.groups()) heats = std::max(heats, day_.open_heats(group.band).size());
    looks_a_limit_ = std::clamp(kLooksTimesHeats / static_cast<std::int64_t>(heats), kLooksLeast, kLooksMost);
}

// With a limit on the children moved that grows until there is a way: what is cheap is found before what is deep.
void Mender::run() {
    if (!room_enough()) return;
    std::int64_t children = 0;
    for (const MovingGroup& group : day_.groups()) children += group.cost;
    std::optional<Way> simple;  // Of one group or two.
    bool looked_for_simple = false;
    for (std::int64_t limit = 0; !best_; limit = limit == 0 ? kFirstLimit : 2 * limit) {
        if (simple && simple->moved <= limit) {
            best_ = std::move(simple);
            break;
        }
        complete_ = search(limit, day_.groups().size(), looks_a_limit_);
        if (!complete_ && !looked_for_simple) {
            looked_for_simple = true;
            const bool found = best_.has_value();
            search(children, 2, kPairLooks);
            if (!found) simple = std::exchange(best_, std::nullopt);
        }
        if (limit > children) return;
    }
    // Whether fewer would do is soon gone through once a way is known, however many looks it took to find it.
    for (int again = 0; again < kAgain && !complete_; ++again)
        complete_ = search(best_->moved - 1, day_.groups().size(), looks_a_limit_);
}

// True when every way that moves no more children and groups was gone through, but for those that are no better than
// the best.
bool Mender::search(std::int64_t limit, std::size_t most_groups, std::int64_t looks) {
    best_moved_ = best_ ? std::min(limit, best_->moved) : limit;
    most_groups_ = most_groups;
    looks_ = 0;
    looks_max_ = looks;
    std::fill(seen_.begin(), seen_.end(), 0);  // With a larger limit there is more behind each.
    place(0, 0);
    return looks_ < looks_max_;
}

// Whether all who have to run fit the heats that are still to be called, if they were sand.
bool Mender::room_enough() const {
    struct Room {
        std::int64_t seats = 0, helpers = 0;
    };
    std::map<std::size_t, Room> left;  // By band.
    for (const MovingGroup& group : day_.groups()) {
        if (group.heat != kNoHeat && !day_.open(group.heat)) continue;
        left[group.band].seats -= group.seats;
        left[group.band].helpers -= group.assisted;
    }
    return std::all_of(left.begin(), left.end(), [&](const auto& band) {
        Room room = band.second;
        for (const std::size_t h : day_.open_heats(band.first)) {
            room.seats += day_.most_seats(h);
            room.helpers += day_.most_helpers(h);
        }
        return room.seats >= 0 && room.helpers >= 0;
    });
}

namespace {

// The lists are short and made a hundred thousand times, so in place.
template <class Before>
void sort_stably(std::vector<std::size_t>& list, Before before) {
    for (std::size_t i = 1; i < list.size(); ++i) {
        const std::size_t item = list[i];
        std::size_t at = i;
        for (; at > 0 && before(item, list[at - 1]); --at) list[at] = list[at - 1];
        list[at] = item;
    }
}

// A number drawn for each group and heat; the sum without carry of those that moved names a state.
std::uint64_t moved_key(std::size_t group, std::size_t heat) {
    std::uint64_t x = (std::uint64_t{group} << 20) + heat + 0x9E37'79B9'7F4A'7C15;
    x = (x ^ (x >> 30)) * 0xBF58'476D'1CE4'E5B9;
    x = (x ^ (x >> 27)) * 0x94D0'49BB'1331'11EB;
    return x ^ (x >> 31);
}

}  // namespace

// Heats for a group, those with the most room first.
void Mender::heats_for(std::size_t g, std::vector<std::size_t>& heats) const {
    const MovingGroup& group = day_.groups()[g];
    heats.clear();
    for (const std::size_t h : day_.open_heats(group.band)) {
        if (h != group.heat && day_.open_to(group, h)) heats.push_back(h);
    }
    sort_stably(heats, [&](std::size_t a, std::size_t b) { return day_.room(a) > day_.room(b); });
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
    if (!own) heats_for(g, heats);
    for (const std::size_t heat : heats) {
        const std::uint64_t before = key_;
        key_ ^= moved_key(g, heat);
        day_.put(g, heat);
        // It goes with its team, if that moves; a group on its own is where it should be.
        day_.fix(g, !own);
        place(next + 1, moved);
        day_.fix(g, false);
        day_.put(g, kNoHeat);
        key_ = before;
    }
}

void Mender::mend(std::int64_t moved) {
    const std::size_t full = day_.full_heat();
    // Who leaves one heat leaves no other, so what the full heats ask for adds up.
    if (full != kNoHeat && moved + day_.leave_least() > best_moved_) return;
    Level& level = deeper();
    std::vector<std::size_t>& movable = level.movable;
    movable.clear();
    if (full != kNoHeat) {
        movable = day_.in_heat(full);
    } else if (const std::optional<TeamIndex> team = day_.lacking_team()) {
        for (const std::size_t g : day_.of_team(*team)) {
            if (day_.groups()[g].heat != kNoHeat) movable.push_back(g);
        }
    } else {
        keep(moved);
        --depth_;
        return;
    }
    // A level for each group that moved, and one for nobody.
    if (depth_ > most_groups_) movable.clear();
    sort_stably(movable, [&](std::size_t a, std::size_t b) { return day_.groups()[a].cost < day_.groups()[b].cost; });
    for (const std::size_t g : movable) {
        // Late children go along with their team and are never a reason of their own to move.
        if (day_.groups()[g].fixed || day_.groups()[g].home == kNoHeat) continue;
        if (moved + day_.groups()[g].cost > best_moved_) continue;
        if (!try_heats(g, moved + day_.groups()[g].cost, level)) break;
    }
    --depth_;
}

// Moves the group to each heat that may take it; false when the search is over.
bool Mender::try_heats(std::size_t g, std::int64_t cost, Level& level) {
    const MovingGroup& group = day_.groups()[g];
    const std::size_t from = group.heat;
    level.company.clear();
    std::int64_t seats = group.seats;
    for (const std::size_t other : day_.in_heat(from)) {
        const MovingGroup& late = day_.groups()[other];
        if (late.home != kNoHeat || late.fixed || late.team != group.team) continue;
        level.company.push_back(other);
        seats += late.seats;
    }
    heats_for(g, level.heats);
    day_.fix(g, true);
    const std::int64_t left = day_.leave_least(from, -seats);
    day_.fix(g, false);
    const bool last = depth_ == most_groups_;  // Nobody may have to move after this one.
    if (last && left > 0) return true;
    for (const std::size_t heat : level.heats) {
        if (!worth(cost)) return false;
        if (last && day_.leave_least(heat, seats) > 0) continue;
        if (cost + left + day_.leave_least(heat, seats) > best_moved_) continue;
        const std::uint64_t before = key_;
        key_ ^= moved_key(g, heat);
        if (been_here()) {
            key_ = before;
            continue;
        }
        day_.fix(g, true);
        day_.put(g, heat);
        for (const std::size_t late : level.company) day_.put(late, heat);
        mend(cost);
        key_ = before;
        day_.put(g, from);
        for (const std::size_t late : level.company) day_.put(late, from);
        day_.fix(g, false);
    }
    return true;
}

// What is behind a state depends on nothing but who is where, whatever the order of the moves that led there.
bool Mender::been_here() {
    if (looks_ < kLooksBeforeNoting) return false;
    if (seen_.empty()) seen_.assign(kStatesNoted, 0);
    std::uint64_t& noted = seen_[key_ % kStatesNoted];
    if (noted == key_) return true;
    noted = key_;
    return false;
}

Mender::Level& Mender::deeper() {
    if (depth_ == levels_.size()) levels_.emplace_back();
    return levels_[depth_++];
}

void Mender::keep(std::int64_t moved) {
    const std::int64_t span = day_.span();
    if (best_ && moved == best_->moved && span >= best_->span) return;
    best_moved_ = moved;
    best_ = Way{moved, span, {}};
    for (const MovingGroup& group : day_.groups()) best_->heats.push_back(group.heat);
}

}  // namespace heatline::heats
