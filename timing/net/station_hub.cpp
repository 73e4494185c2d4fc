#include "timing/net/station_hub.h"

#include <algorithm>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "timing/net/station_session.h"

namespace heatline::timing {

namespace asio = boost::asio;

StationHub::StationHub(Parts parts)
    : parts_(std::move(parts)), feed_(std::make_shared<FactFeed>(parts_.pipeline, [this] { wake_all(); })) {}

std::shared_ptr<SocketUser> StationHub::open(const Caller& caller) {
    return std::make_shared<StationSession>(shared_from_this(), caller);
}

void StationHub::stop() {
    stopped_ = true;
    feed_->stop();
    if (names_pause_) names_pause_->cancel();
    for (StationSession* session : sessions_) session->server_stops();
}

void StationHub::enter(StationSession& session, const asio::any_io_executor& executor) {
    sessions_.insert(&session);
    feed_->follow(executor);
    if (names_pause_ || !session.sees_names()) return;
    names_pause_ = std::make_shared<asio::steady_timer>(executor);
    asio::co_spawn(
        executor, [self = shared_from_this()] { return self->follow_names(); }, asio::detached);
}

void StationHub::leave(StationSession& session) { sessions_.erase(&session); }

std::vector<StationNames::Name> StationHub::names(const Viewer& viewer, std::uint64_t& seen) {
    if (looking_) return {};
    std::shared_ptr<StationNames>& table = names_[{viewer.audience, viewer.team}];
    if (!table) {
        table = std::make_shared<StationNames>(viewer);
        names_wanted_ = true;
        if (names_pause_) names_pause_->cancel();
    }
    return table->since(seen);
}

// For as long as somebody is here who may know a name.
asio::awaitable<void> StationHub::follow_names() {
    const auto self = shared_from_this();
    const auto pause = names_pause_;
    const auto somebody = [&] {
        return std::any_of(sessions_.begin(), sessions_.end(), [](const auto* s) { return s->sees_names(); });
    };
    while (!stopped_ && somebody()) {
        if (names_wanted_ || pipeline().durable_seq() > names_seen_) {
            names_wanted_ = false;
            looking_ = true;
            std::function<void(const Snapshot&)> look = [tables = names_](const Snapshot& snapshot) {
                for (const auto& [key, table] : tables) table->look(snapshot);
            };
            const auto picture = co_await pipeline().picture(std::move(look));
            looking_ = false;
            if (!picture) co_return;  // The journal has failed.
            names_seen_ = picture->seq;
            wake_all();
        }
        pause->expires_after(limits::kStationNamesTick);
        if (!names_wanted_) co_await pause->async_wait(asio::as_tuple(asio::use_awaitable));
    }
    names_pause_.reset();
}

void StationHub::wake_all() {
    for (StationSession* session : sessions_) session->wake();
}

}  // namespace heatline::timing
