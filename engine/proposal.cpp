#include "engine/proposal.h"

#include <algorithm>

#include "engine/base/limits.h"
#include "engine/intake.h"

namespace heatline {
namespace {

// What a kind of fact rests on, beside the device that it names.
enum class Rests { roster, placing, plan, device, refused };

struct RestsOn {
    Rests operator()(const TeamSaved&) const { return Rests::roster; }
    Rests operator()(const RunnerSaved&) const { return Rests::roster; }
    Rests operator()(const BibBound&) const { return Rests::roster; }
    Rests operator()(const TagBound&) const { return Rests::roster; }
    Rests operator()(const RunnerMoved& moved) const { return moved.from ? Rests::refused : Rests::placing; }
    Rests operator()(const PlanSaved&) const { return Rests::plan; }
    Rests operator()(const DeviceAdded&) const { return Rests::device; }
    Rests operator()(const DeviceRevoked&) const { return Rests::device; }
    Rests operator()(const ReadingTaken&) const { return Rests::device; }
    template <class Other>
    Rests operator()(const Other&) const {
        return Rests::refused;
    }
};

std::optional<std::string> why_not(const State& state, const DeviceAdded& added) {
    if (find_device(state, added.name)) return "there is a device " + added.name + " by now";
    if (added.device.index() != state.devices.size()) return "a device was added in between";
    if (state.devices.size() >= limits::kDevicesMax) return "the meet has 1,000 devices already";
    if (added.team && added.team.index() >= state.roster->teams().size()) return "its team is not there";
    return std::nullopt;
}

std::optional<std::string> why_not(const State& state, const DeviceRevoked& revoked) {
    const bool known = revoked.device && revoked.device.index() < state.devices.size();
    if (known && !state.devices[revoked.device.index()].revoked) return std::nullopt;
    return "the device was revoked in between";
}

std::optional<std::string> why_not(const State& state, const ReadingTaken& taken) {
    if (!taken.device || taken.device.index() >= state.devices.size()) return "a reading's device is not there";
    const Reading& reading = taken.reading;
    if (reading.seq == 0) return "a device counts from 1";
    if (judge(state, taken.device, reading.epoch, reading.seq, content_of(state.content_key, reading)) ==
        Intake::accept)
        return std::nullopt;
    return "device " + state.devices[taken.device.index()].name + " sent readings in between";
}

// The rest names things by numbers that only the journal gives out: a number that is not there is never applied.
constexpr const char* kNoSuchNumber = "it names a team or a child that is not there";

template <class Tag, class List>
bool is_or_is_next(Id<Tag> id, const List& list) {
    return id && id.index() <= list.size();
}
template <class Tag, class List>
bool is_none_or_there(Id<Tag> id, const List& list) {
    return !id || id.index() < list.size();
}

std::optional<std::string> why_not(const State& state, const TeamSaved& saved) {
    const auto& teams = state.roster->teams();
    if (!is_or_is_next(saved.team, teams)) return kNoSuchNumber;
    if (saved.team.index() >= limits::kTeamsMax) return "the meet holds 5,000 teams already";
    return std::nullopt;
}

std::optional<std::string> why_not(const State& state, const RunnerSaved& saved) {
    const Roster& roster = *state.roster;
    const bool known = is_or_is_next(saved.runner, roster.runners()) && saved.value.team &&
                       saved.value.team.index() < roster.teams().size();
    if (!known) return kNoSuchNumber;
    if (saved.runner.index() >= limits::kRunnersMax) return "the meet holds 200,000 runners already";
    return std::nullopt;
}

std::optional<std::string> why_not(const State& state, const BibBound& bound) {
    if (bound.bib.empty()) return "a bib without a number";
    if (is_none_or_there(bound.runner, state.roster->runners())) return std::nullopt;
    return kNoSuchNumber;
}

std::optional<std::string> why_not(const State& state, const TagBound& bound) {
    if (bound.tag.empty()) return "a tag without a number";
    if (is_none_or_there(bound.runner, state.roster->runners())) return std::nullopt;
    return kNoSuchNumber;
}

// A late child comes into the heat that its roster names; what moves children between heats is a command.
std::optional<std::string> why_not(const State& state, const RunnerMoved& moved) {
    const bool known = moved.runner && moved.runner.index() < state.heats_of.size() && moved.to &&
                       moved.to.index() < state.heats.size() && !moved.from;
    if (!known) return kNoSuchNumber;
    const Heat& heat = state.heats[moved.to.index()];
    const auto& heats = state.heats_of[moved.runner.index()];
    if (heat.official || is_cancelled(state, heat) || std::find(heats.begin(), heats.end(), moved.to) != heats.end())
        return "heat " + heat.name + " was changed in between";
    return std::nullopt;
}

std::optional<std::string> why_not(const State& state, const PlanSaved& plan) {
    if (plan.heats.size() > limits::kHeatsMax) return "the meet holds 5,000 heats at most";
    for (const PlannedHeat& heat : plan.heats) {
        for (const Placement& placement : heat.placements) {
            if (!placement.runner || placement.runner.index() >= state.roster->runners().size()) return kNoSuchNumber;
        }
    }
    return why_plan_stands(state);  // A gun may have gone since the proposal was looked at as a whole.
}

template <class Other>
std::optional<std::string> why_not(const State&, const Other&) {
    return "a fact of this kind is not taken as it is; send a command";
}

}  // namespace

std::optional<std::string> why_plan_stands(const State& state) {
    if (state.closed) return "the meet is closed";
    for (const Heat& heat : state.heats) {
        if (gun_of(state, heat.symbol)) return "heat " + heat.name + " has started";
        if (heat.official) return "heat " + heat.name + " is official";
    }
    if (!state.entered.empty() || !state.statuses.empty())
        return "statuses or finishes have been entered for its heats";
    return std::nullopt;
}

std::optional<std::string> why_outdated(const State& state, Seq as_of, const std::vector<Fact>& facts) {
    const bool roster_changed = state.roster_edited > as_of || state.naming_changed > as_of;
    for (const Fact& fact : facts) {
        switch (std::visit(RestsOn{}, fact.body)) {
            case Rests::placing:
                if (state.heats_changed > as_of) return "the heats were changed in between";
                [[fallthrough]];
            case Rests::roster:
                if (state.closed) return "the meet is closed";
                if (roster_changed) return "the roster was edited in between";
                break;
            case Rests::plan:
                if (const auto stands = why_plan_stands(state)) return stands;
                if (roster_changed) return "the roster was edited in between";
                if (state.heats_changed > as_of) return "the heats were changed in between";
                break;
            case Rests::device:
                break;
            case Rests::refused:
                return "a fact of this kind is not taken as it is; send a command";
        }
    }
    return std::nullopt;
}

std::optional<std::string> why_not_now(const State& state, const Fact& fact) {
    return std::visit([&](const auto& body) { return why_not(state, body); }, fact.body);
}

}  // namespace heatline
