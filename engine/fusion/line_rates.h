#pragma once
// LineRates: what a line teaches of itself: how often its people slip, and how its scanner works.
//
// Lessons gather what weighed slots say, window by window; each as much as it is sure. Pure; any thread.

#include <cstdint>
#include <span>
#include <vector>

#include "engine/fusion/agreement.h"
#include "engine/fusion/pair_hmm.h"
#include "engine/fusion/scan_model.h"

namespace heatline::fusion {

struct LineRates {
    ScanTerms scans;
    double number_missed = 0;  // The share of children whose number was not taken.
    double tap_missed = 0;
    double swap = 0;       // Of two neighbours, the share that changed places.
    bool timed = false;    // Some numbers were scanned live.
    bool by_chip = false;  // Most children have a chip.

    // Of a slot without a number: the chance that it is a child all the same.
    double unseen_share(const Slot& slot) const;
};

class Lessons {
public:
    // `posterior` counts from the window, and was weighed with `rates`.
    void add(const Posterior& posterior, const std::vector<Slot>& slots, const std::vector<Arrival>& arrivals,
             const Window& window, const LineRates& rates);
    // The rates of a line that began with these arrivals: the usual ones, as far as nothing was learned.
    LineRates rates(std::span<const Arrival> arrivals) const;

private:
    double children_ = 0, tap_missed_ = 0, number_missed_ = 0;
    std::vector<std::int64_t> lags_;  // Of children before whom the scanner was idle, in microseconds.
};

}  // namespace heatline::fusion
