#include <algorithm>
#include <boost/asio/use_awaitable.hpp>

#include "engine/decide.h"
#include "timing/net/reading_intake.h"
#include "timing/net/station_session.h"

namespace heatline::timing {

namespace asio = boost::asio;

asio::awaitable<void> StationSession::take_loop() {
    while (!is_over()) {
        if (inbox_.empty()) {
            co_await wait(take_wake_);
            continue;
        }
        const auto item = std::move(inbox_.front());
        inbox_.pop_front();
        if (const auto* readings = std::get_if<message::Readings>(&item)) co_await wait_for_clock(*readings);
        co_await hub_->pipeline().room();
        if (is_over()) co_return;
        std::visit([this](const auto& sent) { take(sent); }, item);
        notify(answer_wake_);
    }
}

// A laptop that has just come has its first probes under way.
asio::awaitable<void> StationSession::wait_for_clock(const message::Readings& sent) {
    const auto until = begun_ + hub_->bounds().station_sync_wait;
    const auto needs_clock = [&](const std::string& text) {
        const auto reading = hub_->parser().parse_sent(text, hello_.epoch, 1);
        return reading.ok() && reading->device_time && reading->device_time->boot == hello_.boot &&
               !hub_->table().knows_clock_of(caller_.device, *reading);
    };
    while (!is_over() && Clock::now() < until && std::any_of(sent.readings.begin(), sent.readings.end(), needs_clock))
        co_await wait(clock_wake_, until);
}

void StationSession::take(const message::Readings& sent) {
    // What was on its way behind a conflict would be taken under numbers that are another laptop's: it comes again.
    if (conflicted_) return;
    Pending answer;
    answer.readings = sent.readings.size();
    answer.durable.emplace();
    // Of this laptop's readings: another one with a copy of its folder may have said more under the same epoch.
    answer.durable->through = sent.first - 1;
    const Instant now = hub_->now();
    for (std::size_t i = 0; i < sent.readings.size() && answer.text.empty(); ++i) {
        const std::string& line = sent.readings[i];
        const std::uint64_t seq = sent.first + i;
        auto parsed = hub_->parser().parse_sent(line, hello_.epoch, seq);
        Took took;
        if (parsed) {
            hub_->table().work_out(caller_.device, *parsed);
            took = take_reading(hub_->pipeline(), caller_.device, std::move(*parsed), line, now);
            if (took == Took::accepted && last_is_far_off(hub_->state()))
                answer.durable->problems.push_back({seq, kFarOffCode, kFarOffDetail});
        } else {
            const LineProblem& why = parsed.error();
            took = take_quarantined(hub_->pipeline(), caller_.device, hello_.epoch, seq, why.code, line, now);
            if (took == Took::accepted) answer.durable->problems.push_back({seq, why.code, why.detail});
        }
        const std::string number = std::to_string(seq);
        const std::uint64_t want = next_device_seq(hub_->state(), caller_.device, hello_.epoch);
        if (took == Took::gap)
            answer.text = to_text(message::Refused{
                "E_GAP", want, "reading " + number + " skips a number; go on from " + std::to_string(want)});
        conflicted_ = took == Took::conflict;
        if (took == Took::conflict)
            answer.text = to_text(message::Refused{
                "E_CONFLICT", seq, "reading " + number + " says something else than before; start a new epoch"});
        if (took == Took::role)
            answer.text = to_text(
                message::Refused{"E_ROLE", want, "reading " + number + " is none that this device's role may record"});
        if (answer.text.empty()) answer.durable->through = seq;
    }
    if (answer.durable->through < sent.first) answer.durable.reset();
    answer.seq = hub_->pipeline().flush();
    pending_.push_back(std::move(answer));
}

// As the same command by somebody else, but for one's own readings only.
void StationSession::take(const message::TakeBack& sent) {
    Pending answer;
    answer.take_backs = 1;
    message::TakenBack said{sent.id, {}};
    const std::string name = device().name;
    answer.seq = answered(hub_->state(), name, sent.id);
    if (answer.seq == 0) {
        const ReadingName reading{name, sent.epoch, sent.seq};
        Command command;
        command.id = sent.id;
        if (sent.back)
            command.body = VoidReading{reading};
        else
            command.body = RestoreReading{reading};
        auto decided = decide(hub_->state(), command, name, hub_->now());
        if (decided) {
            for (Fact& fact : *decided) hub_->pipeline().accept(std::move(fact));
        } else {
            said.error = decided.error().sentence;
        }
        answer.seq = hub_->pipeline().flush();
    }
    answer.text = to_text(said);
    pending_.push_back(std::move(answer));
}

// ---- answering

asio::awaitable<void> StationSession::answer_loop() {
    while (!is_over()) {
        if (pending_.empty()) {
            co_await wait(answer_wake_);
            continue;
        }
        const bool durable = co_await hub_->pipeline().durable(pending_.front().seq);
        if (!durable) {
            server_stops();
            co_return;
        }
        std::optional<message::Durable> joined;
        const auto send_joined = [&] {
            if (joined) send(to_text(*joined));
            joined.reset();
        };
        while (!pending_.empty() && pending_.front().seq <= hub_->pipeline().durable_seq()) {
            Pending answer = std::move(pending_.front());
            pending_.pop_front();
            unanswered_ -= answer.readings;
            take_backs_ -= answer.take_backs;
            if (answer.durable) {
                if (!joined) joined.emplace();
                joined->through = answer.durable->through;
                auto& problems = answer.durable->problems;
                joined->problems.insert(joined->problems.end(), problems.begin(), problems.end());
            }
            if (answer.text.empty()) continue;
            send_joined();
            send(std::move(answer.text));
        }
        send_joined();
    }
}

}  // namespace heatline::timing
