#pragma once
// Bell: rung by any thread when something changed, waited for by one.

#include <chrono>
#include <condition_variable>
#include <mutex>

namespace heatline::ui {

class Bell {
public:
    void ring() {
        {
            const std::lock_guard lock{mutex_};
            rung_ = true;
        }
        wake_.notify_one();
    }
    // Returns at once when it was rung since the last wait.
    void wait_until(std::chrono::steady_clock::time_point until) {
        std::unique_lock lock{mutex_};
        wake_.wait_until(lock, until, [this] { return rung_; });
        rung_ = false;
    }

private:
    std::mutex mutex_;
    std::condition_variable wake_;
    bool rung_ = false;
};

}  // namespace heatline::ui
