#pragma once
// OfficeTurn: one change of the meet's preparation at a time. A command is decided in one go, but a long proposal (an
// import) is taken in slices between which readings come in; other commands wait for it here, readings never do.
// io thread.

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
public:
    // Held for as long as this lives.
    class Held {
    public:
        explicit Held(OfficeTurn& turn) : turn_(&turn) {}
        Held(Held&& other) noexcept : turn_(std::exchange(other.turn_, nullptr)) {}
        Held& operator=(Held&&) = delete;
        ~Held() {
            if (turn_) turn_->leave();
        }

    private:
        OfficeTurn* turn_;
    };

    // Waits until nobody holds it, in the order of asking; no more wait than connections are open.
    boost::asio::awaitable<Held> enter() {
        namespace asio = boost::asio;
        while (taken_) {
            auto timer = std::make_shared<asio::steady_timer>(co_await asio::this_coro::executor,
                                                              asio::steady_timer::time_point::max());
            waiting_.push_back(timer);
            co_await timer->async_wait(asio::as_tuple(asio::use_awaitable));
        }
        taken_ = true;
        co_return Held{*this};
    }

private:
    void leave() {
        taken_ = false;
        if (waiting_.empty()) return;
        waiting_.front()->cancel();
        waiting_.pop_front();
    }

    bool taken_ = false;
    std::deque<std::shared_ptr<boost::asio::steady_timer>> waiting_;
};

}  // namespace heatline::timing
