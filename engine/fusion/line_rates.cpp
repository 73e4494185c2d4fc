#include "engine/fusion/line_rates.h"

#include <algorithm>

#include "engine/fusion/tuning.h"

namespace heatline::fusion {
namespace {

namespace t = tuning;

// From notes and chips of children before whom the scanner was idle.
std::int64_t noted_walk(std::span<const Arrival> arrivals, const ScanTerms& scans) {
    std::vector<std::int64_t> lags;
    for (const Arrival& a : arrivals) {
        if (!a.live || !scans.is_idle_before(a)) continue;
        if (a.note && !a.second_note)
            lags.push_back(a.scan - a.note->at.us);
        else if (a.has_chip())
            lags.push_back(a.scan - a.chip_at);
    }
    return middle_walk(lags);
}

}  // namespace

double LineRates::unseen_share(const Slot& slot) const {
    const double child = slot.real * number_missed;
    return child / (child + 1 - slot.real);
}

void Lessons::add(const Posterior& posterior, const std::vector<Slot>& slots, const std::vector<Arrival>& arrivals,
                  const Window& window, const LineRates& rates) {
    for (const Pair& pair : posterior.pairs) {
        children_ += pair.chance;
        const Arrival& a = arrivals[window.arrival + pair.arrival];
        if (pair.chance > t::kSureToLearn && a.live && rates.scans.is_idle_before(a))
            lags_.push_back(a.scan - slots[window.slot + pair.slot].at);
    }
    // Runs are no slips: a tapper who went away says nothing about how often one is missed.
    for (const double missed : posterior.missed) tap_missed_ += missed;
    for (std::size_t i = 0; i < posterior.alone.size(); ++i)
        number_missed_ += posterior.alone[i] * rates.unseen_share(slots[window.slot + i]);
}

LineRates Lessons::rates(std::span<const Arrival> arrivals) const {
    LineRates out;
    std::size_t chips = 0;
    for (const Arrival& a : arrivals) {
        out.timed |= a.live;
        chips += a.has_chip();
    }
    out.by_chip = chips * 2 > arrivals.size();
    const auto rate = [&](double count, double usual) {
        return std::min((count + usual * t::kRatePrior) / (children_ + t::kRatePrior), t::kRateMost);
    };
    out.tap_missed = rate(tap_missed_, t::kTapMissed);
    out.number_missed = rate(number_missed_, t::kNumberMissed);
    out.swap = t::kSwapChips;
    // A crew that loses numbers lets children pass each other too.
    if (!out.by_chip) out.swap = std::min(t::kSwap * std::max(out.number_missed / t::kSloppyFrom, 1.0), t::kRateMost);
    out.scans = usual_terms(arrivals);
    std::vector<std::int64_t> lags = lags_;
    out.scans.walk_us = lags.size() >= t::kWalkSamples ? middle_walk(lags) : noted_walk(arrivals, out.scans);
    return out;
}

}  // namespace heatline::fusion
