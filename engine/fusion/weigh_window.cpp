#include "engine/fusion/weigh_window.h"

#include <algorithm>

#include "engine/fusion/band.h"
#include "engine/fusion/curves.h"
#include "engine/fusion/tuning.h"

namespace heatline::fusion {
namespace {

namespace t = tuning;

constexpr double kFarSeconds = 600;  // To the slot before the first and behind the last.

double seconds_of(std::int64_t us) { return static_cast<double>(us) / t::kSecond; }
double pack(double gap) { return t::kPackBase + t::kPackMore * exp_minus(gap / t::kPackGap); }

class Weigher {
public:
    Weigher(const std::vector<Slot>& slots, const std::vector<Arrival>& arrivals, const Window& window,
            const LineRates& rates, const WindowSetting& setting)
        : slots_(slots), arrivals_(arrivals), w_(window), rates_(rates), setting_(setting) {}

    WeighedStories run(StoryRoom& room) {
        const ScanModel scans{std::span{arrivals_}.subspan(w_.arrival, w_.arrivals()), rates_.scans};
        Agreement agreement{slots_, arrivals_, w_, scans};
        std::vector<double> unseen;
        for (std::size_t i = 0; i < w_.slots(); ++i) unseen.push_back(rates_.unseen_share(slot(i)));
        agreement.set_unseen(std::move(unseen));
        if (setting_.kept) agreement.set_kept(*setting_.kept);
        return weigh_stories(slips(), agreement, setting_.ends, room);
    }

private:
    const Slot& slot(std::size_t i) const { return slots_[w_.slot + i]; }
    const Arrival& arrival(std::size_t j) const { return arrivals_[w_.arrival + j]; }
    // The window ends where the line does.
    bool is_last() const { return !setting_.ends.open; }

    SlipChances slips() const {
        const std::size_t n = w_.slots(), m = w_.arrivals();
        SlipChances s;
        const double pb = rates_.number_missed;
        for (std::size_t i = 0; i < n; ++i) {
            const double real = slot(i).real;
            s.real.push_back(real * (1 - pb));
            s.alone.push_back(slot(i).fixed ? t::kFixedAlone : ((1 - real) + real * pb) * setting_.noted[w_.slot + i]);
        }
        for (std::size_t i = 0; i <= n; ++i) {
            const double before = gap_before(i, 1), here = gap_before(i, 0), after = gap_behind(i);
            s.missed.push_back(std::min(rates_.tap_missed * pack(std::min({before, here, after})), 0.4));
            s.away.push_back(here > t::kAwayGapSeconds ? t::kAway : t::kAwayLeast);
        }
        for (std::size_t j = 0; j <= m; ++j) s.closed.push_back(closes_after(j));
        limit_by_clock(s);
        Band band = find_band(slots_, arrivals_, w_, setting_.entered, setting_.ends.open);
        s.band_from = std::move(band.from);
        s.band_to = std::move(band.to);
        for (std::size_t i = 1; i <= n; ++i) s.swap.push_back(rates_.swap * bell(gap_before(i, 0) / t::kSwapSeconds));
        s.pending_from = pending_from();
        return s;
    }

    // In seconds, from the slot before the i-th of the window to it; `back` slots earlier.
    double gap_before(std::size_t i, std::size_t back) const {
        const std::size_t place = w_.slot + i;
        if (place < back + 1 || place - back >= w_.slot_end) return kFarSeconds;
        return seconds_of(slots_[place - back].at - slots_[place - back - 1].at);
    }
    double gap_behind(std::size_t i) const { return i < w_.slots() ? gap_before(i + 1, 0) : kFarSeconds; }

    // A child is scanned after it crossed and not long after; a chip is read when it crosses.
    void limit_by_clock(SlipChances& s) const {
        const std::size_t n = w_.slots(), m = w_.arrivals();
        s.least.assign(n + 1, 0);
        s.most.assign(n + 1, m);
        std::vector<std::int64_t> last(m), first(m);  // When the arrival may have crossed.
        for (std::size_t j = 0; j < m; ++j) {
            const Arrival& a = arrival(j);
            last[j] = a.has_chip() ? a.chip_at + t::kChipFar : a.live ? a.scan - t::kWalkLeast : INT64_MAX;
            first[j] = a.has_chip() ? a.chip_at - t::kChipFar : a.live ? a.scan - t::kQueueLongest : INT64_MIN;
        }
        // Of those behind an arrival the earliest counts, of those before it the latest.
        for (std::size_t j = m; j-- > 1;) last[j - 1] = std::min(last[j - 1], last[j]);
        for (std::size_t j = 1; j < m; ++j) first[j] = std::max(first[j], first[j - 1]);
        for (std::size_t i = 1, j = 0, k = 0; i <= n; ++i) {
            while (j < m && last[j] < slot(i - 1).at) ++j;
            while (k < m && first[k] <= slot(i - 1).at) ++k;
            s.least[i] = j;
            s.most[i] = std::max(k, j);
        }
    }

    double closes_after(std::size_t j) const {
        const bool at_end = w_.arrival + j == 0 || (is_last() && j == w_.arrivals());
        if (at_end) return t::kClosed;
        if (!rates_.timed) return t::kClosedKeyed;
        return j < w_.arrivals() && arrival(j).live && arrival(j).since_last > t::kClosedGap ? t::kClosed : 0;
    }

    std::size_t pending_from() const {
        if (!is_last()) return setting_.ends.decided;
        if (w_.arrivals() == 0 || !arrivals_.back().live) return ~std::size_t{0};
        const std::int64_t from = arrivals_.back().scan - rates_.scans.walk_us / 2;
        const auto begin = slots_.begin() + static_cast<std::ptrdiff_t>(w_.slot);
        const auto s = std::lower_bound(begin, slots_.end(), from,
                                        [](const Slot& one, std::int64_t when) { return one.at < when; });
        return static_cast<std::size_t>(s - begin);
    }

    const std::vector<Slot>& slots_;
    const std::vector<Arrival>& arrivals_;
    const Window& w_;
    const LineRates& rates_;
    const WindowSetting& setting_;
};

}  // namespace

WeighedStories weigh_window(const std::vector<Slot>& slots, const std::vector<Arrival>& arrivals, const Window& window,
                            const LineRates& rates, const WindowSetting& setting, StoryRoom& room) {
    return Weigher{slots, arrivals, window, rates, setting}.run(room);
}

std::vector<double> beside_notes(const std::vector<Slot>& slots, const std::vector<const Item*>& lone_notes) {
    std::vector<double> noted(slots.size(), 1);
    for (const Item* note : lone_notes) {
        const std::int64_t at = note->at.us;
        auto s = std::lower_bound(slots.begin(), slots.end(), at - t::kBesideTap,
                                  [](const Slot& slot, std::int64_t when) { return slot.at < when; });
        for (; s != slots.end() && s->at <= at + t::kBesideTap; ++s)
            noted[static_cast<std::size_t>(s - slots.begin())] +=
                t::kLoneNote * bell(seconds_of(s->at - at) / t::kNoteSpreadSeconds);
    }
    return noted;
}

}  // namespace heatline::fusion
