#pragma once
// Chips: the reads of the mat as crossings of children.
//
// A child is read up to twenty times while it crosses, and again when it comes back. Reads within the gate of the heat
// are one crossing, whose instant is the middle of the first reads that hang together. A read that fits only
// somebody else's heat counts when a number or a note says so too: children wait on the mat for their own gun. How
// early the antenna reads is learned from the taps. Pure; any thread.

#include <vector>

#include "engine/fusion/crossings.h"
#include "engine/fusion/heat_of.h"
#include "engine/fusion/line_input.h"
#include "engine/fusion/persons.h"

namespace heatline::fusion {

struct ChipCrossing {
    Person person = kNobody;
    RunnerId runner;
    Symbol bib;
    ReadingIndex reading;  // The first.
    Instant at;
    std::int64_t lead = 0;  // Microseconds from `at` to the line, as a rule.
    std::uint32_t reads = 1;
    std::uint32_t heat = kNoHeat;
    bool wrong_heat = false;
};

// `seen`: by person, whether a number or a note speaks of it. `book` comes back as it was.
std::vector<ChipCrossing> read_chips(const LineInput& input, const Persons& persons, const std::vector<bool>& seen,
                                     HeatBook& book, const Crossings& crossings);

}  // namespace heatline::fusion
