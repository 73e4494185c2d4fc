#include "timing/net/deadline.h"

#include <boost/asio/steady_timer.hpp>
#include <utility>

namespace heatline::timing {

using Clock = std::chrono::steady_clock;

struct Deadline::Watch : std::enable_shared_from_this<Watch> {
    Watch(const boost::asio::any_io_executor& executor, std::function<void()> over_)
        : timer(executor), over(std::move(over_)) {}

    void wait_until(Clock::time_point time) {
        wakes = time;
        timer.expires_at(time);
        timer.async_wait([self = shared_from_this()](boost::system::error_code error) {
            if (!error) self->wake();
        });
    }
    void wake() {
        wakes = Clock::time_point::max();
        if (!over || due == Clock::time_point::max()) return;
        if (due > Clock::now()) return wait_until(due);
        std::exchange(over, nullptr)();
    }

    boost::asio::steady_timer timer;
    std::function<void()> over;  // Empty once it was called, or must not be.
    Clock::time_point due = Clock::time_point::max();
    Clock::time_point wakes = Clock::time_point::max();
};

Deadline::Deadline(const boost::asio::any_io_executor& executor, std::function<void()> over)
    : watch_(std::make_shared<Watch>(executor, std::move(over))) {}

Deadline::~Deadline() {
    watch_->over = nullptr;
    watch_->timer.cancel();
}

void Deadline::after(std::chrono::milliseconds time) {
    watch_->due = Clock::now() + time;
    if (watch_->due < watch_->wakes) watch_->wait_until(watch_->due);
}

void Deadline::never() { watch_->due = Clock::time_point::max(); }

}  // namespace heatline::timing
