#include "timing/net/station_session.h"

#include <algorithm>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "engine/decide.h"
#include "engine/names.h"
#include "timing/net/reading_intake.h"

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
    hub_->table().heard(caller_.device, hub_->meet_now());
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
    welcome.server_us = hub_->meet_now().us;
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

// ---- reading

asio::awaitable<void> StationSession::read_loop() {
    while (!is_over()) {
        socket_->expires_after(hub_->bounds().station_silent);
        auto heard = co_await socket_->read();
        if (!heard) break;
        if (is_over()) continue;
        hub_->table().heard(caller_.device, hub_->meet_now());
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
    hub_->table().clock(caller_.device, hello_.boot).take({when, probe.received_us, probe.sent_us, hub_->meet_now()});
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

// ---- taking

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
    const Instant now = hub_->wall_now();
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
        auto decided = decide(hub_->state(), command, name, hub_->wall_now());
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

// ---- writing

void StationSession::send(std::string text) {
    if (is_over()) return;
    outgoing_bytes_ += text.size();
    outgoing_.push_back(std::move(text));
    if (outgoing_bytes_ > limits::kStationWaitingBytes) {
        outgoing_.clear();
        end("busy", "this station did not take what it was sent; come back");
    }
    notify(write_wake_);
}

asio::awaitable<void> StationSession::write_loop() {
    while (!cut_) {
        if (!outgoing_.empty()) {
            const std::string text = std::move(outgoing_.front());
            outgoing_.pop_front();
            outgoing_bytes_ -= text.size();
            if (!co_await write(text, false)) break;
        } else if (end_) {
            break;
        } else if (const auto names = next_names()) {
            if (!co_await write(*names, false)) break;
        } else if (const std::string facts = next_facts(); !facts.empty()) {
            if (!co_await write(facts, true)) break;
        } else if (next_fact_ && hub_->feed().is_behind(*next_fact_) && Clock::now() >= next_page_) {
            const auto began = Clock::now();
            const bool read = co_await hub_->feed().read_page(
                *next_fact_, sees_texts(role()) ? FactForm::with_texts : FactForm::without_texts, pages_);
            const auto took = Clock::now() - began;
            next_page_ = Clock::now() + (read ? took : limits::kFeedPause);
        } else {
            const bool is_behind = next_fact_ && hub_->feed().is_behind(*next_fact_);
            co_await wait(write_wake_, is_behind ? next_page_ : Clock::time_point::max());
        }
    }
    co_await say_goodbye();
}

asio::awaitable<bool> StationSession::write(std::string_view bytes, bool binary) {
    write_began_ = Clock::now();
    const bool written = co_await socket_->write(bytes, binary);
    write_began_.reset();
    co_return written;
}

std::optional<std::string> StationSession::next_names() {
    if (!viewer_) return std::nullopt;
    if (names_.empty()) names_ = hub_->names(*viewer_, names_seen_);
    if (names_.empty()) return std::nullopt;
    message::Names message;
    message.seq = hub_->pipeline().durable_seq();
    for (; !names_.empty() && message.names.size() < limits::kStationNamesAtOnce; names_.pop_back()) {
        StationNames::Name& name = names_.back();
        message.names.push_back({name.heat.value, name.runner.value, std::move(name.name), std::move(name.say_it)});
    }
    return to_text(message);
}

std::string StationSession::next_facts() {
    if (!next_fact_) return {};
    if (pages_.empty())
        return hub_->feed().frame(*next_fact_, sees_texts(role()) ? FactForm::with_texts : FactForm::without_texts);
    std::string frame = std::move(pages_.front());
    pages_.pop_front();
    return frame;
}

asio::awaitable<void> StationSession::say_goodbye() {
    if (end_ && !cut_) {
        socket_->expires_after(limits::kStationGoodbye);
        const bool said = co_await socket_->write(to_text(*end_), false);
        if (said) co_await socket_->close(end_->code == "protocol");
    }
    cut();
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
    const Instant now = hub_->meet_now();
    probe.server_us = now.us;
    probes_[probe.id] = now;
    if (probes_.size() > limits::kStationProbesOut) probes_.erase(probes_.begin());
    send(to_text(probe));
}

}  // namespace heatline::timing
