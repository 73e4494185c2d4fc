#include "timing/net/station_table.h"

#include <algorithm>

#include "timing/limits.h"

namespace heatline::timing {

bool StationTable::enter(DeviceId device, const std::string& operator_name) {
    if (connected_ >= limits::kStationsMax) return false;
    Station& station = stations_[device];
    if (station.windows >= limits::kStationsOfAToken) return false;
    ++station.windows;
    ++connected_;
    station.operator_name = operator_name;
    ++version_;
    return true;
}

void StationTable::leave(DeviceId device) {
    --stations_[device].windows;
    --connected_;
    ++version_;
}

void StationTable::heard(DeviceId device, Instant now) {
    stations_[device].heard = now;
    ++version_;
}

void StationTable::health(DeviceId device, const message::Health& health) {
    stations_[device].health = health;
    ++version_;
}

ClockSync& StationTable::clock(DeviceId device, const std::string& boot) {
    auto& clocks = stations_[device].clocks;
    auto known = std::find_if(clocks.begin(), clocks.end(), [&](const auto& clock) { return clock.first == boot; });
    if (known == clocks.end()) {
        if (clocks.size() == limits::kClocksOfADevice) clocks.pop_front();
        clocks.emplace_back(boot, ClockSync{});
    } else {
        std::rotate(known, known + 1, clocks.end());
    }
    ++version_;
    return clocks.back().second;
}

const ClockSync* StationTable::find(DeviceId device, const std::string& boot) const {
    const auto station = stations_.find(device);
    if (station == stations_.end()) return nullptr;
    for (const auto& [name, clock] : station->second.clocks) {
        if (name == boot && clock.known()) return &clock;
    }
    return nullptr;
}

bool StationTable::knows_clock_of(DeviceId device, const Reading& reading) const {
    return !reading.device_time || find(device, reading.device_time->boot) != nullptr;
}

void StationTable::work_out(DeviceId device, Reading& reading) const {
    if (!reading.device_time) return;
    DeviceTime& time = *reading.device_time;
    const ClockSync* clock = find(device, time.boot);
    const auto offset = clock ? clock->at(time.us) : std::nullopt;
    reading.at = Instant{offset ? time.us + offset->us : time.wall_us};
    time.bound_us = offset ? std::optional{offset->bound_us} : std::nullopt;
}

const std::string& StationTable::text(const State& state) {
    if (text_of_ == version_) return text_;
    text_of_ = version_;
    message::Stations list;
    for (const auto& [device, station] : stations_) {
        message::Stations::Station line;
        line.device = state.devices[device.index()].name;
        line.connected = station.windows > 0;
        line.windows = station.windows;
        line.heard_us = station.heard.us;
        line.health = station.health;
        line.operator_name = station.operator_name;
        const auto offset = station.clocks.empty() ? std::nullopt : station.clocks.back().second.now();
        if (offset) {
            line.offset_us = offset->us;
            line.bound_us = offset->bound_us;
        }
        list.stations.push_back(std::move(line));
    }
    return text_ = to_text(list);
}

}  // namespace heatline::timing
