#pragma once
// Heard: what a station told, waited for.

#include <condition_variable>
#include <mutex>
#include <string>
#include <vector>

#include "timing/station/station.h"

namespace heatline::test {

class Heard {
public:
    timing::Station::Callbacks callbacks() {
        return {[this](const std::vector<timing::Recorded>& recorded) {
                    const std::lock_guard lock{mutex_};
                    recorded_.insert(recorded_.end(), recorded.begin(), recorded.end());
                    changed_.notify_all();
                },
                [this](std::vector<timing::OutItem> items) {
                    const std::lock_guard lock{mutex_};
                    out_.insert(out_.end(), items.begin(), items.end());
                    changed_.notify_all();
                },
                {}};
    }
    // Waits until so many were told of.
    std::vector<timing::Recorded> wait_for(std::size_t count) {
        std::unique_lock lock{mutex_};
        changed_.wait(lock, [&] { return recorded_.size() >= count; });
        return recorded_;
    }
    std::vector<timing::OutItem> wait_for_out(std::size_t count) {
        std::unique_lock lock{mutex_};
        changed_.wait(lock, [&] { return out_.size() >= count; });
        return out_;
    }
    std::vector<timing::OutItem> out() { return wait_for_out(0); }

private:
    std::mutex mutex_;
    std::condition_variable changed_;
    std::vector<timing::Recorded> recorded_;
    std::vector<timing::OutItem> out_;
};

}  // namespace heatline::test
