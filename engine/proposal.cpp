#include "engine/proposal.h"

#include <algorithm>

#include "engine/base/limits.h"
#include "engine/intake.h"

namespace heatline {
namespace {

// What a kind of fact rests on, beside the device that it names.
enum class Rests { roster, plan, device, refused };

struct RestsOn {
    Rests operator()(const TeamSaved&) const { return Rests::roster; }
    Rests operator()(const RunnerSaved&) const { return Rests::roster; }
    Rests operator()(const BibBound&) const { return Rests::roster; }
    Rests operator()(const TagBound&) const { return Rests::roster; }
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
    if (judge(state, taken.device, reading.epoch, reading.seq, content_of(state.content_key, reading)) ==
        Intake::accept)
        return std::nullopt;
    return "device " + state.devices[taken.device.index()].name + " sent readings in between";
}

template <class Other>
std::optional<std::string> why_not(const State&, const Other&) {
    return std::nullopt;
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
