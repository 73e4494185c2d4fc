#include "engine/overview/heat_gun.h"

namespace heatline {

std::optional<HeatGun> look_at_gun(const State& state, HeatId heat) {
    if (!heat || heat.index() >= state.heats.size()) return std::nullopt;
    HeatGun gun{heat, {}, {}, {}};
    const auto log = state.guns.find(state.heats[heat.index()].symbol);
    if (log == state.guns.end()) return gun;
    gun.set = log->second.set;
    for (const ReadingIndex index : log->second.readings) {
        const StoredReading& stored = state.readings[index.index()];
        if (!stored.has_at) continue;
        const DeviceLog& device = state.devices[stored.device.index()];
        HeatGun::Heard heard{{stored.device, device.epochs[stored.epoch].epoch, stored.device_seq}, stored.at};
        (stored.voided ? gun.voided : gun.heard) = std::move(heard);
    }
    return gun;
}

}  // namespace heatline
