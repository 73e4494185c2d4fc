#include "engine/heats/regroup.h"

#include <algorithm>

#include "engine/heats/extra_heat.h"
#include "engine/heats/tent.h"

namespace heatline::heats {

Regroup::Regroup(const RaceDay& day)
    : day_(day),
      found_(moving_groups(day)),
      before_(broken_before(day, found_)),
      positions_(tent_positions(day.input.rules, day.input.teams)),
      of_team_(day.input.teams.size()),
      lacking_(day.input.teams.size(), 0) {
    for (std::size_t h = 0; h < day.heats.size(); ++h) {
        band_of_.push_back(day.heats[h].band.index());
        starts_.push_back(day.heats[h].start);
        open_.push_back(!flag(day.called, h) && !flag(day.cancelled, h));
        places_.push_back(places_of(day.input.rules.bands[band_of_[h]]));
    }
    for (std::size_t g = 0; g < found_.groups.size(); ++g) of_team_[found_.groups[g].team].push_back(g);
    fill();
}

void Regroup::fill() {
    const std::size_t n = band_of_.size();
    members_.assign(n, {});
    seats_.assign(n, 0);
    assisted_.assign(n, 0);
    for (std::size_t g = 0; g < found_.groups.size(); ++g) {
        const MovingGroup& group = found_.groups[g];
        if (group.heat == kNoHeat) continue;
        members_[group.heat].push_back(g);
        seats_[group.heat] += group.seats;
        assisted_[group.heat] += group.assisted;
    }
    open_heats_.assign(day_.input.rules.bands.size(), {});
    too_full_.clear();
    for (std::size_t h = 0; h < n; ++h) {
        if (open_[h]) open_heats_[band_of_[h]].push_back(h);
        weigh(h);
    }
    for (TeamIndex t = 0; t < of_team_.size(); ++t) recount(t);
}

// Whether the heat is too full now.
void Regroup::weigh(std::size_t heat) {
    const bool over = open_[heat] && (seats_[heat] > most_seats(heat) || assisted_[heat] > most_helpers(heat));
    const auto found = std::find(too_full_.begin(), too_full_.end(), heat);
    if (over && found == too_full_.end()) too_full_.push_back(heat);
    if (!over && found != too_full_.end()) too_full_.erase(found);
}

bool Regroup::add_heat(std::size_t band) {
    // It is for those without a heat, and waits for them, up to a whole minute.
    constexpr std::int64_t kMinuteUs = 60'000'000;
    Instant there = day_.input.rules.first_start;
    for (const MovingGroup& group : found_.groups) {
        if (group.heat != kNoHeat || group.band != band) continue;
        const std::optional<Instant> from = there_from(day_, group.team);
        if (from) there = std::max(there, Instant{(from->us + kMinuteUs - 1) / kMinuteUs * kMinuteUs});
    }
    std::optional<ExtraHeat> extra = extra_heat(day_, band, there);
    if (!extra) return false;
    added_ = extra->at;
    starts_ = std::move(extra->starts);
    const auto here = static_cast<std::ptrdiff_t>(added_);
    band_of_.insert(band_of_.begin() + here, band);
    open_.insert(open_.begin() + here, true);
    places_.insert(places_.begin() + here, places_of(day_.input.rules.bands[band]));
    before_.seats.insert(before_.seats.begin() + here, 0);
    before_.helpers.insert(before_.helpers.begin() + here, 0);
    for (MovingGroup& group : found_.groups) {
        if (group.heat != kNoHeat && group.heat >= added_) ++group.heat;
        if (group.home != kNoHeat && group.home >= added_) ++group.home;
    }
    fill();
    return true;
}

bool Regroup::open_to(const MovingGroup& group, std::size_t heat) const {
    if (band_of_[heat] != group.band || !open_[heat]) return false;
    const std::optional<Instant> there = there_from(day_, group.team);
    return !there || *there <= starts_[heat];
}

void Regroup::put(std::size_t at, std::size_t heat) {
    MovingGroup& group = found_.groups[at];
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
    const std::int64_t over = seats_[heat] + more - most_seats(heat);
    if (over <= 0) return 0;
    std::int64_t assisted = 0, along = 0, smallest = kCannot;
    for (const std::size_t g : members_[heat]) {
        const MovingGroup& group = found_.groups[g];
        if (group.fixed) continue;
        if (group.home == kNoHeat) {
            along += group.seats;
            continue;
        }
        assisted += group.assisted;
        smallest = std::min(smallest, group.cost);
    }
    // Every child who leaves frees one seat, an assisted one some more.
    return std::max(smallest, over - along - assisted * (day_.input.rules.assist_seats - 1));
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

// How many coaches the team lacks. Groups of one heat are walked there together.
void Regroup::recount(TeamIndex team) {
    const std::optional<std::int32_t> coaches = day_.input.teams[team].coaches;
    if (!coaches) return;
    scratch_.clear();
    for (const std::size_t g : of_team_[team]) {
        const MovingGroup& group = found_.groups[g];
        if (group.heat == kNoHeat || lanes(group.heat)) continue;
        walk_to(scratch_, group.heat, starts_[group.heat], group.walked);
    }
    const std::int64_t lacks =
        std::max(std::int64_t{0}, coaches_lacked(day_.input.rules, *coaches, scratch_) - before_.coaches[team]);
    lacking_total_ += lacks - lacking_[team];
    lacking_[team] = lacks;
}

std::int64_t Regroup::span(std::size_t heat) const {
    if (members_[heat].empty() || lanes(heat)) return 0;
    std::int64_t low = positions_[found_.groups[members_[heat].front()].team], high = low;
    for (const std::size_t g : members_[heat]) {
        low = std::min(low, positions_[found_.groups[g].team]);
        high = std::max(high, positions_[found_.groups[g].team]);
    }
    return high - low;
}

std::int64_t Regroup::span() const {
    std::int64_t total = 0;
    for (std::size_t h = 0; h < members_.size(); ++h) total += span(h);
    return total;
}

}  // namespace heatline::heats
