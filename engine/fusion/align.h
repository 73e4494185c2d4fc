#pragma once
// align: how likely each slot is each arrival's, with the rates of slips learned from the line itself.
//
// Two rounds: the stories are weighed with the usual rates, then with the rates that came out.
// Pure; any thread.

#include <cstdint>
#include <vector>

#include "engine/fusion/arrivals.h"
#include "engine/fusion/pair_hmm.h"
#include "engine/fusion/scan_model.h"
#include "engine/fusion/slots.h"

namespace heatline::fusion {

struct Alignment {
    Posterior posterior;
    std::int64_t walk_us = 0;  // From the line to the scanner.
    double number_missed = 0;  // The share of children whose number was not taken.
    double tap_missed = 0;
};

// `lone_notes`: notes whose child is in no list of arrivals; a slot beside one is more likely a child without a number.
Alignment align(const std::vector<Slot>& slots, const std::vector<Arrival>& arrivals,
                const std::vector<const Item*>& lone_notes);

}  // namespace heatline::fusion
