#include "timing/pipeline.h"

#include <algorithm>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <exception>
#include <limits>
#include <utility>

#include "engine/apply.h"

namespace heatline::timing {

namespace asio = boost::asio;

// Somebody waiting for `seq` to be durable. The timer never runs out; cancelling it is the wake-up.
struct Pipeline::Waiter {
    Waiter(asio::io_context& io, Seq wanted) : seq(wanted), timer(io, asio::steady_timer::time_point::max()) {}
    void wake() {
        done = true;
        timer.cancel();
    }
    Seq seq;
    bool done = false;
    asio::steady_timer timer;
};

Pipeline::Pipeline(asio::io_context& io, MeetFolder::Parts meet, std::function<void(const std::string&)> on_failure)
    : io_(io),
      lock_(std::move(meet.lock)),
      state_(std::move(meet.state)),
      durable_(state_.seq),
      on_failure_(std::move(on_failure)),
      replica_(state_),
      writer_(std::move(meet.journal), {[this, alive = alive_](Seq last) {
                                            asio::post(io_, [this, alive, last] {
                                                if (*alive) became_durable(last);
                                            });
                                        },
                                        [this, alive = alive_](const std::string& sentence) {
                                            asio::post(io_, [this, alive, sentence] {
                                                if (*alive) commit_failed(sentence);
                                            });
                                        }}) {}

Pipeline::~Pipeline() {
    *alive_ = false;
    stop();
}

void Pipeline::accept(Fact fact) {
    if (run_.facts.empty()) run_.first = state_.seq + 1;
    batch_.add(fact);
    apply(state_, state_.seq + 1, fact);
    if (auto* taken = std::get_if<ReadingTaken>(&fact.body))
        taken->reading.sent = {};  // On its way to the disk; the replica needs no words.
    run_.facts.push_back(std::move(fact));
}

Seq Pipeline::flush() {
    if (run_.facts.empty()) return state_.seq;
    not_yet_durable_.push_back(std::exchange(run_, {}));
    if (!writer_.submit(std::exchange(batch_, {}))) failed_ = true;
    return state_.seq;
}

void Pipeline::became_durable(Seq seq) {
    durable_ = seq;
    std::vector<FactRun> runs;
    while (!not_yet_durable_.empty() && not_yet_durable_.front().last() <= seq) {
        runs.push_back(std::move(not_yet_durable_.front()));
        not_yet_durable_.pop_front();
    }
    if (!runs.empty()) replica_.follow(std::move(runs));
    wake_waiters();
}

void Pipeline::commit_failed(const std::string& sentence) {
    failed_ = true;
    wake_waiters();
    on_failure_(sentence);
}

void Pipeline::wake_waiters() {
    std::erase_if(waiters_, [&](const std::shared_ptr<Waiter>& waiter) {
        if (!failed_ && waiter->seq > durable_) return false;
        waiter->wake();
        return true;
    });
}

asio::awaitable<void> Pipeline::wait_for(Seq seq) {
    auto waiter = std::make_shared<Waiter>(io_, seq);
    waiters_.push_back(waiter);
    while (!waiter->done) co_await waiter->timer.async_wait(asio::as_tuple(asio::use_awaitable));
}

asio::awaitable<bool> Pipeline::durable(Seq seq) {
    if (!failed_ && durable_ < seq) co_await wait_for(seq);
    co_return durable_ >= seq;
}

asio::awaitable<void> Pipeline::room() {
    while (!failed_ && writer_.is_full()) co_await wait_for(durable_ + 1);
}

asio::awaitable<std::shared_ptr<const Snapshot>> Pipeline::picture(std::function<void(const Snapshot&)> use) {
    const Seq wanted = state_.seq;
    if (!co_await durable(wanted)) co_return nullptr;
    struct Reply {
        asio::steady_timer timer;
        std::shared_ptr<const Snapshot> snapshot;
        std::exception_ptr thrown;
    };
    auto reply = std::make_shared<Reply>(
        Reply{asio::steady_timer{io_, asio::steady_timer::time_point::max()}, nullptr, nullptr});
    replica_.ask([&io = io_, alive = alive_, reply,
                  use = std::move(use)](std::shared_ptr<const Snapshot> snapshot) mutable {
        std::exception_ptr thrown;
        try {
            if (use) use(*snapshot);
        } catch (...) {
            thrown = std::current_exception();
        }
        // What it holds ends before the answer is known, and nothing of the answer ends on this thread.
        use = nullptr;
        asio::post(io, [alive, reply = std::move(reply), snapshot = std::move(snapshot), thrown = std::move(thrown)] {
            if (!*alive) return;
            reply->snapshot = snapshot;
            reply->thrown = thrown;
            reply->timer.cancel();
        });
    });
    while (!reply->snapshot) co_await reply->timer.async_wait(asio::as_tuple(asio::use_awaitable));
    if (reply->thrown) std::rethrow_exception(reply->thrown);
    co_return reply->snapshot;
}

asio::awaitable<bool> Pipeline::read_journal(std::function<void(Store&)> read) {
    constexpr Seq kNever = std::numeric_limits<Seq>::max();
    // Among the waiters, because a read that was queued when the journal failed is never run.
    auto waiter = std::make_shared<Waiter>(io_, kNever);
    auto has_run = std::make_shared<bool>(false);
    const bool queued =
        writer_.work([&io = io_, alive = alive_, waiter, has_run, read = std::move(read)](Store& store) mutable {
            read(store);
            asio::post(io, [alive, waiter = std::move(waiter), has_run = std::move(has_run)] {
                if (!*alive) return;
                *has_run = true;
                waiter->wake();
            });
        });
    if (!queued) co_return false;
    waiters_.push_back(waiter);
    while (!waiter->done && !failed_) co_await waiter->timer.async_wait(asio::as_tuple(asio::use_awaitable));
    std::erase(waiters_, waiter);
    co_return *has_run;
}

void Pipeline::stop() {
    writer_.stop();
    replica_.stop();
}

}  // namespace heatline::timing
