#include "engine/rulings/race_day.h"

#include <algorithm>

#include "engine/race_day/change.h"

namespace heatline::rulings {
namespace {

// Whether a heat is as the change left it. A start that the change left alone may have been delayed since.
bool stands(const State& state, const HeatArranged& made, const HeatArranged& before) {
    const Heat& now = state.heats[made.heat.index()];
    return (now.planned == made.start || made.start == before.start) && now.cancelled == made.cancelled &&
           now.placements == made.placements;
}

bool stands(const State& state, const StatusGiven& made) {
    const auto found = state.statuses.find({made.runner, made.heat});
    return (found == state.statuses.end() ? Status::none : found->second.status) == made.status;
}

bool stands(const State& state, const CoachesCounted& made) {
    return state.roster->team(made.team).coaches == made.coaches;
}

}  // namespace

Ruling RaceDay::operator()(const ReplanHeats& c) {
    if (c.undo) return take_back(c);
    const auto change = race_day::change_of(race_day::day_of(s_), c.question, now_);
    if (!change) return Error{change.error()};
    if (change->nothing())
        return Error{Refusal{"nothing has to change: every rule holds as it is, and nobody moves", true}};
    if (!c.accept.empty() && c.accept != change->digest)
        return refuse(
            "the meet has changed since this was looked at, and something else would be done now; look again");
    Bodies facts = change->facts;
    for (FactBody& fact : facts) {
        if (auto* added = std::get_if<HeatAdded>(&fact)) added->reason = reason_;
        if (auto* replanned = std::get_if<HeatsReplanned>(&fact)) replanned->reason = reason_;
    }
    return facts;
}

Ruling RaceDay::take_back(const ReplanHeats& c) {
    if (s_.replanned.empty()) return refuse("no change of the heats stands that could be taken back");
    const Replanned& last = s_.replanned.back();
    if (!c.accept.empty() && c.accept != last.made.digest)
        return refuse("the heats were changed again since; take that back first, or move single children");
    const std::vector<bool> called = race_day::called_heats(race_day::day_of(s_), now_);
    std::vector<HeatArranged> heats = last.heats;
    for (std::size_t i = 0; i < heats.size(); ++i) {
        const HeatArranged& made = last.made.heats[i];
        const std::string& name = at(made.heat).name;
        const bool was_cancelled = made.cancelled && !has_started(at(made.heat));
        if (!was_cancelled && called[made.heat.index()])
            return refuse("heat " + name +
                          " was called since, so that this cannot be taken back; move single children");
        if (!stands(s_, made, heats[i]))
            return refuse("heat " + name +
                          " was changed since, so that this cannot be taken back; move single children");
        if (made.start == heats[i].start) heats[i].start = at(made.heat).planned;
    }
    const auto& statuses = last.made.statuses;
    const auto& coaches = last.made.coaches;
    const bool said = std::all_of(statuses.begin(), statuses.end(), [&](const auto& made) { return stands(s_, made); });
    const bool counted =
        std::all_of(coaches.begin(), coaches.end(), [&](const auto& made) { return stands(s_, made); });
    if (!said) return refuse("the status of one of the children was changed since; set the statuses back one by one");
    if (!counted) return refuse("the coaches of the team were changed since; edit the team instead");
    for (const StatusGiven& made : statuses) {
        if (called[made.heat.index()])
            return refuse("heat " + at(made.heat).name + " was called since; set the statuses back one by one");
    }
    return Bodies{HeatsReplanned{std::move(heats), last.made.added, last.statuses, last.coaches, last.made.digest,
                                 last.seq, reason_}};
}

}  // namespace heatline::rulings
