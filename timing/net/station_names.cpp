#include "timing/net/station_names.h"

namespace heatline::timing {

void StationNames::look(const Snapshot& snapshot) {
    const bool look_at_all = snapshot.roster != roster_ || snapshot.rules != rules_;
    roster_ = snapshot.roster;
    rules_ = snapshot.rules;
    ++looks_;
    if (heats_.size() < snapshot.heats.size()) heats_.resize(snapshot.heats.size());
    if (pictures_.size() < snapshot.heats.size()) pictures_.resize(snapshot.heats.size());
    for (std::size_t i = 0; i < snapshot.heats.size(); ++i) {
        if (pictures_[i] == snapshot.heats[i] && !look_at_all) continue;
        pictures_[i] = snapshot.heats[i];
        look_at(snapshot, *snapshot.heats[i], heats_[i]);
    }
}

void StationNames::look_at(const Snapshot& snapshot, const HeatPicture& heat, HeatTable& table) const {
    std::vector<RunnerId> children;
    for (const Placement& placement : heat.placements) children.push_back(placement.runner);
    for (const ResultRow& row : heat.rows) {
        if (row.runner) children.push_back(row.runner);
    }
    const HeatNames names{*snapshot.roster, snapshot.rules->privacy, children, viewer_};
    HeatTable now;
    for (const RunnerId child : children) {
        const bool own = viewer_.audience != Audience::tent || snapshot.roster->runner(child).team == viewer_.team;
        if (own) now[child] = {names.name(child), names.say_it(child), looks_};
    }
    for (auto& [child, held] : table) {
        const auto there = now.find(child);
        if (there == now.end())
            now[child] = held.name.empty() ? held : Held{{}, {}, looks_};
        else if (there->second == held)
            there->second.look = held.look;
    }
    table = std::move(now);
}

std::vector<StationNames::Name> StationNames::since(std::uint64_t& seen) const {
    std::vector<Name> names;
    for (std::size_t i = 0; i < heats_.size() && seen < looks_; ++i) {
        for (const auto& [child, held] : heats_[i]) {
            if (held.look > seen && (seen != 0 || !held.name.empty()))
                names.push_back({HeatId{i}, child, held.name, held.say_it});
        }
    }
    seen = looks_;
    return names;
}

}  // namespace heatline::timing
