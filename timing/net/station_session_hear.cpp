#include <boost/asio/use_awaitable.hpp>

#include "timing/net/station_session.h"

namespace heatline::timing {

namespace asio = boost::asio;

asio::awaitable<void> StationSession::read_loop() {
    while (!is_over()) {
        socket_->expires_after(hub_->bounds().station_silent);
        auto heard = co_await socket_->read();
        if (!heard) break;
        if (is_over()) continue;
        hub_->table().heard(caller_.device, hub_->now());
        if (device().revoked) {
            end("revoked", "this token is no longer good; ask the director for another");
        } else if (heard->binary) {
            end("protocol", "a station sends text frames only");
        } else {
            auto parsed = message::parse_message(heard->bytes);
            if (!parsed)
                end("protocol", parsed.error());
            else if (!hear(std::move(*parsed)))
                end("protocol", "this message is not a station's to send");
        }
    }
    if (!is_over()) cut();  // The other side is gone, or was silent.
}

bool StationSession::hear(message::Message&& heard) {
    if (auto* readings = std::get_if<message::Readings>(&heard)) {
        if (hello_.epoch.empty()) {
            end("protocol", "readings need an epoch, which the hello did not have");
            return true;
        }
        unanswered_ += readings->readings.size();
        if (unanswered_ > limits::kStationUnanswered)
            end("protocol", "more than 256 readings wait for their answer; send the next when some were answered");
        inbox_.emplace_back(std::move(*readings));
        notify(take_wake_);
    } else if (auto* take_back = std::get_if<message::TakeBack>(&heard)) {
        if (++take_backs_ > limits::kStationTakeBacks)
            end("protocol", "more than 256 take-backs wait for their answer");
        inbox_.emplace_back(std::move(*take_back));
        notify(take_wake_);
    } else if (const auto* probed = std::get_if<message::ProbeAnswer>(&heard)) {
        hear_probe(*probed);
    } else if (auto* command = std::get_if<message::Command>(&heard)) {
        if (++commands_ > limits::kStationCommands)
            end("protocol", "more than 16 commands wait for their answers");
        else
            spawn(run_command(std::move(*command)));
    } else if (const auto* health = std::get_if<message::Health>(&heard)) {
        hub_->table().health(caller_.device, *health);
    } else {
        return std::holds_alternative<message::Unknown>(heard);
    }
    return true;
}

void StationSession::hear_probe(const message::ProbeAnswer& probe) {
    const auto sent = probes_.find(probe.id);
    if (sent == probes_.end()) return;
    const Instant when = sent->second;
    probes_.erase(sent);
    if (hello_.boot.empty()) return;
    hub_->table().clock(caller_.device, hello_.boot).take({when, probe.received_us, probe.sent_us, hub_->now()});
    notify(clock_wake_);
}

asio::awaitable<void> StationSession::run_command(message::Command command) {
    Answer answer = may_ask(Route::commands, role())
                        ? Answer{}
                        : problem(403, "E_ROLE", "this role may not do that",
                                  "ask somebody whose role may, or the director for another token");
    if (answer.status != 403) answer = co_await hub_->ask()(caller_, command.body);
    --commands_;
    send(to_text(message::CommandAnswer{command.ask, answer.status, std::move(answer.body)}));
}

}  // namespace heatline::timing
