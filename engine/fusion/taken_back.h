#pragma once
// take_back_readings: what is left of a base's crossings and arrivals without the taps, numbers and notes that people
// took back.
//
// A press leaves its crossing to the other tapper, or to the bounce behind it. A number leaves its arrival to the same
// number scanned once more, else to its chip. Pure; any thread.

#include "engine/fusion/words.h"

namespace heatline::fusion {

// Fills words.presses and words.arrivals, and touches what changed.
void take_back_readings(Base& base, Words& words);

}  // namespace heatline::fusion
