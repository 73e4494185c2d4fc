#pragma once
// ScanModel: what a scan at the end of the chute tells about when its child crossed the line.
//
// The scanner serves one child after another: a scan ends when the scanner is free and the child has walked there,
//   scan = max(scan before + service, crossing + walk).
// So an idle scanner tells the crossing to a second, and a busy one only the order. Scans of a queue share their
// errors, so all of it counts less the busier the scanner is. Walk and service are learned. Pure; any thread.

#include <cstdint>
#include <span>
#include <vector>

#include "engine/fusion/arrivals.h"
#include "engine/fusion/curves.h"

namespace heatline::fusion {

// What is learned from all scans of a line.
struct ScanTerms {
    std::int64_t walk_us = 0;
    double service = 0;
    double weight = 0;  // How much a scan counts.

    bool is_idle_before(const Arrival& arrival) const;
};

// Service and weight, from the scans; the walk is the usual one. O(arrivals).
ScanTerms usual_terms(std::span<const Arrival> arrivals);

class ScanModel {
public:
    ScanModel(std::span<const Arrival> arrivals, const ScanTerms& terms);
    const ScanTerms& terms() const { return terms_; }

    void set_walk(std::int64_t us) { terms_.walk_us = us; }

    // The likelihood of the scan of arrival `k` (an index of the constructor) for a crossing `lag` microseconds before,
    // against a crossing at any plausible moment.
    double of(std::size_t k, std::int64_t lag) const;
    // The density of that scan, not set against anything and at its full weight: where only scans speak.
    double density(std::size_t k, std::int64_t lag) const;
    // The same as of() where with this chance somebody took a turn at the scanner unseen since the scan before.
    double after_unseen(std::size_t k, std::int64_t lag, double unseen) const;
    // The same for a crossing at a moment that is not known, from `least` to `most` before the scan.
    double between(std::size_t k, std::int64_t least, std::int64_t most) const;

private:
    struct Gap {
        double service_now = 0;     // The density of a service that took as long as the gap.
        double service_before = 0;  // The chance that it took less.
        double two_now = 0;         // The same for two services.
        double two_before = 0;
        double scale = 1;  // One over the likelihood when nothing is known of the crossing: what 1 means.
    };

    ScanTerms terms_;
    FixedPower weigh_;
    std::vector<Gap> gaps_;  // By arrival.
};

// The walk in microseconds, from notes and crossings of children before whom the scanner was idle; the usual one when
// they are too few. `lags` in microseconds.
std::int64_t middle_walk(std::vector<std::int64_t>& lags);

}  // namespace heatline::fusion
