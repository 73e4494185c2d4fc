#include "engine/heats/arrangement.h"

#include <algorithm>

namespace heatline::heats {

Arrangement::Arrangement(const PlanInput& input, const std::vector<DayHeat>& day, const std::vector<Instant>& starts)
    : input_(input),
      starts_(starts),
      slots_(day.size()),
      slots_of_band_(input.rules.bands.size()),
      of_team_(input.teams.size()),
      lacking_(input.teams.size(), 0) {
    std::vector<Slot> at;
    for (std::size_t h = 0; h < day.size(); ++h) {
        const HeatSize size = heat_size(input.rules, input.rules.bands[day[h].band]);
        Heat& heat = slots_[h];
        heat.places = size.places;
        heat.helpers = size.assisted;
        heat.ours = day[h].group.seeded.empty();
        if (!heat.ours) continue;
        ++empty_;
        slots_of_band_[day[h].band].push_back(static_cast<Slot>(h));
        for (std::size_t i = 0; i < day[h].group.items.size(); ++i) {
            const Item& item = day[h].group.items[i];
            of_team_[item.team].push_back(static_cast<Part>(parts_.size()));
            at.push_back(static_cast<Slot>(h));
            parts_.push_back({.team = item.team,
                              .band = day[h].band,
                              .position = item.position,
                              .seats = item.seats,
                              .assisted = item.assisted,
                              .children = static_cast<std::int64_t>(item.children.size()),
                              .heat = h,
                              .item = i,
                              .slot = kOut,
                              .pinned = item.pin != 0});
        }
    }
    put_all(at);
}

bool Arrangement::alike(Part a, Part b) const {
    const Thing &x = parts_[a], &y = parts_[b];
    return x.team == y.team && x.band == y.band && x.seats == y.seats && x.assisted == y.assisted &&
           x.children == y.children;
}

std::int64_t Arrangement::over(const Heat& heat) const {
    return std::max(std::int64_t{0}, heat.seats - heat.places) +
           8 * std::max(std::int64_t{0}, heat.assisted - heat.helpers);
}

// Adds what the heat counts for, or takes it away.
void Arrangement::count(Slot slot, std::int64_t sign) {
    const Heat& heat = slots_[slot];
    too_many_ += sign * over(heat);
    span_ += sign * heat.span;
    empty_ += heat.members.empty() ? sign : 0;
}

void Arrangement::put(Part at, Slot to) {
    Thing& part = parts_[at];
    if (part.slot == to) return;
    for (const bool comes : {false, true}) {
        const Slot slot = comes ? to : part.slot;
        if (slot == kOut) continue;
        count(slot, -1);
        Heat& heat = slots_[slot];
        const std::int64_t sign = comes ? 1 : -1;
        heat.seats += sign * part.seats;
        heat.assisted += sign * part.assisted;
        heat.pinned += part.pinned ? sign : 0;
        if (comes) {
            heat.members.push_back(at);
        } else {
            *std::find(heat.members.begin(), heat.members.end(), at) = heat.members.back();
            heat.members.pop_back();
        }
        std::int64_t low = INT64_MAX, high = INT64_MIN;
        for (const Part member : heat.members) {
            low = std::min(low, parts_[member].position);
            high = std::max(high, parts_[member].position);
        }
        heat.span = heat.members.empty() ? 0 : high - low;
        count(slot, 1);
    }
    part.slot = to;
    recount(part.team);
}

bool Arrangement::takes(Slot slot, Part part) {
    const Heat& heat = slots_[slot];
    if (heat.seats + parts_[part].seats > heat.places || heat.assisted + parts_[part].assisted > heat.helpers)
        return false;
    const TeamIndex team = parts_[part].team;
    if (!input_.teams[team].coaches) return true;
    const std::int64_t before = lacking_[team];
    parts_[part].slot = slot;
    recount(team);
    const bool enough = lacking_[team] <= before;
    parts_[part].slot = kOut;
    recount(team);
    return enough;
}

// How many coaches the team lacks, summed over its starts.
void Arrangement::recount(TeamIndex team) {
    const std::optional<std::int32_t> coaches = input_.teams[team].coaches;
    if (!coaches) return;
    scratch_.clear();
    for (const Part p : of_team_[team]) {
        const Slot slot = parts_[p].slot;
        if (slot == kOut) continue;
        auto same = std::find_if(scratch_.begin(), scratch_.end(), [&](const auto& s) { return s.first == slot; });
        if (same == scratch_.end()) same = scratch_.insert(same, {slot, 0});
        same->second += parts_[p].children;
    }
    for (auto& [slot, children] : scratch_) children = coaches_for(input_.rules, children);
    const Millis turnaround = minutes(input_.rules.turnaround_min);
    std::int64_t lacks = 0;
    for (const auto& [at, needs] : scratch_) {
        std::int64_t busy = 0;
        for (const auto& [other, take] : scratch_) {
            const bool out = starts_[at] - turnaround < starts_[other] && starts_[other] <= starts_[at];
            if (out) busy += take;
        }
        lacks += std::max(std::int64_t{0}, busy - *coaches);
    }
    lacking_total_ += lacks - lacking_[team];
    lacking_[team] = lacks;
}

std::vector<TeamIndex> Arrangement::lacking_teams() const {
    std::vector<TeamIndex> teams;
    for (TeamIndex t = 0; t < lacking_.size(); ++t) {
        if (lacking_[t] > 0) teams.push_back(t);
    }
    return teams;
}

std::vector<Arrangement::Slot> Arrangement::slots() const {
    std::vector<Slot> at;
    for (const Thing& part : parts_) at.push_back(part.slot);
    return at;
}

void Arrangement::put_all(const std::vector<Slot>& slots) {
    for (Part p = 0; p < parts(); ++p) put(p, slots[p]);
}

std::vector<DayHeat> Arrangement::write(const std::vector<DayHeat>& day) const {
    std::vector<DayHeat> made;
    for (std::size_t h = 0; h < day.size(); ++h) {
        made.push_back(day[h]);
        if (!slots_[h].ours) continue;
        Group& group = made.back().group;
        group.items.clear();
        group.pin = 0;
        for (Part p = 0; p < parts(); ++p) {
            if (parts_[p].slot != h) continue;
            group.items.push_back(day[parts_[p].heat].group.items[parts_[p].item]);
            if (group.items.back().pin != 0) group.pin = group.items.back().pin;
        }
        std::stable_sort(group.items.begin(), group.items.end(), [&](const Item& a, const Item& b) {
            if (a.position != b.position) return a.position < b.position;
            return input_.teams[a.team].name < input_.teams[b.team].name;
        });
    }
    return made;
}

}  // namespace heatline::heats
