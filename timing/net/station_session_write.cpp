#include <boost/asio/use_awaitable.hpp>

#include "timing/net/station_session.h"

namespace heatline::timing {

namespace asio = boost::asio;

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

}  // namespace heatline::timing
