#pragma once
// The inside of Link: one object on one io thread. link.cpp holds how a connection lives and ends, link_hear.cpp what
// each message does.

#include <atomic>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <deque>
#include <thread>

#include "timing/station/host_lookup.h"
#include "timing/station/link.h"
#include "timing/station/link_socket.h"
#include "timing/station/published.h"

namespace heatline::timing {

struct Link::Impl {
    using Timer = boost::asio::steady_timer;
    using Moment = std::chrono::steady_clock::time_point;
    struct Probed {
        std::uint64_t id = 0;
        std::int64_t received_us = 0;
    };
    struct Command {
        std::uint64_t ask = 0;
        std::string body;
        std::function<void(CommandAnswer)> answer;
        Moment until;
        bool sent = false;  // On this connection.
    };

    Impl(Options given_options, Callbacks given_callbacks, Replica* given_replica)
        : options(std::move(given_options)), callbacks(std::move(given_callbacks)), replica(given_replica) {}

    // ---- link.cpp
    boost::asio::awaitable<void> run();
    // True when the server welcomed us.
    boost::asio::awaitable<bool> connect_once();
    boost::asio::awaitable<void> read();
    boost::asio::awaitable<void> write();
    boost::asio::awaitable<void> look();
    boost::asio::awaitable<void> ask_wish();
    boost::asio::awaitable<void> wait(Timer& timer);
    std::optional<std::string> next_text();
    message::Hello hello() const;
    void end_connection();
    void answer_overdue(Moment now);
    void forget_connection();

    // ---- link_hear.cpp
    void hear(std::string bytes, bool binary);
    void hear(message::Welcome& welcome);
    void hear(message::Probe& probe);
    void hear(message::Durable& durable);
    void hear(message::Refused& refused);
    void hear(message::TakenBack& taken_back);
    void hear(message::Names& names);
    void hear(message::CommandAnswer& answer);
    void hear(message::Stations& stations);
    void hear(message::End& end);
    void hear(message::Unknown&) {}
    // Everything else is the laptop's to say.
    template <class M>
    void hear(M&) {
        end_connection();
    }
    void show(LinkPicture::State state, std::string sentence);
    void publish();

    const Options options;
    const Callbacks callbacks;
    Replica* const replica;
    boost::asio::io_context io{1};
    Published<LinkPicture> picture;
    std::atomic<std::int64_t> heard_us{0};
    std::atomic<Seq> server_seq{0};

    // The io thread's own.
    bool stopping = false;
    Outbox outbox;
    LinkPicture shown;
    LaptopHealth health;
    std::deque<Command> commands;
    std::uint64_t last_ask = 0;
    Timer retry{io}, wake{io}, round{io}, room{io}, ended{io}, wished{io};
    bool at_once = false;  // The next attempt does not wait.

    // Of the connection there is.
    HostLookup lookup{io, options.look_up};
    std::unique_ptr<LinkSocket> socket;
    Replica::Wish wish;
    bool over = true;
    bool writing = false;
    bool hello_due = false, welcomed = false, health_due = false;
    bool readings_stop = false;  // Refused: the numbers are another laptop's, or the role may not.
    bool reading_paused = false;
    int gaps = 0;
    Moment last_heard, write_began, last_health;
    std::deque<Probed> probes;

    std::thread thread;
};

}  // namespace heatline::timing
