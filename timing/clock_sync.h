#pragma once
// ClockSync: what one laptop's clock is to the meet clock, from probes with four times; timing/PROTOCOL.md part 3.
//
// T1 the probe leaves us, t2 it arrives there, t3 the answer leaves there, T4 it arrives here: the offset (meet clock
// minus device clock) lies in [T1 - t2, T4 - t3], however long each way took. An interval is true at its moment, and
// widens by 100 ppm from there, twice what the quartz of laptops is off by. The estimate is the middle of what all have
// in common; one that has nothing in common with the others begins anew, for then a clock was not what we think.
//
// Pure, integers only. A laptop that lies spoils its own times and nothing else.

#include <cstdint>
#include <optional>

#include "engine/base/time.h"

namespace heatline::timing {

class ClockSync {
public:
    struct Probe {
        Instant sent;                                   // T1, on the meet clock.
        std::int64_t received_us = 0, returned_us = 0;  // t2 and t3, on the device's.
        Instant arrived;                                // T4.
    };
    struct Offset {
        std::int64_t us = 0;
        std::int64_t bound_us = 0;  // The true one is no further away.
    };

    // False for one that cannot be: it changes nothing.
    bool take(const Probe& probe);
    bool known() const { return known_; }
    // As of a moment of the device's clock, earlier or later than the probes. None before the first probe.
    std::optional<Offset> at(std::int64_t device_us) const;
    // As of the last probe.
    std::optional<Offset> now() const { return at(last_us_); }

private:
    // A limit that was exact at one moment of the device's clock.
    struct Limit {
        std::int64_t offset_us = 0;
        std::int64_t at_us = 0;
        std::int64_t age(std::int64_t device_us) const {
            return device_us > at_us ? device_us - at_us : at_us - device_us;
        }
    };

    struct Limits {
        std::int64_t low = 0, high = 0;
    };
    Limits limits_at(std::int64_t device_us) const;

    bool known_ = false;
    Limit lowest_, highest_;
    std::int64_t last_us_ = 0;
};

}  // namespace heatline::timing
