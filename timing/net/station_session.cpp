#include "timing/net/station_session.h"

#include <algorithm>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "engine/names.h"

namespace heatline::timing {
namespace {

namespace asio = boost::asio;

bool sees_stations(Role role) { return role == Role::staff || role == Role::director || role == Role::marshal; }

std::optional<Viewer> viewer_for(Role role, TeamId team) {
    if (role != Role::announcer && role != Role::tent) return std::nullopt;
    return viewer_of(role, team);
}

}  // namespace

StationSession::StationSession(std::shared_ptr<StationHub> hub, const Caller& caller)
    : hub_(std::move(hub)), caller_(caller) {
    viewer_ = viewer_for(role(), device().team);
}

// ---- from hello to the end

asio::awaitable<void> StationSession::use(WebSocket& socket) {
    const auto self = shared_from_this();
    socket_ = &socket;
    const asio::any_io_executor executor = co_await asio::this_coro::executor;
    for (Wake* wake : {&take_wake_, &answer_wake_, &write_wake_, &time_wake_, &clock_wake_, &done_wake_})
        wake->timer.emplace(executor);
    const bool welcomed = co_await welcome();
    if (!welcomed) {
        co_await say_goodbye();
        co_return;
    }
    hub_->enter(*this, executor);
    for (const auto loop : {&StationSession::read_loop, &StationSession::take_loop, &StationSession::answer_loop,
                            &StationSession::write_loop, &StationSession::time_loop})
        spawn((this->*loop)());
    while (running_ > 0) co_await wait(done_wake_);
    hub_->leave(*this);
    hub_->table().leave(caller_.device);
    if (thrown_) std::rethrow_exception(thrown_);
}

// False when there is no more to say than good-bye.
asio::awaitable<bool> StationSession::welcome() {
    socket_->expires_after(hub_->bounds().station_silent);
    const auto first = co_await socket_->read();
    if (!first) {
        cut();
        co_return false;
    }
    auto parsed = first->binary ? Result<message::Message, std::string>{Error{"a hello comes first"}}
                                : message::parse_message(first->bytes);
    auto* hello = parsed.ok() ? std::get_if<message::Hello>(&*parsed) : nullptr;
    if (!hello || hello->version == 0) {
        end("protocol", parsed.ok() ? "a hello of version 1 or more comes first" : parsed.error());
        co_return false;
    }
    hello_ = std::move(*hello);
    next_fact_ = hello_.facts_from;
    // What is greeted with must be on the disk; so is every answer.
    const bool durable = co_await hub_->pipeline().durable(hub_->state().seq);
    if (!durable || hub_->stopped()) {
        server_stops();
        co_return false;
    }
    if (next_fact_) {
        const bool continues = co_await hub_->feed().continues(*next_fact_, hello_.facts_hash);
        if (!continues) next_fact_ = 1;
    }
    if (!hub_->table().enter(caller_.device, hello_.operator_name)) {
        end("busy", "too many stations are connected; close those that nobody uses");
        co_return false;
    }
    hub_->table().heard(caller_.device, hub_->now());
    send(to_text(greeting()));
    co_return true;
}

message::Welcome StationSession::greeting() const {
    message::Welcome welcome;
    welcome.version = std::min(hello_.version, message::kVersion);
    welcome.device = device().name;
    welcome.role = name_of(role());
    if (device().line) welcome.line = hub_->state().lines[device().line.index()].name;
    if (role() == Role::tent && device().team) welcome.tent = hub_->state().roster->team(device().team).name;
    if (!hello_.epoch.empty())
        welcome.durable_through = next_device_seq(hub_->state(), caller_.device, hello_.epoch) - 1;
    welcome.durable_seq = hub_->pipeline().durable_seq();
    welcome.facts_from = next_fact_;
    welcome.server_us = hub_->now().us;
    return welcome;
}

void StationSession::spawn(asio::awaitable<void> task) {
    ++running_;
    asio::co_spawn(done_wake_.timer->get_executor(), std::move(task),
                   [self = shared_from_this()](std::exception_ptr thrown) {
                       --self->running_;
                       if (thrown) {
                           self->thrown_ = thrown;
                           self->cut();
                       }
                       self->notify(self->done_wake_);
                   });
}

void StationSession::server_stops() {
    if (hub_->pipeline().failed())
        end("failed", "the server's journal has failed; go on recording, it will be sent when the server is back");
    else
        end("stop", "the server stops; come back");
}

void StationSession::end(std::string code, std::string text) {
    if (is_over()) return;
    end_ = message::End{std::move(code), std::move(text)};
    for (Wake* wake : {&take_wake_, &answer_wake_, &write_wake_, &time_wake_, &clock_wake_}) notify(*wake);
}

void StationSession::cut() {
    if (cut_) return;
    cut_ = true;
    if (socket_) socket_->cut();
    for (Wake* wake : {&take_wake_, &answer_wake_, &write_wake_, &time_wake_, &clock_wake_}) notify(*wake);
}

void StationSession::notify(Wake& wake) {
    wake.told = true;
    if (wake.timer) wake.timer->cancel();
}

asio::awaitable<void> StationSession::wait(Wake& wake, Clock::time_point until) {
    if (!wake.told) {
        wake.timer->expires_at(until);
        co_await wake.timer->async_wait(asio::as_tuple(asio::use_awaitable));
    }
    wake.told = false;
}

// ---- keeping time

asio::awaitable<void> StationSession::time_loop() {
    for (std::size_t round = 1; !is_over(); ++round) {
        if (device().revoked) {
            end("revoked", "this token is no longer good; ask the director for another");
            co_return;
        }
        if (write_began_ && Clock::now() - *write_began_ > hub_->bounds().answer) cut();
        probe();
        if (sees_stations(role()) && hub_->table().version() != stations_seen_) {
            stations_seen_ = hub_->table().version();
            send(hub_->table().text(hub_->state()));
        }
        const auto pause = round < limits::kStationFirstProbes
                               ? std::min(limits::kStationFirstTick, hub_->bounds().station_tick)
                               : hub_->bounds().station_tick;
        co_await wait(time_wake_, Clock::now() + pause);
    }
}

void StationSession::probe() {
    message::Probe probe;
    probe.id = next_probe_++;
    probe.durable_seq = hub_->pipeline().durable_seq();
    const auto offset = hello_.boot.empty() ? std::nullopt : hub_->table().clock(caller_.device, hello_.boot).now();
    if (offset) {
        probe.offset_us = offset->us;
        probe.bound_us = offset->bound_us;
    }
    const Instant now = hub_->now();
    probe.server_us = now.us;
    probes_[probe.id] = now;
    if (probes_.size() > limits::kStationProbesOut) probes_.erase(probes_.begin());
    send(to_text(probe));
}

}  // namespace heatline::timing
