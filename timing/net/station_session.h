#pragma once
// StationSession: one connection that speaks the station protocol, timing/PROTOCOL.md, from its hello to its end.
//
// Five coroutines share it: one reads messages; one takes readings and take-backs, in order; one waits for what was
// taken to be durable and answers, so that many messages may be on their way at once; one writes; one keeps time
// (probes, the list of stations, a token that was revoked). Each ends when the session is over, and use() returns when
// all have. io thread.

#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <deque>
#include <exception>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "timing/net/station_hub.h"
#include "timing/net/web_socket.h"
#include "timing/station/message.h"

namespace heatline::timing {

class StationSession final : public SocketUser, public std::enable_shared_from_this<StationSession> {
public:
    StationSession(std::shared_ptr<StationHub> hub, const Caller& caller);

    boost::asio::awaitable<void> use(WebSocket& socket) override;

    // ---- for the hub

    // There may be something new to write.
    void wake() { notify(write_wake_); }
    void server_stops();
    bool sees_names() const { return viewer_.has_value(); }

private:
    using Clock = std::chrono::steady_clock;

    // Something to wait on: told while nobody waits, it is remembered.
    struct Wake {
        std::optional<boost::asio::steady_timer> timer;
        bool told = false;
    };
    // Taken, and to be answered once the journal has `seq`.
    struct Pending {
        Seq seq = 0;
        std::size_t readings = 0;  // How many sent readings this answers.
        std::size_t take_backs = 0;
        std::optional<message::Durable> durable;
        std::string text;  // Behind `durable`; may be empty.
    };

    // ---- hello
    boost::asio::awaitable<bool> welcome();
    message::Welcome greeting() const;

    // ---- the coroutines
    void spawn(boost::asio::awaitable<void> task);
    boost::asio::awaitable<void> read_loop();
    boost::asio::awaitable<void> take_loop();
    boost::asio::awaitable<void> answer_loop();
    boost::asio::awaitable<void> write_loop();
    boost::asio::awaitable<void> time_loop();
    boost::asio::awaitable<void> run_command(message::Command command);

    // ---- what is read
    bool hear(message::Message&& heard);
    void hear_probe(const message::ProbeAnswer& probe);
    boost::asio::awaitable<void> wait_for_clock(const message::Readings& sent);
    void take(const message::Readings& sent);
    void take(const message::TakeBack& sent);

    // ---- what is written
    void send(std::string text);
    void probe();
    std::optional<std::string> next_names();
    std::string next_facts();
    boost::asio::awaitable<bool> write(std::string_view bytes, bool binary);
    boost::asio::awaitable<void> say_goodbye();

    // ---- its end
    // Says why, and that is the end.
    void end(std::string code, std::string text);
    // Nothing more can be said.
    void cut();
    bool is_over() const { return end_.has_value() || cut_; }
    void notify(Wake& wake);
    boost::asio::awaitable<void> wait(Wake& wake, Clock::time_point until = Clock::time_point::max());

    const DeviceLog& device() const { return hub_->state().devices[caller_.device.index()]; }
    Role role() const { return *caller_.role; }

    const std::shared_ptr<StationHub> hub_;  // Shared, because sessions end with the io_context, after the server.
    const Caller caller_;
    std::optional<Viewer> viewer_;  // Of who is told names.
    WebSocket* socket_ = nullptr;
    message::Hello hello_;
    Clock::time_point begun_ = Clock::now();

    std::deque<std::variant<message::Readings, message::TakeBack>> inbox_;
    std::deque<Pending> pending_;
    bool conflicted_ = false;  // A number of this epoch is another laptop's.
    std::size_t unanswered_ = 0, take_backs_ = 0, commands_ = 0;

    std::deque<std::string> outgoing_;
    std::size_t outgoing_bytes_ = 0;
    std::optional<Clock::time_point> write_began_;
    std::uint64_t names_seen_ = 0;
    std::vector<StationNames::Name> names_;  // To be written.
    std::optional<Seq> next_fact_;           // None: it wants none.
    std::deque<std::string> pages_;          // Facts from the journal, to be written.
    Clock::time_point next_page_{};

    std::uint64_t next_probe_ = 1;
    std::map<std::uint64_t, Instant> probes_;  // Sent, and not answered.
    std::uint64_t stations_seen_ = 0;

    std::optional<message::End> end_;
    bool cut_ = false;
    Wake take_wake_, answer_wake_, write_wake_, time_wake_, clock_wake_, done_wake_;
    std::size_t running_ = 0;
    std::exception_ptr thrown_;
};

}  // namespace heatline::timing
