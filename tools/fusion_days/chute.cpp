#include <algorithm>

#include "tools/draw.h"
#include "tools/fusion_days/streams.h"
#include "tools/fusion_days/typing.h"

namespace heatline::fusion_days {
namespace {

using tools::Draw;

constexpr std::int64_t kUs = 1'000;          // In a millisecond.
constexpr std::size_t kRingEach = 200;       // Children.
constexpr std::int64_t kKeyMs = 1'500;       // From one number keyed later to the next. Guess; they have no instants.
constexpr std::int64_t kKeyFromMs = 60'000;  // After the last scan. Guess.

class Chute {
public:
    Chute(const Field& field, const ChuteRates& rates, bool keyed_later, std::uint64_t seed)
        : field_(field), rates_(rates), keyed_later_(keyed_later), draw_(seed, "chute") {}

    std::vector<Made> scan_all() {
        line_up();
        hang_up_rings();
        walk_and_scan();
        key_in();
        return std::move(made_);
    }

private:
    // Children in the order in which they reach the scanner: most as they crossed.
    void line_up() {
        for (std::size_t i = 0; i < field_.crossings.size(); ++i) order_.push_back(i);
        for (std::size_t i = 0; i + 1 < order_.size(); ++i) {
            if (!close(order_[i], order_[i + 1]) || !draw_.chance(rates_.swap_permille)) continue;
            std::size_t back = 1;
            if (draw_.chance(rates_.far_swap_permille)) back = static_cast<std::size_t>(draw_.between(2, 3));
            while (back > 1 && (i + back >= order_.size() || !close(order_[i], order_[i + back]))) --back;
            const auto from = order_.begin() + static_cast<std::ptrdiff_t>(i);
            std::rotate(from, from + 1, from + static_cast<std::ptrdiff_t>(back) + 1);
            i += back;
        }
    }
    bool close(std::size_t a, std::size_t b) const {
        return field_.crossings[b].at.us - field_.crossings[a].at.us < rates_.swap_within_ms * kUs;
    }

    // Which places go on a ring of pull tags instead of past the scanner.
    void hang_up_rings() {
        on_ring_.resize(order_.size());
        const auto count = static_cast<std::int64_t>(order_.size());
        if (rates_.ring_tags == 0) return;
        for (std::int64_t from = 0; from < count; from += std::int64_t{kRingEach}) {
            const std::int64_t size = std::min(std::int64_t{kRingEach}, count - from);
            const std::int64_t tags = std::min(rates_.ring_tags, size);
            const std::int64_t first = from + draw_.between(0, size - tags);
            std::fill_n(on_ring_.begin() + first, tags, true);
            rings_.emplace_back();
        }
    }

    void walk_and_scan() {
        const std::int64_t walk_mean =
            rates_.walk_ms + draw_.between(-rates_.walk_day_spread_ms, rates_.walk_day_spread_ms);
        Instant free{};
        for (std::size_t place = 0; place < order_.size(); ++place) {
            const Crossing& child = field_.crossings[order_[place]];
            const std::int64_t walk =
                std::max(rates_.walk_least_ms * kUs, draw_.normal(walk_mean * kUs, rates_.walk_spread_ms * kUs));
            const Instant there{child.at.us + walk};
            const Instant turn{free.us + draw_.log_normal(rates_.service_ms * kUs, rates_.service_sigma_permille)};
            // A tag on a ring takes its turn like the others; nobody counts on what is dropped.
            free = std::max(there, turn);
            take(child, free, place);
        }
    }

    void take(const Crossing& child, Instant when, std::size_t place) {
        if (draw_.chance(rates_.missed_permille)) return;
        DayReading reading;
        reading.kind = ReadingKind::bib;
        reading.bib = draw_.chance(rates_.wrong_digit_permille) ? wrong_digits(child.bib, draw_) : child.bib;
        last_ = std::max(last_, when);
        const bool repeated = draw_.chance(rates_.repeated_permille);
        const auto about = static_cast<Origin>(place);
        if (on_ring_[place] || keyed_later_) {
            reading.mode = Mode::batch;
            std::vector<Made>& later = on_ring_[place] ? rings_[place / kRingEach] : later_;
            later.insert(later.end(), repeated && !on_ring_[place] ? 2 : 1, {reading, when, about});
            return;
        }
        reading.mode = Mode::live;
        reading.at = whole_ms(when);
        made_.push_back({reading, when, about});
        if (!repeated) return;
        const Instant again = when + Millis{draw_.between(rates_.repeated_low_ms, rates_.repeated_high_ms)};
        reading.at = whole_ms(again);
        made_.push_back({reading, again, about});
    }

    void key_in() {
        std::stable_sort(made_.begin(), made_.end(), [](const Made& a, const Made& b) { return a.due < b.due; });
        for (std::vector<Made>& ring : rings_) {
            // Dropped, and picked up in any order.
            for (std::size_t i = ring.size(); i > 1; --i)
                std::swap(ring[i - 1], ring[static_cast<std::size_t>(draw_.below(static_cast<std::int64_t>(i)))]);
            later_.insert(later_.end(), ring.begin(), ring.end());
        }
        Instant when = last_ + Millis{kKeyFromMs};
        for (Made& one : later_) {
            one.due = when = when + Millis{kKeyMs};
            made_.push_back(std::move(one));
        }
    }

    const Field& field_;
    const ChuteRates& rates_;
    bool keyed_later_;
    Draw draw_;
    std::vector<std::size_t> order_;  // Crossings, by place in the chute.
    std::vector<bool> on_ring_;       // By place.
    std::vector<std::vector<Made>> rings_;
    std::vector<Made> later_;
    Instant last_{};  // The last number taken.
    std::vector<Made> made_;
};

}  // namespace

std::vector<Made> scan(const Field& field, const ChuteRates& rates, bool keyed_later, std::uint64_t seed) {
    return Chute{field, rates, keyed_later, seed}.scan_all();
}

}  // namespace heatline::fusion_days
