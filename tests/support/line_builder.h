#pragma once
// LineBuilder: a finish line in the words of a test: heats, children, what each device sent.
//
// Instants are seconds on the meet's timeline, as doubles for reading ease, kept as whole microseconds. Readings may
// be added in any order: `input()` sorts them canonically, as the engine does. Bib N belongs to runner N when that
// runner was entered; every other bib is nobody's.

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <map>
#include <tuple>
#include <vector>

#include "engine/fusion/fuse.h"

namespace heatline::test {

inline Instant at(double s) { return Instant{static_cast<std::int64_t>(std::llround(s * 1e6))}; }

class LineBuilder {
public:
    static constexpr std::uint32_t kTapper = 0, kTapper2 = 1, kScanner = 2, kNotes = 3, kMat = 4, kTokens = 5;

    LineBuilder& heat(std::uint32_t id, double start, std::int64_t minimum_s = 120, std::int64_t gate_s = 10) {
        heats_.push_back({HeatId{id}, at(start), seconds(minimum_s), seconds(gate_s), nullptr});
        return *this;
    }
    // The rows of `heat` become fixed.
    LineBuilder& official(std::uint32_t id, std::vector<Finish> rows) {
        official_[id] = std::move(rows);
        return *this;
    }
    LineBuilder& child(std::uint32_t bib, std::uint32_t heat) {
        entrants_.push_back({RunnerId{bib}, HeatId{heat}, Symbol{bib}});
        return *this;
    }
    LineBuilder& children(std::uint32_t from, std::uint32_t to, std::uint32_t heat) {
        for (std::uint32_t bib = from; bib <= to; ++bib) child(bib, heat);
        return *this;
    }

    ReadingIndex tap(double s, std::uint32_t device = kTapper) {
        return add(taps_, ReadingKind::tap, device, s, kNone);
    }
    ReadingIndex scan(std::uint32_t bib, double s, std::uint32_t device = kScanner) {
        const ReadingIndex r = add(bibs_, ReadingKind::bib, device, s, bib);
        bibs_.back().mode = Mode::live;
        return r;
    }
    ReadingIndex keyed(std::uint32_t bib, std::uint32_t device = kScanner) {
        const ReadingIndex r = add(untimed_, ReadingKind::bib, device, -1, bib);
        untimed_.back().mode = Mode::batch;
        return r;
    }
    ReadingIndex select(std::uint32_t bib, double s) { return add(selects_, ReadingKind::select, kNotes, s, bib); }
    ReadingIndex chip(std::uint32_t bib, double s) { return add(chips_, ReadingKind::chip, kMat, s, bib); }
    ReadingIndex token(std::uint32_t bib, std::uint32_t position, std::uint32_t heat = kNone) {
        const ReadingIndex r = add(untimed_, ReadingKind::token, kTokens, -1, bib);
        untimed_.back().position = position;
        untimed_.back().heat = HeatId{heat};
        return r;
    }
    LineBuilder& assign(ReadingIndex tap, std::uint32_t bib) {
        assigned_.push_back({tap, Symbol{bib}, owner(bib)});
        return *this;
    }
    LineBuilder& enter(std::uint32_t heat, std::uint32_t bib, double s) {
        entered_.push_back({HeatId{heat}, RunnerId{bib}, false, at(s)});
        return *this;
    }
    LineBuilder& remove(std::uint32_t heat, std::uint32_t bib) {
        entered_.push_back({HeatId{heat}, RunnerId{bib}, true, {}});
        return *this;
    }

    // A person takes the reading back.
    LineBuilder& take_back(ReadingIndex reading) {
        voided_.insert(std::lower_bound(voided_.begin(), voided_.end(), reading), reading);
        return *this;
    }

    // Valid until this object changes.
    fusion::LineInput input() {
        const auto by_time = [](const fusion::Item& a, const fusion::Item& b) {
            return std::tie(a.at, a.device, a.order) < std::tie(b.at, b.device, b.order);
        };
        for (auto* stream : {&taps_, &bibs_, &selects_, &chips_}) std::sort(stream->begin(), stream->end(), by_time);
        const auto by_device = [](const fusion::Item& a, const fusion::Item& b) {
            return std::tie(a.device, a.order) < std::tie(b.device, b.order);
        };
        std::sort(untimed_.begin(), untimed_.end(), by_device);
        std::sort(heats_.begin(), heats_.end(),
                  [](const auto& a, const auto& b) { return std::tie(a.start, a.heat) < std::tie(b.start, b.heat); });
        for (auto& heat : heats_) {
            const auto found = official_.find(heat.heat.value);
            heat.official = found == official_.end() ? nullptr : &found->second;
        }
        std::sort(entrants_.begin(), entrants_.end(),
                  [](const auto& a, const auto& b) { return std::tie(a.runner, a.heat) < std::tie(b.runner, b.heat); });
        std::sort(assigned_.begin(), assigned_.end(), [](const auto& a, const auto& b) { return a.tap < b.tap; });
        std::sort(entered_.begin(), entered_.end(),
                  [](const auto& a, const auto& b) { return std::tie(a.heat, a.runner) < std::tie(b.heat, b.runner); });
        return {heats_, entrants_, taps_, bibs_, selects_, {}, chips_, untimed_, assigned_, entered_, voided_};
    }
    std::vector<Finish> fuse() { return fusion::fuse(input()); }

private:
    static constexpr std::uint32_t kNone = RunnerId::kNone;

    RunnerId owner(std::uint32_t bib) const {
        const bool known =
            std::any_of(entrants_.begin(), entrants_.end(), [&](const auto& e) { return e.runner.value == bib; });
        return known ? RunnerId{bib} : RunnerId::none();
    }
    ReadingIndex add(std::vector<fusion::Item>& stream, ReadingKind kind, std::uint32_t device, double s,
                     std::uint32_t bib) {
        fusion::Item item;
        item.reading = ReadingIndex{next_++};
        item.kind = kind;
        item.device = DeviceId{device};
        item.order = ++order_[device];
        item.has_at = s >= 0;
        if (item.has_at) item.at = at(s);
        if (bib != kNone) {
            item.bib = Symbol{bib};
            item.runner = owner(bib);
        }
        stream.push_back(item);
        return item.reading;
    }

    std::vector<fusion::RunningHeat> heats_;
    std::map<std::uint32_t, std::vector<Finish>> official_;
    std::vector<fusion::Entrant> entrants_;
    std::vector<fusion::Item> taps_, bibs_, selects_, chips_, untimed_;
    std::vector<fusion::AssignedTap> assigned_;
    std::vector<fusion::EnteredFinish> entered_;
    std::vector<ReadingIndex> voided_;
    std::map<std::uint32_t, std::uint64_t> order_;
    std::uint32_t next_ = 0;
};

// The row of this runner in this heat; a row with no heat when there is none.
inline Finish row_of(const std::vector<Finish>& rows, std::uint32_t bib) {
    for (const Finish& row : rows) {
        if (row.runner == RunnerId{bib}) return row;
    }
    return {};
}

}  // namespace heatline::test
