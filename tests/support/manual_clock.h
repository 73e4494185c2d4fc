#pragma once
// ManualClock: a machine's clocks in a test's hands. Any thread: a server may look while the test turns.

#include <atomic>
#include <mutex>
#include <string>

#include "timing/clock.h"

namespace heatline::test {

class ManualClock final : public timing::Clock {
public:
    explicit ManualClock(std::string boot = "boot-1", std::int64_t boottime_us = 1'000'000'000,
                         std::int64_t wall_us = 1'809'183'600'000'000)
        : boot_(std::move(boot)), boottime_us_(boottime_us), wall_us_(wall_us) {}

    std::int64_t boottime_us() const override { return boottime_us_; }
    Instant wall() const override { return {wall_us_}; }
    std::string boot() const override {
        const std::lock_guard lock{mutex_};
        return boot_;
    }

    // Time passes.
    void advance(std::int64_t us) {
        boottime_us_ += us;
        wall_us_ += us;
    }
    // Somebody sets the wall clock.
    void jump(std::int64_t us) { wall_us_ += us; }
    // The machine starts anew.
    void reboot(std::string boot) {
        const std::lock_guard lock{mutex_};
        boot_ = std::move(boot);
        boottime_us_ = 1'000'000;
    }

private:
    mutable std::mutex mutex_;
    std::string boot_;
    std::atomic<std::int64_t> boottime_us_, wall_us_;
};

}  // namespace heatline::test
