#include "ui/desk/station_heats.h"

#include <algorithm>

#include "ui/desk/words.h"

namespace heatline::ui {
namespace {

constexpr std::int64_t kFactsFollowUs = 3'000'000;

std::optional<Instant> gun_of(const Desk& desk, const HeatPicture& heat) {
    if (heat.state == HeatState::official || heat.state == HeatState::cancelled) return std::nullopt;
    const OwnEntry* own = own_gun(desk, heat);
    // Once the server has it, the server's word holds: somebody may have taken it back there. Its facts come a moment
    // later.
    const bool under_way = own && (!own->sent || micros_between(own->at, desk.now) < kFactsFollowUs);
    if (under_way && desk.station.timed && (!heat.start || !own->sent)) return own->at;
    return heat.start;
}

const HeatPicture& heat_of(const Desk& desk, HeatId heat) { return *desk.snapshot->heats[heat.index()]; }

}  // namespace

const OwnEntry* own_gun(const Desk& desk, const HeatPicture& heat) {
    const auto& entries = *desk.station.entries;
    for (auto entry = entries.rbegin(); entry != entries.rend(); ++entry) {
        if (entry->kind == ReadingKind::start && !entry->undone && entry->heat == heat.name) return &*entry;
    }
    return nullptr;
}

bool crosses(const OwnEntry& entry) {
    return !entry.undone && (entry.kind == ReadingKind::tap || entry.kind == ReadingKind::select);
}

std::uint64_t crossed_since_own_gun(const std::vector<OwnEntry>& entries) {
    std::uint64_t count = 0;
    for (const OwnEntry& entry : entries) {
        if (entry.kind == ReadingKind::start && !entry.undone) count = 0;
        if (crosses(entry)) ++count;
    }
    return count;
}

StationHeats station_heats(const Desk& desk) {
    StationHeats heats;
    if (!desk.snapshot) {
        const auto& entries = *desk.station.entries;
        for (const OwnEntry& entry : entries) {
            if (entry.kind == ReadingKind::start && !entry.undone && desk.station.timed) heats.gun = entry.at;
        }
        heats.since = heats.gun;
        return heats;
    }
    const Snapshot& snapshot = *desk.snapshot;
    std::vector<std::pair<Instant, HeatId>> running;
    for (const auto& heat : snapshot.heats) {
        if (line_of(snapshot, *heat) != desk.link.line) continue;
        if (const auto gun = gun_of(desk, *heat)) {
            running.emplace_back(*gun, heat->heat);
        } else if (heat->state == HeatState::planned) {
            if (!heats.next || heat->planned < heat_of(desk, heats.next).planned) heats.next = heat->heat;
        } else if (heat->start && (!heats.over || *heat->start > *heat_of(desk, heats.over).start)) {
            heats.over = heat->heat;
        }
    }
    std::stable_sort(running.begin(), running.end());
    if (running.empty()) return heats;
    heats.over = HeatId::none();
    heats.since = running.front().first;
    heats.gun = running.back().first;
    heats.now = running.back().second;
    running.pop_back();
    for (const auto& [gun, heat] : running) heats.also.push_back(heat);
    return heats;
}

std::string next_heat_name(const Desk& desk) {
    const HeatId next = station_heats(desk).next;
    return next ? heat_of(desk, next).name : std::string{};
}

bool may_practise(const Desk& desk) {
    const StationLook& look = desk.station;
    if (station_heats(desk).gun) return false;
    if (!look.timed) return crossed_since_own_gun(*look.entries) == 0;
    return std::none_of(look.entries->begin(), look.entries->end(), [&](const OwnEntry& entry) {
        return !entry.undone && micros_between(entry.at, desk.now) < kQuietUs;
    });
}

}  // namespace heatline::ui
