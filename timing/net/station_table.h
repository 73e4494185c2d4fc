#pragma once
// StationTable: which stations are connected, how they are, and what their clocks are to the meet clock.
//
// A device stays in the table once it was here, and so do its clocks: a connection that breaks costs no estimate. Two
// connections of one device share its line; each clock, named by its boot, has an estimate of its own. io thread.

#include <deque>
#include <map>
#include <string>
#include <utility>

#include "engine/state.h"
#include "timing/clock_sync.h"
#include "timing/station/message.h"

namespace heatline::timing {

class StationTable {
public:
    // False when there are too many already.
    bool enter(DeviceId device, const std::string& operator_name);
    void leave(DeviceId device);
    void heard(DeviceId device, Instant now);
    void health(DeviceId device, const message::Health& health);

    // The estimate for a clock of the device; made when it is not there.
    ClockSync& clock(DeviceId device, const std::string& boot);
    // Whether there is an estimate for the clock of this reading, or none is needed.
    bool knows_clock_of(DeviceId device, const Reading& reading) const;
    // Gives a reading with a device's own time its instant and bound: by the estimate of its clock, else by the wall
    // clock it tells.
    void work_out(DeviceId device, Reading& reading) const;

    // Rises with every change.
    std::uint64_t version() const { return version_; }
    // All of them as a message, made once a version.
    const std::string& text(const State& state);

private:
    struct Station {
        std::size_t windows = 0;
        Instant heard;
        message::Health health;
        std::string operator_name;
        std::deque<std::pair<std::string, ClockSync>> clocks;  // By boot; the one looked for last is the last.
    };
    const ClockSync* find(DeviceId device, const std::string& boot) const;

    std::map<DeviceId, Station> stations_;
    std::size_t connected_ = 0;
    std::uint64_t version_ = 1, text_of_ = 0;
    std::string text_;
};

}  // namespace heatline::timing
