#pragma once
// The chute: gives the numbers of one sequence to the crossings of one stretch of the line.
//
// Numbers explained by a chip or a person are sync points and are not paired again. Notes that hang together with the
// count become sync points. Between two of them number k gets crossing k. A note of a child whose number was not
// taken is a finish of its own: it takes the nearest tap where its stretch has a tap to spare, else it stands at its
// own instant, doubted. Numbers left over get an estimated instant; crossings left over stay free.

#include <vector>

#include "engine/fusion/line.h"

namespace heatline::fusion {

struct Chute {
    Numbers numbers;
    std::uint32_t crossings_from = 0, crossings_to = 0;  // The stretch of line.crossings.
    // A ring keyed after live scans: it may have been dropped and be out of order, so notes outweigh its order and
    // all of it is doubted.
    bool ring = false;
};

// Marks the numbers that need no pairing: settled by better evidence, or of an official heat.
void settle_numbers(Line& line, Numbers& numbers);

// Learns the walk from notes and settled children; tuning::kWalk when they are too few.
std::int64_t learn_walk(const Line& line, const Numbers& numbers);

// Adds the finishes. `stand_alone` handles notes whose number is in no sequence at all.
void pair_chute(Line& line, Chute& chute, bool stand_alone);

}  // namespace heatline::fusion
