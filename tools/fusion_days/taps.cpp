#include <algorithm>
#include <utility>

#include "tools/draw.h"
#include "tools/fusion_days/streams.h"

namespace heatline::fusion_days {
namespace {

using tools::Draw;

constexpr std::int64_t kUs = 1'000;  // In a millisecond.
constexpr std::int64_t kInAMillion = 1'000'000;

constexpr std::int64_t kAwayEach = 200;  // Children.

// exp(-gap / 250 ms), in thousandths; from a table, so that it is the same on every machine.
std::int64_t closeness_permille(std::int64_t gap_ms) {
    constexpr std::int64_t kTable[]{1'000, 819, 670, 549, 449, 368, 301, 247, 202, 165, 135,
                                    111,   91,  74,  61,  50,  41,  33,  27,  22,  18};  // Every 50 ms.
    const std::int64_t step = gap_ms / 50;
    return step < static_cast<std::int64_t>(std::size(kTable)) ? kTable[step] : 0;
}

class Tapper {
public:
    Tapper(const Field& field, const TapRates& rates, std::uint64_t seed, const std::string& name)
        : field_(field), rates_(rates), draw_(seed, name), is_second_(name != "tap1") {}

    std::vector<Made> press_all() {
        const Millis clock_off{is_second_ ? draw_.between(-rates_.clock_off_ms, rates_.clock_off_ms) : 0};
        look_away();
        for (std::size_t i = 0; i < field_.crossings.size(); ++i) {
            if (sees(i)) press_for(field_.crossings[i].at, static_cast<Origin>(i));
        }
        for (const Instant adult : field_.adults) press_for(adult, kNobody);
        press_for_nobody();
        std::sort(presses_.begin(), presses_.end());
        std::vector<Made> made;
        for (const auto& [at, about] : presses_) {
            DayReading reading;
            reading.kind = ReadingKind::tap;
            reading.at = whole_ms(at + clock_off);
            made.push_back({reading, at, about});
        }
        return made;
    }

private:
    // Once in each 200 children, from one of them on.
    void look_away() {
        const auto count = static_cast<std::int64_t>(field_.crossings.size());
        if (rates_.away_ms == 0) return;
        for (std::int64_t from = 0; from < count; from += kAwayEach) {
            const std::int64_t size = std::min(kAwayEach, count - from);
            const auto child = static_cast<std::size_t>(from + draw_.between(size / 4, size * 3 / 4));
            away_from_.push_back(field_.crossings[std::min(child, field_.crossings.size() - 1)].at);
        }
    }

    bool sees(std::size_t i) {
        const Instant at = field_.crossings[i].at;
        for (const Instant from : away_from_) {
            if (from <= at && at < from + Millis{rates_.away_ms}) return false;
        }
        const std::int64_t gap_ms = i == 0 ? 60'000 : (at.us - field_.crossings[i - 1].at.us) / kUs;
        const std::int64_t base = rates_.missed_permille * (600 + 2'400 * closeness_permille(gap_ms) / 1'000);
        return draw_.below(kInAMillion) >= base + lost_in_the_crowd(i);
    }

    // In a million.
    std::int64_t lost_in_the_crowd(std::size_t i) {
        const Instant at = field_.crossings[i].at;
        const Millis window{rates_.crowd_window_ms};
        while (field_.crossings[window_from_].at < at - window) ++window_from_;
        while (window_to_ < field_.crossings.size() && field_.crossings[window_to_].at <= at + window) ++window_to_;
        const auto near = static_cast<std::int64_t>(window_to_ - window_from_);
        const std::int64_t above = near * 1'000'000 / (2 * rates_.crowd_window_ms) - rates_.crowd_in_1000_s;
        return std::max<std::int64_t>(0, above) * rates_.crowd_permille;
    }

    void press_for(Instant at, Origin about) {
        Instant press{at.us + draw_.normal(rates_.late_ms * kUs, rates_.late_spread_ms * kUs)};
        if (about != kNobody) {
            const std::int64_t apart_us = (rates_.apart_ms * kUs) + draw_.below(rates_.apart_spread_ms * kUs + 1);
            press = std::max(press, Instant{last_.us + apart_us});
            last_ = press;
        }
        presses_.emplace_back(press, about);
        if (draw_.chance(rates_.double_permille))
            presses_.emplace_back(press + Millis{draw_.between(rates_.double_low_ms, rates_.double_high_ms)}, kNobody);
    }

    void press_for_nobody() {
        for (const Crossing& crossing : field_.crossings) {
            if (draw_.chance(rates_.extra_permille))
                presses_.emplace_back(crossing.at + Millis{draw_.between(0, rates_.extra_within_ms)}, kNobody);
        }
    }

    const Field& field_;
    const TapRates& rates_;
    Draw draw_;
    bool is_second_;
    std::vector<Instant> away_from_;
    std::vector<std::pair<Instant, Origin>> presses_;
    Instant last_{};
    std::size_t window_from_ = 0, window_to_ = 0;
};

}  // namespace

std::vector<Made> tap(const Field& field, const TapRates& rates, std::uint64_t seed, const std::string& tapper) {
    return Tapper{field, rates, seed, tapper}.press_all();
}

}  // namespace heatline::fusion_days
