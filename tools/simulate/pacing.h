#pragma once
// Pacing: how the hours of a simulated day pass while the simulator runs.
//
// The day is cut into slices of equal length. What falls into a slice is sent when the slice is over, everything of it
// before anything of the next: so no effect is sent long before its cause, at any speed. One thread.

#include <chrono>
#include <cstdint>
#include <thread>

#include "engine/base/time.h"

namespace heatline::simulate {

class Pacing {
public:
    virtual ~Pacing() = default;
    virtual Millis slice() const = 0;
    // Returns when it is `simulated` o'clock.
    virtual void wait_until(Instant simulated) = 0;
};

// As fast as it goes.
class NoPacing : public Pacing {
public:
    Millis slice() const override { return seconds(60); }
    void wait_until(Instant) override {}
};

// `speed_permille` thousandths of real time since `day_begins`; a slice takes a second, so that nothing is later than
// that.
class RealPacing : public Pacing {
public:
    RealPacing(Instant day_begins, std::int64_t speed_permille)
        : begins_(day_begins), speed_(speed_permille), started_(std::chrono::steady_clock::now()) {}
    Millis slice() const override { return {speed_}; }
    void wait_until(Instant simulated) override {
        const std::int64_t real_ms = (simulated.us - begins_.us) / speed_;
        std::this_thread::sleep_until(started_ + std::chrono::milliseconds{real_ms});
    }

private:
    Instant begins_;
    std::int64_t speed_;
    std::chrono::steady_clock::time_point started_;
};

}  // namespace heatline::simulate
