#include "timing/station/outbox.h"

#include <algorithm>

#include "engine/base/check.h"
#include "timing/limits.h"

namespace heatline::timing {

void Outbox::take(const OutItem& item) {
    if (const auto* begun = std::get_if<EpochBegun>(&item)) {
        epoch_ = begun->epoch;
        readings_.clear();
        acknowledged_ = sent_ = 0;
        return;
    }
    if (const auto* reading = std::get_if<OutReading>(&item)) {
        CHECK_THAT(reading->seq == readings_.size() + 1, "readings come one by one");
        readings_.push_back(reading->text);
        if (reading->instead_of_seq == 0) return;
        // What stands under that number on the server is another laptop's: it must not be taken back there.
        const auto replaced = [&](const Pending& pending) {
            return pending.message.epoch == reading->instead_of_epoch && pending.message.seq == reading->instead_of_seq;
        };
        for (const Pending& pending : take_backs_) {
            if (!replaced(pending)) continue;
            in_flight_ -= pending.state == Pending::State::in_flight;
            unknown_ -= !pending.known;
        }
        std::erase_if(take_backs_, replaced);
        done_ = 0;
        return;
    }
    take_backs_.push_back({std::get<message::TakeBack>(item)});
    ++unknown_;
}

void Outbox::connected(std::uint64_t durable_through) {
    acknowledged_ = sent_ = std::min(acknowledged_, durable_through);
    in_flight_ = done_ = 0;
    for (Pending& pending : take_backs_) pending.state = Pending::State::waits;
}

std::size_t Outbox::in_flight() const { return static_cast<std::size_t>(sent_ - acknowledged_) + in_flight_; }

bool Outbox::is_due(const Pending& pending) const {
    const bool there = pending.message.epoch != epoch_ || pending.message.seq <= acknowledged_;
    return there && pending.state == Pending::State::waits;
}

std::optional<Outbox::Send> Outbox::next() {
    if (in_flight() >= limits::kStationUnanswered) return std::nullopt;
    for (std::size_t i = done_; i < take_backs_.size(); ++i) {
        if (!is_due(take_backs_[i])) continue;
        take_backs_[i].state = Pending::State::in_flight;
        ++in_flight_;
        return take_backs_[i].message;
    }
    const std::size_t room = limits::kStationUnanswered - in_flight();
    message::Readings sending;
    sending.first = sent_ + 1;
    std::size_t bytes = 0;
    while (sent_ < readings_.size() && sending.readings.size() < room && bytes < limits::kStationMessageBytes) {
        bytes += readings_[sent_].size();
        sending.readings.push_back(readings_[sent_++]);
    }
    if (sending.readings.empty()) return std::nullopt;
    return sending;
}

void Outbox::durable(std::uint64_t through) { acknowledged_ = std::max(acknowledged_, std::min(through, sent_)); }

void Outbox::gap(std::uint64_t want) {
    if (want == 0) return;
    acknowledged_ = sent_ = std::min(sent_, want - 1);
}

std::string Outbox::taken_back(const message::TakenBack& answer) {
    for (std::size_t i = done_; i < take_backs_.size(); ++i) {
        Pending& pending = take_backs_[i];
        if (pending.message.id != answer.id || pending.state != Pending::State::in_flight) continue;
        --in_flight_;
        // A server that went back behind the reading is asked again once it has it.
        if (!answer.error.empty() && pending.message.epoch == epoch_ && pending.message.seq > acknowledged_) {
            pending.state = Pending::State::waits;
            return {};
        }
        pending.state = Pending::State::answered;
        const bool first = !pending.known;
        pending.known = true;
        unknown_ -= first;
        while (done_ < take_backs_.size() && take_backs_[done_].state == Pending::State::answered) ++done_;
        return first ? answer.error : std::string{};
    }
    return {};
}

std::size_t Outbox::unsent() const { return readings_.size() - acknowledged_ + unknown_; }

}  // namespace heatline::timing
