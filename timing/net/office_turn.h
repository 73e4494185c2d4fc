#pragma once
// OfficeTurn: one change of the meet's preparation at a time. A command is decided in one go, but a long proposal (an
// import) is taken in slices between which readings come in; other commands wait for it here, readings never do.
// Whoever asked first is next. io thread.

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <deque>
#include <memory>
#include <utility>

namespace heatline::timing {

class OfficeTurn {
    struct Waiter {
        explicit Waiter(const boost::asio::any_io_executor& executor)
            : timer(executor, boost::asio::steady_timer::time_point::max()) {}
        bool is_next = false;
        boost::asio::steady_timer timer;
    };
    struct Queue {
        bool taken = false;
        std::deque<std::shared_ptr<Waiter>> waiting;
    };

public:
    // Held for as long as this lives; it may outlive the OfficeTurn, as a session does that a stop did not wait for.
    class Held {
    public:
        explicit Held(std::shared_ptr<Queue> queue) : queue_(std::move(queue)) {}
        Held(Held&&) noexcept = default;
        Held& operator=(Held&&) = delete;
        ~Held() {
            if (!queue_) return;
            queue_->taken = !queue_->waiting.empty();
            if (!queue_->taken) return;
            queue_->waiting.front()->is_next = true;
            queue_->waiting.front()->timer.cancel();
            queue_->waiting.pop_front();
        }

    private:
        std::shared_ptr<Queue> queue_;
    };

    // Waits until it is one's turn; no more wait than connections are open.
    boost::asio::awaitable<Held> enter() {
        namespace asio = boost::asio;
        const std::shared_ptr<Queue> queue = queue_;
        if (queue->taken) {
            const auto waiter = std::make_shared<Waiter>(co_await asio::this_coro::executor);
            queue->waiting.push_back(waiter);
            while (!waiter->is_next) co_await waiter->timer.async_wait(asio::as_tuple(asio::use_awaitable));
        }
        queue->taken = true;
        co_return Held{queue};
    }

private:
    std::shared_ptr<Queue> queue_ = std::make_shared<Queue>();
};

}  // namespace heatline::timing
