#pragma once
// explain: gives the arrivals of one sequence to the crossings of one stretch of the line, and adds their finishes.
//
// Slots are weighed against arrivals (align), the list with the most right answers is taken (decode), and each row
// says how sure it is: the chance of the time, times that of the child. Crossings left over stay free. Pure.

#include "engine/fusion/align.h"
#include "engine/fusion/line.h"

namespace heatline::fusion {

struct Sequence {
    std::vector<Arrival> arrivals;
    std::uint32_t from = 0, to = 0;  // The stretch of line.crossings.
    // A ring keyed after live scans: it may have been dropped and be out of order, so all of it is doubted.
    bool ring = false;
};

// What was learned on the way and is of use for what is left.
struct Learned {
    double number_missed = 0;  // The share of children whose number was not taken.
};

// `lone_notes`: notes that speak of no arrival.
Learned explain(Line& line, Sequence& sequence, const std::vector<const Item*>& lone_notes);

}  // namespace heatline::fusion
