#include "engine/heats/regroup.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

#include "engine/heats/order.h"
#include "engine/heats/tent.h"
#include "engine/roster.h"

namespace heatline::heats {

namespace {

bool flag(const std::vector<bool>& flags, std::size_t at) { return at < flags.size() && flags[at]; }

}  // namespace

Regroup::Regroup(const RaceDay& day)
    : day_(day),
      positions_(tent_positions(day.input.rules, day.input.teams)),
      of_team_(day.input.teams.size()),
      lacking_(day.input.teams.size(), 0) {
    for (std::size_t h = 0; h < day.heats.size(); ++h) {
        const BandRules& band = day.input.rules.bands[day.heats[h].band.index()];
        band_of_.push_back(day.heats[h].band.index());
        starts_.push_back(day.heats[h].start);
        open_.push_back(!flag(day.called, h) && !flag(day.cancelled, h));
        places_.push_back(band.lanes > 0 ? band.lanes : band.capacity);  // The reserve is for today.
        helpers_.push_back(day.input.rules.max_assisted);
    }
    members_.resize(day.heats.size());
    seats_.resize(day.heats.size(), 0);
    assisted_.resize(day.heats.size(), 0);
    seats_over_.resize(day.heats.size(), 0);
    helpers_over_.resize(day.heats.size(), 0);
    lacking_before_.resize(day.input.teams.size(), 0);
    find_groups();
    if (day.about) tolerate();
    find_locked();
    find_late();
    list_open_heats();
    for (TeamIndex t = 0; t < day.input.teams.size(); ++t) recount(t);
}

void Regroup::list_open_heats() {
    open_heats_.assign(day_.input.rules.bands.size(), {});
    too_full_.clear();
    for (std::size_t h = 0; h < band_of_.size(); ++h) {
        if (open_[h]) open_heats_[band_of_[h]].push_back(h);
        weigh(h);
    }
}

// Whether the heat is too full now.
void Regroup::weigh(std::size_t heat) {
    const bool over = open_[heat] && (seats_[heat] > places_[heat] + seats_over_[heat] ||
                                      assisted_[heat] > helpers_[heat] + helpers_over_[heat]);
    const auto found = std::find(too_full_.begin(), too_full_.end(), heat);
    if (over && found == too_full_.end()) too_full_.push_back(heat);
    if (!over && found != too_full_.end()) too_full_.erase(found);
}

bool Regroup::lanes(std::size_t heat) const { return day_.input.rules.bands[band_of_[heat]].lanes > 0; }

// All that is asked about a child at once: on a large day the children do not fit a processor's cache.
void Regroup::take(MovingGroup& group, ChildIndex c) const {
    const PlanChild& child = day_.input.children[c];
    group.children.push_back(c);
    group.seats += child.assisted ? day_.input.rules.assist_seats : 1;
    group.assisted += child.assisted ? 1 : 0;
    group.locked = group.locked || (!child.heat_lock.empty() && lock_holds_in(day_.input.rules, child, group.band));
}

void Regroup::add_group(MovingGroup group) {
    group.walked = static_cast<std::int64_t>(group.children.size());
    const std::size_t heat = group.heat, at = groups_.size();
    of_team_[group.team].push_back(at);
    groups_.push_back(std::move(group));
    if (heat == kNoHeat) return;
    members_[heat].push_back(at);
    seats_[heat] += groups_[at].seats;
    assisted_[heat] += groups_[at].assisted;
}

std::size_t Regroup::wish_of(ChildIndex child, std::size_t band) const {
    for (const Wish& wish : day_.wishes) {
        if (wish.child == child && band_of_[wish.heat] == band) return wish.heat;
    }
    return kNoHeat;
}

void Regroup::find_groups() {
    for (std::size_t h = 0; h < day_.heats.size(); ++h) {
        const bool called = flag(day_.called, h);
        std::map<std::tuple<TeamIndex, ChildIndex, std::size_t>, MovingGroup> here;
        auto last = here.end();
        for (const ChildIndex c : day_.heats[h].children) {
            if (flag(day_.absent, c)) continue;
            const TeamIndex team = day_.input.children[c].team;
            const std::size_t wish = called ? kNoHeat : wish_of(c, band_of_[h]);
            // Nobody is kept together in a band of lanes.
            const std::tuple key{team, lanes(h) ? c : 0, wish == h ? kNoHeat : wish};
            // Heats list their children by team, so the group is mostly that of the child before.
            if (last == here.end() || last->first != key) last = here.try_emplace(key).first;
            last->second.team = team;
            last->second.band = band_of_[h];
            take(last->second, c);
        }
        for (auto& [key, group] : here) {
            const std::size_t wish = std::get<2>(key);
            group.home = h;
            group.fixed = called || wish != kNoHeat;
            const std::optional<Instant> there =
                group.team < day_.not_before.size() ? day_.not_before[group.team] : std::nullopt;
            const bool must_leave = !group.fixed && (flag(day_.cancelled, h) || (there && *there > starts_[h]));
            group.heat = wish != kNoHeat ? wish : must_leave ? kNoHeat : h;
            group.cost = group.heat != h ? 0 : static_cast<std::int64_t>(group.children.size());
            add_group(std::move(group));
        }
    }
}

// What heats are over their places, and teams over their coaches, as published.
void Regroup::tolerate() {
    std::vector<std::size_t> heats;
    std::vector<std::int64_t> seats(places_.size(), 0), assisted(places_.size(), 0);
    for (MovingGroup& group : groups_) {
        heats.push_back(std::exchange(group.heat, group.home));
        for (const ChildIndex c : group.children) {
            if (flag(day_.back, c)) {
                --group.walked;
                continue;
            }
            const bool helped = day_.input.children[c].assisted;
            seats[group.home] += helped ? day_.input.rules.assist_seats : 1;
            assisted[group.home] += helped ? 1 : 0;
        }
    }
    for (std::size_t h = 0; h < places_.size(); ++h) {
        seats_over_[h] = std::max(std::int64_t{0}, seats[h] - places_[h]);
        helpers_over_[h] = std::max(std::int64_t{0}, assisted[h] - helpers_[h]);
    }
    std::vector<std::int64_t> lacking(lacking_.size(), 0);
    for (TeamIndex t = 0; t < lacking_.size(); ++t) {
        recount(t);
        lacking[t] = lacking_[t];
    }
    for (const TeamIndex t : *day_.about) lacking[t] = 0;
    lacking_before_ = std::move(lacking);
    for (std::size_t g = 0; g < groups_.size(); ++g) {
        groups_[g].heat = heats[g];
        groups_[g].walked = static_cast<std::int64_t>(groups_[g].children.size());
    }
}

// A group that keeps a lock stays where it is.
void Regroup::find_locked() {
    std::map<std::size_t, std::size_t> first_of_band;
    for (std::size_t h = 0; h < band_of_.size(); ++h) first_of_band.try_emplace(band_of_[h], h);
    for (const LockRules& lock : day_.input.rules.locks) {
        const std::string band = team_key(lock.band), team = team_key(lock.team);
        for (MovingGroup& group : groups_) {
            if (group.heat == kNoHeat || group.fixed) continue;
            if (team_key(day_.input.rules.bands[group.band].name) != band) continue;
            if (team_key(day_.input.teams[group.team].name) != team) continue;
            const std::size_t asked =
                first_of_band[group.band] + static_cast<std::size_t>(std::max(1, lock.heat_in_band)) - 1;
            group.fixed = asked == group.heat;
        }
    }
    for (MovingGroup& group : groups_) {
        if (group.heat != kNoHeat) group.fixed = group.fixed || group.locked;
    }
}

void Regroup::find_late() {
    std::vector<std::size_t> placed(day_.input.children.size(), 0);
    for (const PlannedHeatOut& heat : day_.heats) {
        for (const ChildIndex c : heat.children) ++placed[c];
    }
    std::map<std::tuple<std::size_t, TeamIndex, ChildIndex, std::size_t>, MovingGroup> late;
    const auto look_at = [&](ChildIndex c) {
        const PlanChild& child = day_.input.children[c];
        if (flag(day_.absent, c) || placed[c] >= std::max(std::size_t{1}, child.races.size())) return;
        std::vector<std::string> races = child.races;
        if (races.empty()) races.emplace_back();
        std::vector<std::size_t> seen;
        for (const std::string& race : races) {
            const std::optional<std::size_t> band = band_for(day_.input.rules, child, race);
            if (!band || std::find(seen.begin(), seen.end(), *band) != seen.end()) continue;
            seen.push_back(*band);
            bool has = false;
            for (std::size_t h = 0; h < day_.heats.size() && !has; ++h) {
                const std::vector<ChildIndex>& in = day_.heats[h].children;
                has = band_of_[h] == *band && std::find(in.begin(), in.end(), c) != in.end();
            }
            if (has) continue;
            const bool alone = day_.input.rules.bands[*band].lanes > 0;
            const std::size_t wish = wish_of(c, *band);
            MovingGroup& group = late[{*band, child.team, alone ? c : 0, wish}];
            group.band = *band;
            group.team = child.team;
            group.heat = wish;
            group.fixed = wish != kNoHeat;
            take(group, c);
        }
    };
    if (day_.late) {
        for (const ChildIndex c : *day_.late) look_at(c);
    } else {
        for (ChildIndex c = 0; c < placed.size(); ++c) look_at(c);
    }
    for (auto& [key, group] : late) add_group(std::move(group));
}

bool Regroup::add_heat(std::size_t band) {
    // Behind the last heat of the band, or where the band would be.
    std::size_t at = band_of_.size();
    while (at > 0 && band_of_[at - 1] > band) --at;
    for (std::size_t h = at; h < band_of_.size(); ++h) {
        if (band_of_[h] == band) at = h + 1;
    }
    const HeatRules& rules = day_.input.rules;
    // Published starts stay where they can: a heat is later only when the one before it would overtake.
    std::vector<Instant> starts = starts_;
    band_of_.insert(band_of_.begin() + static_cast<std::ptrdiff_t>(at), band);
    starts.insert(starts.begin() + static_cast<std::ptrdiff_t>(at), rules.first_start);
    std::size_t before = at;  // The heat ahead that is run; `at`: none.
    for (std::size_t h = 0; h < at; ++h) {
        if (!flag(day_.cancelled, h)) before = h;
    }
    // It is for those without a heat, and waits for them, up to a whole minute.
    constexpr std::int64_t kMinuteUs = 60'000'000;
    Instant there = rules.first_start;
    for (const MovingGroup& group : groups_) {
        const bool waited_for = group.heat == kNoHeat && group.band == band && group.team < day_.not_before.size();
        if (!waited_for || !day_.not_before[group.team]) continue;
        const std::int64_t minute = (day_.not_before[group.team]->us + kMinuteUs - 1) / kMinuteUs;
        there = std::max(there, Instant{minute * kMinuteUs});
    }
    bool fits = true;
    for (std::size_t h = at; h < band_of_.size() && fits; ++h) {
        if (h > at && flag(day_.cancelled, h - 1)) continue;
        const Instant published = starts[h];
        Instant soonest = rules.bands[band_of_[h]].earliest.value_or(rules.first_start);
        if (h == at) soonest = std::max(soonest, there);
        if (before != at || h > at) {
            Instant after = starts[before] + minutes(rules.bands[band_of_[before]].interval_min);
            if (band_of_[h] != band_of_[before]) after = after + minutes(rules.band_gap_min);
            soonest = std::max(soonest, after);
        }
        before = h;
        if (h > at && published >= soonest) break;  // From here on nothing is pushed.
        starts[h] = std::max(starts[h], soonest);
        fits = starts[h] <= rules.latest_start && (h == at || !flag(day_.called, h - 1));  // It was called already.
    }
    if (!fits) {
        band_of_.erase(band_of_.begin() + static_cast<std::ptrdiff_t>(at));
        return false;
    }
    starts_ = std::move(starts);
    added_ = at;
    const auto here = static_cast<std::ptrdiff_t>(at);
    open_.insert(open_.begin() + here, true);
    places_.insert(places_.begin() + here,
                   rules.bands[band].lanes > 0 ? rules.bands[band].lanes : rules.bands[band].capacity);
    helpers_.insert(helpers_.begin() + here, rules.max_assisted);
    seats_.insert(seats_.begin() + here, 0);
    assisted_.insert(assisted_.begin() + here, 0);
    seats_over_.insert(seats_over_.begin() + here, 0);
    helpers_over_.insert(helpers_over_.begin() + here, 0);
    members_.insert(members_.begin() + here, std::vector<std::size_t>{});
    for (MovingGroup& group : groups_) {
        if (group.heat != kNoHeat && group.heat >= at) ++group.heat;
        if (group.home != kNoHeat && group.home >= at) ++group.home;
    }
    list_open_heats();
    for (TeamIndex t = 0; t < of_team_.size(); ++t) recount(t);
    return true;
}

bool Regroup::open_to(const MovingGroup& group, std::size_t heat) const {
    if (band_of_[heat] != group.band || !open_[heat]) return false;
    const std::optional<Instant> there =
        group.team < day_.not_before.size() ? day_.not_before[group.team] : std::nullopt;
    return !there || *there <= starts_[heat];
}

void Regroup::put(std::size_t at, std::size_t heat) {
    MovingGroup& group = groups_[at];
    if (group.heat != kNoHeat) {
        std::erase(members_[group.heat], at);
        seats_[group.heat] -= group.seats;
        assisted_[group.heat] -= group.assisted;
        weigh(group.heat);
    }
    group.heat = heat;
    if (heat != kNoHeat) {
        members_[heat].push_back(at);
        seats_[heat] += group.seats;
        assisted_[heat] += group.assisted;
        weigh(heat);
    }
    recount(group.team);
}

std::int64_t Regroup::leave_least(std::size_t heat, std::int64_t more) const {
    const std::int64_t over = seats_[heat] + more - places_[heat] - seats_over_[heat];
    if (over <= 0) return 0;
    std::int64_t assisted = 0, smallest = -1;
    for (const std::size_t g : members_[heat]) {
        if (groups_[g].fixed || groups_[g].home == kNoHeat) continue;
        assisted += groups_[g].assisted;
        if (smallest < 0 || groups_[g].cost < smallest) smallest = groups_[g].cost;
    }
    // Every child who leaves frees one seat, an assisted one some more.
    const std::int64_t by_seats = over - assisted * (day_.input.rules.assist_seats - 1);
    return smallest < 0 ? kCannot : std::max(smallest, by_seats);
}

std::int64_t Regroup::leave_least() const {
    std::int64_t total = 0;
    for (const std::size_t h : too_full_) total += leave_least(h, 0);
    return total;
}

std::size_t Regroup::full_heat() const {
    return too_full_.empty() ? kNoHeat : *std::min_element(too_full_.begin(), too_full_.end());
}

std::optional<TeamIndex> Regroup::lacking_team() const {
    if (lacking_total_ == 0) return std::nullopt;
    for (TeamIndex t = 0; t < lacking_.size(); ++t) {
        if (lacking_[t] > 0) return t;
    }
    return std::nullopt;
}

// How many coaches the team lacks, summed over its starts. Groups of one heat are walked there together.
void Regroup::recount(TeamIndex team) {
    std::int64_t lacks = 0;
    if (const std::optional<std::int32_t> coaches = day_.input.teams[team].coaches) {
        std::vector<std::pair<std::size_t, std::int64_t>>& children = scratch_;
        children.clear();
        for (const std::size_t g : of_team_[team]) {
            const std::size_t heat = groups_[g].heat;
            if (heat == kNoHeat || lanes(heat)) continue;
            auto same = std::find_if(children.begin(), children.end(), [&](const auto& c) { return c.first == heat; });
            if (same == children.end()) same = children.insert(same, {heat, 0});
            same->second += groups_[g].walked;
        }
        const Millis turnaround = minutes(day_.input.rules.turnaround_min);
        for (const auto& [at, count] : children) {
            std::int64_t busy = 0;
            for (const auto& [other, many] : children) {
                const bool out = starts_[at] - turnaround < starts_[other] && starts_[other] <= starts_[at];
                if (out) busy += coaches_for(day_.input.rules, many);
            }
            lacks += std::max(std::int64_t{0}, busy - *coaches);
        }
    }
    lacks = std::max(std::int64_t{0}, lacks - lacking_before_[team]);
    lacking_total_ += lacks - lacking_[team];
    lacking_[team] = lacks;
}

std::int64_t Regroup::span() const {
    std::int64_t total = 0;
    for (std::size_t h = 0; h < members_.size(); ++h) {
        if (members_[h].empty() || lanes(h)) continue;
        std::int64_t low = positions_[groups_[members_[h].front()].team], high = low;
        for (const std::size_t g : members_[h]) {
            low = std::min(low, positions_[groups_[g].team]);
            high = std::max(high, positions_[groups_[g].team]);
        }
        total += high - low;
    }
    return total;
}

}  // namespace heatline::heats
