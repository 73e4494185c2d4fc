#include "engine/race_day/day_lookup.h"

#include <algorithm>

#include "engine/base/limits.h"
#include "engine/heats/tent.h"
#include "engine/heats/units.h"

namespace heatline::race_day {
namespace {

std::string quoted(const std::string& text) { return "\"" + text + "\""; }

// A clock more than a day off the meet's day says nothing about who was called.
bool near_the_day(const MeetRules& rules, Instant now) {
    const Instant day = midnight_utc(rules.date);
    return now >= day - limits::kFarOff && now <= day + minutes(24 * 60) + limits::kFarOff;
}

}  // namespace

DayLookup::DayLookup(const Day& day, Instant now)
    : day_(day),
      clock_(now),
      // Heats that wait move by the length of the hold, so that during a hold the time of day stands still.
      now_(day.held_since ? std::min(*day.held_since, now) : now),
      meet_(plan_input(day, Whom::on_the_day)),
      child_of_(day.roster->runners().size(), kNotHere),
      called_(day.heats.size(), false),
      place_(day.heats.size(), kNotHere),
      not_before_(day.roster->teams().size()),
      positions_(heats::tent_positions(day.rules->heats, meet_.input.teams)) {
    for (std::size_t c = 0; c < meet_.runners.size(); ++c) child_of_[meet_.runners[c].index()] = c;
    find_called(now_);
    const std::size_t bands = day_.rules->heats.bands.size();
    for (std::size_t h = 0; h < day_.heats.size(); ++h) {
        if (day_.heats[h].band && day_.heats[h].band.index() < bands) order_.push_back(HeatId{h});
    }
    std::stable_sort(order_.begin(), order_.end(), [&](HeatId a, HeatId b) { return at(a).planned < at(b).planned; });
    for (std::size_t i = 0; i < order_.size(); ++i) place_[order_[i].index()] = i;
}

void DayLookup::find_called(Instant now) {
    const HeatRules& rules = day_.rules->heats;
    const bool counts = near_the_day(*day_.rules, now);
    for (std::size_t h = 0; h < day_.heats.size(); ++h) {
        const DayHeat& heat = day_.heats[h];
        std::int64_t farthest = 0;
        for (const Placement& placement : *heat.placements) {
            if (is_gone(HeatId{h}, placement.runner)) continue;
            farthest = std::max(farthest, position(day_.roster->runner(placement.runner).team));
        }
        const bool left = counts && now >= heats::call_time(rules, farthest, heat.planned);
        called_[h] = heat.started || (!heat.cancelled && left);
    }
    if (!counts) return;
    for (std::size_t t = 0; t < not_before_.size(); ++t) not_before_[t] = Instant{at_start(TeamId{t}, now).us + 1};
}

// When the team is at the start if it leaves its tent then.
Instant DayLookup::at_start(TeamId team, Instant left) const {
    const HeatRules& rules = day_.rules->heats;
    return left + minutes(rules.staging_min + heats::walk_minutes(rules, position(team)));
}

bool DayLookup::is_gone(HeatId heat, RunnerId runner) const {
    const auto& gone = at(heat).gone;
    const auto found = std::lower_bound(gone.begin(), gone.end(), std::pair{runner, Status::none});
    return found != gone.end() && found->first == runner;
}

Instant DayLookup::leaves(TeamId team, Instant start) const {
    return heats::call_time(day_.rules->heats, position(team), start);
}

std::string DayLookup::find_child(const std::string& bib, RunnerId& runner) const {
    const auto& bibs = *day_.bibs;
    for (std::size_t i = 0; i < bibs.size() && !bib.empty(); ++i) {
        if (bibs[i] == bib) runner = RunnerId{i};
    }
    if (!runner && bib.starts_with('#') && bib.size() > 1 && bib.size() <= 10) {
        std::size_t number = 0;
        for (const char digit : std::string_view{bib}.substr(1)) {
            if (digit < '0' || digit > '9') return "there is no runner " + bib + "; look the number up in the journal";
            number = number * 10 + static_cast<std::size_t>(digit - '0');
        }
        if (number < bibs.size()) runner = RunnerId{number};
    }
    if (!runner) return "bib " + quoted(bib) + " is nobody's; bind it to a runner first";
    if (day_.roster->runner(runner).attendance == Attendance::virtually)
        return "bib " + bib + " runs elsewhere, as a virtual runner; make the attendance in-person first";
    if (child_of_[runner.index()] == kNotHere)
        return "bib " + bib + " is not registered; register the child first, with edit-runner";
    return {};
}

std::string DayLookup::find_team(const std::string& name, TeamId& team) const {
    team = day_.roster->find_team(name);
    return team ? "" : "there is no team " + quoted(name) + "; write its name as in the roster";
}

// A heat into which children may come.
std::string DayLookup::find_open(const std::string& name, HeatId& heat) const {
    for (std::size_t h = 0; h < day_.heats.size(); ++h) {
        if (day_.heats[h].name == name) heat = HeatId{h};
    }
    if (!heat) return "there is no heat " + quoted(name) + "; check the name, or write the plan first";
    if (!in_scope(heat)) return "heat " + name + " is outside the bands of meet.toml; move children there one by one";
    if (at(heat).started) return "heat " + name + " has started; choose one that is still to be called";
    if (called_[heat.index()]) return "heat " + name + " was called; choose one that is still to be called";
    if (at(heat).cancelled) return "heat " + name + " is cancelled; choose another";
    return {};
}

std::vector<HeatId> DayLookup::heats_of(RunnerId runner) const {
    std::vector<HeatId> heats;
    for (std::size_t h = 0; h < day_.heats.size(); ++h) {
        const auto& in = *day_.heats[h].placements;
        if (std::any_of(in.begin(), in.end(), [&](const Placement& p) { return p.runner == runner; }))
            heats.push_back(HeatId{h});
    }
    return heats;
}

// Whether a band takes the child in which it has no heat that is run.
bool DayLookup::lacks_a_heat(heats::ChildIndex child) const {
    const std::vector<HeatId> has = heats_of(meet_.runners[child]);
    std::vector<std::string> races = meet_.input.children[child].races;
    if (races.empty()) races.emplace_back();
    return std::any_of(races.begin(), races.end(), [&](const std::string& race) {
        const auto band = heats::band_for(meet_.input.rules, meet_.input.children[child], race);
        return band && std::none_of(has.begin(), has.end(), [&](HeatId heat) {
                   return at(heat).band && at(heat).band.index() == *band && !at(heat).cancelled;
               });
    });
}

}  // namespace heatline::race_day
