#pragma once
// align: how likely each slot is each arrival's, with the rates of slips learned from the line itself.
//
// Two rounds: the stories are weighed with the usual rates, then with the rates that came out. A part of a line that
// is looked at again learns nothing.
// Pure; any thread.

#include <cstdint>
#include <vector>

#include "engine/fusion/arrivals.h"
#include "engine/fusion/pair_hmm.h"
#include "engine/fusion/scan_model.h"
#include "engine/fusion/slots.h"

namespace heatline::fusion {

// What a line teaches of itself.
struct LineRates {
    ScanTerms scans;
    double number_missed = 0;  // The share of children whose number was not taken.
    double tap_missed = 0;
    double swap = 0;     // Of two neighbours, the share that changed places.
    bool timed = false;  // Some numbers were scanned live.
};

struct Alignment {
    Posterior posterior;
    LineRates rates;
};

// `lone_notes`: notes whose child is in no list of arrivals; a slot beside one is more likely a child without a number.
Alignment align(const std::vector<Slot>& slots, const std::vector<Arrival>& arrivals,
                const std::vector<const Item*>& lone_notes);

// A part of a line, with the rates of the whole. `kept`, by arrival, is the slot that it had: such a pair counts
// kKeptPair times as much. Empty: none does.
Posterior align_part(const std::vector<Slot>& slots, const std::vector<Arrival>& arrivals,
                     const std::vector<const Item*>& lone_notes, const LineRates& rates,
                     const std::vector<std::uint32_t>& kept);

}  // namespace heatline::fusion
