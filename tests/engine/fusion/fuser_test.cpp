// A Fuser remembers, and nobody can tell: its answer is the answer of fuse(), whatever it was asked before.

#include "engine/fusion/fuser.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <map>
#include <random>
#include <tuple>

#include "engine/fusion/fuse.h"

using namespace heatline;
using fusion::Item;

namespace {

constexpr std::int64_t kSecond = 1'000'000;

// A line that can be edited as people and devices do.
class Day {
public:
    explicit Day(std::uint32_t seed) : random_(seed), streams_(std::uint64_t{seed} << 32) {
        const bool notes = below(3) > 0, chips = below(4) == 0;
        std::uint32_t bib = 0;
        for (std::uint32_t h = 0; h < 3; ++h) {
            const std::int64_t gun = 1'000 * kSecond + h * (200 + below(600)) * kSecond;
            heats_.push_back({HeatId{h}, Instant{gun}, seconds(60), seconds(10), nullptr});
            std::int64_t crossing = gun + 200 * kSecond, free = 0;
            for (std::uint32_t k = 5 + below(30); k-- > 0; ++bib) {
                entrants_.push_back({RunnerId{bib}, HeatId{h}, Symbol{bib}});
                if (below(40) == 0 && h < 2) entrants_.push_back({RunnerId{bib}, HeatId{h + 1}, Symbol{bib}});
                crossing += below(2'500) * 1'000;
                free = std::max(free + 700'000, crossing + 9 * kSecond + below(2'000) * 1'000);
                if (below(25) > 0) add(taps_, ReadingKind::tap, 0, crossing);
                if (below(3) == 0) add(taps_, ReadingKind::tap, 1, crossing + below(200) * 1'000);
                if (below(25) > 0) add(bibs_, ReadingKind::bib, 2, free, below(40) == 0 ? 500 + below(5) : bib);
                if (below(60) == 0) add(untimed_, ReadingKind::bib, 5, -1, bib);
                if (notes && below(8) == 0) add(selects_, ReadingKind::select, 3, crossing + below(300) * 1'000, bib);
                if (chips && below(10) > 0) add(chips_, ReadingKind::chip, 4, crossing - below(400) * 1'000, bib);
            }
        }
        children_ = bib;
    }

    void edit() {
        switch (below(11)) {
            case 0:
                return void_one();
            case 1:
                return restore_one();
            case 2:
                return assign();
            case 3:
                return enter(false);
            case 4:
                return enter(true);
            case 5:
                return swap_owners();
            case 6:
                return late_reading();
            case 7:
                heats_[below(3)].start.us += (static_cast<std::int64_t>(below(41)) - 20) * kSecond;
                return;
            case 8:
                return close_or_reopen();
            case 9:
                return take_back_or_restore();
            default:
                return;  // Asked again about the same.
        }
    }

    // Valid until this object changes.
    fusion::LineInput input() {
        const auto by_time = [](const Item& a, const Item& b) {
            return std::tie(a.at, a.device, a.order) < std::tie(b.at, b.device, b.order);
        };
        for (auto* stream : {&taps_, &bibs_, &selects_, &chips_}) std::sort(stream->begin(), stream->end(), by_time);
        std::sort(untimed_.begin(), untimed_.end(), [](const Item& a, const Item& b) { return a.order < b.order; });
        std::sort(heats_.begin(), heats_.end(),
                  [](const auto& a, const auto& b) { return std::tie(a.start, a.heat) < std::tie(b.start, b.heat); });
        for (auto& heat : heats_) {
            const auto found = official_.find(heat.heat);
            heat.official = found == official_.end() ? nullptr : &found->second;
        }
        std::sort(entrants_.begin(), entrants_.end(),
                  [](const auto& a, const auto& b) { return std::tie(a.runner, a.heat) < std::tie(b.runner, b.heat); });
        assigned_.clear();
        for (const auto& [tap, word] : words_) assigned_.push_back({tap, word.first, word.second});
        entered_.clear();
        for (const auto& [key, word] : finishes_) entered_.push_back({key.first, key.second, word.first, word.second});
        return {heats_, entrants_, taps_,     bibs_,    selects_,    {},
                chips_, untimed_,  assigned_, entered_, taken_back_, streams_};
    }

private:
    std::uint32_t below(std::uint32_t n) { return static_cast<std::uint32_t>(random_() % n); }

    void add(std::vector<Item>& stream, ReadingKind kind, std::uint32_t device, std::int64_t at,
             std::uint32_t bib = RunnerId::kNone) {
        Item item;
        item.reading = ReadingIndex{next_++};
        item.kind = kind;
        item.mode = kind != ReadingKind::bib ? Mode::none : (at >= 0 ? Mode::live : Mode::batch);
        item.device = DeviceId{device};
        item.order = next_;
        item.has_at = at >= 0;
        if (item.has_at) item.at = Instant{at};
        item.bib = Symbol{bib};
        if (bib < 500) item.runner = RunnerId{bib};
        stream.push_back(item);
        ++streams_;
    }

    std::vector<Item>& any_stream() {
        std::vector<Item>* streams[] = {&taps_, &bibs_, &selects_, &chips_, &untimed_};
        return *streams[below(5)];
    }

    void take_back_or_restore() {
        std::vector<Item>& stream = any_stream();
        if (stream.empty()) return;
        const ReadingIndex reading = stream[below(static_cast<std::uint32_t>(stream.size()))].reading;
        const auto place = std::lower_bound(taken_back_.begin(), taken_back_.end(), reading);
        if (place != taken_back_.end() && *place == reading) {
            taken_back_.erase(place);
        } else {
            taken_back_.insert(place, reading);
        }
    }
    void void_one() {
        std::vector<Item>& stream = any_stream();
        if (stream.empty()) return;
        const auto at = stream.begin() + below(static_cast<std::uint32_t>(stream.size()));
        voided_.push_back({&stream, *at});
        ++streams_;
        words_.erase(at->reading);
        stream.erase(at);
    }
    void restore_one() {
        if (voided_.empty()) return;
        voided_.back().first->push_back(voided_.back().second);
        ++streams_;
        voided_.pop_back();
    }
    void assign() {
        if (taps_.empty()) return;
        const std::uint32_t bib = below(children_);
        const ReadingIndex tap = taps_[below(static_cast<std::uint32_t>(taps_.size()))].reading;
        if (!words_.erase(tap)) words_[tap] = {Symbol{bib}, RunnerId{bib}};
    }
    void enter(bool removed) {
        const std::pair key{HeatId{below(3)}, RunnerId{below(children_)}};
        if (!finishes_.erase(key)) finishes_[key] = {removed, Instant{(1'300 + below(1'000)) * kSecond}};
    }
    void swap_owners() {
        const RunnerId a{below(children_)}, b{below(children_)};
        ++streams_;
        for (auto* stream : {&bibs_, &selects_, &chips_, &untimed_}) {
            for (Item& item : *stream) {
                if (item.runner == a) {
                    item.runner = b;
                } else if (item.runner == b) {
                    item.runner = a;
                }
            }
        }
    }
    void late_reading() {
        const std::int64_t at = (1'200 + below(1'200)) * kSecond + below(1'000'000);
        const std::uint32_t bib = below(children_);
        switch (below(3)) {
            case 0:
                return add(taps_, ReadingKind::tap, 0, at);
            case 1:
                return add(bibs_, ReadingKind::bib, 2, at, bib);
            default:
                return add(selects_, ReadingKind::select, 3, at, bib);
        }
    }
    void close_or_reopen() {
        const HeatId heat{below(3)};
        if (official_.erase(heat)) return;
        std::vector<Finish> rows = fusion::fuse(input());
        std::erase_if(rows, [&](const Finish& row) { return row.heat != heat; });
        official_[heat] = std::move(rows);
    }

    std::mt19937 random_;
    std::uint32_t children_ = 0, next_ = 0;
    std::uint64_t streams_;  // The number of the streams as they are; no two days share one.
    std::vector<fusion::RunningHeat> heats_;
    std::map<HeatId, std::vector<Finish>> official_;
    std::vector<fusion::Entrant> entrants_;
    std::vector<Item> taps_, bibs_, selects_, chips_, untimed_;
    std::vector<std::pair<std::vector<Item>*, Item>> voided_;
    std::map<ReadingIndex, std::pair<Symbol, RunnerId>> words_;
    std::map<std::pair<HeatId, RunnerId>, std::pair<bool, Instant>> finishes_;
    std::vector<fusion::AssignedTap> assigned_;
    std::vector<fusion::EnteredFinish> entered_;
    std::vector<ReadingIndex> taken_back_;
};

}  // namespace

TEST_CASE("Whatever is edited, a line fused with memory is the line fused without", "[engine][fusion][property]") {
    for (std::uint32_t seed = 1; seed <= 200; ++seed) {
        CAPTURE(seed);
        Day day(seed);
        fusion::Fuser fuser;
        REQUIRE(fuser.fuse(day.input()) == fusion::fuse(day.input()));
        for (int k = 0; k < 20; ++k) {
            CAPTURE(k);
            day.edit();
            REQUIRE(fuser.fuse(day.input()) == fusion::fuse(day.input()));
        }
    }
}

TEST_CASE("A line that did not change is answered at once, also from other buffers", "[engine][fusion]") {
    Day day(7);
    fusion::Fuser fuser;
    const std::vector<Finish> first = fuser.fuse(day.input());
    CHECK(fuser.answered_at_once() == 0);
    Day copy = day;
    CHECK(fuser.fuse(copy.input()) == first);
    CHECK(fuser.answered_at_once() == 1);
}

TEST_CASE("Official rows that change behind the same pointer are noticed", "[engine][fusion]") {
    std::vector<Finish> rows(1);
    rows[0].heat = HeatId{0u};
    rows[0].runner = RunnerId{3u};
    const std::vector<fusion::RunningHeat> heats{{HeatId{0u}, Instant{0}, seconds(60), seconds(10), &rows}};
    fusion::LineInput input;
    input.heats = heats;
    fusion::Fuser fuser;
    CHECK(fuser.fuse(input) == rows);
    rows[0].at = Instant{90 * kSecond};
    CHECK(fuser.fuse(input) == rows);
    CHECK(fuser.answered_at_once() == 0);
}

TEST_CASE("One Fuser asked about one line and then another keeps nothing of the first", "[engine][fusion]") {
    fusion::Fuser fuser;
    for (const std::uint32_t seed : {1u, 2u, 1u, 3u, 3u}) {
        Day day(seed);
        CHECK(fuser.fuse(day.input()) == fusion::fuse(day.input()));
    }
}
