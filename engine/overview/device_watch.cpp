#include "engine/overview/device_watch.h"

#include <algorithm>

namespace heatline {

std::vector<DeviceWatch> DeviceWatcher::look(const State& state) {
    by_device_.resize(state.devices.size());
    for (; taken_ < state.readings.size(); ++taken_) {
        const StoredReading& reading = state.readings[taken_];
        Tally& tally = by_device_[reading.device.index()];
        tally.quarantined += reading.quarantined ? 1 : 0;
        tally.far_off += reading.far_off ? 1 : 0;
        if (reading.has_at && !reading.far_off) tally.last = std::max(tally.last, std::optional{reading.at});
    }
    std::vector<DeviceWatch> watches;
    watches.reserve(state.devices.size());
    for (std::size_t i = 0; i < state.devices.size(); ++i) {
        const DeviceLog& device = state.devices[i];
        DeviceWatch watch;
        watch.device = DeviceId{i};
        watch.name = device.name;
        watch.role = device.role;
        watch.line = device.line;
        watch.revoked = device.revoked;
        for (const EpochLog& epoch : device.epochs) watch.readings += epoch.by_seq.size();
        watch.quarantined = by_device_[i].quarantined;
        watch.conflicts = device.conflicts.size();
        watch.far_off = by_device_[i].far_off;
        watch.voided = device.voided;
        watch.epochs = static_cast<std::uint32_t>(device.epochs.size());
        watch.last = by_device_[i].last;
        watches.push_back(std::move(watch));
    }
    return watches;
}

}  // namespace heatline
