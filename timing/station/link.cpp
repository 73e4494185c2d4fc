#include "timing/station/link.h"

#include <algorithm>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <exception>

#include "timing/station/link_impl.h"
#include "timing/urgency.h"

namespace heatline::timing {
namespace {

namespace asio = boost::asio;
constexpr auto kTuple = asio::as_tuple(asio::use_awaitable);

void rethrow(std::exception_ptr thrown) {
    if (thrown) std::rethrow_exception(thrown);
}

LinkPicture::State state_of(LinkRefusal::Kind kind) {
    return kind == LinkRefusal::Kind::unreachable ? LinkPicture::State::lost : LinkPicture::State::refused;
}

}  // namespace

std::chrono::milliseconds link_wait(const limits::LinkBounds& bounds, unsigned attempt) {
    auto wait = bounds.first_wait;
    for (; attempt > 1 && wait < bounds.last_wait; --attempt) wait *= 2;
    return std::min(wait, bounds.last_wait);
}

// ---- how a connection lives

asio::awaitable<void> Link::Impl::run() {
    unsigned attempt = 0;
    while (!stopping) {
        const bool was_live = co_await connect_once();
        if (stopping) break;
        attempt = was_live ? 1 : attempt + 1;
        if (std::exchange(at_once, false)) continue;
        retry.expires_after(link_wait(options.bounds, attempt));
        co_await retry.async_wait(kTuple);
    }
}

// Until somebody cancels the timer.
asio::awaitable<void> Link::Impl::wait(Timer& timer) {
    timer.expires_at(Moment::max());
    co_await timer.async_wait(kTuple);
}

asio::awaitable<void> Link::Impl::ask_wish() {
    wish = {false, 0, {}};
    if (!replica) co_return;
    bool answered = false;
    replica->ask_wish([this, &answered](Replica::Wish said) {
        asio::post(io, [this, &answered, said = std::move(said)]() mutable {
            wish = std::move(said);
            answered = true;
            wished.cancel();
        });
    });
    while (!answered) co_await wait(wished);
}

asio::awaitable<bool> Link::Impl::connect_once() {
    co_await ask_wish();
    if (stopping) co_return false;
    socket = LinkSocket::make(io, lookup, options.server, options.token);
    const auto refusal = co_await socket->open(options.bounds);
    if (refusal || stopping) {
        if (refusal && !at_once) show(state_of(refusal->kind), refusal->sentence);
        socket.reset();
        co_return false;
    }
    over = false;
    hello_due = true;
    last_heard = last_health = std::chrono::steady_clock::now();
    bool write_ended = false;
    const auto on_end = [this, &write_ended](std::exception_ptr thrown) {
        rethrow(thrown);
        write_ended = true;
        ended.cancel();
    };
    asio::co_spawn(io, write(), on_end);
    co_await read();
    end_connection();
    while (!write_ended) co_await wait(ended);
    const bool was_live = welcomed;
    forget_connection();
    co_return was_live;
}

void Link::Impl::forget_connection() {
    socket.reset();
    hello_due = welcomed = health_due = readings_stop = reading_paused = false;
    gaps = 0;
    probes.clear();
    for (Command& command : commands) command.sent = false;
    // Who ended it to begin anew at once is not lost.
    if (!at_once && (shown.state == LinkPicture::State::live || shown.state == LinkPicture::State::connecting)) {
        show(LinkPicture::State::lost, "the connection to the server is lost; trying again by itself");
    }
}

void Link::Impl::end_connection() {
    over = true;
    if (socket) socket->close();
    wake.cancel();
    room.cancel();
}

asio::awaitable<void> Link::Impl::read() {
    while (!over) {
        LinkSocket::Frame frame = co_await socket->read();
        if (frame.error || over) co_return;
        last_heard = std::chrono::steady_clock::now();
        heard_us = options.clock->boottime_us();
        hear(std::move(frame.bytes), frame.binary);
        if (!replica) continue;
        while (!over && replica->is_full()) {
            reading_paused = true;
            co_await wait(room);
        }
        if (std::exchange(reading_paused, false)) last_heard = std::chrono::steady_clock::now();
    }
}

message::Hello Link::Impl::hello() const {
    message::Hello hello;
    hello.epoch = outbox.epoch();
    if (!hello.epoch.empty()) hello.boot = options.clock->boot();
    if (wish.facts) {
        hello.facts_from = wish.from;
        hello.facts_hash = wish.hash_before;
    }
    hello.operator_name = options.operator_name;
    return hello;
}

// What is to be said next; the first that is due. A probe is answered before all else: every wait makes it less worth.
std::optional<std::string> Link::Impl::next_text() {
    if (std::exchange(hello_due, false)) return to_text(hello());
    if (!welcomed) return std::nullopt;
    if (!probes.empty()) {
        const Probed probed = probes.front();
        probes.pop_front();
        return to_text(message::ProbeAnswer{probed.id, probed.received_us, options.clock->boottime_us()});
    }
    for (Command& command : commands) {
        if (command.sent) continue;
        command.sent = true;
        return to_text(message::Command{command.ask, command.body});
    }
    if (std::exchange(health_due, false)) {
        last_health = std::chrono::steady_clock::now();
        return to_text(message::Health{outbox.unsent(), health.battery, health.charging, health.view, health.trouble});
    }
    if (readings_stop) return std::nullopt;
    const auto next = outbox.next();
    if (!next) return std::nullopt;
    return std::visit([](const auto& message) { return to_text(message); }, *next);
}

asio::awaitable<void> Link::Impl::write() {
    while (!over) {
        const auto text = next_text();
        if (!text) {
            co_await wait(wake);
            continue;
        }
        writing = true;
        write_began = std::chrono::steady_clock::now();
        const auto error = co_await socket->write(*text);
        writing = false;
        if (error) end_connection();
    }
}

// All the time: what is overdue.
asio::awaitable<void> Link::Impl::look() {
    while (!stopping) {
        round.expires_after(options.bounds.look_round);
        co_await round.async_wait(kTuple);
        const Moment now = std::chrono::steady_clock::now();
        answer_overdue(now);
        if (over) continue;
        const bool silent = !reading_paused && now - last_heard > options.bounds.silence;
        const bool stuck = writing && now - write_began > options.bounds.silence;
        if (silent || stuck) {
            end_connection();
        } else if (now - last_health >= options.bounds.health) {
            health_due = true;
            wake.cancel();
        }
    }
}

void Link::Impl::answer_overdue(Moment now) {
    while (!commands.empty() && commands.front().until <= now) {
        const Command overdue = std::move(commands.front());
        commands.pop_front();
        overdue.answer({0, "no answer from the server; look whether it was done, then try again"});
    }
}

// ---- from any thread

Link::Link(Options options, Callbacks callbacks, Replica* replica)
    : impl_(std::make_unique<Impl>(std::move(options), std::move(callbacks), replica)) {}

Link::~Link() { stop(); }

void Link::start() {
    Impl& impl = *impl_;
    asio::co_spawn(impl.io, impl.run(), rethrow);
    asio::co_spawn(impl.io, impl.look(), rethrow);
    impl.thread = std::thread([&impl] {
        go_first();
        impl.io.run();
    });
}

void Link::stop() {
    Impl& impl = *impl_;
    asio::post(impl.io, [&impl] {
        impl.stopping = true;
        impl.end_connection();
        impl.retry.cancel();
        impl.round.cancel();
    });
    if (impl.thread.joinable()) impl.thread.join();
}

void Link::send(std::vector<OutItem> items) {
    Impl& impl = *impl_;
    asio::post(impl.io, [&impl, items = std::move(items)] {
        bool new_epoch = false;
        impl.shown.handed += items.size();
        for (const OutItem& item : items) {
            new_epoch = new_epoch || std::holds_alternative<EpochBegun>(item);
            impl.outbox.take(item);
        }
        if (new_epoch && impl.socket) {  // An epoch is said in the hello.
            impl.at_once = true;
            impl.end_connection();
        }
        impl.publish();
        impl.wake.cancel();
    });
}

void Link::say_health(LaptopHealth health) {
    Impl& impl = *impl_;
    asio::post(impl.io, [&impl, health = std::move(health)] {
        if (impl.health == health) return;
        impl.health = health;
        impl.health_due = true;
        impl.wake.cancel();
    });
}

void Link::command(std::string body, std::function<void(CommandAnswer)> answer) {
    Impl& impl = *impl_;
    asio::post(impl.io, [&impl, body = std::move(body), answer = std::move(answer)] {
        if (impl.commands.size() >= limits::kCommandsWaiting) {
            answer({0, "too many commands wait for the server; wait a moment, then try again"});
            return;
        }
        const auto until = std::chrono::steady_clock::now() + impl.options.bounds.command;
        impl.commands.push_back({++impl.last_ask, body, answer, until, false});
        impl.wake.cancel();
    });
}

void Link::connect_anew() {
    Impl& impl = *impl_;
    asio::post(impl.io, [&impl] {
        impl.at_once = true;
        impl.end_connection();
        impl.retry.cancel();
    });
}

void Link::room() {
    Impl& impl = *impl_;
    asio::post(impl.io, [&impl] { impl.room.cancel(); });
}

std::shared_ptr<const LinkPicture> Link::picture() const { return impl_->picture.get(); }
std::int64_t Link::heard_us() const { return impl_->heard_us; }
Seq Link::server_seq() const { return impl_->server_seq; }

}  // namespace heatline::timing
