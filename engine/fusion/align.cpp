#include "engine/fusion/align.h"

#include <algorithm>
#include <cstdlib>
#include <optional>

#include "engine/fusion/band.h"
#include "engine/fusion/curves.h"
#include "engine/fusion/tuning.h"

namespace heatline::fusion {
namespace {

namespace t = tuning;

double seconds_of(std::int64_t us) { return static_cast<double>(us) / t::kSecond; }
double pack(double gap) { return t::kPackBase + t::kPackMore * exp_minus(gap / t::kPackGap); }

// How well the sources agree that a slot is an arrival's.
class Agreement : public Likelihood {
public:
    Agreement(const std::vector<Slot>& slots, const std::vector<Arrival>& arrivals, const ScanModel& scans)
        : slots_(slots), arrivals_(arrivals), scans_(scans) {}

    // Of a slot that is nobody's: the chance that a child crossed there whose number was missed.
    void set_unseen(std::vector<double> by_slot) { unseen_ = std::move(by_slot); }
    void set_kept(const std::vector<std::uint32_t>& kept) { kept_ = &kept; }

    double match(std::size_t slot, std::size_t arrival) const override { return agree(slot, arrival, 0); }
    double match_after_alone(std::size_t slot, std::size_t arrival) const override {
        return agree(slot, arrival, slot > 0 ? unseen_[slot - 1] : 0);
    }

    double agree(std::size_t slot, std::size_t arrival, double unseen) const {
        const Slot& s = slots_[slot];
        const Arrival& a = arrivals_[arrival];
        if (s.fixed || a.fixed != kNoCrossing) return a.fixed == s.crossing ? t::kFixedAgrees : t::kFixedDisagrees;
        double e = kept_ && !kept_->empty() && (*kept_)[arrival] == slot ? t::kKeptPair : 1;
        if (a.live && !a.has_chip()) e *= scans_.after_unseen(arrival, a.scan - s.at, unseen);
        if (a.note) e *= note(seconds_of(s.at - a.note->at.us));
        if (a.second_note) e *= note(seconds_of(s.at - a.second_note->at.us));
        if (a.has_chip()) e *= chip(a, seconds_of(s.at - a.chip_at));
        return e;
    }

    double between(std::size_t slots, std::size_t arrival) const override {
        const Arrival& a = arrivals_[arrival];
        if (a.fixed != kNoCrossing) return t::kFixedAlone;
        const std::int64_t from = slots > 0 ? slots_[slots - 1].at : INT64_MIN / 2;
        const std::int64_t to = slots < slots_.size() ? slots_[slots].at : INT64_MAX / 2;
        double e = 1;
        if (a.live && !a.has_chip()) {
            e = scans_.between(arrival, a.scan - to, a.scan - from);
        }
        const auto off = [&](std::int64_t at) { return seconds_of(at - std::clamp(at, from, to)); };
        if (a.note) e *= note(off(a.note->at.us));
        if (a.second_note) e *= note(off(a.second_note->at.us));
        if (a.has_chip()) e *= chip(a, off(a.chip_at));
        return e;
    }

private:
    // At most 1, so that no story grows by leaving arrivals without slots.
    static double chip(const Arrival& a, double off) {
        return t::kChipFloor + (1 - t::kChipFloor) * bell(off / a.chip_spread);
    }
    static double note(double off) { return t::kNoteFloor + (1 - t::kNoteFloor) * bell(off / t::kNoteSpreadSeconds); }

    const std::vector<Slot>& slots_;
    const std::vector<Arrival>& arrivals_;
    const ScanModel& scans_;
    std::vector<double> unseen_;  // By slot.
    const std::vector<std::uint32_t>* kept_ = nullptr;
};

class Aligner {
public:
    Aligner(const std::vector<Slot>& slots, const std::vector<Arrival>& arrivals,
            const std::vector<const Item*>& lone_notes)
        : slots_(slots), arrivals_(arrivals), scans_(arrivals), agreement_(slots, arrivals, scans_) {
        band_ = find_band(slots, arrivals);
        noted_.assign(slots.size(), 1);
        for (const Item* note : lone_notes) add_lone_note(note->at.us);
        for (const Arrival& a : arrivals) {
            timed_ |= a.live;
            chips_ += a.has_chip();
        }
        out_.rates.timed = timed_;
        out_.rates.swap = usual_swap();
    }
    Aligner(const std::vector<Slot>& slots, const std::vector<Arrival>& arrivals,
            const std::vector<const Item*>& lone_notes, const LineRates& rates)
        : slots_(slots),
          arrivals_(arrivals),
          scans_(arrivals, rates.scans),
          agreement_(slots, arrivals, scans_),
          timed_(rates.timed) {
        out_.rates = rates;
        band_ = find_band(slots, arrivals);
        noted_.assign(slots.size(), 1);
        for (const Item* note : lone_notes) add_lone_note(note->at.us);
    }

    Posterior run_part(const std::vector<std::uint32_t>& kept) {
        agreement_.set_kept(kept);
        return weigh();
    }

    Alignment run() {
        out_.rates.number_missed = t::kNumberMissed;
        out_.rates.tap_missed = t::kTapMissed;
        learn_walk_from_notes();
        for (int round = 0; round < t::kRounds; ++round) {
            out_.posterior = weigh();
            learn();
        }
        try_without_slips();
        out_.rates.scans = scans_.terms();
        return std::move(out_);
    }

private:
    Posterior weigh() {
        std::vector<double> unseen;
        for (const Slot& slot : slots_) unseen.push_back(unseen_share(slot));
        agreement_.set_unseen(std::move(unseen));
        return weigh_stories(slips(), agreement_);
    }

    // There are days when nobody slips. Where the counts agree, all is weighed once more with next to no slips, and
    // that is kept when it explains the line better.
    void try_without_slips() {
        const std::size_t n = slots_.size(), m = arrivals_.size();
        if (chips_ > 0 || std::max(n, m) - std::min(n, m) > t::kCountsAgree) return;
        const double number_missed = out_.rates.number_missed, tap_missed = out_.rates.tap_missed;
        out_.rates.number_missed = out_.rates.tap_missed = t::kMissedWithoutSlips;
        Posterior clean = weigh();
        if (clean.log_chance > out_.posterior.log_chance) {
            out_.posterior = std::move(clean);
        } else {
            out_.rates.number_missed = number_missed;
            out_.rates.tap_missed = tap_missed;
        }
    }

    bool by_chip() const { return chips_ * 2 > arrivals_.size(); }
    double usual_swap() const { return by_chip() ? t::kSwapChips : t::kSwap; }

    void add_lone_note(std::int64_t at) {
        auto s = std::lower_bound(slots_.begin(), slots_.end(), at - t::kBesideTap,
                                  [](const Slot& slot, std::int64_t when) { return slot.at < when; });
        for (; s != slots_.end() && s->at <= at + t::kBesideTap; ++s) {
            noted_[static_cast<std::size_t>(s - slots_.begin())] +=
                t::kLoneNote * bell(seconds_of(s->at - at) / t::kNoteSpreadSeconds);
        }
    }

    // Of a slot without a number: the chance that it is a child all the same.
    double unseen_share(const Slot& slot) const {
        const double child = slot.real * out_.rates.number_missed;
        return child / (child + 1 - slot.real);
    }

    double gap_after(std::size_t slots) const {
        return slots > 0 && slots < slots_.size() ? seconds_of(slots_[slots].at - slots_[slots - 1].at) : 600;
    }

    SlipChances slips() const {
        const std::size_t n = slots_.size(), m = arrivals_.size();
        SlipChances s;
        const double pb = out_.rates.number_missed;
        for (std::size_t i = 0; i < n; ++i) {
            s.real.push_back(slots_[i].real * (1 - pb));
            s.alone.push_back(slots_[i].fixed ? t::kFixedAlone
                                              : ((1 - slots_[i].real) + slots_[i].real * pb) * noted_[i]);
        }
        for (std::size_t i = 0; i <= n; ++i) {
            const double before = i > 0 ? gap_after(i - 1) : 600, here = gap_after(i),
                         after = i < n ? gap_after(i + 1) : 600;
            s.missed.push_back(std::min(out_.rates.tap_missed * pack(std::min({before, here, after})), 0.4));
            s.away.push_back(here > t::kAwayGapSeconds ? t::kAway : t::kAwayLeast);
        }
        for (std::size_t j = 0; j <= m; ++j) s.closed.push_back(closes_after(j));
        limit_by_clock(s);
        s.band_from = band_.from;
        s.band_to = band_.to;
        for (std::size_t i = 1; i <= n; ++i) s.swap.push_back(out_.rates.swap * bell(gap_after(i) / t::kSwapSeconds));
        s.pending_from = pending_from();
        return s;
    }

    // A child is scanned after it crossed and not long after; a chip is read when it crosses.
    void limit_by_clock(SlipChances& s) const {
        const std::size_t n = slots_.size(), m = arrivals_.size();
        s.least.assign(n + 1, 0);
        s.most.assign(n + 1, m);
        std::vector<std::int64_t> last(m), first(m);  // When the arrival may have crossed.
        for (std::size_t j = 0; j < m; ++j) {
            const Arrival& a = arrivals_[j];
            last[j] = a.has_chip() ? a.chip_at + t::kChipFar : a.live ? a.scan - t::kWalkLeast : INT64_MAX;
            first[j] = a.has_chip() ? a.chip_at - t::kChipFar : a.live ? a.scan - t::kQueueLongest : INT64_MIN;
        }
        // Of those behind an arrival the earliest counts, of those before it the latest.
        for (std::size_t j = m; j-- > 1;) last[j - 1] = std::min(last[j - 1], last[j]);
        for (std::size_t j = 1; j < m; ++j) first[j] = std::max(first[j], first[j - 1]);
        for (std::size_t i = 1, j = 0, k = 0; i <= n; ++i) {
            while (j < m && last[j] < slots_[i - 1].at) ++j;
            while (k < m && first[k] <= slots_[i - 1].at) ++k;
            s.least[i] = j;
            s.most[i] = std::max(k, j);
        }
    }

    double closes_after(std::size_t j) const {
        if (!timed_) return j == 0 || j == arrivals_.size() ? t::kClosed : t::kClosedKeyed;
        if (j == 0 || j == arrivals_.size()) return t::kClosed;
        return arrivals_[j].live && arrivals_[j].since_last > t::kClosedGap ? t::kClosed : 0;
    }

    std::size_t pending_from() const {
        if (arrivals_.empty() || !arrivals_.back().live) return ~std::size_t{0};
        const std::int64_t from = arrivals_.back().scan - scans_.walk_us() / 2;
        const auto s = std::lower_bound(slots_.begin(), slots_.end(), from,
                                        [](const Slot& slot, std::int64_t when) { return slot.at < when; });
        return static_cast<std::size_t>(s - slots_.begin());
    }

    void learn_walk_from_notes() {
        std::vector<std::int64_t> lags;
        for (const Arrival& a : arrivals_) {
            if (!a.live || !scans_.is_idle_before(a)) continue;
            if (a.note && !a.second_note)
                lags.push_back(a.scan - a.note->at.us);
            else if (a.has_chip())
                lags.push_back(a.scan - a.chip_at);
        }
        scans_.set_walk(middle_walk(lags));
    }

    void learn() {
        const Posterior& p = out_.posterior;
        std::vector<std::int64_t> lags;
        double tap_missed = 0, children = 0, number_missed = 0;
        for (const Pair& pair : p.pairs) {
            children += pair.chance;
            const Arrival& a = arrivals_[pair.arrival];
            if (pair.chance > t::kSureToLearn && a.live && scans_.is_idle_before(a))
                lags.push_back(a.scan - slots_[pair.slot].at);
        }
        // Runs are no slips: a tapper who went away says nothing about how often one is missed.
        for (const double missed : p.missed) tap_missed += missed;
        for (std::size_t i = 0; i < slots_.size(); ++i) number_missed += p.alone[i] * unseen_share(slots_[i]);
        const auto rate = [&](double count, double usual) {
            return std::min((count + usual * t::kRatePrior) / (children + t::kRatePrior), t::kRateMost);
        };
        out_.rates.tap_missed = rate(tap_missed, t::kTapMissed);
        out_.rates.number_missed = rate(number_missed, t::kNumberMissed);
        // A crew that loses numbers lets children pass each other too.
        if (!by_chip())
            out_.rates.swap =
                std::min(usual_swap() * std::max(out_.rates.number_missed / t::kSloppyFrom, 1.0), t::kRateMost);
        if (lags.size() >= t::kWalkSamples) scans_.set_walk(middle_walk(lags));
    }

    const std::vector<Slot>& slots_;
    const std::vector<Arrival>& arrivals_;
    ScanModel scans_;
    Agreement agreement_;
    Band band_;
    std::vector<double> noted_;  // By slot.
    bool timed_ = false;
    std::size_t chips_ = 0;
    Alignment out_;
};

}  // namespace

Alignment align(const std::vector<Slot>& slots, const std::vector<Arrival>& arrivals,
                const std::vector<const Item*>& lone_notes) {
    return Aligner{slots, arrivals, lone_notes}.run();
}

Posterior align_part(const std::vector<Slot>& slots, const std::vector<Arrival>& arrivals,
                     const std::vector<const Item*>& lone_notes, const LineRates& rates,
                     const std::vector<std::uint32_t>& kept) {
    return Aligner{slots, arrivals, lone_notes, rates}.run_part(kept);
}

}  // namespace heatline::fusion
