#pragma once
// DeviceWatch: what each device has given the meet so far, and what of it is in question.
//
// DeviceWatcher looks at each reading once. One thread at a time.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/state.h"

namespace heatline {

struct DeviceWatch {
    DeviceId device;
    std::string name;
    Role role = Role::timer;
    LineId line;
    bool revoked = false;
    std::uint64_t readings = 0;  // All epochs, quarantined ones included.
    std::uint64_t quarantined = 0, conflicts = 0, far_off = 0, voided = 0;
    std::uint32_t epochs = 0;
    std::optional<Instant>
        last;  // Latest instant of a reading that is not far off; a voided one was a sign of life too.
    friend bool operator==(const DeviceWatch&, const DeviceWatch&) = default;
};

class DeviceWatcher {
public:
    // By DeviceId.
    std::vector<DeviceWatch> look(const State& state);

private:
    struct Tally {
        std::uint64_t quarantined = 0, far_off = 0;
        std::optional<Instant> last;
    };
    std::size_t taken_ = 0;
    std::vector<Tally> by_device_;
};

}  // namespace heatline
