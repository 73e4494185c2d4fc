#pragma once
// Chips: from raw reads of transponders to one crossing a child and heat.
//
// The first read that fits a heat of the child is its crossing; reads within the gate after it are the same crossing.
// Then crossings and taps are matched in order: the antenna's lead over the line is learned first, so that a pack is
// not shifted by one, and a crossing that finds a tap takes the tap's instant. A read that fits only a heat the
// child is not in counts when a number or a note says so too: children wait on the mat for their own gun.
// Pure but for `book` and `crossings`, which learn what was claimed.

#include <vector>

#include "engine/fusion/crossings.h"
#include "engine/fusion/heat_of.h"
#include "engine/fusion/line_input.h"

namespace heatline::fusion {

struct ChipCrossing {
    Person person = kNobody;
    RunnerId runner;
    Symbol bib;
    ReadingIndex reading;
    Instant at;
    std::uint32_t heat = kNoHeat;
    bool wrong_heat = false;
    std::uint32_t crossing = kNoCrossing;
};

// `seen`: by person, whether a number or a note speaks of them. Every crossing returned is claimed in `book`, without
// a row yet; the taps found are marked taken.
std::vector<ChipCrossing> read_chips(const LineInput& input, const Persons& persons, const std::vector<bool>& seen,
                                     HeatBook& book, Crossings& crossings);

}  // namespace heatline::fusion
